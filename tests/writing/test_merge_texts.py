"""What merging does to the text: order, indentation, line ends, comments. Clashes stand in the tables."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from commitments.writing.merging import merge
from commitments.writing.merging.merge import merge_texts


def test_both_add_the_first_update_each_with_an_indentation_of_its_own() -> None:
    base = "id: a\ntags: [b]\n"
    ours = base + "updates:\n- date: 2026-01-12\n  note:\n    en: |\n      One\n\n      two\n"
    theirs = base + "updates:\n    -   date: 2026-02-01\n        note:\n            vi: |\n              Ba\n"
    result = merge_texts(base.encode(), ours.encode(), theirs.encode())
    assert result == (ours + "-   date: 2026-02-01\n    note:\n        vi: |\n          Ba\n").encode()


def test_one_reorders_the_fields_and_the_other_changes_one() -> None:
    lines = ["id: a\n", "# named\ntitle: {en: B}\n", "status: agreed\n", "due: 2026\n"]
    base, ours = "".join(lines), "".join(reversed(lines))
    theirs = base.replace("agreed", "in_progress") + "tags: [x]\n"
    expected = ours.replace("agreed", "in_progress").replace("due: 2026\n", "due: 2026\ntags: [x]\n")
    assert merge_texts(base.encode(), ours.encode(), theirs.encode()) == expected.encode()
    assert merge_texts(base.encode(), theirs.encode(), ours.encode()) == expected.encode()


def test_one_formats_the_whole_file_and_the_other_changes_a_field() -> None:
    base = "id: a\ntitle: {en: B}\nupdates:\n- date: 2026-01-12\n  by: acme\ndue: 2026-06\n"
    ours = "id: 'a'\ntitle:\n    en: B\nupdates:\n    - date: '2026-01-12'\n      by: acme\ndue: '2026-06'\n"
    theirs = base.replace("en: B", "en: C").replace("due: 2026-06", "due: 2026-12").replace("acme", "mof")
    expected = "id: 'a'\ntitle: {en: C}\nupdates:\n    - date: '2026-01-12'\n      by: mof\ndue: 2026-12\n"
    assert merge_texts(base.encode(), ours.encode(), theirs.encode()) == expected.encode()
    assert merge_texts(base.encode(), theirs.encode(), ours.encode()) == expected.encode()


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "BOM"])
def test_line_ends_and_a_mark_stay(end: str, mark: str) -> None:
    base, ours, theirs, both = (
        (mark + text.replace("\n", end)).encode()
        for text in ("id: a\ndue: 2026\n", "id: a\ndue: 2027\n", "id: b\ndue: 2026\n", "id: b\ndue: 2027\n")
    )
    assert merge_texts(base, ours, theirs) == both


def test_line_ends_are_those_of_the_side_that_changed_them() -> None:
    base, ours, theirs = b"id: a\ndue: 2026\n", b"id: a\ndue: 2027\n", b"id: b\r\ndue: 2026\r\n"
    assert merge_texts(base, ours, theirs) == merge_texts(base, theirs, ours) == b"id: b\r\ndue: 2027\r\n"


def test_evidence_at_the_end_of_a_file_without_a_last_line_feed() -> None:
    base = "id: a\nupdates:\n  - date: 2026-01-12\n    note: {en: A}"
    ours = base + "\nevidence:\n  - {title: B}"
    theirs = base.replace("updates:", "due: 2026\nupdates:") + "\n  - date: 2026-02-01\n    note: {en: C}"
    expected = theirs + "\nevidence:\n  - {title: B}"
    assert merge_texts(base.encode(), ours.encode(), theirs.encode()) == expected.encode()


@pytest.mark.parametrize(
    "text",
    [
        *("id: [", "id: a\nid: b\n", "id: &x a\n", "- a\n", "", "id: a\r\ndue: 2026\n", "id: a\rdue: 1\n"),
        *("id: a\n---\nid: b\n", "<<: {id: a}\n", "id: !!str a\n", "id: a\n<<<<<<< ours\n", "id: \x07\n"),
        *("{id: a,\n due: 2026}\n", "id: a\nx: |\n b"),
    ],
)
def test_what_cannot_be_read_for_certain_is_left_alone(text: str) -> None:
    good = ["id: a\ndue: 2026\n", "id: a\ndue: 2027\n", "id: b\ndue: 2026\n"]
    for place in range(3):
        three = [*good[:place], text, *good[place + 1 :]]
        assert merge_texts(*(item.encode() for item in three)) is None


@pytest.mark.parametrize(
    ("lines", "stands"),
    [
        (["id: b # why\n", "due: 2\n"], True),
        (["due: 2\n", "id: b  # why\n"], True),
        (["id: b\n", "due: 2\n"], False),
        (["id: b # why\n", "due: 1\n"], False),
        (["id: b # why\n", "due: 2\n", "tags: [a]\n"], False),
        (["id: b # why\n", "due: 2\n", "due: 2\n"], False),
    ],
)
def test_a_text_is_given_only_if_it_says_what_both_say(
    lines: list[str], stands: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def written(_: object) -> Iterator[str]:
        return iter(lines)

    monkeypatch.setattr(merge, "unit_lines", written)
    result = merge_texts(b"id: a # why\ndue: 1\n", b"id: b # why\ndue: 1\n", b"id: a # why\ndue: 2\n")
    assert result == ("".join(lines).encode() if stands else None)


def test_one_reorders_a_list_and_the_other_changes_an_item() -> None:
    one, two, new = "  - {id: m1, due: 2026}\n", "  # last\n  - id: m2\n    due: 2026\n", "  - {id: m3}\n"
    base, ours = f"id: a\nmilestones:\n{one}{two}", f"id: a\nmilestones:\n{two}{one}"
    theirs = f"id: a\nmilestones:\n{one.replace('2026', '2027')}{new}{two}"
    expected = f"id: a\nmilestones:\n{two}{one.replace('2026', '2027')}{new}"
    assert merge_texts(base.encode(), ours.encode(), theirs.encode()) == expected.encode()
    assert merge_texts(base.encode(), theirs.encode(), ours.encode()) == expected.encode()
