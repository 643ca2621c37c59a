"""Which record that went is known again in one that came under another id, and which is not?

It must not judge how other rules see a record, only that they see it before and after as one.
"""

from typing import Any

import pytest
from occasions import DAY, a, between, edit, found, move, said

from commitments.changes.rules.rule_table import ChangeSet, judge_changes

BOOK = {"document": "report.txt", "locator": "item 7"}
LEAD, OTHER = ({"party": name, "role": "lead"} for name in ("acme", "vn-mof"))
ID = "id-changed id"
TITLE = {"en": "Hold another day"}
BARE = {"document": "report.txt"}
BECAME: dict[str, tuple[dict[str, Any], dict[str, Any], bool, list[str]]] = {
    # before, after, whether the file stays, findings
    "in its file": (a(), a(id="other"), True, [ID]),
    "in its file and with half of it new": (
        a(),
        a(id="other", kind="mou", title=TITLE, parties=[LEAD], made_on=None, tags=["air"]),
        True,
        ["kind-changed kind", "made-on-rewritten", ID],
    ),
    "in its file, with another title and source": (
        a(),
        a(id="other", title=TITLE, source=BARE),
        True,
        ["source-rewritten source", ID],
    ),
    "in its file, with hardly more than its title": (
        a(made_on=None, source=None, due=2026, tags=["a"], place={"en": "London"}),
        a(id="other", made_on=None, source=None, kind="mou", updates=said("Begun.")),
        True,
        ["due-moved-silently", ID],
    ),
    "another written over it": (
        a(),
        {"id": "other", "title": TITLE, "source": BARE, "kind": "mou", "status": "agreed"},
        True,
        ["record-removed"],
    ),
    "a closed one written over it": (
        a(),
        {"id": "other", "title": TITLE, "source": BARE, "kind": "mou", "status": "withdrawn"},
        True,
        ["record-removed", "starts-closed status"],
    ),
    "with its file": (a(), a(id="other"), False, [ID]),
    "with its file and a new title": (a(), a(id="other", title=TITLE), False, [ID]),
    "with its file, moved silently": (
        a(due="2026-Q2"),
        a(id="other", due="2026-Q4"),
        False,
        ["due-moved-silently due", ID],
    ),
    "with its file, moved as told": (
        a(due="2026-Q2"),
        a(id="other", due="2026-Q4", due_changes=[move("2026-Q2", "2026-Q4")]),
        False,
        [ID],
    ),
    "closed at the same time": (
        a(),
        a(id="other", status="withdrawn", closing={"date": 2026, "reason": {"en": "Air."}}),
        False,
        [ID],
    ),
    "another day": (a(), a(id="other", made_on="2025-09-24"), False, ["record-removed"]),
    "another source": (a(), a(id="other", source={"document": "b.txt"}), False, ["record-removed"]),
    "another action of the same meeting": (
        a(source=BARE),
        a(id="other", source=BARE, title=TITLE),
        False,
        ["record-removed"],
    ),
    "with its file and a title that is new in one language": (
        a(source=BARE, title={"en": "Hold an AI day", "vi": "Tổ chức ngày hội AI"}),
        a(id="other", source=BARE, title={"en": "Hold two AI days", "vi": "Tổ chức ngày hội AI"}),
        False,
        [ID],
    ),
    "hardly a field left": (
        a(due=2026, place={"en": "London"}, tags=["ai"]),
        a(id="other", kind="mou", status="proposed", parties=[OTHER]),
        False,
        ["record-removed"],
    ),
    "in its file, with half of it alike": (
        a(),
        a(id="other", title=TITLE, source=BARE, made_on="2025-09-24"),
        True,
        ["record-removed"],
    ),
    "with its file and a title, half of it alike": (
        a(),
        a(id="other", kind="mou", parties=[LEAD]),
        False,
        ["record-removed"],
    ),
    "with its file and a title, more than half of it alike": (
        a(),
        a(id="other", parties=[LEAD]),
        False,
        [ID],
    ),
    "without any source": (a(source=None), a(id="other", source=None), False, ["record-removed"]),
}


@pytest.mark.parametrize(("before", "after", "stays", "expected"), BECAME.values(), ids=BECAME)
def test_an_id_that_changed_looks_like_one_record_for_another(
    before: dict[str, Any], after: dict[str, Any], stays: bool, expected: list[str]
) -> None:
    path = "records/small.yaml" if stays else "records/other.yaml"
    gone, come = edit(before, None), edit(None, after, new_path=path)
    assert found(gone, come) == expected
    assert sorted(found(come, gone)) == sorted(expected)


