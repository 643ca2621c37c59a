"""What leaves a roof: each file holds all members, and equal states give equal bytes."""

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
from gitstory import GitStory
from roofs import MEMBERS, roof_over_examples, write_roof

Run = Callable[..., Any]

FILES = (
    "register.csv",
    "register.xlsx",
    "deadlines.ics",
    "page.html",
    "brief.docx",
    "brief.md",
    "brief.html",
)
HOME = 'home = ["thanh-van"]\n'


@pytest.fixture(scope="session")
def laid_roof(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A roof over three registers in git, which no test changes."""
    return roof_over_examples(tmp_path_factory.mktemp("roof") / "desk", settings=HOME)


@pytest.fixture
def roof(laid_roof: Path, tmp_path: Path) -> Path:
    """A copy of it, which a test may change."""
    return Path(shutil.copytree(laid_roof, tmp_path / "copy"))


def written(run: Run, root: Path, file: str, *words: str, status: int = 0) -> Path:
    """The file that the command for its name writes, in the current folder."""
    command = {"page": ("report",), "brief": ("brief", "-o")}.get(file.split(".")[0], ("export",))
    Path(file).unlink(missing_ok=True)
    ran = run(*command, file, *words, root=root)
    assert ran.status == status, ran.err
    return Path(file)


def status_of(run: Run, root: Path, *words: str) -> Any:
    return json.loads(run("status", "--all", "-f", "json", *words, root=root).out)


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("file", FILES)
def test_equal_states_give_equal_bytes(run: Run, laid_roof: Path, file: str, lang: str) -> None:
    pytest.importorskip("docx") if file.endswith("docx") else None
    first = written(run, laid_roof, file, "--lang", lang).read_bytes()
    assert written(run, laid_roof, file, "--lang", lang, "--no-cache").read_bytes() == first


@pytest.mark.parametrize("file", [*FILES, "package"])
def test_no_file_lacks_a_member_in_silence(run: Run, roof: Path, file: str) -> None:
    (roof / "registers" / "mof" / "commitments.toml").write_text("[members]\n'x' = 'x'\n", encoding="utf-8")
    words = ("--format", "datapackage") if file == "package" else ()
    command = {"page": ("report",), "brief": ("brief", "-o")}.get(file.split(".")[0], ("export",))
    for lang, hint in (("en", "For the others alone"), ("vi", "Chỉ lấy các sổ còn lại")):
        ran = run(*command, file, *words, "--lang", lang, root=roof)
        assert (ran.status, ran.out, Path(file).exists()) == (1, "", False)
        assert "mof" in ran.err and f"{hint}: --member mofa --member moit" in ran.err
    ran = run(*command, file, *words, "--member", "mofa", "--member", "moit", root=roof)
    assert (ran.status, Path(file).exists()) == (0, True)


def test_the_state_names_the_commit_of_each_member(run: Run, roof: Path) -> None:
    (roof / "registers" / "mof" / "records" / "direct-cargo-line.yaml").unlink()
    shutil.rmtree(roof / "registers" / "moit" / ".git")
    for name, unsaved in (("mofa", ""), ("mof", " with 1 unsaved")):
        head = run("export", "own.csv", root=roof / "registers" / name).err.split(" at ")[1][:7]
        ran = run("export", "whole.csv", root=roof)
        assert f"{name} {head}{unsaved}" in ran.err
    assert "; no commit holds moit" in ran.err
    assert "mofa" in run("export", "whole.csv", "--lang", "vi", root=roof).err


def test_the_state_names_the_commit_of_the_settings_of_the_roof(
    run: Run, laid_roof: Path, tmp_path: Path
) -> None:
    story = GitStory(tmp_path / "own")
    roof = story.root
    shutil.copytree(laid_roof / "registers", roof / "registers")
    settings = (laid_roof / "commitments.toml").read_text("utf-8")
    head = story.commit(
        {"commitments.toml": settings, ".gitignore": "registers/\n"}, when="2026-11-20T09:00+07:00"
    )
    story.git("read-tree", "HEAD")
    assert f"at {head[:7]}, mofa " in run("export", "whole.csv", root=roof).err
    assert json.loads(written_package(run, roof, "datapackage.json"))["created"] == "2026-11-20T02:00:00Z"
    (roof / "commitments.toml").write_text(f"# who we are\n{settings}", encoding="utf-8")
    assert f"at {head[:7]} with 1 unsaved, mofa " in run("export", "whole.csv", root=roof).err
    assert "at mofa " in run("export", "whole.csv", "--as-of", "2026-11-15", root=roof).err


def test_many_members_are_named_in_short(run: Run, tmp_path: Path) -> None:
    names = [f"m{number}" for number in range(8)]
    root = roof_over_examples(tmp_path / "desk", dict.fromkeys(names, 'timezone = "UTC"\n'))
    ran = run("export", "whole.csv", root=root)
    assert "m5" in ran.err and "m6" not in ran.err and "2 more members" in ran.err
    package = json.loads(written_package(run, root, "datapackage.json"))
    assert [member["name"] for member in package["commitments"]["members"]] == names
    assert all(len(member["commit"]) == 40 for member in package["commitments"]["members"])
    page = written(run, root, "page.html").read_text("utf-8")
    assert all(f">{name}<" in page for name in names)
    openpyxl = pytest.importorskip("openpyxl")
    lists = openpyxl.load_workbook(written(run, root, "register.xlsx"))["Lists"]
    (column,) = [cells for cells in lists.iter_cols(values_only=True) if cells[0] == "Registers"]
    assert [str(cell).split()[0] for cell in column[1:9]] == names


def written_package(run: Run, root: Path, file: str, *words: str) -> str:
    assert run("export", "package", "--format", "datapackage", *words, root=root).status == 0
    return (Path("package") / file).read_text("utf-8")


@pytest.mark.parametrize(("lang", "heading"), [("en", "Register"), ("vi", "Sổ")])
def test_the_table_names_the_register(run: Run, laid_roof: Path, lang: str, heading: str) -> None:
    text = written(run, laid_roof, "register.csv", "--lang", lang).read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    answer = status_of(run, laid_roof, "--lang", lang)["records"]
    assert [(row["Id" if lang == "en" else "Mã"], row[heading]) for row in rows] == [
        (record["id"], record["member"]) for record in answer
    ]


def test_a_date_is_one_event_for_a_calendar_whoever_wrote_it(run: Run, laid_roof: Path) -> None:
    icalendar = pytest.importorskip("icalendar")

    def events(root: Path) -> dict[str, tuple[Any, ...]]:
        calendar = icalendar.Calendar.from_ical(written(run, root, "deadlines.ics").read_bytes())
        return {
            str(event["UID"]): (event["DTSTART"].dt, int(event["SEQUENCE"]), event["DTSTAMP"].dt)
            for event in calendar.walk("VEVENT")
        }

    whole, expected = events(laid_roof), {}
    for name in MEMBERS:
        for uid, event in events(laid_roof / "registers" / name).items():
            id, register = uid.split("@")
            own = f"moit:{id}@desk" if register == "commitments" else uid
            expected[own] = event
    assert whole == expected and len(whole) > 10


def test_chosen_members_are_named(run: Run, laid_roof: Path) -> None:
    chosen = ("--member", "mofa", "--member", "mof")
    sentence = "mofa, mof; 2 of 3 registers"
    assert sentence in json.loads(written_package(run, laid_roof, "datapackage.json", *chosen))["description"]
    calendar = written(run, laid_roof, "deadlines.ics", *chosen).read_text("utf-8").replace("\r\n ", "")
    assert sentence.replace(",", "\\,").replace(";", "\\;") in calendar
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(written(run, laid_roof, "register.xlsx", *chosen))
    assert sentence in book.properties.description


def test_registers_of_one_id_have_events_of_their_own(run: Run, roof: Path) -> None:
    (roof / "registers" / "moit" / "commitments.toml").write_text('register = "finance"\n', encoding="utf-8")
    text = written(run, roof, "deadlines.ics").read_text("utf-8")
    ids = [line for line in text.splitlines() if line.startswith("UID:")]
    assert len(ids) == len(set(ids))
    assert any(line.startswith("UID:mof:") for line in ids) and any("@foreign" in line for line in ids)


class TestWorkbook:
    def test_that_of_a_roof_is_only_read(self, run: Run, laid_roof: Path) -> None:
        openpyxl = pytest.importorskip("openpyxl")
        path = written(run, laid_roof, "register.xlsx")
        book = openpyxl.load_workbook(path)
        rows = list(book["Commitments"].iter_rows(values_only=True))
        heads = {head: place for place, head in enumerate(rows[0])}
        assert "New status" not in heads and not book["Commitments"].data_validations.dataValidation
        answer = status_of(run, laid_roof)["records"]
        assert [(row[heads["Id"]], row[heads["Register"]]) for row in rows[1:]] == [
            (record["id"], record["member"]) for record in answer
        ]
        for words in ((), ("--member", "mof")):
            ran = run("import", str(path), *words, root=laid_roof)
            assert ran.status == 2 and "--member" in ran.err

    def test_that_of_one_member_comes_back(self, run: Run, roof: Path) -> None:
        openpyxl = pytest.importorskip("openpyxl")
        path = written(run, roof, "register.xlsx", "--member", "mof")
        ran = run("import", str(path), "--member", "mof", root=roof)
        assert (ran.status, "Nothing changes" in ran.out) == (0, True)
        assert run("import", str(path), "--member", "mofa", root=roof).status == 2
        book = openpyxl.load_workbook(path)
        sheet = book["Commitments"]
        heads = {cell.value: cell.column for cell in sheet[1]}
        (line,) = [row[0].row for row in sheet.iter_rows() if row[-1].value == "ai-service-plan"]
        sheet.cell(line, heads["Next step"], "Ask the wards")
        book.save(path)
        ran = run("import", str(path), "--member", "mof", "--write", root=roof)
        assert ran.status == 0, ran.err
        own = roof / "registers" / "mof" / "records" / "ai-service-plan.yaml"
        other = roof / "registers" / "mofa" / "records" / "ai-service-plan.yaml"
        assert "Ask the wards" in own.read_text("utf-8") and "Ask the wards" not in other.read_text("utf-8")


class TestDataPackage:
    def rows(self, run: Run, root: Path, table: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(written_package(run, root, f"{table}.csv"), newline="")))

    def test_a_row_is_that_of_its_member(self, run: Run, laid_roof: Path) -> None:
        for table, key in (("commitments", "id"), ("roles", "commitment"), ("changes", "id")):
            whole = Counter((row["register"], row[key]) for row in self.rows(run, laid_roof, table))
            expected: Counter[tuple[str, str]] = Counter()
            for name, id in (("mofa", "foreign"), ("mof", "finance"), ("moit", "")):
                own = self.rows(run, laid_roof / "registers" / name, table)
                assert {row["register"] for row in own} == {id}
                expected.update((id or name, f"{name}:{row[key]}") for row in own)
            assert whole == expected

    def test_registers_of_one_id_are_told_apart(self, run: Run, roof: Path) -> None:
        for name, id in (("mof", "desk"), ("moit", "desk"), ("mofa", "foreign")):
            (roof / "registers" / name / "commitments.toml").write_text(f'register = "{id}"\n', "utf-8")
        rows = self.rows(run, roof, "commitments")
        assert {row["register"] for row in rows} == {"foreign", "mof:desk", "moit:desk"}

    def test_keys_hold(self, run: Run, laid_roof: Path) -> None:
        package = json.loads(written_package(run, laid_roof, "datapackage.json"))
        rows = {
            resource["name"]: list(
                csv.DictReader(
                    io.StringIO((Path("package") / resource["path"]).read_text("utf-8"), newline="")
                )
            )
            for resource in package["resources"]
        }
        for resource in package["resources"]:
            name, schema = resource["name"], resource["schema"]
            keys = [tuple(row[part] for part in schema["primaryKey"]) for row in rows[name]]
            assert len(set(keys)) == len(keys), name
            for foreign in schema.get("foreignKeys", ()):
                reference = foreign["reference"]
                targets = {
                    tuple(row[part] for part in reference["fields"])
                    for row in rows[reference.get("resource", name)]
                }
                named = {tuple(row[part] for part in foreign["fields"]) for row in rows[name]}
                assert {key for key in named if any(key)} <= targets, (name, foreign)
        (roles,) = (table["schema"] for table in package["resources"] if table["name"] == "roles")
        assert ["register", "party"] in [key["fields"] for key in roles["foreignKeys"]]


def test_a_party_of_home_that_the_chosen_members_lack_is_left_out(run: Run, roof: Path) -> None:
    own = roof / "registers" / "mof" / "schema" / "parties.yaml"
    write_roof(roof, {name: f"registers/{name}" for name in MEMBERS}, 'home = ["thanh-van", "desk-party"]\n')
    other = roof / "registers" / "mofa" / "schema" / "parties.yaml"
    other.write_text(
        f"{own.read_text('utf-8')}- id: desk-party\n  name: {{en: The Desk}}\n  kind: agency\n", "utf-8"
    )
    assert "The Desk" in run("brief", root=roof).out
    narrowed = run("brief", "--member", "mof", root=roof)
    assert narrowed.status == 0 and "The Desk" not in narrowed.out and "mof; 1 of 3 registers" in narrowed.out
    assert run("brief", "--member", "mof", "--for", "desk-party", root=roof).status == 2


@pytest.mark.parametrize("words", [("--as-of", "2025-01-01"), ("--as-of", "2026-01-15", "--member", "moit")])
@pytest.mark.parametrize("file", [*FILES, "package"])
def test_a_day_before_all_records_gives_empty_files(
    run: Run, laid_roof: Path, file: str, words: tuple[str, ...]
) -> None:
    if file == "package":
        assert written_package(run, laid_roof, "commitments.csv", *words).count("\n") == 1
        return
    assert written(run, laid_roof, file, *words).stat().st_size
