"""Does a question pick the rows that it means, and is what is nowhere refused with what is near?"""

from __future__ import annotations

import json
from typing import Any

import pytest

from commitments.changes.change import Change
from commitments.errors import CommitmentsError
from commitments.model.names import PartyId, Prose
from commitments.model.parties.party import Party, Registry
from commitments.model.revision import Revision
from commitments.reports.changes import ChangesQuestion, KnownNames, pick_changes

VI = Revision("a" * 40, (), 0, "Đinh Thục Vi", "thuc-vi@example.org", "One")
TOBIN = Revision("b" * 40, (), 1, "Tobin Hale", "tobin@example.org", "Two")
EDITED = Revision("", (), 2, "", "", "")
COMPOSED = "hạn"
NESTED = {
    "id": "loan",
    "x-cost": {"parts": [{"party": "idle", "sum": 5}]},
    "parties": [{"party": "acme"}, "odd"],
}


def row(name: str, id: str, field: str = "", old: Any = None, new: Any = None, at: Revision = VI) -> Change:
    """A row whose kind, which no question asks for, tells it from the others."""
    texts = [json.dumps(item, ensure_ascii=False) for item in (old, new)]
    return Change(at, id, f"records/{id}.yaml", name, field, *texts, "null")


ROWS = [
    row("added", "loan", new=NESTED),
    row("due", "loan", "due", "2025", "2026", TOBIN),
    row("basis", "loan", "due_basis.en", None, "May", TOBIN),
    row("step", "port-data", "milestones[m1]", None, {"id": "m1", "due": "2026"}),
    row("step-due", "port-data", "milestones[m1].due", "2026", "2027", TOBIN),
    row("step-odd", "port-data", "milestones[a\\]b#2].due_changes[2026#2].reason.vi", None, "Mưa"),
    row("joined", "port-data", "parties[vn-tax/lead]", None, {"party": "vn-tax", "role": "lead"}),
    row("role", "fair", "parties[gone/lead].x-share", 1, 2),
    row("some", "course", "parties", [{"party": "old-firm"}], ["x", {"party": "new-firm"}]),
    row("own", "course", 'x-own["a.b"].c', 1, 2),
    row("own-vi", "course", f'["{COMPOSED}"]', 1, 2),
    row("moved", "fair", "", "records/fair.yaml", "records/deep/fair.yaml", TOBIN),
    row("removed", "fair", "", {"id": "fair", "parties": [{"party": "vn-mof", "role": "lead"}]}),
    row("edited", "course", "due", None, "2026", EDITED),
]
PRESENT = KnownNames(
    {"course": ["acme"], "quiet": ["acme"]},
    ["broken"],
    {"due", "milestones.due", "milestones", "tags", "status"},
)


@pytest.fixture
def pick(registry: Registry) -> Any:
    """`pick(ids=…, …) -> the names of the rows`."""

    def pick(present: KnownNames = PRESENT, **asked: Any) -> str:
        return " ".join(
            change.kind for change in pick_changes(ROWS, ChangesQuestion(**asked), registry, present)
        )

    return pick


def test_no_question_picks_everything(registry: Registry) -> None:
    assert pick_changes(ROWS, ChangesQuestion(), registry, KnownNames()) == ROWS
    assert pick_changes([], ChangesQuestion(), registry, KnownNames()) == []


@pytest.mark.parametrize(
    ("ids", "names"),
    [
        (["loan"], "added due basis"),
        (["loan", "fair"], "added due basis role moved removed"),
        (["*oa*"], "added due basis"),
        (["p*-*a"], "step step-due step-odd joined"),
        (["nothing-*"], ""),
        (["nothing-*", "loan"], "added due basis"),
        (["quiet"], ""),
        (["broken"], ""),
    ],
)
def test_ids(ids: list[str], names: str, pick: Any) -> None:
    assert pick(ids=ids) == names


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        (["due"], "due edited"),
        (["due*"], "due basis edited"),
        (["due_basis"], "basis"),
        (["due", "due_basis.en"], "due basis edited"),
        (["milestones"], "step step-due step-odd"),
        (["milestones.due"], "step-due"),
        (["milestones[m1]"], "step step-due"),
        (["milestones[m1].due"], "step-due"),
        (["milestones[m2].due"], ""),
        (["milestones.due_changes.reason"], "step-odd"),
        (["milestones[a\\]b#2]"], "step-odd"),
        (["*.due"], "step-due"),
        (["*due*"], "due basis step-due step-odd edited"),
        (["parties"], "joined role some"),
        (["x-own"], "own"),
        (["x-own.a.b"], "own"),
        (["x-*"], "own"),
        (["x-nobody-has"], ""),
        (["x-cost.parts"], ""),
        (["tags"], ""),
        (["t*gs"], ""),
        (["no-such-*"], ""),
        (["hạn"], "own-vi"),
        (["ha\u0323n"], "own-vi"),
        (["*"], "due basis step step-due step-odd joined role some own own-vi edited"),
    ],
)
def test_fields(fields: list[str], names: str, pick: Any) -> None:
    assert pick(fields=fields) == names


