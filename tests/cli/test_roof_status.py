"""A roof over registers made from the example: each judged by its own settings, all added up."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "example"
MEMBERS: Mapping[str, str] = {
    "mofa": 'timezone = "Asia/Ho_Chi_Minh"\ndue_soon_days = 30\nstale_after_days = 90\n',
    "mof": 'timezone = "Pacific/Honolulu"\ndue_soon_days = 200\nstale_after_days = 30\n',
    "moit": 'timezone = "Europe/London"\nlanguage = "vi"\ndue_soon_days = 0\nexpiring_days = 4000\n',
}
DAYS = ("2025-06-30", "2026-11-22", "2029-11-30")


@pytest.fixture
def roof(tmp_path: Path) -> Path:
    root = tmp_path / "desk"
    for name, settings in MEMBERS.items():
        folder = root / "registers" / name
        shutil.copytree(EXAMPLE / "records", folder / "records")
        shutil.copytree(EXAMPLE / "schema", folder / "schema")
        (folder / "commitments.toml").write_text(settings, encoding="utf-8")
    write_members(root, {name: f"registers/{name}" for name in MEMBERS})
    return root


def write_members(root: Path, members: Mapping[str, str]) -> None:
    lines = "".join(f'{name} = "{path}"\n' for name, path in members.items())
    (root / "commitments.toml").write_text(f"[members]\n{lines}", encoding="utf-8")


def answer(run: Run, root: Path, *words: str, status: int = 0, today: str = DAYS[1]) -> Any:
    ran = run(*words, "-f", "json", root=root, today=today)
    assert ran.status == status, ran.err
    return json.loads(ran.out)


def added(values: list[Any]) -> Any:
    """The sum of numbers, key by key."""
    if isinstance(values[0], dict):
        return {key: added([value[key] for value in values]) for key in values[0]}
    return sum(values)


@pytest.mark.parametrize("day", DAYS)
def test_a_total_is_the_sum_of_the_members(run: Run, roof: Path, day: str) -> None:
    alone = [answer(run, roof / "registers" / name, "status", today=day) for name in MEMBERS]
    whole = answer(run, roof, "status", today=day)
    assert whole["summary"] == added([each["summary"] for each in alone])
    assert whole["members"] == [
        {"name": name, "state": "whole", "records": 15, "reason": None} for name in MEMBERS
    ]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("command", [("status", "--all"), ("overdue", "--within", "60d")])
def test_a_row_is_that_of_its_member(run: Run, roof: Path, command: tuple[str, ...], day: str) -> None:
    expected = {}
    for name in MEMBERS:
        for row in answer(run, roof / "registers" / name, *command, today=day)["records"]:
            id = f"{name}:{row['id']}"
            named = {"id": id, "member": name, "path": f"registers/{name}/{row['path']}"}
            parent = row["part_of"] and f"{name}:{row['part_of']}"
            expected[id] = {**row, **named, "part_of": parent}
    rows = answer(run, roof, *command, today=day)["records"]
    assert {row["id"]: row for row in rows} == expected
    assert len(rows) == len(expected)


def test_the_day_is_that_of_each_member(run: Run, roof: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import UTC, datetime

    class Noon(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return datetime(2026, 12, 5, 20, 0, tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr("commitments.cli.session.datetime", Noon)
    alone = {
        name: json.loads(run("status", "-f", "json", root=roof / "registers" / name, today=None).out)
        for name in MEMBERS
    }
    assert {name: each["as_of"] for name, each in alone.items()} == {
        "mofa": "2026-12-06",
        "mof": "2026-12-05",
        "moit": "2026-12-05",
    }
    whole = json.loads(run("status", "-f", "json", root=roof, today=None).out)
    assert whole["summary"] == added([each["summary"] for each in alone.values()])


def test_the_members_are_counted_each(run: Run, roof: Path) -> None:
    groups = answer(run, roof, "status", "--by", "member")["groups"]
    assert {group["key"]: group["total"] for group in groups} == dict.fromkeys(MEMBERS, 14)
    narrowed = answer(run, roof, "status", "--member", "mof", "--member", "mofa")
    assert [member["name"] for member in narrowed["members"]] == ["mofa", "mof"]
    assert narrowed["summary"]["total"] == 28


def test_filters_know_qualified_names(run: Run, roof: Path) -> None:
    def ids(*words: str) -> list[str]:
        return sorted(row["id"] for row in answer(run, roof, "status", "--all", *words)["records"])

    plan = ["mof:ai-service-plan", "mofa:ai-service-plan", "moit:ai-service-plan"]
    assert ids("*:ai-service-plan") == plan
    assert ids("mof:ai-service-plan") == plan[:1]
    assert ids("MOF:AI-service-plan") == plan[:1]
    assert ids("registers/mof/records/ai-service-plan.yaml") == plan[:1]
    assert len(ids("mof:*")) == 15
    parent = "mof:thanh-van-norhaven-mou"
    assert set(ids("--part-of", parent)) <= set(ids("mof:*"))
    assert len(ids("--party", "norhaven")) == 3 * len(ids("--party", "norhaven", "--member", "mof"))


BROKEN = [
    # what is wrong with the member, and what the reason says
    ("absent", "No such file or directory"),
    ("empty", "it holds no folder records/"),
    ("settings", "The settings cannot be used"),
    ("no-record", "no .yaml file"),
]


@pytest.mark.parametrize(("fault", "reason"), BROKEN)
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_no_smaller_total_is_told(run: Run, roof: Path, fault: str, reason: str, lang: str) -> None:
    folder = roof / "registers" / "mof"
    shutil.rmtree(folder)
    if fault != "absent":
        folder.mkdir()
    if fault in ("settings", "no-record"):
        (folder / "records").mkdir()
    if fault == "settings":
        (folder / "commitments.toml").write_text("due_soon_days = -1\n", encoding="utf-8")
    whole = answer(run, roof, "status", status=1)
    assert whole["summary"]["total"] is None
    assert whole["summary"]["by_timeliness"]["overdue"] is None
    (member,) = (member for member in whole["members"] if member["name"] == "mof")
    assert (member["state"], member["records"]) == ("unreadable", None)
    assert reason in member["reason"]
    assert {row["member"] for row in whole["records"]} == {"mofa", "moit"}
    for form in ("table", "md"):
        ran = run("status", "--lang", lang, "-f", form, root=roof)
        assert ran.status == 1
        assert {"en": "No total is told", "vi": "Không có tổng số"}[lang] in ran.out
        assert "mof" in ran.err
    groups = answer(run, roof, "status", "--by", "member", status=1)["groups"]
    assert {group["key"]: group["total"] for group in groups} == {"mofa": 14, "mof": None, "moit": 14}
    by_kind = answer(run, roof, "status", "--by", "kind", status=1)["groups"]
    assert {group["total"] for group in by_kind} == {None}
    others = answer(run, roof, "status", "--member", "mofa", "--member", "moit")
    assert others["summary"]["total"] == 28


def test_a_roof_is_not_looked_into(run: Run, roof: Path) -> None:
    write_members(roof / "registers" / "mof", {"tax": "records"})
    whole = answer(run, roof, "status", status=1)
    assert [(member["name"], member["state"]) for member in whole["members"] if member["reason"]] == [
        ("mof", "roof")
    ]
    assert whole["summary"]["total"] is None


def test_the_roof_has_records_of_its_own(run: Run, roof: Path) -> None:
    shutil.copytree(EXAMPLE / "records", roof / "records")
    shutil.copytree(EXAMPLE / "schema", roof / "schema")
    whole = answer(run, roof, "status", "--all")
    assert whole["summary"]["total"] == 56
    own = [row for row in whole["records"] if row["member"] is None]
    assert len(own) == 14
    assert not any(":" in row["id"] for row in own)
    assert answer(run, roof, "status", "--member", "mof")["summary"]["total"] == 14


REFUSED = [
    # the setting, and what the refusal says
    ('a = "../desk/registers/mof"', "The settings cannot be used"),
    ('a = "/etc"', "The settings cannot be used"),
    ('a = "registers/**"', "The settings cannot be used"),
    ('Mof = "registers/mof"', "The settings cannot be used"),
    (f'{"a" * 33} = "registers/mof"', "The settings cannot be used"),
    ('a = "registers/mof"\nb = "registers/mof"', "a and b are the same folder"),
    ('a = "registers/mof"\nb = "link"', "a and b are the same folder"),
    ('mof = "registers/moit"\nall = "registers/*"', "Two members are called mof"),
    ('a = "outside"', "it lies outside the folder of the roof"),
    ('a = "registers/mof/records"', "among the records of another register"),
]


@pytest.mark.parametrize(("setting", "refusal"), REFUSED)
def test_what_cannot_be_a_member_is_refused(run: Run, roof: Path, setting: str, refusal: str) -> None:
    (roof / "link").symlink_to("registers/mof")
    (roof.parent / "elsewhere").mkdir()
    (roof / "outside").symlink_to(roof.parent / "elsewhere")
    if "records" in setting:
        setting += '\nmof = "registers/mof"'
    (roof / "commitments.toml").write_text(f"[members]\n{setting}\n", encoding="utf-8")
    ran = run("status", root=roof)
    assert (ran.status, ran.out) == (2, "")
    assert refusal in ran.err


def test_members_are_named_by_a_pattern(run: Run, roof: Path) -> None:
    write_members(roof, {"all": "registers/mo*"})
    (roof / "registers" / "modest").write_text("a file", encoding="utf-8")
    whole = answer(run, roof, "status")
    assert [member["name"] for member in whole["members"]] == ["mof", "mofa", "moit"]
    assert whole["summary"]["total"] == 42


def test_member_needs_a_roof_and_a_member(run: Run, roof: Path) -> None:
    ran = run("status", "--member", "moff", root=roof)
    assert (ran.status, ran.out) == (2, "")
    assert "There is no member moff" in ran.err
    assert "mof" in ran.err
    assert run("status", "--member", "mof", root=roof / "registers" / "mof").status == 2


def test_one_record_is_shown_with_its_own_registry(run: Run, roof: Path) -> None:
    alone = answer(run, roof / "registers" / "mof", "show", "flood-sensors")
    shown = answer(run, roof, "show", "mof:flood-sensors")
    assert shown["record"]["id"] == "mof:flood-sensors"
    assert shown["record"]["part_of"] == f"mof:{alone['record']['part_of']}"
    assert shown["record"]["title"] == alone["record"]["title"]
    assert shown["computed"]["timeliness"] == alone["computed"]["timeliness"]


def test_a_plain_register_has_no_members_to_count(run: Run, roof: Path) -> None:
    ran = run("status", "--by", "member", root=roof / "registers" / "mof")
    assert (ran.status, ran.out) == (2, "")


def test_overdue_tells_no_count_that_lacks_a_member(run: Run, roof: Path) -> None:
    shutil.rmtree(roof / "registers" / "mof")
    for form in ("table", "md"):
        ran = run("overdue", "-f", form, root=roof)
        assert (ran.status, ran.out.count("No total is told")) == (1, 1)
        assert "overdue on" not in ran.out
        assert "mofa:" in ran.out
    nothing = run("overdue", "--due-before", "2020", root=roof)
    assert nothing.status == 1
    assert "Nothing is overdue" not in nothing.out


def test_a_terminal_shows_a_reason_once(on_a_screen: Run, roof: Path) -> None:
    shutil.rmtree(roof / "registers" / "mof")
    ran = on_a_screen("status", root=roof)
    assert "No total is told" in ran.out
    assert "mof could not be read" not in ran.out
    assert ran.err.count("mof could not be read") == 1


def test_a_fault_of_settings_is_told_with_its_path(run: Run, roof: Path) -> None:
    (roof / "registers" / "mof" / "commitments.toml").write_text("due_soon_days = -1\n", encoding="utf-8")
    assert "registers/mof/commitments.toml, line 1" in run("status", root=roof).err


def test_what_a_pattern_matches_is_never_lost(run: Run, roof: Path) -> None:
    write_members(roof, {"all": "registers/*"})
    (roof / "registers" / "README.md").write_text("plain", encoding="utf-8")
    assert answer(run, roof, "status")["summary"]["total"] == 42
    shutil.rmtree(roof / "registers" / "mof")
    (roof / "registers" / "mof").symlink_to("nowhere")
    whole = answer(run, roof, "status", status=1)
    assert [member["name"] for member in whole["members"] if member["reason"]] == ["mof"]
    assert whole["summary"]["total"] is None


@pytest.mark.parametrize("name", ["Bad Name", "mof"])
def test_a_folder_in_a_clone_stops_no_other_member(run: Run, roof: Path, name: str) -> None:
    """Whoever contributes to a repository below the roof may call its folders as they like."""
    (roof / "clone" / ".git").mkdir(parents=True)
    shutil.copytree(roof / "registers" / "mof", roof / "clone" / "in" / name)
    write_members(roof, {"mof": "registers/mof", "theirs": "clone/in/*"})
    whole = answer(run, roof, "status", status=1)
    assert [(member["name"], member["state"]) for member in whole["members"]] == [
        ("mof", "whole"),
        ("theirs", "unreadable"),
    ]
    assert answer(run, roof, "status", "--member", "mof")["summary"]["total"] == 14
