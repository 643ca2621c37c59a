"""`commit parties add`: adds a party to the registry. Must not know how that is written."""

from __future__ import annotations

from typing import Annotated

import typer

from commitments.cli.completing.option_completion import complete_party
from commitments.cli.completing.word_completion import complete_party_kind
from commitments.cli.editing.edit_command import Writing
from commitments.cli.options.option_groups import Common, flatten_options
from commitments.errors import N_

IdOrName = Annotated[
    str | None,
    typer.Argument(metavar="ID|NAME", help=N_("The id of the party, or its name, which makes an id.")),
]
Name = Annotated[str | None, typer.Option("--name", metavar="NAME", help=N_("The name in English."))]
NameVi = Annotated[str | None, typer.Option("--name-vi", metavar="NAME", help=N_("The name in Vietnamese."))]
Short = Annotated[str | None, typer.Option("--short", metavar="NAME", help=N_("The short name in English."))]
ShortVi = Annotated[
    str | None, typer.Option("--short-vi", metavar="NAME", help=N_("The short name in Vietnamese."))
]
Alias = Annotated[
    list[str] | None, typer.Option("--alias", metavar="NAME", help=N_("Another spelling of the name."))
]
Kind = Annotated[
    str | None,
    typer.Option(
        "--kind", metavar="KIND", help=N_("What sort of body it is."), autocompletion=complete_party_kind
    ),
]
Country = Annotated[
    str | None, typer.Option("--country", metavar="CODE", help=N_("Its country, such as VN or GB."))
]
Above = Annotated[
    str | None,
    typer.Option("--part-of", metavar="PARTY", help=N_("The body above it."), autocompletion=complete_party),
]


@flatten_options
def run(
    common: Common,
    writing: Writing,
    id_or_name: IdOrName = None,
    name: Name = None,
    name_vi: NameVi = None,
    short: Short = None,
    short_vi: ShortVi = None,
    alias: Alias = None,
    kind: Kind = None,
    country: Country = None,
    part_of: Above = None,
) -> int:
    """Add a party; returns 1 where that was refused."""
    from commitments.cli.editing.edit_command import require_writable
    from commitments.cli.editing.files_command import apply_files_edit
    from commitments.cli.open_session import open_session
    from commitments.cli.options.option_values import party_kind_word
    from commitments.cli.prompts.named_parties import party_option
    from commitments.cli.prompts.party_questions import completed_party
    from commitments.edits.new_party import NewParty
    from commitments.writing.edit_parties import plan_new_parties

    with open_session(common) as session:
        require_writable(session, writing)
        words = session.words
        request = NewParty(
            id_or_name or "",
            words.lang,
            party_kind_word("--kind", kind) if kind is not None else "",
            *(name, name_vi, short, short_vi, country),
            part_of=party_option(session, "--part-of", part_of),
            aliases=alias or (),
        )
        request = completed_party(session, request)
        requests = [*session.new_parties, request]
        subject = words.say("{party}: new party", party=request.id_or_name)
        return apply_files_edit(
            session, lambda workspace: plan_new_parties(workspace, requests, writing.force), writing, subject
        )
