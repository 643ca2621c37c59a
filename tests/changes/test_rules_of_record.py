"""Which losses and changes of a record as a whole are found, and which come near and are not?

Must not look at what is inside lists but those of parties.
"""

from typing import Any

import pytest
from occasions import DAY, a, between, edit, found, move, said

from commitments.changes.rules import Occasion, judged

LEAD, HELPER = ({"party": "acme", "role": each} for each in ("lead", "supporting"))
OTHER = {"party": "vn-mof", "role": "lead"}
BOOK = {"document": "report.txt", "locator": "item 7"}
Table = dict[str, tuple[dict[str, Any], dict[str, Any], list[str]]]

ORIGIN: Table = {
    "another day": (a(), a(made_on="2025-09-24"), ["made-on-rewritten made_on"]),
    "dropped": (a(), a(made_on=None), ["made-on-rewritten"]),
    "no date any more": (a(), a(made_on="long ago"), ["made-on-rewritten made_on"]),
    "set": (a(made_on=None), a(), []),
    "mended": (a(made_on="September 2025"), a(), []),
    "more exactly": (a(made_on="2025-09"), a(), []),
    "less exactly": (a(), a(made_on="2025-09"), ["made-on-rewritten made_on"]),
    "more exactly, but elsewhere": (a(made_on="2025-10"), a(), ["made-on-rewritten made_on"]),
    "a number": (a(made_on="2025"), a(made_on=2025), []),
    "of a proposal that was accepted": (a(status="proposed"), a(made_on="2026-05-19"), []),
    "of a proposal that is one still": (
        a(status="proposed"),
        a(status="proposed", made_on="2026-05-19"),
        ["made-on-rewritten made_on"],
    ),
    "another document": (
        a(source=BOOK),
        a(source={**BOOK, "document": "b.txt"}),
        ["source-rewritten source"],
    ),
    "another place": (a(source=BOOK), a(source={**BOOK, "locator": "item 8"}), ["source-rewritten source"]),
    "both": (a(source=BOOK), a(source={"document": "b.txt"}), ["source-rewritten source"]),
    "no place any more": (a(source=BOOK), a(source={"document": "report.txt"}), ["source-rewritten source"]),
    "no source any more": (a(source=BOOK), a(source=None), ["source-rewritten"]),
    "another form of source": (a(source=BOOK), a(source="report.txt"), ["source-rewritten source"]),
    "the form that sources have": (a(source="report.txt"), a(source=BOOK), []),
    "more of the source": (a(source=BOOK), a(source={**BOOK, "url": "https://example.org/r"}), []),
    "a note on the source": (
        a(source={**BOOK, "note": {"en": "The date is unclear."}}),
        a(source={**BOOK, "note": {"en": "The date is that of the cover."}}),
        [],
    ),
    "the day of the source, more exactly": (
        a(source={**BOOK, "published_on": "2025-09"}),
        a(source={**BOOK, "published_on": "2025-09-24"}),
        [],
    ),
    "the day of the source": (
        a(source={**BOOK, "published_on": "2025-09"}),
        a(source={**BOOK, "published_on": "2025-10"}),
        ["source-rewritten source"],
    ),
    "the paper that was signed in the end": (
        a(status="proposed", source={"document": "draft.docx"}),
        a(status="agreed", source={"document": "memorandum.pdf"}),
        [],
    ),
}
LEADS: Table = {
    "replaced": (a(parties=[LEAD]), a(parties=[OTHER]), ["lead-replaced parties"]),
    "now helps another": (a(parties=[LEAD]), a(parties=[HELPER, OTHER]), ["lead-replaced parties"]),
    "leads no more": (a(parties=[LEAD]), a(parties=[HELPER]), ["lead-replaced parties"]),
    "one of two leads no more": (a(parties=[LEAD, OTHER]), a(parties=[OTHER]), ["lead-replaced parties"]),
    "nobody is left": (a(parties=[LEAD]), a(parties=None), ["lead-replaced"]),
    "no list any more": (a(parties=[LEAD]), a(parties="acme"), ["lead-replaced parties"]),
    "replaced, as an update says": (
        a(parties=[LEAD]),
        a(parties=[OTHER], updates=said("The ministry took over.")),
        [],
    ),
    "replaced, and the update is old": (
        a(parties=[LEAD], updates=said("Begun.")),
        a(parties=[OTHER], updates=said("Begun.")),
        ["lead-replaced parties"],
    ),
    "the first": (a(parties=[HELPER]), a(parties=[HELPER, OTHER]), []),
    "another joins": (a(parties=[LEAD]), a(parties=[OTHER, LEAD]), []),
    "somebody else leaves": (a(parties=[LEAD, {"party": "vn-mof", "role": "funder"}]), a(parties=[LEAD]), []),
    "the same in another role too": (a(parties=[LEAD]), a(parties=[LEAD, HELPER]), []),
}


