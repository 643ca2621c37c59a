"""The page of a roof: its numbers are those of `status`, and no member acts in it or on another."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from gitstory import GitStory
from page_reader import HOSTILE_TITLES, Page
from roofs import MEMBERS, roof_over_examples, write_roof

Run = Callable[..., Any]
DAYS = ("2026-07-31", "2026-11-22", "2027-06-30")


@pytest.fixture(scope="session")
def laid_roof(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A roof over three registers in git, which no test changes."""
    root = tmp_path_factory.mktemp("roof") / "desk"
    return roof_over_examples(root, settings='home = ["thanh-van"]\n')


@pytest.fixture
def page_of(run: Run, tmp_path: Path) -> Callable[..., Page]:
    """`page_of(root, *words, status=0)`: the page that the command writes."""

    def build(root: Path, *words: str, status: int = 0, today: str | None = DAYS[1]) -> Page:
        path = tmp_path / "page.html"
        ran = run("report", str(path), *words, root=root, today=today)
        assert ran.status == status, ran.err
        return Page(path.read_bytes())

    return build


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_each_number_is_that_of_status(page_of: Any, run: Run, laid_roof: Path, lang: str, day: str) -> None:
    page = page_of(laid_roof, "--lang", lang, today=day)
    words = ("status", "--all", "--by", "member", "-f", "json", "--lang", lang)
    answer = json.loads(run(*words, root=laid_roof, today=day).out)
    counts = page.counts()
    states = answer["summary"]["by_timeliness"]
    for key, number in counts.items():
        if key.split()[0] in states:
            assert number == sum(states[state] for state in key.split()), key
    assert (counts["stale"], counts["never"]) == (
        answer["summary"]["stale"],
        answer["summary"]["never_heard"],
    )
    for group in answer["groups"]:
        member, by_timeliness = group["key"], group["by_timeliness"]
        assert counts[f"{member} all"] == group["total"]
        named = {
            key.partition(" ")[2]: number for key, number in counts.items() if key.startswith(f"{member} ")
        }
        assert sum(named.values()) == 2 * group["total"]
        for key, number in named.items():
            assert key == "all" or number == sum(by_timeliness[state] for state in key.split())
    records = json.loads(run("status", "--all", "-f", "json", "--lang", lang, root=laid_roof, today=day).out)
    assert page.list["rows"]["id"] == [record["id"] for record in records["records"]]
    choices = [name for name, _ in page.list["choices"]["member"]]
    assert [choices[number] for number in page.list["rows"]["member"]] == [
        record["member"] for record in records["records"]
    ]
    led = [(href, text) for href, text in page.links() if href.startswith("#") and text.isdecimal()]
    assert len([href for href, _ in led if "member=" in href]) > 6
    for href, text in led:
        assert len(page.picked(href)) == int(text), href


def test_details_are_those_of_the_member(page_of: Any, laid_roof: Path) -> None:
    whole = page_of(laid_roof)
    details = dict(zip(whole.list["rows"]["id"], whole.details(), strict=True))
    for name in MEMBERS:
        alone = page_of(laid_roof / "registers" / name)
        for id, facts in zip(alone.list["rows"]["id"], alone.details(), strict=True):
            own, roofed = json.dumps(facts), json.dumps(details[f"{name}:{id}"])
            assert roofed.count("records/") == own.count("records/") and f"registers/{name}/records" in roofed
            assert len(facts) == len(details[f"{name}:{id}"])
    plan = json.dumps(details["mof:ai-service-plan"], ensure_ascii=False)
    assert "[mof:leaders-meeting-2025]" in plan and "Leaders" in plan


def test_the_trend_is_the_sum_of_the_members(page_of: Any, laid_roof: Path) -> None:
    def points(page: Page) -> dict[str, list[int]]:
        lines = [
            [page.words(cell) for cell in line]
            for line in page.named("trend-table").iter()
            if line.tag.endswith("}tr")
        ]
        return {line[0]: [int(number) for number in line[1:]] for line in lines[1:]}

    whole = points(page_of(laid_roof, "--no-cache"))
    parts = [points(page_of(laid_roof / "registers" / name, "--lang", "en")) for name in MEMBERS]
    days = {day for part in parts for day in part}
    empty = [0] * 6
    assert len(days) > 5
    assert whole == {
        day: [sum(numbers) for numbers in zip(*(part.get(day, empty) for part in parts), strict=True)]
        for day in days
    }
    assert points(page_of(laid_roof)) == points(page_of(laid_roof)) == whole


