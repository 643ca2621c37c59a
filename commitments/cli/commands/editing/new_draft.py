"""Makes a draft from the options of `commit new`. Must not ask for what they leave out."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from commitments.cli.member_names import plain_id
from commitments.cli.options.date_options import coming_date_option, past_date_option
from commitments.cli.options.option_values import kind_word, party_and_role, status_word
from commitments.cli.prompts.named_parties import named_party
from commitments.cli.prompts.new_parties import known_or_added
from commitments.edits.new_record import Draft, require_new_id, shared_fields, split_party_and_role
from commitments.errors import N_, EditError, UsageError
from commitments.model.lifecycle import Role
from commitments.model.members import is_id_elsewhere
from commitments.reports.record_ids import known_id

if TYPE_CHECKING:
    from commitments.cli.commands.editing.new_options import NewOptions
    from commitments.cli.session import Session


def draft_from_options(
    session: Session,
    taken: Mapping[str, str],
    fields: NewOptions,
    id: str | None,
    beside: str | None,
    adds_parties: bool = False,
) -> Draft:
    """The draft that the options describe, in the shape of the record `beside`.

    `taken` are the paths of the records by their ids. `adds_parties` adds parties that are named and not
    known to the session; without it they are offered on a terminal, else refused. Raises UsageError for a
    wrong value, UnknownNameError for an unknown party or record, EditError where the record
    `beside` cannot be read.
    """
    if id is not None:
        require_new_id(id, taken)
    part_of = "" if fields.part_of is None else _linked_id(session, fields.part_of, taken)
    parties = [
        *(("--lead", party, Role.LEAD.value) for party in fields.lead or ()),
        *(("--party", *split_party_and_role(party_and_role(party))) for party in fields.party or ()),
    ]
    find = known_or_added if adds_parties else named_party
    return Draft(
        id=id or "",
        title=_titles(fields, session.words.lang),
        summary={session.words.lang: _text("--summary", fields.summary)},
        kind="" if fields.kind is None else kind_word("--kind", fields.kind),
        status="" if fields.status is None else status_word("--status", fields.status),
        part_of=part_of,
        parties=[(find(session, option, party), role) for option, party, role in parties],
        made_on=past_date_option(session, fields.made_on) or "",
        due=coming_date_option(session, fields.due) or "",
        in_force_from=coming_date_option(session, fields.in_force_from) or "",
        in_force_until=coming_date_option(session, fields.in_force_until) or "",
        deliverable={session.words.lang: _text("--deliverable", fields.deliverable)},
        met_on=past_date_option(session, fields.met_on) or "",
        document=_text("--source", fields.source),
        locator=_text("--locator", fields.locator),
        tags=[_text("--tag", tag) for tag in fields.tag or ()],
        shape=_shape(session, taken, beside) if beside is not None else {},
    )


def _linked_id(session: Session, text: str, taken: Mapping[str, str]) -> str:
    """The id of a record that is named, or of one in another register as a roof calls it."""
    id = plain_id(session, text)
    return id.lower() if is_id_elsewhere(id.lower()) else known_id(id, taken)


def _titles(fields: NewOptions, lang: str) -> dict[str, str]:
    """The titles by language; raises UsageError for two titles in one language."""
    titles = {"en": _text("--title-en", fields.title_en), "vi": _text("--title-vi", fields.title_vi)}
    title = _text("--title", fields.title)
    if title and titles[lang] and titles[lang] != title:
        raise UsageError(N_("--title and {option} name two titles in one language"), option=f"--title-{lang}")
    return {**titles, lang: title or titles[lang]}


def _text(option: str, value: str | None) -> str:
    """The text of an option in NFC; raises UsageError for a character that no record may hold."""
    from commitments.reading.text import find_unsafe_character

    text = unicodedata.normalize("NFC", value or "").strip()
    if character := find_unsafe_character(text):
        raise UsageError(
            N_("{option} holds a character that no record may hold: {character}"),
            option=option,
            character=character,
        )
    return text


def _shape(session: Session, taken: Mapping[str, str], id: str) -> Mapping[str, Any]:
    """The fields that a new record takes over from the record `id`."""
    from commitments.workspace.whole_records import read_record  # loads YAML

    id = known_id(plain_id(session, id), taken)
    commitment = read_record(session.workspace, taken[id])
    if commitment is None:
        raise EditError(
            N_("{path} cannot be read, so nothing can be copied from it"),
            N_("Run `commit validate` to see what is wrong with it."),
            path=taken[id],
        )
    return shared_fields(commitment.data)
