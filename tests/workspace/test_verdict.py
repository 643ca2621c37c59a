"""What speaks against writing a new text: errors of its own, those it brings to others, those of the step.

It must not write anything, nor look at how an edit was asked for.
"""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from commitments.errors import CommitmentsError
from commitments.reading.settings import Settings
from commitments.workspace.open_workspace import Workspace
from commitments.workspace.validate import validate
from commitments.workspace.verdict import TextEdit, Verdict, verdict

TODAY = date(2026, 5, 20)
SMALL = "records/small.yaml"
Make = Callable[..., Path]
Record = Callable[..., str]


def told(found: Verdict) -> list[str]:
    """Each error as `file rule`, without the folder."""
    return [f"{problem.path.removeprefix('records/')} {problem.rule}" for problem in found.problems]


def judge(root: Path, old: str | bytes | None, new: str | bytes, path: str = SMALL, **more: Any) -> Verdict:
    """The verdict on one new text."""
    before, after = (item.encode() if isinstance(item, str) else item for item in (old, new))
    assert after is not None
    workspace = Workspace(root, **{"environ": {}, "use_cache": False, **more})
    return verdict(workspace, {path: TextEdit(before, after)}, TODAY)


OTHER = {"id": "other", "part_of": "small"}
PROOF = [{"title": "Report"}]
Fields = Mapping[str, Any]


def move() -> Fields:
    """A deadline moved to 2026-Q3."""
    return {"date": "2026-05-02", "from": "2026-Q2", "to": "2026-Q3", "reason": {"en": "Given up."}}


def moved_milestone(id: str, due: str) -> Fields:
    """A milestone whose last move ended in 2026-Q3."""
    return {"id": id, "title": {"en": id}, "due": due, "due_changes": [move()]}


STEPS: dict[str, tuple[Fields, Fields, list[str]]] = {
    "nothing wrong": ({}, {"tags": ["ai"]}, []),
    "an unknown party": (
        {},
        {"parties": [{"party": "acme", "role": "lead"}, {"party": "nobody", "role": "funder"}]},
        ["small.yaml unknown-party"],
    ),
    "an unknown record": ({}, {"part_of": "nothing"}, ["small.yaml unknown-record"]),
    "a circle of two": (
        {},
        {"part_of": "other"},
        ["other.yaml link-cycle"],
    ),
    "the id of another": (
        {},
        {"id": "other"},
        ["other.yaml unknown-record", "small.yaml id-changed", "small.yaml id-differs-from-file"],
    ),
    "a day that is none": ({}, {"due": "2026-02-30"}, ["small.yaml date-not-real"]),
    "a required field gone": (
        {},
        {"source": None},
        ["small.yaml source-rewritten", "small.yaml missing-field"],
    ),
    "a deadline moved silently": (
        {"due": "2026-Q3"},
        {"due": "2026-Q4"},
        ["small.yaml due-moved-silently"],
    ),
    "a status that may not be": ({}, {"status": "proposed"}, ["small.yaml status-move"]),
    "closed without what that owes": (
        {},
        {"status": "fulfilled"},
        ["small.yaml closed-without-date", "small.yaml closed-without-evidence"],
    ),
    "closed without a reason": ({}, {"status": "withdrawn"}, ["small.yaml closed-without-reason"]),
    "closed without a date of the closing": (
        {},
        {"status": "withdrawn", "closing": {"reason": {"en": "Given up."}}},
        ["small.yaml closed-without-date"],
    ),
    "said to be imported only when it is closed": (
        {},
        {"status": "fulfilled", "x-imported": True},
        ["small.yaml closed-without-date", "small.yaml closed-without-evidence"],
    ),
    "closed without what takes its place": (
        {"status": "withdrawn", "closing": {"date": "2026-05", "reason": {"en": "Given up."}}},
        {"status": "superseded", "updates": [{"date": "2026-05-02", "note": {"en": "Replaced."}}]},
        ["small.yaml closed-without-successor"],
    ),
    "closed before without what that owes": (
        {"status": "withdrawn"},
        {"status": "withdrawn", "tags": ["ai"]},
        ["small.yaml status-owes"],
    ),
    "suspended without the day of a review": (
        {},
        {"status": "suspended"},
        ["small.yaml status-owes", "small.yaml suspended-without-update"],
    ),
    "a status that is none": ({}, {"status": "done"}, ["small.yaml unknown-value"]),
    "a status that may not be, beside another word that is none": (
        {},
        {"status": "proposed", "kind": "moo"},
        ["small.yaml status-move", "small.yaml unknown-value"],
    ),
    "a deadline moved silently, after it moved once": (
        {"due": "2026-Q3", "due_changes": [move()]},
        {"due": "2026-Q4", "due_changes": [move()]},
        ["small.yaml due-moved-silently"],
    ),
    "a day of a term moved silently, after it moved once": (
        {"kind": "mou", "in_force": {"until": "2026-Q3", "changes": [{"field": "until", **move()}]}},
        {"kind": "mou", "in_force": {"until": "2026-Q4", "changes": [{"field": "until", **move()}]}},
        ["small.yaml term-moved-silently"],
    ),
    "a deadline that was not the last one of its moves": (
        {"due": "2026-Q4", "due_changes": [move()]},
        {"due": "2026-Q4", "due_changes": [move()], "tags": ["ai"]},
        ["small.yaml due-changes-end"],
    ),
    "a milestone moved silently, beside one that was wrong before": (
        {"milestones": [moved_milestone("a", "2026-Q3"), moved_milestone("b", "2026-Q4")]},
        {"milestones": [moved_milestone("a", "2026-Q4"), moved_milestone("b", "2026-Q4")]},
        ["small.yaml due-changes-end", "small.yaml milestone-moved-silently"],
    ),
    "evidence removed": ({"evidence": PROOF}, {"evidence": None}, ["small.yaml evidence-removed"]),
    "an update of tomorrow": (
        {},
        {"updates": [{"date": "2026-05-21", "note": {"en": "x"}}]},
        ["small.yaml date-in-future"],
    ),
    "what was wrong in the file before": (
        {"due": "2026-02-30"},
        {"due": "2026-02-30", "tags": ["ai"]},
        ["small.yaml date-not-real"],
    ),
    "what was wrong in the file, mended": ({"due": "2026-02-30"}, {"due": "2026-02-28"}, []),
}


