"""Two branches that changed one record: what is merged, to the byte, and what somebody has to decide."""

from __future__ import annotations

import pytest

from commitments.writing.merging.joint_meaning import meaning
from commitments.writing.merging.merge import clashing_texts, merge_texts

BASE = """\
# yaml-language-server: $schema=../schema/commitment.schema.json
id: sensors
title: {en: Flood sensors, vi: Cảm biến ngập}   # as in the letter
kind: agreed_action
status: in_progress
parties:
  - {party: acme, role: lead}
  - party: vn-mof
    role: funder

# The deadline
due: 2026-06
due_changes:
  - date: 2025-11-10
    from: 2025-12
    to: 2026-06
    reason: {vi: Chậm thông quan}

milestones:
  # bước một
  - id: m1
    title:
      en: Survey
      vi: 'Khảo sát'
    due: 2026-03
  - {id: m2, title: {en: Test run}, due: 2026-05}
updates:
- date: 2025-01-14
  by: acme
  note:
    en: >-
      The survey has
      begun.
    vi: Đã bắt đầu.
scope:
  - en: Sensors
  - en: Alerts
tags: [water, sensors]
x-file: "№ 12"
"""
UPDATE = "- {date: 2026-01-12, by: acme, note: {vi: Đã họp}}\n"
OTHER = "- date: 2026-02-01\n  by: vn-mof\n  note: {en: Paid}   # by letter\n"
LAST = "    vi: Đã bắt đầu.\n"
MOVE = "  - {date: 2026-05-02, from: 2026-06, to: 2026-12, reason: {en: Floods}}\n"
CHAIN = "    reason: {vi: Chậm thông quan}\n"
MET = "    due: 2026-03\n    status: met\n    met_on: 2026-03-02\n"
DROPPED = "  - {id: m2, title: {en: Test run}, due: 2026-05}\n"
PROOF = "evidence:\n  - {date: 2026-03-02, title: Report, url: https://example.org/1}\n"
FIRST = BASE.index("  # bước một")
SECOND = BASE.index(DROPPED)

Edits = list[tuple[str, str]]
MERGED: dict[str, tuple[Edits, Edits]] = {
    "a status, and a party": (
        [("status: in_progress", "status: agreed")],
        [("role: lead}", "role: lead, since: 2025}")],
    ),
    "a move with its reason, and a milestone met": (
        [("due: 2026-06\ndue_c", "due: 2026-12\ndue_c"), (CHAIN, CHAIN + MOVE)],
        [("    due: 2026-03\n", MET)],
    ),
    "two milestones": ([("    due: 2026-03\n", MET)], [("due: 2026-05}", "due: 2026-07}")]),
    "two fields of one milestone": (
        [("    due: 2026-03\n", "    due: 2026-04\n")],
        [("vi: 'Khảo sát'", "vi: 'Khảo sát xong'")],
    ),
    "both languages of a title on one line": (
        [("en: Flood sensors", "en: Sensors")],
        [("vi: Cảm", "vi: Các cảm")],
    ),
    "both ends of a list on one line": ([("[water", "[ai, water")], [("sensors]", "sensors, new]")]),
    "two fields of an item on one line": (
        [("{id: m2, title: {en: Test run}", "{id: m2, title: {en: Trial}")],
        [("due: 2026-05}", "due: 2026-05, status: met}")],
    ),
    "two texts of a list whose items have no names": (
        [("en: Sensors\n", "en: Sensor\n")],
        [("  - en: Alerts\n", "  - en: Alerts\n  - en: Maps\n")],
    ),
    "a comment, and the field below it": (
        [("# The deadline", "# Hạn chót")],
        [("due: 2026-06\ndue_c", "due: 2026-07\ndue_c")],
    ),
    "a comment beside a field, and another field": (
        [("# as in the letter", "# per letter")],
        [("№ 12", "№ 13")],
    ),
    "a first update of a kind, and evidence at the end": (
        [(LAST, LAST + UPDATE)],
        [('№ 12"\n', '№ 12"\n' + PROOF)],
    ),
    "a field removed, and its neighbour changed": ([('x-file: "№ 12"\n', "")], [("sensors]", "sensor]")]),
    "a milestone dropped, and another changed": ([(DROPPED, "")], [("en: Survey\n", "en: Surveys\n")]),
    "the modeline, and the status": ([("../schema/", "../../schema/")], [("in_progress", "agreed")]),
    "a comment at the end, and a field": (
        [('№ 12"\n', '№ 12"\n# hết\n')],
        [("in_progress", "agreed")],
    ),
    "quotes, and the text in another field": (
        [("'Khảo sát'", "Khảo sát")],
        [("en: Survey\n", 'en: "Survey"\n')],
    ),
}
"""What each side replaced: the merge is the record with all of it."""

