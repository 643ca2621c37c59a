"""Letters over a roof: each record once under its lead; a reminder goes into its member alone."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from roofs import MEMBERS, roof_over_examples, write_roof

Run = Callable[..., Any]


@pytest.fixture(scope="session")
def laid_roof(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A roof over three registers in git, which no test changes."""
    return roof_over_examples(tmp_path_factory.mktemp("roof") / "desk")


@pytest.fixture
def roof(laid_roof: Path, tmp_path: Path) -> Path:
    """A copy of it, which a test may change."""
    return Path(shutil.copytree(laid_roof, tmp_path / "copy"))


def leads(run: Run, root: Path, *words: str, status: int = 0) -> Any:
    ran = run("nudge", "-f", "json", *words, root=root)
    assert ran.status == status, ran.err
    return json.loads(ran.out)["leads"]


def test_each_lead_is_written_to_about_the_records_of_all_members(run: Run, laid_roof: Path) -> None:
    whole = leads(run, laid_roof)
    expected: Counter[tuple[str, str]] = Counter()
    numbers: Counter[tuple[str, str]] = Counter()
    for name in MEMBERS:
        for lead in leads(run, laid_roof / "registers" / name):
            expected.update((lead["lead"], f"{name}:{row['id']}") for row in lead["records"])
            numbers.update({(lead["lead"], key): lead[key] for key in ("overdue", "due_soon", "silent")})
    assert Counter((lead["lead"], row["id"]) for lead in whole for row in lead["records"]) == expected
    for lead in whole:
        assert all(row["member"] == row["id"].partition(":")[0] for row in lead["records"])
        assert {key: lead[key] for key in ("overdue", "due_soon", "silent")} == {
            key: numbers[lead["lead"], key] for key in ("overdue", "due_soon", "silent")
        }
    rows = list(csv.DictReader(io.StringIO(run("nudge", "-f", "csv", root=laid_roof).out)))
    assert Counter((row["nudged"] or None, row["id"]) for row in rows) == expected
    assert all(row["member"] == row["id"].partition(":")[0] for row in rows)


@pytest.mark.parametrize("lang", ["en", "vi"])
def test_a_roof_that_is_not_whole_tells_no_number_and_writes_no_letter(
    run: Run, roof: Path, lang: str
) -> None:
    (roof / "registers" / "mof" / "commitments.toml").write_text("[members]\nx = 'x'\n", encoding="utf-8")
    for lead in leads(run, roof, "--lang", lang, status=1):
        assert all(lead[key] is None for key in ("overdue", "due_soon", "silent", "reminders"))
        assert lead["records"]
    sentence = "No total is told" if lang == "en" else "Không có tổng số"
    for name in ("table", "md"):
        ran = run("nudge", "-f", name, "--lang", lang, root=roof)
        assert ran.status == 1 and sentence in ran.out and "mof" in ran.err
    nothing = run("nudge", "--lang", lang, "--tag", "no-such-tag", root=roof)
    assert nothing.status == 1 and sentence in nothing.out
    ran = run("nudge", "--letters", "letters", "--lang", lang, root=roof)
    assert (ran.status, Path("letters").exists()) == (1, False)
    assert "--member mofa --member moit" in ran.err


def test_a_reminder_goes_into_the_records_of_one_member(run: Run, roof: Path) -> None:
    def reminded() -> list[str]:
        paths = (roof / "registers").rglob("*.yaml")
        return sorted(
            path.relative_to(roof).as_posix()
            for path in paths
            if "about: reminder" in path.read_text("utf-8")
        )

    words = ("nudge", "--sent", "--lead", "thanh-van-science")
    ran = run(*words, root=roof)
    assert ran.status == 2 and "--member" in ran.err and not reminded()
    assert run(*words, "--member", "mof", "--member", "mofa", root=roof).status == 2 and not reminded()
    assert run(*words, "--member", "mof", root=roof).status == 0
    assert reminded() and all(path.startswith("registers/mof/") for path in reminded())
    (lead,) = leads(run, roof, "--lead", "thanh-van-science")
    assert lead["reminders"] == 1
    assert {row["member"] for row in lead["records"] if row["reminders"]} == {"mof"}


def test_leads_of_like_names_have_letters_of_their_own(
    run: Run, tmp_path: Path, record: Callable[..., str]
) -> None:
    def register(name: str, parties: dict[str, str]) -> None:
        folder = tmp_path / "desk" / "registers" / name
        (folder / "records").mkdir(parents=True)
        (folder / "schema").mkdir()
        text = "".join(f"- {{id: {id}, name: {{en: {en}}}, kind: company}}\n" for id, en in parties.items())
        (folder / "schema" / "parties.yaml").write_text(text, encoding="utf-8")
        for id in parties:
            data = record(id=f"of-{id}", due="2026-01-31", parties=[{"party": id, "role": "lead"}])
            (folder / "records" / f"of-{id}.yaml").write_text(data, encoding="utf-8")

    register("mof", {"acme": "Acme of the North"})
    register("moit", {"acme": "Acme of the South", "mof-acme": "Third"})
    root = write_roof(tmp_path / "desk", {name: f"registers/{name}" for name in ("moit", "mof")})
    assert run("nudge", "--letters", "letters", root=root).status == 0
    letters = {path.name: path.read_text("utf-8") for path in Path("letters").iterdir()}
    assert sorted(letters) == ["acme.eml", "mof-acme-2.eml", "mof-acme.eml"]
    told = "".join(letters.values())
    assert all(f"To: {name}" in told for name in ("Acme of the North", "Acme of the South", "Third"))