@pytest.mark.parametrize(
    ("before", "after", "expected"), [*ORIGIN.values(), *LEADS.values()], ids=[*ORIGIN, *LEADS]
)
def test_one_record(before: dict[str, Any], after: dict[str, Any], expected: list[str]) -> None:
    assert between(before, after) == expected


def test_removed() -> None:
    assert between(a(), None) == ["record-removed"]
    assert between(a(status="withdrawn"), None) == ["record-removed"]
    assert found(edit(None, None, old_path="records/small.yaml")) == []  # it never could be read


def test_a_copy_that_goes_is_no_loss() -> None:
    gone = edit(a(), None, old_path="records/asia/small.yaml")
    assert found(gone, edit(a(), a(tags=["air"]))) == []
    assert found(gone, edit(a(id="other"), a(id="other", tags=["air"]))) == ["record-removed"]


def test_unreadable() -> None:
    broken = {"readable": False, "new_path": "records/small.yaml"}
    assert found(edit(a(), None, **broken)) == ["became-unreadable"]
    assert found(edit(None, None, **broken)) == ["became-unreadable"]
    assert found(edit(None, None, old_path="records/small.yaml", **broken)) == ["became-unreadable"]


@pytest.mark.parametrize(
    ("old_path", "new_path", "expected"),
    [
        ("records/small.yaml", "records/asia/small.yaml", []),
        ("records/small.yaml", "records/smaller.yaml", ["file-moved id"]),
        ("records/small.yaml", "records/asia/other.yaml", ["file-moved id"]),
        ("records/smaller.yaml", "records/small.yaml", []),
        ("records/other.yaml", "records/asia/other.yaml", []),
        ("records/other.yaml", "records/another.yaml", ["file-moved id"]),
        ("records/small.yaml", "records/small.yaml/small.yaml", []),
    ],
)
def test_moved_files(old_path: str, new_path: str, expected: list[str]) -> None:
    assert found(edit(a(), a(), old_path=old_path, new_path=new_path)) == expected


def test_a_moved_file_without_an_id_of_its_own() -> None:
    nameless = a(id=None)
    assert found(edit(nameless, nameless, new_path="records/other.yaml")) == ["file-moved"]


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
        ["made-on-rewritten", ID],
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
        a(id="other", status="withdrawn", closing={"date": 2026, "reason": {"en": "A."}}),
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
        told = [(each and each.id, finding.values["old"]) for each, finding in judged(Occasion(DAY, edits))]
        assert sorted(told, key=str) == [("new", "two"), ("newer", "one")]


def test_a_finding_is_told_of_the_edit_that_was_given() -> None:
    gone, come = edit(a(due=2026), None), edit(None, a(id="other", due=2027))
    told = list(judged(Occasion(DAY, [gone, come])))
    assert [finding.rule for _, finding in told] == ["due-moved-silently", "id-changed"]
    assert all(each is come for each, _ in told)


def test_many_of_one_source_take_no_time_to_tell_apart() -> None:
    gone = [edit(a(id=f"old-{n}", title={"en": f"Old {n}"}), None) for n in range(300)]
    come = [edit(None, a(id=f"new-{n}", title={"en": f"New {n}"})) for n in range(300)]
    assert found(*gone, *come) == ["record-removed"] * 300


def test_many_that_changed_nothing_but_their_ids_are_all_known_again() -> None:
    gone = [edit(a(id=f"old-{n}", due=1000 + n), None) for n in range(300)]
    come = [edit(None, a(id=f"new-{n}", due=1000 + n)) for n in range(300)]
    assert found(*gone, *come) == [ID] * 300


@pytest.mark.parametrize(
    ("beside", "expected"),
    [
        ([], []),
        (["commitments.toml"], ["rules-changed-too"]),
        (["schema/parties.yaml", "commitments.toml"], ["rules-changed-too"]),
    ],
)
def test_what_checks_the_records_changed_too(beside: list[str], expected: list[str]) -> None:
    touched = edit(a(), a(tags=["air"]))
    assert found(touched, touched, beside=beside) == expected
    assert found(beside=beside) == []


def test_few_of_many_files_are_named() -> None:
    paths = [f"schema/{n}.json" for n in range(400)]
    ((about, finding),) = judged(Occasion(DAY, [edit(a(), a())], paths))
    assert about is None
    assert finding.values == {"paths": ", ".join([*paths[:5], "…"])}
