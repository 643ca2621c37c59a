"""What holds of all editing commands: none raises, none touches what it does not name, all pass the judges.

It must not pick examples; those stand in the tables.
"""

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as some
from laws import law
from occasions import a, move
from wishes import ASKED, DAY, TODAY, Outcome, differing, outcome, said

from commitments.cli.options.option_values import yaml_value
from commitments.edits import close, hold, milestone, reopen, reschedule, update
from commitments.edits.steps import EditStep, apply_steps
from commitments.reading.schema_fields import field_kinds
from commitments.workspace.open_workspace import Workspace
from commitments.workspace.verdict import TextEdit, verdict

OPEN = ["proposed", "agreed", "in_progress", "suspended"]
CLOSED = ["fulfilled", "partially_fulfilled", "not_fulfilled", "withdrawn", "superseded"]
KINDS = field_kinds()

odd = some.recursive(
    some.sampled_from([None, "", "a", "2026", 2026, 10**40, True, 0.5]),
    lambda below: (
        some.lists(below, max_size=2) | some.dictionaries(some.sampled_from("ab"), below, max_size=2)
    ),
    max_leaves=4,
)
dates = some.sampled_from(["2026-Q2", "2026-03-01", "2027", 2026, "soon", "../2026", None])
texts = some.sampled_from([None, "", " ", "a", "Họp.\r\nXong."])


def items(**fields: some.SearchStrategy[Any]) -> some.SearchStrategy[Any]:
    """A list of mappings with some of these fields, or something else."""
    each = some.fixed_dictionaries({}, optional={name: kind | odd for name, kind in fields.items()})
    return some.lists(each | odd, max_size=3) | odd


FIELDS: dict[str, some.SearchStrategy[Any]] = {
    "id": some.just("small"),
    "kind": some.sampled_from(["meeting", "mou"]),
    "title": some.fixed_dictionaries({}, optional={"en": texts}) | odd,
    "due": dates,
    "due_changes": items(date=dates, to=dates, reason=odd),
    "repeats": some.fixed_dictionaries({}, optional={"rule": odd, "held": items(occurrence=dates)}) | odd,
    "milestones": items(
        id=some.sampled_from(["m1", "m2"]), due=dates, status=texts, evidence=odd, met_on=dates
    ),
    "updates": items(date=dates, note=odd),
    "evidence": items(title=texts, url=texts),
    "met_on": dates,
    "review_by": dates,
    "closing": some.fixed_dictionaries({}, optional={"date": dates, "reason": odd}) | odd,
    "superseded_by": odd,
    "x-own": odd,
}
records = some.fixed_dictionaries(
    {"status": some.sampled_from([*OPEN, *CLOSED, "done"]) | odd, "x-kept": odd}, optional=FIELDS
)
dated = some.sampled_from([None, "2026-01", "2026-Q4", "2027", "soon"])
PROOF = {"evidence": texts, "title": texts, "date": dated}
statuses = some.sampled_from([*OPEN, *CLOSED, "done", ""])


def request(kind: Any, **fields: some.SearchStrategy[Any]) -> some.SearchStrategy[Any]:
    return some.builds(kind, day=some.just(DAY), lang=some.sampled_from(["en", "vi"]), **fields)


CLOSINGS = request(
    close.Closing,
    to_status=statuses,
    met_on=dated,
    reason=texts,
    superseded_by=texts,
    note=texts,
    by=texts,
    **PROOF,
)
REOPENINGS = request(reopen.Reopening, why=texts, to_status=statuses, by=texts, date=dated, review_by=dated)
MARKINGS = request(
    milestone.Marking,
    milestone=some.sampled_from(["m1", "m3"]),
    to_status=some.sampled_from(["met", "not_met", "scheduled", "x"]),
    met_on=dated,
    **PROOF,
)
HOLDINGS = request(hold.Holding, occurrence=some.sampled_from(["2026", "x"]), met_on=dated, **PROOF)
MOVES = request(
    reschedule.Rescheduling,
    due=some.sampled_from(["2026-Q4", "x"]),
    reason=texts,
    agreed_by=texts,
    milestone=some.sampled_from([None, "m1"]),
    date=dated,
)
SETTINGS = ["tags=[a]", "title.vi=x", "title.vi=", "milestones[m1].due=2026", "updates[2026]={note: {en: x}}"]
UPDATES = request(
    update.Updating,
    to_status=some.none() | statuses,
    note=texts,
    by=texts,
    review_by=dated,
    set=some.lists(some.sampled_from([*SETTINGS, "x-own.a.b=1", "x-own=", "evidence[a]=", "x"]), max_size=2),
    **PROOF,
)
OF_STATUS = {"status", "met_on", "closing", "superseded_by", "review_by", "updates", "evidence"}
INTENTS: dict[str, tuple[Any, some.SearchStrategy[Any], set[str]]] = {
    "close": (close.steps, CLOSINGS, OF_STATUS),
    "reopen": (reopen.steps, REOPENINGS, OF_STATUS),
    "milestone": (milestone.steps, MARKINGS, {"milestones"}),
    "hold": (hold.steps, HOLDINGS, {"repeats"}),
    "reschedule": (reschedule.steps, MOVES, {"due", "due_changes", "milestones", "updates"}),
    "update": (
        lambda record, wish: update.steps(record, wish, yaml_value, KINDS),
        UPDATES,
        OF_STATUS | {"tags", "title", "milestones", "x-own"},
    ),
}