@pytest.mark.parametrize(("before", "after", "expected"), STEPS.values(), ids=STEPS)
def test_a_step(
    before: Fields, after: Fields, expected: list[str], make_workspace: Make, record: Record
) -> None:
    old, new = record(**before), record(**{**before, **after})
    root = make_workspace({"small.yaml": old, "other.yaml": record(**OTHER)})
    assert sorted(told(judge(root, old, new))) == sorted(expected)


def test_what_was_wrong_elsewhere_is_not_told(make_workspace: Make, record: Record) -> None:
    broken = {"bad.yaml": record(id="bad", due="2026-02-30", part_of="nothing"), "worse.yaml": "a: [b"}
    root = make_workspace({"small.yaml": record(), **broken})
    assert len(validate(Workspace(root, {}, use_cache=False)).problems) >= 3
    found = judge(root, record(), record(tags=["ai"]))
    assert found == Verdict((), (), False)


def test_what_it_brings_to_others_is_told_at_their_place(make_workspace: Make, record: Record) -> None:
    root = make_workspace({"small.yaml": record(), "other.yaml": record(**OTHER)})
    (problem,) = [
        item
        for item in judge(root, record(), record(id="renamed")).problems
        if item.path.endswith("other.yaml")
    ]
    assert (problem.rule, problem.line, problem.excerpt) == ("unknown-record", 11, "part_of: small")


def test_a_finding_of_the_step_has_its_place(make_workspace: Make, record: Record) -> None:
    root = make_workspace({"small.yaml": record(due="2026-Q3")})
    found = judge(root, record(due="2026-Q3"), record(due="2026-Q4")).problems
    assert [
        (problem.rule, problem.path, problem.line, problem.column, problem.excerpt, problem.id)
        for problem in found
    ] == [("due-moved-silently", SMALL, 11, 6, "due: 2026-Q4", "small")]


NEW: dict[str, tuple[Fields, list[str]]] = {
    "open": ({}, []),
    "closed": (
        {"status": "withdrawn", "closing": {"date": "2026-05", "reason": {"en": "Given up."}}},
        ["new.yaml starts-closed"],
    ),
    "closed elsewhere": (
        {
            **{"status": "withdrawn", "closing": {"date": "2026-05", "reason": {"en": "Given up."}}},
            "x-imported": True,
        },
        [],
    ),
    "closed elsewhere, nobody knows when": (
        {"status": "partially_fulfilled", "closing": {"reason": {"en": "Given up."}}, "x-imported": True},
        [],
    ),
    "closed elsewhere without a reason": (
        {"status": "withdrawn", "x-imported": True},
        ["new.yaml closed-without-reason"],
    ),
    "a meeting that was held": ({"kind": "meeting", "status": "fulfilled", "met_on": "2026-05"}, []),
    "under the name of another": (
        {"id": "small"},
        ["new.yaml id-differs-from-file", "small.yaml id-not-unique"],
    ),
}


