"""Which losses and changes of a record as a whole are found, and which come near and are not?

Must not look at what is inside lists but those of parties.
"""

from typing import Any

import pytest
from occasions import a, between, edit, found, said

LEAD, HELPER = ({"party": "acme", "role": name} for name in ("lead", "supporting"))
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
    "not before some day, more exactly": (a(made_on="2025/.."), a(), []),
    "not before some day, but earlier": (a(made_on="2026/.."), a(), ["made-on-rewritten made_on"]),
    "not after some day, more exactly": (a(made_on="../2025-09"), a(), []),
    "not after some day, but later": (a(made_on="../2025-08"), a(), ["made-on-rewritten made_on"]),
    "some day before": (a(made_on="2025"), a(made_on="../2025-09"), ["made-on-rewritten made_on"]),
    "some day after": (a(made_on="2025"), a(made_on="2025-09/.."), ["made-on-rewritten made_on"]),
    "a bare text": (a(source="report.txt"), a(source="b.txt"), ["source-rewritten source"]),
    "a bare text in another order of keys": (a(source="report.txt", tags=["a"]), a(source="report.txt"), []),
    "the first source": (a(source=None), a(source=BOOK), []),
    "another document": (
        a(source=BOOK),
        a(source={**BOOK, "document": "b.txt"}),
        ["source-rewritten source"],
    ),
    "another place": (a(source=BOOK), a(source={**BOOK, "locator": "item 8"}), []),
    "another title and address": (
        a(source={**BOOK, "title": "Report", "url": "https://example.org/r"}),
        a(source={**BOOK, "title": "The report of 2025", "url": "https://example.org/report"}),
        [],
    ),
    "a publisher": (a(source=BOOK), a(source={**BOOK, "publisher": "Ministry of Finance"}), []),
    "another publisher": (
        a(source={**BOOK, "publisher": "Ministry of Finance"}),
        a(source={**BOOK, "publisher": "Ministry of Trade"}),
        ["source-rewritten source"],
    ),
    "no publisher any more": (
        a(source={**BOOK, "publisher": "Ministry of Finance"}),
        a(source=BOOK),
        ["source-rewritten source"],
    ),
    "both": (a(source=BOOK), a(source={"document": "b.txt"}), ["source-rewritten source"]),
    "no place any more": (a(source=BOOK), a(source={"document": "report.txt"}), []),
    "no source any more": (a(source=BOOK), a(source=None), ["source-rewritten"]),
    "another form of source": (a(source=BOOK), a(source="report.txt"), []),
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