def test_a_field_of_other_records_is_known_though_it_never_changed(registry: Registry) -> None:
    rows = [row("added", "loan", new={"id": "loan", "owner": {"desk": "east"}, "steps": [1, {"end": 2025}]})]
    for field in ("owner", "owner.desk", "steps.end", "steps"):
        assert pick_changes(rows, ChangesQuestion(fields=[field]), registry, KnownNames()) == []
    for field in ("owner.desk.x", "steps.begin", "end", "desk"):
        with pytest.raises(CommitmentsError):
            pick_changes(rows, ChangesQuestion(fields=[field]), registry, KnownNames())


@pytest.mark.parametrize(
    ("parties", "names"),
    [
        (["acme"], "added due basis some own own-vi edited"),
        (["vn-government"], "step step-due step-odd joined role moved removed"),
        (["vn-mof"], "step step-due step-odd joined role moved removed"),
        (["vn-tax"], "step step-due step-odd joined"),
        (["gone"], "role moved removed"),
        (["old-firm"], "some own own-vi edited"),
        (["new-firm", "gone"], "role some own own-vi moved removed edited"),
        (["idle"], ""),
        (["VN_TAX"], "step step-due step-odd joined"),
    ],
)
def test_parties(parties: list[str], names: str, pick: Any) -> None:
    assert pick(parties=parties) == names


def test_a_single_successor_is_followed() -> None:
    successors = {"old-firm": ["new-firm"], "gone": ["vn-tax"], "acme": ["vn-tax", "new-firm"]}
    registry = Registry(
        {
            id: Party(PartyId(id), Prose(id), succeeded_by=tuple(map(PartyId, successors.get(id, ()))))
            for id in ("old-firm", "new-firm", "gone", "vn-tax", "acme")
        }
    )
    for party, names in [
        ("new-firm", "some own own-vi edited"),
        ("vn-tax", "step step-due step-odd joined role moved removed"),
        ("gone", "role moved removed"),
    ]:
        changes = pick_changes(ROWS, ChangesQuestion(parties=[party]), registry, KnownNames())
        assert " ".join(change.kind for change in changes) == names


def test_a_text_that_looks_like_a_party_names_none(registry: Registry) -> None:
    text = 'see {"party": "acme"} and \\"party\\": "acme"'
    rows = [
        row("note", "loan", "parties[x/lead].x-note", None, text),
        row("added", "fair", new={"parties": text}),
    ]
    assert pick_changes(rows, ChangesQuestion(parties=["acme"]), registry, KnownNames()) == []


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        (["tobin"], "due basis step-due moved"),
        (["dinh thuc"], "added step step-odd joined role some own own-vi removed"),
        (["THỤC-VI@"], "added step step-odd joined role some own own-vi removed"),
        (
            ["vi@example", "HALE"],
            "added due basis step step-due step-odd joined role some own own-vi moved removed",
        ),
        (["nobody"], ""),
        ([""], "added due basis step step-due step-odd joined role some own own-vi moved removed"),
    ],
)
def test_authors(authors: list[str], names: str, pick: Any) -> None:
    assert pick(authors=authors) == names


def test_different_questions_together_mean_and(pick: Any) -> None:
    assert pick(ids=["loan", "port-data"], fields=["due", "milestones"], authors=["tobin"]) == "due step-due"
    assert pick(ids=["course"], parties=["acme"], fields=["due"]) == "edited"


@pytest.mark.parametrize(
    ("asked", "message", "hint"),
    [
        ({"ids": ["lone"]}, "There is no record lone", "Nearest: {near}"),
        ({"ids": ["loan", "zzz"]}, "There is no record zzz", "Run `commit status --all`"),
        ({"fields": ["deu"]}, "There is no field deu", "Nearest: {near}"),
        ({"fields": ["milestones[m1].deu"]}, "There is no field milestones[m1].deu", "Nearest: {near}"),
        ({"fields": ["qqqq"]}, "There is no field qqqq", "See docs/fields"),
        ({"fields": [""]}, "There is no field ", "See docs/fields"),
        ({"parties": ["acne"]}, "There is no party acne", "Nearest: {near}"),
        ({"parties": ["zzz"]}, "There is no party zzz", "See schema/parties.yaml"),
    ],
)
def test_what_is_nowhere_is_refused(asked: dict[str, Any], message: str, hint: str, pick: Any) -> None:
    with pytest.raises(CommitmentsError, match=message.replace("[", "\\[")) as refused:
        pick(**asked)
    assert refused.value.hint.startswith(hint)


def test_a_suggestion_is_near(pick: Any) -> None:
    for asked, near in (({"fields": ["milestones[m1].deu"]}, "milestones.due"), ({"ids": ["lone"]}, "loan")):
        with pytest.raises(CommitmentsError) as refused:
            pick(**asked)
        assert str(refused.value.values["near"]).split(", ")[0] == near