def test_the_trend_is_that_of_the_command(page_of: Any, run: Run, laid_roof: Path) -> None:
    for words in ((), ("--party", "norhaven"), ("--member", "mof", "--member", "moit")):
        page = page_of(laid_roof, "--lang", "en", *words)
        text = page.words(page.named("trend-table"))
        for day, shown in (("2026-02-28", "28 Feb 2026"), ("2026-10-31", "31 Oct 2026")):
            command = ("trend", "--from", day, "--to", day, "-f", "json", *words)
            (point,) = json.loads(run(*command, root=laid_roof).out)["points"]
            assert f"{shown}{point['total']}{point['by_timeliness']['overdue']}" in text


def test_what_changed_is_told_by_the_day_of_each_member(page_of: Any, laid_roof: Path) -> None:
    page = page_of(laid_roof, "--since", "2026-11-11")
    addresses = [href for href, _ in page.links()]
    assert "#id=mof%3Aai-service-plan" in addresses and "#id=moit%3Aai-service-plan" in addresses
    assert "2 records changed" in page.words()


def test_chosen_members_are_named(page_of: Any, laid_roof: Path) -> None:
    for lang, sentence in (("en", "Registers: mofa, mof; 2 of 3 registers"), ("vi", "2 trong 3 sổ")):
        page = page_of(laid_roof, "--member", "mofa", "--member", "mof", "--lang", lang)
        assert sentence in page.words()
        assert {name for name, _ in page.list["choices"]["member"]} == {"mofa", "mof"}
    assert "of 3 registers" not in page_of(laid_roof).everything()


def test_a_register_alone_has_no_facet_of_registers(page_of: Any, laid_roof: Path) -> None:
    page = page_of(laid_roof / "registers" / "mof")
    assert "member" not in page.list["choices"] and "member" not in page.list["rows"]
    assert "by-register" not in page.text and "f-member" not in page.text


def test_a_member_without_git_is_named(page_of: Any, laid_roof: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(laid_roof, tmp_path / "copy"))
    shutil.rmtree(root / "registers" / "moit" / ".git")
    page = page_of(root)
    assert "What changed in moit is not known" in page.words()
    assert "trend-table" not in page.text


def test_a_hostile_member_is_text(
    page_of: Any, tmp_path: Path, record: Callable[..., str], laid_roof: Path
) -> None:
    root = Path(shutil.copytree(laid_roof, tmp_path / "copy"))
    files = {
        f"records/evil-{number}.yaml": record(
            id=f"evil-{number}", title={"en": title, "vi": title}, part_of="mofa:ai-service-plan"
        )
        for number, title in enumerate(HOSTILE_TITLES)
    }
    parties = f"- id: acme\n  name: {{en: {json.dumps(HOSTILE_TITLES[0])}}}\n  kind: company\n"
    story = GitStory(root / "registers" / "evil")
    story.commit({**files, "schema/parties.yaml": parties, "commitments.toml": 'register = "evil"\n'})
    write_roof(root, {name: f"registers/{name}" for name in (*MEMBERS, "evil")})
    page = page_of(root)
    assert len(page.elements("}script")) == 1 and not page.elements("}img")
    assert not [node for node in page.elements() if any(name.startswith("on") for name in node.attrib)]
    assert [id for id in page.list["rows"]["id"] if id.startswith("evil:")]
    without = page_of(root, "--member", "mofa", "--member", "mof", "--member", "moit")
    whole = dict(zip(page.list["rows"]["id"], page.details(), strict=True))
    for id, facts in zip(without.list["rows"]["id"], without.details(), strict=True):
        assert whole[id] == facts


def test_the_public_page_leaves_out_authors(page_of: Any, laid_roof: Path) -> None:
    page = page_of(laid_roof, "--public")
    assert "vi@example.org" not in page.everything()
    assert page.counts()["mof all"] == 14


def test_the_own_records_of_a_roof_are_a_register_too(page_of: Any, laid_roof: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(laid_roof, tmp_path / "copy"))
    for room in ("records", "schema"):
        shutil.copytree(root / "registers" / "mof" / room, root / room)
    page = page_of(root)
    assert page.counts()[". all"] == 14
    assert [name for name, _ in page.list["choices"]["member"]].count(".") == 1
    own = page.picked("#member=.")
    assert len(own) == 15 - 1 and not any(":" in id for id in own)
    assert "this register" in page.words(page.named("by-register")) and "trend-table" not in page.text
