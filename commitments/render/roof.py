"""Says in the answer of a roof whose each row is, and which members were not read whole. Counts nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from commitments.errors import N_
from commitments.model.members import MemberReport, MemberState, member_of
from commitments.render.answer import Answer, Cells, JsonText, Record, RoofView
from commitments.render.safe import one_line
from commitments.render.words import Words

KEY = "member"


def answer_of_roof(answer: Answer, roof: RoofView, words: Words) -> Answer:
    """An answer with the member of each row, and how each member could be read."""
    return replace(
        answer,
        rows=lambda: (_with_member(row, roof) for row in answer.rows()),
        cells=cells_with_member(answer.cells, roof),
        head=lambda: {
            **_with_members(answer.head(), roof),
            "members": [_member_row(member, words) for member in roof.members],
        },
    )


def _with_member(row: Record | JsonText, roof: RoofView) -> Record | JsonText:
    if isinstance(row, JsonText):
        value = json.loads(row)
        return JsonText(json.dumps(_with_member(value, roof), ensure_ascii=False))
    if "id" not in row and "path" not in row:
        return _with_members_of_records(row, roof)
    named: dict[str, Any] = {}
    for key, value in row.items():
        named[key] = value
        if key == ("id" if "id" in row else "path"):
            named[KEY] = _row_member(row, roof)
    return named


def _with_members_of_records(row: Record, roof: RoofView) -> Record:
    """A row about several records, each with its member."""
    records = row.get("records")
    if not isinstance(records, list):
        return row
    return {**row, "records": [_with_member(record, roof) for record in records]}


def _with_members(head: Mapping[str, Any], roof: RoofView) -> dict[str, Any]:
    """The keys beside the rows; the changes that an audit looked at have their member too."""
    return {
        key: [_with_member(row, roof) for row in value] if key == "changes" else value
        for key, value in head.items()
    }


def _row_member(row: Record, roof: RoofView) -> str | None:
    """The member that a row is about: by the id of its record, else by its path."""
    if isinstance(id := row.get("id"), str) and (member := member_of(id)):
        return member
    path = row.get("path")
    return roof.member_at(path) if isinstance(path, str) else None


def cells_with_member(cells: Cells, roof: RoofView) -> Cells:
    """Cells with a column for the member of each row, behind the id or the path of the row."""
    key = next((name for name in ("id", "path") if name in cells.names), None)
    if key is None:
        return cells
    place = list(cells.names).index(key) + 1

    def rows() -> Iterable[Record]:
        return ({**row, KEY: _row_member(row, roof)} for row in cells.rows())

    return cells._replace(names=(*cells.names[:place], KEY, *cells.names[place:]), rows=rows)


def _member_row(member: MemberReport, words: Words) -> dict[str, Any]:
    return {
        "name": member.name or None,
        "state": member.state.value,
        "records": member.records,
        "reason": member_reason(member, words) or None,
    }


def member_reason(member: MemberReport, words: Words) -> str:
    """Why a member is not whole; empty where it is."""
    from commitments.render.shown_value import shown_value  # loads shlex

    values = {name: shown_value(value, words) for name, value in member.values.items()}
    return one_line(words.say(member.reason, **values)) if member.reason else ""


def member_sentences(members: Sequence[MemberReport], words: Words) -> Iterator[str]:
    """A sentence for each member that could not be read whole."""
    for member in members:
        if not member.is_whole:
            reason = member_reason(member, words)
            name = member.name or words.say("The folder of the roof")
            yield words.say(_SENTENCES[member.state], name=name, reason=reason)


def no_total(members: Sequence[MemberReport], words: Words) -> str:
    """That no total is told, and how many members it would lack."""
    return words.count(
        sum(not member.is_whole for member in members),
        "No total is told: {n} of {all} members could not be read whole.",
        "No total is told: {n} of {all} members could not be read whole.",
        all=words.number(len(members)),
    )


_SENTENCES: Mapping[MemberState, str] = {
    MemberState.WHOLE: N_("{name} was read"),
    MemberState.BEHIND: N_("{name} is behind: {reason}"),
    MemberState.SHALLOW: N_("{name} is cut off: {reason}"),
    MemberState.ROOF: N_("{name} is left out: {reason}"),
    MemberState.UNREADABLE: N_("{name} could not be read: {reason}"),
}

_STATES: Mapping[MemberState, str] = {
    MemberState.WHOLE: N_("whole"),
    MemberState.BEHIND: N_("behind"),
    MemberState.SHALLOW: N_("cut off"),
    MemberState.ROOF: N_("a roof"),
    MemberState.UNREADABLE: N_("not read"),
}


def member_label(member: MemberReport, words: Words) -> str:
    """The name of a member, with its state where it is not whole."""
    return member.name if member.is_whole else f"{member.name} ({words.say(_STATES[member.state])})"


def covered_members(roof: RoofView | None, words: Words) -> str:
    """Which members a paper is about, and of how many, where they were chosen; else empty."""
    if roof is None or roof.narrowed_from is None:
        return ""
    return words.count(
        roof.narrowed_from,
        "{names}; {number} of {n} register",
        "{names}; {number} of {n} registers",
        names=", ".join(member.name for member in roof.members),
        number=words.number(len(roof.members)),
    )


def untold(value: Any) -> Any:
    """Numbers of a total that is not told: null in their places, under the same keys."""
    if isinstance(value, Mapping):
        return {key: untold(part) for key, part in value.items()}
    return None if isinstance(value, int) else value