@pytest.mark.parametrize("name", INTENTS)
@law(300)
@given(data=some.data())
def test_nothing_raises_and_nothing_else_is_touched(name: str, data: some.DataObject) -> None:
    """Of any record whatever: either steps that can be done, or a word on why not."""
    steps, requests, named = INTENTS[name]
    record = data.draw(records)
    wish = data.draw(requests)
    before = repr(record)
    found: Outcome = outcome(steps, record, wish)
    assert repr(record) == before
    assert isinstance(found, str) or found.keys() <= named


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """One record, `next`, and the parties that the others name."""
    root = tmp_path_factory.mktemp("laws")
    (root / "records").mkdir()
    (root / "records" / "next.yaml").write_text(yaml.safe_dump(a(id="next")), encoding="utf-8")
    return Workspace(root, {}, use_cache=False)


REPORT = {"title": "Report", "url": "https://example.org/report"}
CLOSING = {"date": "2026-05-01", "reason": {"en": "Dropped."}}
OWED: dict[str, dict[str, Any]] = {
    "suspended": {"review_by": "2026-12", "updates": [said("Paused.", "2026-02")]},
    "fulfilled": {"met_on": "2026-05-18", "evidence": [REPORT]},
    "partially_fulfilled": {"met_on": 2026, "evidence": [REPORT], "closing": CLOSING},
    "not_fulfilled": {"closing": CLOSING},
    "withdrawn": {"closing": CLOSING},
    "superseded": {"superseded_by": "next"},
}
ONE = move("2026-Q2", "2026-Q3", "2026-01-12")
M1 = {"id": "m1", "title": {"en": "Draft"}, "due": "2026-07"}
MORE: dict[str, some.SearchStrategy[Any]] = {
    "due": some.sampled_from(["2026-Q3", 2026, "2026-09-30", "../2026-09"]),
    "milestones": some.sampled_from([[M1], [{**M1, "due_changes": [move("2026-03", "2026-07")]}]]),
    "evidence": some.just([{"title": "Minutes", "date": "2026-02"}]),
    "updates": some.just([said("Begun.", "2026-01"), said("Met.", "2026-02")]),
    "x-own": odd,
}


@some.composite
def valid(draw: some.DrawFn, among: list[str]) -> dict[str, Any]:
    """A record without a fault, in one of some statuses."""
    status = draw(some.sampled_from(among))
    more = draw(some.fixed_dictionaries({}, optional=MORE))
    if draw(some.booleans()):
        more |= {"due": "2026-Q3", "due_changes": [ONE]}
    return a(**{**more, "status": status, **OWED.get(status, {})})


def judge(workspace: Workspace, record: dict[str, Any], steps: list[EditStep]) -> list[str]:
    """The errors that writing it would bring."""
    old, new = (
        yaml.safe_dump(item, allow_unicode=True).encode() for item in (record, apply_steps(record, steps))
    )
    assert differing(record, apply_steps(record, steps))
    found = verdict(workspace, {"records/small.yaml": TextEdit(old, new)}, DAY)
    assert not found.unreadable
    return [problem.rule for problem in found.problems]


FULL: dict[str, dict[str, Any]] = {
    "fulfilled": {"met_on": "2026-05-18", "evidence": REPORT["url"], "title": "Report"},
    "partially_fulfilled": {"met_on": "2026-05", "title": "Report", "reason": "One is missing."},
    "not_fulfilled": {"reason": "No money."},
    "withdrawn": {"reason": "They dropped it."},
    "superseded": {"superseded_by": "next"},
}


@law(100)
@given(valid([*OPEN, *CLOSED]), some.sampled_from(CLOSED))
def test_what_close_does_passes(workspace: Workspace, record: dict[str, Any], status: str) -> None:
    if status == record["status"] or (record["status"], status) == ("suspended", "fulfilled"):
        return
    wish = close.Closing(to_status=status, note="Looked at again.", by="acme", **ASKED, **FULL[status])
    assert judge(workspace, record, close.steps(record, wish)) == []


@law(50)
@given(valid(CLOSED), some.sampled_from(OPEN))
def test_what_reopen_does_passes(workspace: Workspace, record: dict[str, Any], status: str) -> None:
    if status == "proposed":
        return
    day = {"review_by": "2026-12"} if status == "suspended" else {}
    wish = reopen.Reopening(why="Taken up again.", to_status=status, by="vn-mof", **ASKED, **day)
    assert judge(workspace, record, reopen.steps(record, wish)) == []


@law(50)
@given(valid(OPEN), some.booleans(), some.sampled_from([None, TODAY, "2026"]))
def test_what_reschedule_does_passes(
    workspace: Workspace, record: dict[str, Any], of_milestone: bool, date: str | None
) -> None:
    milestone = "m1" if of_milestone and "milestones" in record else None
    agreed_by = "acme" if "due" in record or milestone else None
    wish = reschedule.Rescheduling(
        "2026-Q4", "More time.", agreed_by=agreed_by, milestone=milestone, date=date, **ASKED
    )
    assert judge(workspace, record, reschedule.steps(record, wish)) == []