def test_an_id_that_changed_inside_one_edit() -> None:
    assert between(a(), a(id="other")) == [ID]
    assert between(a(), a(id=None)) == ["id-changed"]
    assert between(a(id=None), a()) == []
    assert found(edit(a(), a(id="other"), new_path="records/third.yaml")) == [ID]


def test_of_several_the_most_alike_are_the_same() -> None:
    locator = {"source": BOOK, "summary": {"en": "A day."}, "tags": ["ai"], "place": {"en": "London"}}
    gone = [edit(a(id="one", **locator), None), edit(a(id="two", **locator, due=2026), None)]
    come = [edit(None, a(id="new", **locator, due=2026)), edit(None, a(id="newer", **locator, title=TITLE))]
    for edits in ([*gone, *come], [*reversed(gone), *reversed(come)]):
        told = [
            (item and item.id, finding.values["old"])
            for item, finding in judge_changes(ChangeSet(DAY, edits))
        ]
        assert sorted(told, key=str) == [("new", "two"), ("newer", "one")]


@pytest.mark.parametrize("turned", [False, True])
def test_what_came_was_the_one_most_like_it_and_of_two_alike_the_first(turned: bool) -> None:
    near, far = a(id="near", tags=["ai"], place={"en": "London"}), a(id="far", place={"en": "London"})
    came = a(id="new", tags=["ai"], place={"en": "London"}, summary={"en": "New."})
    gone = [edit(far, None), edit(near, None)]
    told = [*judge_changes(ChangeSet(DAY, [*(reversed(gone) if turned else gone), edit(None, came)]))]
    assert [finding.values["old"] for _, finding in told if finding.rule == "id-changed"] == ["near"]
    alike = [edit({**near, "id": id}, None) for id in ("one", "two")]
    told = [*judge_changes(ChangeSet(DAY, [*(reversed(alike) if turned else alike), edit(None, came)]))]
    first = "two" if turned else "one"
    assert [finding.values["old"] for _, finding in told if finding.rule == "id-changed"] == [first]


def test_one_that_came_was_one_before() -> None:
    gone = [edit(a(id=name), None) for name in ("one", "two")]
    came = edit(None, a(id="new", tags=["air"]))
    assert sorted(found(*gone, came)) == [ID, "record-removed"]


def test_a_finding_is_told_of_the_edit_that_was_given() -> None:
    gone, come = edit(a(due=2026), None), edit(None, a(id="other", due=2027))
    told = list(judge_changes(ChangeSet(DAY, [gone, come])))
    assert [finding.rule for _, finding in told] == ["due-moved-silently", "id-changed"]
    assert all(sentence is come for sentence, _ in told)


def test_many_of_one_source_take_no_time_to_tell_apart() -> None:
    gone = [edit(a(id=f"old-{n}", title={"en": f"Old {n}"}), None) for n in range(300)]
    come = [edit(None, a(id=f"new-{n}", title={"en": f"New {n}"})) for n in range(300)]
    assert found(*gone, *come) == ["record-removed"] * 300


def test_many_that_changed_nothing_but_their_ids_are_all_known_again() -> None:
    gone = [edit(a(id=f"old-{n}", due=1000 + n), None) for n in range(300)]
    come = [edit(None, a(id=f"new-{n}", due=1000 + n)) for n in range(300)]
    assert found(*gone, *come) == [ID] * 300


@pytest.mark.parametrize(("come", "expected"), [(100, [ID] * 100), (101, ["record-removed"] * 100)])
def test_so_many_pairs_of_one_source_are_compared_and_no_more(come: int, expected: list[str]) -> None:
    olds = [edit(a(id=f"old-{n}", title={"en": f"Day {n}"}), None) for n in range(100)]
    news = [edit(None, a(id=f"new-{n}", title={"en": f"Day {n}"}, tags=["x"])) for n in range(come)]
    assert found(*olds, *news) == expected


def test_a_copy_that_left_while_its_like_stayed_is_not_judged() -> None:
    copy = edit(a(), None, old_path="records/copy.yaml")
    stayed = edit(a(), a(tags=["air"]))
    for edits in ((copy, stayed), (stayed, copy), (copy, edit(None, a(tags=["air"])))):
        assert found(*edits) == []
    assert found(copy, edit(a(id="other"), a(id="other", tags=["air"]))) == ["record-removed"]


def test_only_what_is_new_is_what_a_removed_one_became() -> None:
    gone, like = edit(a(), None), a(id="other", title={"en": "Hold an AI day"})
    assert found(gone, edit({**like, "tags": ["air"]}, like)) == ["record-removed"]
    assert found(gone, edit(None, like, old_path="records/other.yaml")) == ["record-removed"]
    broken = edit(a(), None, readable=False, new_path="records/small.yaml")
    assert found(broken, edit(None, like, new_path="records/other.yaml")) == ["became-unreadable"]