@pytest.mark.parametrize("alone", [False, True], ids=["among others", "the first of all"])
@pytest.mark.parametrize(("fields", "expected"), NEW.values(), ids=NEW)
def test_a_new_record(
    fields: Fields, expected: list[str], alone: bool, make_workspace: Make, record: Record
) -> None:
    root = make_workspace({} if alone else {"small.yaml": record()}, due_soon_days=20)
    found = judge(root, None, record(**{"id": "new", **fields}), "records/new.yaml")
    assert told(found) == [item for item in expected if not (alone and "not-unique" in item)]
    imported = ["imported-closed"] if "x-imported" in fields else []
    assert [warning.rule for warning in found.warnings] == imported


def test_what_was_refused_before_the_first_record_is_not_told_of_it(
    make_workspace: Make, record: Record, tmp_path: Path
) -> None:
    root = make_workspace({})
    (root / "records/link.yaml").symlink_to(tmp_path)
    before = [problem.path for problem in validate(Workspace(root, {}, use_cache=False)).problems]
    assert "records/link.yaml" in before
    assert judge(root, None, record(id="new"), "records/new.yaml") == Verdict()


def test_a_finding_of_a_record_without_an_id_names_its_file(make_workspace: Make, record: Record) -> None:
    old, new = record(id=None, due="2026-Q3"), record(id=None, due="2026-Q4")
    root = make_workspace({"small.yaml": old})
    found = judge(root, old, new).problems
    assert [(problem.rule, problem.id) for problem in found if problem.rule.startswith("due")] == [
        ("due-moved-silently", "small")
    ]


def test_several_at_once_know_one_another(make_workspace: Make, record: Record) -> None:
    root = make_workspace({"small.yaml": record()})
    texts = {
        f"records/{id}.yaml": TextEdit(None, record(id=id, part_of=above).encode())
        for id, above in (("one", "two"), ("two", "small"))
    }
    workspace = Workspace(root, {}, use_cache=False)
    assert verdict(workspace, texts, TODAY).problems == ()
    assert told(verdict(workspace, dict([*texts.items()][:1]), TODAY)) == ["one.yaml unknown-record"]


def test_what_one_owes_is_not_taken_for_what_another_owes(make_workspace: Make, record: Record) -> None:
    closed = record(id="other", status="withdrawn")
    root = make_workspace({"small.yaml": record(), "other.yaml": closed})
    texts = {
        SMALL: TextEdit(record().encode(), record(status="withdrawn").encode()),
        "records/other.yaml": TextEdit(closed.encode(), f"{closed}# more\n".encode()),
    }
    found = verdict(Workspace(root, {}, use_cache=False), texts, TODAY)
    assert told(found) == ["other.yaml status-owes", "small.yaml closed-without-reason"]


UNREADABLE = {
    "no YAML": b"id: [small",
    "twice the same field": b"id: small\nid: small\n",
    "a list": b"- id: small\n",
    "nothing": b"",
    "no UTF-8": b"id: \xff\n",
}


