"""What the flags of `commit new` say, as a draft. Asks for nothing that they do not say."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from commitments.cli.option_values import date_option, require_one_of
from commitments.cli.prompts.party_names import named_party
from commitments.edits.new_record import Draft, like, party_and_role, require_new
from commitments.errors import N_, CommitmentsError
from commitments.model.lifecycle import Kind, Role, Status
from commitments.reports.filters import require_id

if TYPE_CHECKING:
    from commitments.cli.commands.new_options import NewOptions
    from commitments.cli.session import Session


def given(
    at: Session, taken: Mapping[str, str], fields: NewOptions, id: str | None, beside: str | None
) -> Draft:
    """What they say, in the shape of what it is put `beside`; raises CommitmentsError for what may not be."""
    if id is not None:
        require_new(id, taken)
    if fields.kind is not None:
        require_one_of("--kind", fields.kind, [kind.value for kind in Kind])
    if fields.status is not None:
        require_one_of("--status", fields.status, [status.value for status in Status])
    if fields.part_of is not None:
        require_id(fields.part_of, taken)
    parties = [
        *(("--lead", item, Role.LEAD.value) for item in fields.lead or ()),
        *(("--party", *party_and_role(item)) for item in fields.party or ()),
    ]
    return Draft(
        id=id or "",
        title=_titles(fields, at.words.lang),
        summary={at.words.lang: _text("--summary", fields.summary)},
        kind=fields.kind or "",
        status=fields.status or "",
        part_of=fields.part_of or "",
        parties=[(named_party(at, option, party), role) for option, party, role in parties],
        made_on=date_option(fields.made_on) or "",
        due=date_option(fields.due) or "",
        met_on=date_option(fields.met_on) or "",
        document=_text("--source", fields.source),
        locator=_text("--locator", fields.locator),
        tags=[_text("--tag", item) for item in fields.tag or ()],
        shape=_shape(at, taken, beside) if beside is not None else {},
    )


def _titles(fields: NewOptions, lang: str) -> dict[str, str]:
    found = {"en": _text("--title-en", fields.title_en), "vi": _text("--title-vi", fields.title_vi)}
    title = _text("--title", fields.title)
    if title and found[lang] and found[lang] != title:
        raise CommitmentsError(
            N_("--title and {option} name two titles in one language"), option=f"--title-{lang}"
        )
    return {**found, lang: title or found[lang]}


def _text(option: str, given: str | None) -> str:
    """The text of an option, composed; raises CommitmentsError where no record may hold it."""
    from commitments.reading.text import unsafe_in

    text = unicodedata.normalize("NFC", given or "").strip()
    if character := unsafe_in(text):
        raise CommitmentsError(
            N_("{option} holds a character that no record may hold: {character}"),
            option=option,
            character=character,
        )
    return text


def _shape(at: Session, taken: Mapping[str, str], id: str) -> Mapping[str, Any]:
    from commitments.workspace.whole_records import record  # and with it YAML

    require_id(id, taken)
    found = record(at.workspace, taken[id])
    if found is None:
        raise CommitmentsError(
            N_("{path} cannot be read, so nothing can be taken from it"),
            N_("`commit validate` says what is wrong with it."),
            path=taken[id],
        )
    return like(found.data)
