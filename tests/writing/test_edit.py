"""An edit and what others do meanwhile: none of it is lost, and nobody waits for who only looks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from commitments.edits.steps import EditStep, Put
from commitments.errors import CommitmentsError
from commitments.workspace.open_workspace import Workspace
from commitments.writing.edit_record import EditEvents, EditOutcome, EditTerms, edit_record, make_record
from commitments.writing.lock import edit_lock
from commitments.writing.tables.import_table import ImportOrders, Table, TableImport, run_import

PATH = "records/small.yaml"
TODAY = date(2026, 11, 22)
Make = Callable[..., Path]
Record = Callable[..., str]


@pytest.fixture
def root(make_workspace: Make, record: Record) -> Path:
    """A workspace of one record."""
    return make_workspace({"small.yaml": record()})


def opened(root: Path) -> Workspace:
    """What every edit begins with."""
    return Workspace(root, {}, use_cache=False)


class Meddled:
    """A plan that finds the file changed behind its back, so many times."""

    def __init__(self, place: Path, times: int) -> None:
        self.place = place
        self.times = times
        self.seen: list[list[str]] = []

    def __call__(self, record: Mapping[str, Any]) -> Sequence[EditStep]:
        """Tag the record, once somebody else has put in a tag."""
        self.seen.append(record.get("tags", []))
        if len(self.seen) <= self.times:
            with self.place.open("a") as file:
                file.write(f"{'' if self.seen[-1] else 'tags:'}\n  - t{len(self.seen)}\n")
        return [Put(("summary",), {"en": f"after {len(self.seen)}"})]


@pytest.mark.parametrize("times", [0, 1, 2, 4])
def test_what_another_program_writes_meanwhile_stays(root: Path, times: int) -> None:
    plan = Meddled(root / PATH, times)
    outcome = edit_record(opened(root), PATH, plan, EditTerms(TODAY))
    tags = [f"t{number}" for number in range(1, times + 1)]
    assert plan.seen == [tags[:number] for number in range(times + 1)]
    text = (root / PATH).read_text()
    assert (outcome.written, outcome.new) == (True, text.encode())
    assert all(f"  - {tag}\n" in text for tag in tags)
    assert f"after {times + 1}" in text
    assert text.count("after") == 1


def test_who_is_always_too_late_gives_up_and_says_so(root: Path) -> None:
    plan = Meddled(root / PATH, 1000)
    with pytest.raises(CommitmentsError, match="is being changed by another program"):
        edit_record(opened(root), PATH, plan, EditTerms(TODAY))
    text = (root / PATH).read_text()
    assert len(plan.seen) == 5
    assert "after" not in text
    assert text.endswith(f"  - t{len(plan.seen)}\n")


@pytest.mark.parametrize("dry_run", [True, False])
def test_who_only_looks_asks_for_no_lock(root: Path, dry_run: bool, record: Record) -> None:
    terms = EditTerms(TODAY, dry_run)
    table = TableImport(Table(None, None), [])  # type: ignore[arg-type]
    attempts: Sequence[Callable[[], object]] = (
        lambda: edit_record(opened(root), PATH, lambda record: [Put(("tags",), ["ai"])], terms),
        lambda: make_record(opened(root), "records/new.yaml", record(id="new").encode(), terms),
        lambda: run_import(opened(root), lambda workspace: table, ImportOrders(TODAY, write=not dry_run)),
    )
    before = (root / PATH).read_bytes()
    with edit_lock(root):
        for attempt in attempts:
            if dry_run:
                attempt()
            else:
                with pytest.raises(CommitmentsError, match="Another edit is under way"):
                    attempt()
    assert (root / PATH).read_bytes() == before
    assert not (root / "records/new.yaml").exists()


def test_a_file_that_came_meanwhile_is_not_written_over(root: Path, record: Record) -> None:
    for terms in (EditTerms(TODAY), EditTerms(TODAY, dry_run=True), EditTerms(TODAY, force=True)):
        with pytest.raises(CommitmentsError, match="already exists"):
            make_record(opened(root), PATH, record(tags=["ai"]).encode(), terms)
    assert (root / PATH).read_text() == record()


UNREADABLE: Mapping[str, bytes | None] = {
    "gone": None,
    "no YAML": b"id: [small",
    "twice one key": b"id: small\nid: small\n",
    "a list": b"- id: small\n",
    "empty": b"",
    "no UTF-8": b"id: \xff\n",
    "too large": b"id: small\n" + b"#" * 256 * 1024,
}


@pytest.mark.parametrize("data", UNREADABLE.values(), ids=UNREADABLE)
@pytest.mark.parametrize(
    "terms", [EditTerms(TODAY), EditTerms(TODAY, dry_run=True), EditTerms(TODAY, force=True)]
)
def test_what_cannot_be_read_is_not_edited(root: Path, data: bytes | None, terms: EditTerms) -> None:
    (root / PATH).unlink()
    if data is not None:
        (root / PATH).write_bytes(data)
    with pytest.raises(CommitmentsError, match="cannot be read, so it cannot be edited"):
        edit_record(opened(root), PATH, lambda record: pytest.fail("planned"), terms)
    assert ((root / PATH).read_bytes() if data is not None else None) == data


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("dry_run", [False, True])
def test_what_breaks_a_rule_is_written_only_by_force(root: Path, force: bool, dry_run: bool) -> None:
    before = (root / PATH).read_bytes()
    terms = EditTerms(TODAY, dry_run, force)
    outcome = edit_record(opened(root), PATH, lambda record: [Put(("made_on",), "2026-02-30")], terms)
    is_written = force and not dry_run
    assert [problem.rule for problem in outcome.verdict.problems] == ["date-not-real"]
    assert (outcome.written, outcome.changes) == (is_written, True)
    assert (root / PATH).read_bytes() == (outcome.new if is_written else before)


@pytest.mark.parametrize("terms", [EditTerms(TODAY), EditTerms(TODAY, force=True)])
def test_a_new_text_that_cannot_be_read_is_not_written_even_by_force(root: Path, terms: EditTerms) -> None:
    outcome = make_record(opened(root), "records/new.yaml", b"id: [new", terms)
    assert (outcome.written, outcome.verdict.unreadable) == (False, True)
    assert not (root / "records/new.yaml").exists()


class Heard(EditEvents):
    """What an edit tells of itself, and what stood there then."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.told: list[tuple[str, bytes | None]] = []

    def _note(self, what: str) -> None:
        self.told.append((what, self.place.read_bytes() if self.place.exists() else None))

    def waits(self) -> None:
        self._note("waits")

    def writes(self, outcome: EditOutcome) -> None:
        self._note("writes")

    def wrote(self, outcome: EditOutcome) -> None:
        self._note("wrote")
        with (
            pytest.raises(CommitmentsError, match="Another edit is under way"),
            edit_lock(self.place.parents[1]),
        ):
            pytest.fail("not kept out any more")


def test_an_edit_tells_when_it_writes_and_that_it_wrote_under_the_lock(root: Path, record: Record) -> None:
    course = Heard(root / PATH)
    old = (root / PATH).read_bytes()
    outcome = edit_record(
        opened(root), PATH, lambda record: [Put(("tags",), ["ai"])], EditTerms(TODAY), course
    )
    assert course.told == [("writes", old), ("wrote", outcome.new)]
    course = Heard(root / "records/new.yaml")
    made = make_record(opened(root), "records/new.yaml", record(id="new").encode(), EditTerms(TODAY), course)
    assert course.told == [("writes", None), ("wrote", made.new)]


def test_what_is_not_written_is_not_told_to_be(root: Path) -> None:
    course = Heard(root / PATH)
    for terms, value in ((EditTerms(TODAY, dry_run=True), "2026-12"), (EditTerms(TODAY), "2026-02-30")):
        edit_record(opened(root), PATH, lambda record, value=value: [Put(("due",), value)], terms, course)
    edit_record(opened(root), PATH, lambda record: [], EditTerms(TODAY), course)
    assert course.told == []