CLASHES: dict[str, tuple[Edits, Edits, str]] = {
    "both moved the deadline": (
        [("due: 2026-06\ndue_c", "due: 2026-12\ndue_c")],
        [("due: 2026-06\ndue_c", "due: 2027\ndue_c")],
        "due",
    ),
    "one moved what the other removed": (
        [("due: 2026-06\ndue_c", "due: 2026-12\ndue_c")],
        [("due: 2026-06\ndue_c", "due_c")],
        "due",
    ),
    "one dropped a milestone that the other met": (
        [(DROPPED, "")],
        [("due: 2026-05}", "due: 2026-05, status: met}")],
        "milestones[m2]",
    ),
    "both closed a milestone otherwise": (
        [("due: 2026-05}", "due: 2026-05, status: met}")],
        [("due: 2026-05}", "due: 2026-05, status: not_met}")],
        "milestones[m2].status",
    ),
    "both added a milestone of one name": (
        [(DROPPED, DROPPED + "  - {id: m3, title: {en: A}}\n")],
        [(DROPPED, DROPPED + "  - {id: m3, title: {en: B}}\n")],
        "milestones[m3]",
    ),
    "both gave a milestone a new name": (
        [("{id: m2,", "{id: trial,")],
        [("{id: m2,", "{id: test,")],
        "milestones",
    ),
    "one gave a milestone a new name, the other a new deadline": (
        [("{id: m2,", "{id: trial,")],
        [("due: 2026-05}", "due: 2026-08}")],
        "milestones[m2]",
    ),
    "both gave a party another role": (
        [("vn-mof\n    role: funder", "vn-mof\n    role: monitor")],
        [("vn-mof\n    role: funder", "vn-mof\n    role: supporting")],
        "parties",
    ),
    "both went on with the moves of the deadline": (
        [(CHAIN, CHAIN + MOVE)],
        [(CHAIN, CHAIN + MOVE.replace("2026-05-02", "2026-05-09"))],
        "due_changes",
    ),
    "both wrote the same lines of prose anew": (
        [("The survey has\n      begun.", "The survey\n      began.")],
        [("The survey has\n      begun.", "The survey has\n      started.")],
        "updates[2025-01-14].note.en",
    ),
    "both took something out of a list without names": (
        [("en: Sensors\n", "en: Sensor\n")],
        [("en: Alerts\n", "en: Alert\n")],
        "scope",
    ),
    "both added a field": (
        [('"№ 12"\n', '"№ 12"\nplace: {en: Hue}\n')],
        [('"№ 12"\n', '"№ 12"\nplace: {vi: Huế}\n')],
        "place",
    ),
}
"""What each side replaced, and the field in which they cannot both be right."""

UNCLEAR: dict[str, tuple[Edits, Edits]] = {
    "a field that is gone, and its quotes": ([('x-file: "№ 12"\n', "")], [('"№ 12"', "'№ 12'")]),
    "a field, and a comment beside it": (
        [("due: 2026-06\ndue_c", "due: 2026-12\ndue_c")],
        [("due: 2026-06\ndue_c", "due: 2026-06  # per letter\ndue_c")],
    ),
    "two other comments at one place": ([("# The deadline", "# A")], [("# The deadline", "# B")]),
    "two other orders": (
        [("  - en: Sensors\n  - en: Alerts\n", "  - en: Alerts\n  - en: Sensors\n  - en: A\n")],
        [("  - en: Alerts\n", "  - en: B\n")],
    ),
    "one line in brackets, and the same in lines": (
        [("tags: [water, sensors]", "tags:\n  - water\n  - sensors\n  - ai")],
        [("[water, sensors]", "[water, sensors, new]")],
    ),
}
"""What each side replaced; both could be right, but no text says so with certainty."""


def _with(edits: Edits, text: str = BASE) -> bytes:
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text.encode()


@pytest.mark.parametrize(("ours", "theirs"), MERGED.values(), ids=MERGED)
def test_both_are_there_and_no_other_byte_changes(ours: Edits, theirs: Edits) -> None:
    both = _with([*ours, *theirs])
    assert merge_texts(BASE.encode(), _with(ours), _with(theirs)) == both
    assert merge_texts(BASE.encode(), _with(theirs), _with(ours)) == both


