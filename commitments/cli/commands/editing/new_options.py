"""The options of `commit new` that describe the record. Must not read their values."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import typer

from commitments.cli.completing.option_completion import complete_id, complete_party, complete_party_role
from commitments.cli.completing.word_completion import complete_kind, complete_status
from commitments.errors import N_


class NewOptions(NamedTuple):
    """What the new record holds."""

    title: Annotated[
        str | None,
        typer.Option("--title", metavar="TEXT", help=N_("What was agreed, in the language of --lang.")),
    ] = None
    title_en: Annotated[
        str | None, typer.Option("--title-en", metavar="TEXT", help=N_("The title in English."))
    ] = None
    title_vi: Annotated[
        str | None, typer.Option("--title-vi", metavar="TEXT", help=N_("The title in Vietnamese."))
    ] = None
    summary: Annotated[
        str | None,
        typer.Option("--summary", metavar="TEXT", help=N_("A summary, in the language of --lang.")),
    ] = None
    kind: Annotated[
        str | None,
        typer.Option("--kind", metavar="KIND", help=N_("The kind of record."), autocompletion=complete_kind),
    ] = None
    status: Annotated[
        str | None,
        typer.Option(
            "--status",
            metavar="STATUS",
            help=N_("The status, if not the usual first status of the kind."),
            autocompletion=complete_status,
        ),
    ] = None
    party: Annotated[
        list[str] | None,
        typer.Option(
            "--party",
            metavar="PARTY/ROLE",
            help=N_("A party and its role."),
            autocompletion=complete_party_role,
        ),
    ] = None
    lead: Annotated[
        list[str] | None,
        typer.Option(
            "--lead",
            metavar="PARTY",
            help=N_("The party that carries it out; short for --party PARTY/lead."),
            autocompletion=complete_party,
        ),
    ] = None
    made_on: Annotated[
        str | None, typer.Option("--made-on", metavar="DATE", help=N_("When it was agreed, asked or signed."))
    ] = None
    due: Annotated[
        str | None,
        typer.Option("--due", metavar="DATE", help=N_("The deadline, as precise as the source gives it.")),
    ] = None
    in_force_from: Annotated[
        str | None,
        typer.Option(
            "--in-force-from", metavar="DATE", help=N_("The first day of the term of an instrument.")
        ),
    ] = None
    in_force_until: Annotated[
        str | None,
        typer.Option("--in-force-until", metavar="DATE", help=N_("The last day of its first term.")),
    ] = None
    deliverable: Annotated[
        str | None,
        typer.Option(
            "--deliverable", metavar="TEXT", help=N_("What will be there when it is done, in that language.")
        ),
    ] = None
    met_on: Annotated[
        str | None, typer.Option("--met-on", metavar="DATE", help=N_("When a meeting was held."))
    ] = None
    source: Annotated[
        str | None,
        typer.Option("--source", metavar="DOCUMENT", help=N_("The document that contains it.")),
    ] = None
    locator: Annotated[
        str | None,
        typer.Option("--locator", metavar="TEXT", help=N_("The place in the document, such as item 7.")),
    ] = None
    part_of: Annotated[
        str | None,
        typer.Option(
            "--part-of",
            metavar="ID",
            help=N_("The record that it belongs to."),
            autocompletion=complete_id,
        ),
    ] = None
    tag: Annotated[
        list[str] | None, typer.Option("--tag", metavar="TAG", help=N_("A tag to find the record by."))
    ] = None
    add_parties: Annotated[
        bool,
        typer.Option("--add-parties", help=N_("Add parties that are named and not known to the registry.")),
    ] = False
