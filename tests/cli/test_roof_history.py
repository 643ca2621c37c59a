"""The history of a roof is that of its members, each in its own zone, under the names of the roof."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from roof_histories import ZONES, RoofStory, record

Run = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("no_git_settings")


@pytest.fixture
def roof(tmp_path: Path) -> RoofStory:
    return RoofStory(tmp_path / "desk")


def answer(run: Run, root: Path, *words: str, status: int = 0) -> Any:
    """An answer in JSON, judged on the day that the words name, else on a fixed one."""
    today = {} if "--as-of" not in words else {"today": None}
    ran = run(*words, "-f", "json", root=root, **today)
    assert ran.status == status, ran.err
    return json.loads(ran.out)


def named_party(name: str, party: str) -> str:
    """The first member keeps the id that the others have for another party."""
    return party if party == "acme" or name == next(iter(ZONES)) else f"{name}:{party}"


def named_value(name: str, field: str | None, value: Any) -> Any:
    """A value of a change as the roof names it, by hand."""
    if isinstance(value, dict):
        named = {key: named_value(name, key, part) for key, part in value.items()}
        return {**named, "id": f"{name}:{value['id']}"} if "id" in value else named
    if isinstance(value, list):
        return [named_value(name, field, part) for part in value]
    if not isinstance(value, str):
        return value
    if field == "party":
        return named_party(name, value)
    if field in ("part_of", "event", "depends_on"):
        return value if ":" in value else f"{name}:{value}"
    return f"registers/{name}/{value}" if value.startswith("records/") else value


def named_row(name: str, row: Any) -> Any:
    """A change of a member as the roof names it, by hand."""
    named = {key: named_value(name, row["field"], row[key]) for key in ("old", "new")}
    field = row["field"] and row["field"].replace("[own/", f"[{named_party(name, 'own')}/")
    path = f"registers/{name}/{row['path']}"
    return {**row, **named, "id": f"{name}:{row['id']}", "member": name, "field": field, "path": path}


def member_rows(run: Run, roof: RoofStory, *words: str) -> list[Any]:
    """The changes of all members, asked one by one."""
    return [
        named_row(name, row)
        for name in ZONES
        for row in answer(run, roof.folder(name), "changes", *words)["changes"]
    ]


SPANS: Sequence[Sequence[str]] = [
    (),
    ("--since", "2025-06-10", "--until", "2025-06-30"),
    ("--until", "2025-06-09"),
    ("--since", "2025-07-01"),
    ("--all-commits",),
    ("--committed",),
]


@pytest.mark.parametrize("span", SPANS)
def test_changes_are_those_of_the_members(run: Run, roof: RoofStory, span: Sequence[str]) -> None:
    roof.stories["mof"].write({"records/plan.yaml": record("plan", due="2025-07", part_of="trunk")})
    whole = answer(run, roof.root, "changes", *span)
    expected = member_rows(run, roof, *span)
    key = json.dumps
    assert sorted(map(key, map(sorted_row, whole["changes"]))) == sorted(map(key, map(sorted_row, expected)))
    assert [member["name"] for member in whole["members"]] == list(ZONES)


def place(row: Any) -> tuple[str, ...]:
    """What a row is about; a party may have its plain name where other registers are not looked at."""
    return tuple(row[key] for key in ("commit", "date", "id", "member", "path", "change"))


def sorted_row(row: Any) -> Any:
    return dict(sorted(row.items()))


def test_rows_are_joined_in_order_of_time(run: Run, roof: RoofStory) -> None:
    roof.stories["mofa"].write({"records/new.yaml": record("new")})
    rows = answer(run, roof.root, "changes")["changes"]
    days = [(row["date"], row["id"]) for row in rows if row["change"] == "added"]
    assert days == [
        ("2025-03-01", "mofa:old"),
        ("2025-03-01", "mofa:plan"),
        ("2025-03-01", "mof:plan"),  # 2 March in Viet Nam
        ("2025-03-01", "mof:trunk"),
        ("2025-06-09", "mof:late"),
        ("2025-07-01", "moit:plan"),
        ("2026-11-22", "mofa:new"),
    ]
    assert rows[-1]["commit"] is None


FORMATS = ["table", "jsonl", "csv", "md"]


@pytest.mark.parametrize("name", FORMATS)
def test_ids_are_qualified_in_every_format(run: Run, roof: RoofStory, name: str) -> None:
    ran = run("changes", "--field", "due", "-f", name, root=roof.root)
    assert (ran.status, ran.err) == (0, "")
    for id in ("mofa:plan", "mof:late", "moit:plan"):
        assert id in ran.out


def test_one_record_and_one_member_are_asked_for(run: Run, roof: RoofStory) -> None:
    rows = answer(run, roof.root, "changes", "mof:late")["changes"]
    assert {row["id"] for row in rows} == {"mof:late"}
    alone = answer(run, roof.root, "changes", "--member", "mof", "mof:late")["changes"]
    assert list(map(place, alone)) == list(map(place, rows))
    gone = answer(run, roof.root, "changes", "mofa:old", "--since", "2026-11-01")
    assert gone["changes"] == []
    ran = run("changes", "mofa:nothing", "--since", "2026-11-01", root=roof.root)
    assert (ran.status, "mofa:nothing" in ran.err) == (2, True)


def test_a_span_ends_with_a_commit_of_a_member(run: Run, roof: RoofStory) -> None:
    until = answer(run, roof.root, "changes", "--until", "mofa:v1")["changes"]
    assert [row["id"] for row in until] == ["mofa:old", "mofa:plan", "mof:plan", "mof:trunk"]
    since = answer(run, roof.root, "changes", "--since", "mofa:v1")["changes"]
    assert [*until, *since] == answer(run, roof.root, "changes")["changes"]
    alone = answer(run, roof.root, "changes", "--member", "mofa", "--since", "v1")["changes"]
    assert list(map(place, alone)) == [place(row) for row in since if row["member"] == "mofa"]


@pytest.mark.parametrize("words", [("status", "--as-of"), ("changes", "--since"), ("audit", "--since")])
def test_a_commit_says_whose_it_is(run: Run, roof: RoofStory, words: Sequence[str]) -> None:
    ran = run(*words, "v1", root=roof.root)
    assert ran.status == 2
    assert "NAME:COMMIT" in ran.err
    assert "mofa, mof, moit" in ran.err
    ran = run(*words, "nobody:v1", root=roof.root)
    assert ran.status == 2
    ran = run(*words, "mof:v1", "--member", "mofa", "--member", "moit", root=roof.root)
    assert ran.status == 2


DAYS = ("2025-06-09", "2025-06-30", "2025-12-31")


def added(values: list[Any]) -> Any:
    if isinstance(values[0], dict):
        return {key: added([value[key] for value in values]) for key in values[0]}
    return sum(values)


@pytest.mark.parametrize("day", DAYS)
def test_a_past_day_is_that_of_each_member(run: Run, roof: RoofStory, day: str) -> None:
    names = [name for name in ZONES if name != "moit" or day > "2025-07-01"]
    alone = {name: answer(run, roof.folder(name), "status", "--all", "--as-of", day) for name in names}
    whole = answer(run, roof.root, "status", "--all", "--as-of", day)
    assert whole["as_of"] == day
    assert whole["summary"] == added([one["summary"] for one in alone.values()])
    ids = {f"{name}:{row['id']}" for name, one in alone.items() for row in one["records"]}
    assert {row["id"] for row in whole["records"]} == ids
    held = {member["name"]: (member["state"], member["records"]) for member in whole["members"]}
    expected = {name: ("whole", len(one["records"])) for name, one in alone.items()}
    assert held == {"moit": ("whole", 0), **expected}


def test_a_past_day_ends_in_the_zone_of_each(run: Run, roof: RoofStory) -> None:
    def ids(day: str) -> set[str]:
        return {row["id"] for row in answer(run, roof.root, "status", "--as-of", day)["records"]}

    assert "mof:late" in ids("2025-06-09")  # 10 June in Viet Nam, where the roof stands
    assert "mof:late" not in ids("2025-06-08")
    assert answer(run, roof.root, "show", "mofa:plan", "--as-of", "2025-06-09")["record"]["due"] == "2025-06"
    assert answer(run, roof.root, "show", "mofa:plan", "--as-of", "2025-06-10")["record"]["due"] == "2025-09"


def test_a_commit_of_a_member_is_a_day_of_the_others(run: Run, roof: RoofStory) -> None:
    by_commit = answer(run, roof.root, "status", "--all", "--as-of", "mof:v1")
    by_day = answer(run, roof.root, "status", "--all", "--as-of", "2025-06-20")
    assert by_commit == by_day
    first = answer(run, roof.root, "status", "--all", "--as-of", "mof:v1~1")
    assert first["as_of"] == "2025-06-09"
    alone = answer(run, roof.root, "status", "--all", "--member", "mof", "--as-of", "v1~1")
    assert {row["id"] for row in alone["records"]} == {"mof:plan", "mof:trunk", "mof:late"}


def test_another_day_judges_a_past_state(run: Run, roof: RoofStory) -> None:
    ran = run("status", "-f", "json", "--as-of", "2025-06-09", root=roof.root, today="2029-01-01")
    past = json.loads(ran.out)
    assert past["as_of"] == "2029-01-01"
    assert past["summary"]["by_timeliness"]["overdue"] == 3


def test_a_party_has_the_name_of_that_time(run: Run, roof: RoofStory) -> None:
    story = roof.stories["mof"]
    story.commit(
        {"schema/parties.yaml": "- {id: acme, name: {en: Other}, kind: company}\n"},
        when="2026-09-01T09:00:00+07:00",
    )
    now = answer(run, roof.root, "show", "mof:plan")["record"]
    then = answer(run, roof.root, "show", "mof:plan", "--as-of", "2025-12-31")["record"]
    assert now["parties"][0]["party"] == "mof:acme"
    assert then["parties"][0]["party"] == "acme"


@pytest.mark.parametrize("words", [("overdue",), ("show", "mof:plan"), ("status", "--by", "member")])
@pytest.mark.parametrize("name", ["table", "json", "csv", "md"])
def test_a_past_day_has_every_format(run: Run, roof: RoofStory, words: Sequence[str], name: str) -> None:
    if (words[0], name) == ("show", "csv"):
        pytest.skip("a record has no table of rows")
    ran = run(*words, "--as-of", "2025-12-31", "-f", name, root=roof.root)
    assert (ran.status, ran.err) == (0, "")
    assert "mof" in ran.out


def test_the_history_of_a_record_is_shown(run: Run, roof: RoofStory) -> None:
    alone = answer(run, roof.folder("mofa"), "show", "plan")["history"]
    whole = answer(run, roof.root, "show", "mofa:plan")["history"]
    expected = [named_row("mofa", row) for row in alone]
    assert [without_member(row) for row in whole] == [without_member(row) for row in expected]


def without_member(row: Any) -> Any:
    return {key: value for key, value in row.items() if key != "member"}


def test_a_member_outside_git_has_no_past(run: Run, roof: RoofStory) -> None:
    folder = roof.root / "plain"
    (folder / "records").mkdir(parents=True)
    (folder / "records" / "one.yaml").write_text(record("one"), encoding="utf-8")
    roof.add("plain", "plain")
    past = answer(run, roof.root, "status", "--all", "--as-of", "2025-06-30", status=1)
    assert past["summary"]["total"] is None
    assert {row["member"] for row in past["records"]} == {"mofa", "mof"}
    (plain,) = (member for member in past["members"] if member["name"] == "plain")
    assert (plain["state"], plain["records"]) == ("unreadable", None)
    assert "not in a git repository" in plain["reason"]
    ran = run("changes", "-f", "json", root=roof.root)
    assert ran.status == 1
    assert "plain could not be read" in ran.err
    assert len(json.loads(ran.out)["changes"]) == len(member_rows(run, roof))
    assert run("show", "plain:one", root=roof.root).status == 0


def test_records_of_the_roof_outside_git_have_no_past(run: Run, roof: RoofStory) -> None:
    (roof.root / "records").mkdir()
    (roof.root / "records" / "own.yaml").write_text(record("own"), encoding="utf-8")
    past = answer(run, roof.root, "status", "--as-of", "2025-06-30", status=1)
    assert past["summary"]["total"] is None
    assert (past["members"][-1]["name"], past["members"][-1]["state"]) == (None, "unreadable")
    ran = run("changes", root=roof.root)
    assert ran.status == 1
    assert "The folder of the roof could not be read" in ran.err


def test_a_damaged_repository_spoils_no_other_answer(run: Run, roof: RoofStory) -> None:
    for object in (roof.stories["mof"].git_dir / "objects").rglob("*"):
        if object.is_file():
            object.chmod(0o644)
            object.write_bytes(b"broken")
    past = answer(run, roof.root, "status", "--all", "--as-of", "2025-12-31", status=1)
    assert {row["member"] for row in past["records"]} == {"mofa", "moit"}
    assert past["summary"]["total"] is None
    changes = answer(run, roof.root, "changes", status=1)
    assert {row["member"] for row in changes["changes"]} == {"mofa", "moit"}


def test_a_bare_clone_is_a_member(run: Run, roof: RoofStory) -> None:
    bare = roof.stories["mof"].bare()
    bare.rename(roof.root / "twin.git")
    roof.add("twin", "twin.git")
    rows = answer(run, roof.root, "changes")["changes"]
    own = [row["id"] for row in rows if row["member"] == "mof"]
    assert [f"twin:{id.partition(':')[2]}" for id in own] == [
        row["id"] for row in rows if row["member"] == "twin"
    ]
    past = answer(run, roof.root, "status", "--as-of", "2025-06-30")
    assert {member["name"]: member["records"] for member in past["members"]} == {
        "mofa": 2,
        "mof": 3,
        "moit": 0,
        "twin": 3,
    }


def test_no_history_is_read_twice(run: Run, roof: RoofStory, monkeypatch: pytest.MonkeyPatch) -> None:
    from commitments.history.main_line import HistoryReader

    read: list[str] = []
    whole = HistoryReader.history
    monkeypatch.setattr(
        HistoryReader,
        "history",
        lambda self, *words: (read.append(self.repository.git_dir), whole(self, *words))[1],
    )
    assert run("changes", "mofa:plan", "--since", "2025-04-01", "--party", "acme", root=roof.root).status == 0
    assert len(read) == len(set(read)) == 3


def test_a_member_without_a_zone_has_that_of_the_machine(
    run: Run, roof: RoofStory, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    if not hasattr(time, "tzset"):
        pytest.skip("the zone of the machine cannot be set here")
    (roof.folder("mof") / "commitments.toml").unlink()
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    try:
        alone = answer(run, roof.folder("mof"), "changes")["changes"]
        rows = answer(run, roof.root, "changes")["changes"]
    finally:
        monkeypatch.undo()
        time.tzset()
    days = [row["date"] for row in rows if row["member"] == "mof"]
    assert days == [row["date"] for row in alone]
    assert days[-1] == "2025-06-21"


def test_records_of_the_roof_have_a_history_too(run: Run, tmp_path: Path) -> None:
    from gitstory import GitStory

    story = GitStory(tmp_path / "desk")
    settings = 'timezone = "UTC"\n[members]\none = "one"\n'
    story.commit({"commitments.toml": settings, "records/own.yaml": record("own", part_of="one:a")})
    story.commit({"one/records/a.yaml": record("a")})
    rows = answer(run, story.root, "changes")["changes"]
    assert [(row["id"], row["member"], row["path"]) for row in rows] == [
        ("own", None, "records/own.yaml"),
        ("one:a", "one", "one/records/a.yaml"),
    ]
    assert rows[0]["new"]["part_of"] == "one:a"
    past = answer(run, story.root, "status", "--all", "--as-of", "2025-01-01")
    assert [row["id"] for row in past["records"]] == ["own"]
    assert past["summary"]["total"] == 1


def test_clocks_that_are_far_off_do_no_harm(run: Run, roof: RoofStory) -> None:
    story = roof.stories["mof"]
    story.commit({"records/far.yaml": record("far")}, when=b"99999999999999 +0000")
    story.tag("far")
    story.commit({"records/near.yaml": record("near")}, when=b"-99999999999 +0000")
    rows = answer(run, roof.root, "changes")["changes"]
    assert [row["id"] for row in rows][-2:] == ["mof:far", "mof:near"], "in the order of its own history"
    for words in (
        ("changes", "--since", "mof:far"),
        ("changes", "--until", "mof:far"),
        ("trend",),
        ("slips",),
    ):
        assert run(*words, root=roof.root).status == 0