@pytest.mark.parametrize(("ours", "theirs", "field"), CLASHES.values(), ids=CLASHES)
def test_a_clash_is_not_decided(ours: Edits, theirs: Edits, field: str) -> None:
    for one, other in ((ours, theirs), (theirs, ours)):
        assert merge_texts(BASE.encode(), _with(one), _with(other)) is None
        both = meaning(BASE.encode(), _with(one), _with(other))
        assert both is not None
        assert both.clashes == (field,)


@pytest.mark.parametrize(("ours", "theirs"), UNCLEAR.values(), ids=UNCLEAR)
def test_what_is_not_certain_is_not_done(ours: Edits, theirs: Edits) -> None:
    for one, other in ((ours, theirs), (theirs, ours)):
        assert merge_texts(BASE.encode(), _with(one), _with(other)) is None


def test_both_append_an_update() -> None:
    ours, theirs = _with([(LAST, LAST + UPDATE)]), _with([(LAST, LAST + OTHER)])
    assert merge_texts(BASE.encode(), ours, theirs) == _with([(LAST, LAST + UPDATE + OTHER)])
    assert merge_texts(BASE.encode(), theirs, ours) == _with([(LAST, LAST + UPDATE + OTHER)]), "by their days"


def test_updates_stand_in_the_order_of_their_days_whoever_wrote_them() -> None:
    def news(*days: str) -> str:
        return LAST + "".join(UPDATE.replace("2026-01-12", day) for day in days)

    ours, theirs = (
        _with([(LAST, news(*days))]) for days in (("2026-01-12", "2026-03-01"), ("2026-02-01", "2026-04"))
    )
    both = _with([(LAST, news("2026-01-12", "2026-02-01", "2026-03-01", "2026-04"))])
    assert merge_texts(BASE.encode(), ours, theirs) == merge_texts(BASE.encode(), theirs, ours) == both


def test_the_newest_update_stays_first_where_it_stands_first() -> None:
    first = "- date: 2025-01-14\n"
    old = "- {date: 2024-01-14, by: acme, note: {vi: Khởi động}}\n"
    base = _with([(LAST, LAST + old)]).decode()
    sides = [
        _with([(first, UPDATE.replace("2026-01-12", day) + first)], base)
        for day in ("2026-01-12", "2026-02-01")
    ]
    newest, newer = (UPDATE.replace("2026-01-12", day) for day in ("2026-02-01", "2026-01-12"))
    both = _with([(first, newest + newer + first)], base)
    assert merge_texts(base.encode(), *sides) == merge_texts(base.encode(), *sides[::-1]) == both


@pytest.mark.parametrize(("ours", "theirs", "field"), CLASHES.values(), ids=CLASHES)
def test_all_but_the_clash_is_merged(ours: Edits, theirs: Edits, field: str) -> None:
    """A comment of ours and a tag of theirs are in both texts, which differ in the clash alone."""
    ours = [*ours, ("# as in the letter", "# as agreed")]
    theirs = [*theirs, ("[water, sensors]", "[water, sensors, new]")]
    texts = clashing_texts(BASE.encode(), _with(ours), _with(theirs))
    assert texts is not None
    both: Edits = [("# as in the letter", "# as agreed"), ("[water, sensors]", "[water, sensors, new]")]
    for text, other in zip(texts, (_with([*ours[:-1], *both]), _with([*theirs[:-1], *both])), strict=True):
        assert set(other.splitlines()) <= set(text.splitlines())
    assert texts[0] != texts[1]


def test_where_nothing_clashes_there_is_no_clash_to_mark() -> None:
    ours, theirs = MERGED["two milestones"]
    assert clashing_texts(BASE.encode(), _with(ours), _with(theirs)) is None


def test_both_append_an_update_of_one_day() -> None:
    same = OTHER.replace("2026-02-01", "2026-01-12")
    result = merge_texts(BASE.encode(), _with([(LAST, LAST + UPDATE)]), _with([(LAST, LAST + same)]))
    assert result == _with([(LAST, LAST + UPDATE + same)])


def test_what_both_added_is_there_once() -> None:
    ours, theirs = LAST + UPDATE + OTHER, LAST + UPDATE.replace("Đã họp", '"Đã họp"')
    assert merge_texts(BASE.encode(), _with([(LAST, ours)]), _with([(LAST, theirs)])) == _with([(LAST, ours)])


def test_what_both_added_to_a_list_without_names_is_there_once() -> None:
    ours, theirs = _with([("sensors]", "sensors, ai, new]")]), _with([("sensors]", "sensors, ai]")])
    assert merge_texts(BASE.encode(), ours, theirs) == ours
    assert merge_texts(BASE.encode(), theirs, ours) == ours