@pytest.mark.parametrize("text", UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read(text: bytes, make_workspace: Make, record: Record) -> None:
    root = make_workspace({"small.yaml": record()})
    found = judge(root, record(), text)
    assert found.unreadable
    assert "small.yaml became-unreadable" in told(found)
    assert judge(root, record(), record(status="done")).unreadable


@pytest.mark.parametrize("text", UNREADABLE.values(), ids=UNREADABLE)
def test_what_could_not_be_read_before(text: bytes, make_workspace: Make, record: Record) -> None:
    """Nobody knows what it was, so that no step is judged, not even one to a closed status."""
    root = make_workspace({"small.yaml": text})
    closed = {"status": "withdrawn", "closing": {"date": "2026-05", "reason": {"en": "Given up."}}}
    assert judge(root, text, record(**closed)) == Verdict()


def test_warnings_are_told_once_they_are_new(make_workspace: Make, record: Record) -> None:
    helper = [{"party": "acme", "role": "supporting"}]
    root = make_workspace({"small.yaml": record()})
    found = judge(root, record(), record(parties=helper))
    assert [warning.rule for warning in found.warnings] == ["no-lead"]
    assert [problem.rule for problem in found.problems] == ["lead-replaced"]
    root = make_workspace({"small.yaml": record(parties=helper), "stray.txt": ""})
    assert judge(root, record(parties=helper), record(parties=helper, tags=["ai"])) == Verdict()


def test_the_settings_weigh_the_rules(make_workspace: Make, record: Record) -> None:
    old, new = record(due="2026-Q3"), record(due="2026-Q4")
    weights = "[severities]\ndue-moved-silently = '{}'\n"
    off = make_workspace({"small.yaml": old, "commitments.toml": weights.format("off")})
    assert judge(off, old, new) == Verdict()
    warned = make_workspace({"small.yaml": old, "commitments.toml": weights.format("warning")})
    found = judge(warned, old, new)
    assert (told(found), [warning.rule for warning in found.warnings]) == ([], ["due-moved-silently"])
    broken = make_workspace({"small.yaml": old, "commitments.toml": "severities = 1\n"})
    with pytest.raises(CommitmentsError, match="settings cannot be used"):
        judge(broken, old, new)


def test_settings_that_hold_instead_hold_for_the_verdict_too(make_workspace: Make, record: Record) -> None:
    old, new = record(due="2026-Q3"), record(due="2026-Q4")
    root = make_workspace({"small.yaml": old, "commitments.toml": "severities = 1\n"})
    lenient = Settings(severities={"due-moved-silently": "off"})
    assert judge(root, old, new, judged_by=lenient) == Verdict()
    assert told(judge(root, old, new, judged_by=Settings())) == ["small.yaml due-moved-silently"]


def test_what_is_wrong_is_told_from_the_first_line_to_the_last(make_workspace: Make, record: Record) -> None:
    old = record(made_on="2026-01-05", due="2026-Q3", review_by="2026-Q3")
    root = make_workspace({"small.yaml": old})
    new = record(id="big", made_on="2026-01-05", due="2026-Q4", review_by="2026-02-30")
    found = judge(root, old, new).problems
    at = [(problem.line, problem.rule) for problem in found]
    assert at == sorted(at)
    assert len({line for line, _ in at}) == 3


@pytest.mark.parametrize("weight", ["off", "warning"])
def test_of_two_rules_that_see_one_fault_the_heavier_is_told(
    make_workspace: Make, record: Record, weight: str
) -> None:
    lighter = f"[severities]\nclosed-without-date = '{weight}'\nclosed-without-evidence = '{weight}'\n"
    root = make_workspace({"small.yaml": record(), "commitments.toml": lighter})
    found = judge(root, record(), record(status="fulfilled"))
    assert told(found) == ["small.yaml status-owes"] * 2
    assert found.warnings == ()


def test_nothing_is_written_and_little_is_read(
    make_workspace: Make,
    record: Record,
    environ: dict[str, str],
    reads: list[str],
    aged: Callable[[Path], None],
    tmp_path: Path,
) -> None:
    """Of a remembered workspace no record is read again, and what is judged is not remembered."""
    files = {f"r{number}.yaml": record(id=f"r{number}") for number in range(9)}
    root = make_workspace({"small.yaml": record(), **files})
    aged(root)
    first = Workspace(root, environ)
    validate(first)
    first.remember()
    kept = {path: path.read_bytes() for path in (tmp_path / "cache").iterdir()}
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert kept
    reads.clear()
    found = judge(root, record(), record(due="2026-02-30"), environ=environ, use_cache=True)
    assert told(found) == ["small.yaml date-not-real"]
    assert reads == []
    assert kept == {path: path.read_bytes() for path in (tmp_path / "cache").iterdir()}
    assert before == {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_text_of_the_same_size_and_age_is_not_taken_for_the_old_one(
    make_workspace: Make, record: Record, environ: dict[str, str]
) -> None:
    root = make_workspace({"small.yaml": record(review_by="2026-02-28")})
    workspace = Workspace(root, environ)
    validate(workspace)
    workspace.remember()
    for day, expected in (("2026-02-30", ["small.yaml date-not-real"]), ("2026-02-28", [])):
        old, new = record(review_by="2026-02-28"), record(review_by=day)
        assert told(judge(root, old, new, environ=environ, use_cache=True)) == expected
