"""`commit export` as a data package: by the standard, exact, whole, and with the counts of status."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from gitstory import GitStory
from hostile import READ
from jsonschema import Draft7Validator

from commitments.model.fields import BY_PATH, Shape
from commitments.render.data_package.descriptor import DESCRIPTOR, listed_files

Run = Callable[..., Any]
EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "example"
OWN = EXAMPLE.parents[1]
PROFILE = json.loads((Path(__file__).parent / "data_package_profile.json").read_text(encoding="utf-8"))
TABLES = [
    *("commitments", "roles", "milestones", "occurrences", "due_changes", "term_changes"),
    *("updates", "evidence", "parties", "events", "changes"),
]
FORMATS = ["datapackage", "parquet"]


class Package:
    """A data package in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.descriptor = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
        self.resources = {resource["name"]: resource for resource in self.descriptor["resources"]}

    def rows(self, name: str) -> list[dict[str, str]]:
        """The rows of a table as CSV has them."""
        text = (self.folder / self.resources[name]["path"]).read_bytes().decode("utf-8")
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def key(self, name: str, columns: list[str]) -> list[tuple[str, ...]]:
        return [tuple(row[column] for column in columns) for row in self.rows(name)]


@pytest.fixture
def export(run: Run, tmp_path: Path) -> Callable[..., Package]:
    """`export(root, *words)`: the package of a workspace."""

    def exported(root: Path, *words: str, name: str = "data") -> Package:
        ran = run("export", name, "--format", "datapackage", *words, root=root)
        assert ran.status == 0, ran.err
        return Package(tmp_path / name)

    return exported


def faults(package: Package) -> Iterator[str]:
    """What does not hold of a package: the profile, types, keys, sizes, digests."""
    for error in Draft7Validator(PROFILE).iter_errors(package.descriptor):
        yield error.message
    for name, resource in package.resources.items():
        data = (package.folder / resource["path"]).read_bytes()
        if (resource["bytes"], resource["hash"]) != (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}"):
            yield f"{name}: other bytes"
        schema, rows = resource["schema"], package.rows(name)
        columns = [field["name"] for field in schema["fields"]]
        if len(set(columns)) != len(columns) or next(csv.reader([data.decode().splitlines()[0]])) != columns:
            yield f"{name}: other columns"
        yield from (
            f"{name}.{field['name']}: {row[field['name']]}"
            for row in rows
            for field in schema["fields"]
            if not fits(row[field["name"]], field)
        )
        keys = package.key(name, schema["primaryKey"])
        if len(set(keys)) != len(keys):
            yield f"{name}: a key twice"
        for foreign in schema.get("foreignKeys", []):
            reference = foreign["reference"]
            targets = set(package.key(reference.get("resource", name), reference["fields"]))
            yield from (
                f"{name}: {key}"
                for key in package.key(name, foreign["fields"])
                if any(key) and key not in targets
            )


def fits(text: str, field: dict[str, Any]) -> bool:
    """Whether a cell has the type of its field."""
    if not text:
        return not field.get("constraints", {}).get("required")
    match field["type"]:
        case "integer":
            return text.lstrip("-").isdecimal()
        case "boolean":
            return text in ("true", "false")
        case "date":
            return len(text) == 10 and text.replace("-", "").isdecimal()
        case "datetime":
            return len(text) == 20 and text.endswith("Z")
        case "array":
            return isinstance(json.loads(text), list)
    return field["type"] == "string"


@pytest.mark.parametrize("root", [EXAMPLE, OWN], ids=["example", "own"])
def test_the_package_is_by_the_standard(root: Path, export: Callable[..., Package]) -> None:
    package = export(root)
    assert not list(faults(package))
    assert [*package.resources] == TABLES
    schemas = [package.descriptor, *package.resources.values()]
    schemas += [resource["schema"] for resource in package.resources.values()]
    assert all("/profiles/2.0/" in schema["$schema"] for schema in schemas)


def test_keys_lead_to_rows(world: Path, export: Callable[..., Package]) -> None:
    schema = export(world).resources["roles"]["schema"]
    assert schema["foreignKeys"] == [
        {"fields": ["commitment"], "reference": {"resource": "commitments", "fields": ["id"]}},
        {"fields": ["party"], "reference": {"resource": "parties", "fields": ["id"]}},
    ]
    own = export(world).resources["commitments"]["schema"]["foreignKeys"]
    assert {"fields": ["part_of"], "reference": {"fields": ["id"]}} in own


def test_a_record_that_is_not_picked_is_no_key(world: Path, export: Callable[..., Package]) -> None:
    package = export(world, "soon")
    assert not list(faults(package))
    assert [row["part_of"] for row in package.rows("commitments")] == ["late"]
    keys = package.resources["commitments"]["schema"]["foreignKeys"]
    assert ["part_of"] not in [key["fields"] for key in keys]


@pytest.mark.parametrize("root", [EXAMPLE, OWN], ids=["example", "own"])
def test_counts_are_those_of_status(root: Path, export: Callable[..., Package], run: Run) -> None:
    summary = json.loads(run("status", "-f", "json", root=root).out)["summary"]
    counted = [row for row in export(root).rows("commitments") if row["class"]]
    assert len(counted) == summary["total"]
    for column, key in (("timeliness", "by_timeliness"), ("status", "by_status"), ("term_state", "by_term")):
        expected = {word: count for word, count in summary[key].items() if count}
        values = [row[column] for row in counted if row[column]]
        assert {word: values.count(word) for word in values} == expected
    assert sum(row["stale"] == "true" for row in counted) == summary["stale"]
    assert sum(row["review_due"] == "true" for row in counted) == summary["review_due"]


@pytest.mark.parametrize("root", [EXAMPLE, OWN], ids=["example", "own"])
def test_parquet_holds_the_same(root: Path, export: Callable[..., Package], run: Run, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    package = export(root)
    assert run("export", "parquet", "--format", "parquet", root=root).status == 0
    as_parquet = Package(tmp_path / "parquet")
    assert not [*Draft7Validator(PROFILE).iter_errors(as_parquet.descriptor)]
    for name, resource in as_parquet.resources.items():
        assert resource["schema"] == package.resources[name]["schema"]
        read = duckdb.sql(f"SELECT * FROM '{tmp_path}/parquet/{resource['path']}'")
        rows = [[text_of(value) for value in row] for row in read.fetchall()]
        assert rows == [[*row.values()] for row in package.rows(name)]
        types = dict(zip(read.columns, map(str, read.types), strict=True))
        expected = {"integer": "BIGINT", "boolean": "BOOLEAN", "date": "DATE", "datetime": "TIMESTAMP"}
        for field in resource["schema"]["fields"]:
            assert types[field["name"]] == expected.get(field["type"], "VARCHAR")


def text_of(value: Any) -> str:
    """A value of Parquet as the CSV has it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return f"{text}Z" if "T" in text and hasattr(value, "hour") else text


@pytest.mark.parametrize("name", FORMATS)
def test_two_exports_of_a_state_are_equal(
    name: str, git_story: Callable[..., GitStory], record: Callable[..., str], run: Run, tmp_path: Path
) -> None:
    if name == "parquet":
        pytest.importorskip("duckdb")
    story = git_story()
    commit = story.commit({"records/a.yaml": record(id="a", due="2026")}, when="2026-01-05T09:00:00Z")
    for folder in ("one", "two"):
        assert run("export", folder, "--format", name, root=story.root).status == 0
    one, two = (
        {path.name: path.read_bytes() for path in (tmp_path / folder).iterdir()} for folder in ("one", "two")
    )
    assert one == two
    story.write({"records/b.yaml": record(id="b")})
    assert run("export", "one", "--format", name, root=story.root).status == 0
    head = Package(tmp_path / "one").descriptor
    assert head["description"] == f"at {commit[:7]}, with 1 unsaved"
    assert head["created"] == "2026-01-05T09:00:00Z"
    assert (head["commitments"]["commit"], head["commitments"]["unsaved"]) == (commit, 1)


def test_every_list_of_a_record_has_a_table(world: Path, export: Callable[..., Package]) -> None:
    tables = {"parties": "roles", "held": "occurrences", "changes": "term_changes"}
    names = {tables.get(field.name, field.name) for field in BY_PATH.values() if field.shape is Shape.LIST}
    assert names == set(TABLES) - {"commitments", "parties", "events", "changes"}


def test_lists_say_where_they_stand(
    make_workspace: Callable[..., Path], record: Callable[..., str], export: Callable[..., Package]
) -> None:
    def proof() -> list[dict[str, str]]:
        return [{"title": "Report", "url": "https://example.org/report"}]

    moves = [{"date": "2026-01-05", "from": "2026-03", "to": "2026-06", "reason": {"en": "Late."}}]
    steps = [
        {"id": "m1", "title": {"en": "Draft"}, "due": "2026-06", "evidence": proof(), "due_changes": moves}
    ]
    held = [{"occurrence": "2024", "met_on": "2024-05-02", "evidence": proof()}]
    repeats = {"rule": "FREQ=YEARLY", "starts": "2023", "held": held}
    text = record(id="a", milestones=steps, repeats=repeats, evidence=proof(), made_on="2023-01-02")
    package = export(make_workspace({"a.yaml": text}))
    assert not list(faults(package))
    places = [(row["milestone"], row["occurrence"]) for row in package.rows("evidence")]
    assert places == [("", ""), ("m1", ""), ("", "2024")]
    assert [(row["milestone"], row["to_latest"]) for row in package.rows("due_changes")] == [
        ("m1", "2026-06-30")
    ]
    states = [(row["state"], row["occurrence"]) for row in package.rows("occurrences")]
    assert states == [("held", "2024"), ("missed", "2023"), ("missed", "2025"), ("next", "2026")]


def test_a_date_has_its_days(
    make_workspace: Callable[..., Path], record: Callable[..., str], export: Callable[..., Package]
) -> None:
    root = make_workspace({"a.yaml": record(id="a", due="2026-Q4~", made_on=2025, review_by="2027/..")})
    (row,) = export(root).rows("commitments")
    names = ("due", "made_on", "review_by")
    shown = [(row[name], row[f"{name}_earliest"], row[f"{name}_latest"]) for name in names]
    assert shown == [
        ("2026-Q4~", "2026-10-01", "2026-12-31"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("2027/..", "2027-01-01", ""),
    ]


@pytest.mark.parametrize("text", [*READ, "two\nlines", " blank ", '"quoted", and\\', "=1+1"])
def test_values_are_exact(
    text: str, make_workspace: Callable[..., Path], record: Callable[..., str], export: Callable[..., Package]
) -> None:
    root = make_workspace({"a.yaml": record(id="a", title={"en": text}, summary={"en": text})})
    (row,) = export(root).rows("commitments")
    assert (row["title_en"], row["summary_en"]) == (text, text)


def test_a_faulty_list_is_a_list_still(
    make_workspace: Callable[..., Path], record: Callable[..., str], export: Callable[..., Package]
) -> None:
    package = export(make_workspace({"a.yaml": record(id="a", tags="water", updates={"date": "2026"})}))
    assert not list(faults(package))
    assert [row["tags"] for row in package.rows("commitments")] == ['["water"]']
    assert package.rows("updates") == []


def test_a_party_nobody_registered_has_a_row(
    make_workspace: Callable[..., Path], record: Callable[..., str], export: Callable[..., Package]
) -> None:
    root = make_workspace({"a.yaml": record(id="a", parties=[{"party": "stranger", "role": "lead"}])})
    (root / "schema" / "parties.yaml").write_text("[]\n")
    rows = export(root).rows("parties")
    assert [(row["id"], row["is_registered"]) for row in rows] == [("stranger", "false")]


def test_changes_are_those_of_changes(
    git_story: Callable[..., GitStory], record: Callable[..., str], export: Callable[..., Package], run: Run
) -> None:
    story = git_story()
    story.commit({"records/a.yaml": record(id="a", due="2026"), "records/b.yaml": record(id="b")})
    story.commit({"records/a.yaml": record(id="a", due="2027"), "records/b.yaml": None})
    told = json.loads(run("changes", "-f", "json", root=story.root).out)["changes"]
    rows = export(story.root).rows("changes")
    assert [
        [row[key] or None for key in ("commit", "author", "id", "path", "change", "field")] for row in rows
    ] == [[change[key] for key in ("commit", "author", "id", "path", "change", "field")] for change in told]
    assert [(row["old"], row["new"]) for row in rows if row["field"]] == [('"2026"', '"2027"')]
    assert {row["id"] for row in export(story.root, "a").rows("changes")} == {"a"}


class TestFolder:
    """What may be replaced, and what is nobody's to touch."""

    def test_an_earlier_export_is_replaced(self, world: Path, export: Callable[..., Package]) -> None:
        assert len(export(world).rows("commitments")) > 1
        assert len(export(world, "late").rows("commitments")) == 1

    @pytest.mark.parametrize("name", ["notes.txt", "commitments.csv", ".hidden"])
    def test_a_folder_of_others_is_refused(self, name: str, world: Path, run: Run, tmp_path: Path) -> None:
        (tmp_path / "data").mkdir()
        (tmp_path / "data" / name).write_text("mine")
        ran = run("export", "data", "--format", "datapackage", root=world)
        assert ran.status == 2 and name in ran.err
        assert [path.name for path in (tmp_path / "data").iterdir()] == [name]
        assert (tmp_path / "data" / name).read_text() == "mine"

    def test_a_file_beside_ours_is_not_removed(
        self, world: Path, export: Callable[..., Package], run: Run, tmp_path: Path
    ) -> None:
        package = export(world)
        before = {path.name: path.read_bytes() for path in package.folder.iterdir()}
        (package.folder / "notes.txt").write_text("mine")
        assert run("export", "data", "late", "--format", "datapackage", root=world).status == 2
        after = {path.name: path.read_bytes() for path in package.folder.iterdir()}
        assert after == {**before, "notes.txt": b"mine"}

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"[]",
            b"null",
            b"\xff",
            b"[" * 100_000,
            b'{"resources": []}',
            b'{"commitments": 1, "resources": []}',
            b'{"commitments": {}, "resources": [1]}',
        ],
    )
    def test_a_package_of_others_is_not_ours(self, data: bytes) -> None:
        assert listed_files(data) is None

    def test_a_folder_below_and_a_link_are_no_files_of_ours(
        self, world: Path, export: Callable[..., Package], run: Run, tmp_path: Path
    ) -> None:
        package = export(world)
        (package.folder / "events.csv").unlink()
        (package.folder / "events.csv").mkdir()
        assert run("export", "data", "--format", "datapackage", root=world).status == 2
        (package.folder / "events.csv").rmdir()
        (tmp_path / "mine.csv").write_text("mine")
        (package.folder / "events.csv").symlink_to(tmp_path / "mine.csv")
        assert run("export", "data", "--format", "datapackage", root=world).status == 2
        assert (tmp_path / "mine.csv").read_text() == "mine"

    def test_a_file_is_no_folder(self, world: Path, run: Run, tmp_path: Path) -> None:
        (tmp_path / "data").write_text("mine")
        assert run("export", "data", "--format", "datapackage", root=world).status == 2
        assert (tmp_path / "data").read_text() == "mine"

    def test_an_empty_folder_is_filled(
        self, world: Path, export: Callable[..., Package], tmp_path: Path
    ) -> None:
        (tmp_path / "data").mkdir()
        assert [*export(world).resources] == TABLES

    def test_a_link_to_a_folder_stays(
        self, world: Path, export: Callable[..., Package], tmp_path: Path
    ) -> None:
        (tmp_path / "real").mkdir()
        (tmp_path / "data").symlink_to(tmp_path / "real")
        export(world)
        assert (tmp_path / "data").is_symlink() and (tmp_path / "real" / DESCRIPTOR).exists()

    def test_what_fails_midway_leaves_nothing(
        self,
        world: Path,
        export: Callable[..., Package],
        run: Run,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        before = {path.name: path.read_bytes() for path in export(world).folder.iterdir()}

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("commitments.writing.write_folder.os.fsync", full)
        ran = run("export", "data", "late", "--format", "datapackage", root=world)
        assert ran.status == 2 and "No space left" in ran.err
        assert {path.name: path.read_bytes() for path in (tmp_path / "data").iterdir()} == before
        assert not [path for path in tmp_path.iterdir() if path.name.startswith(".data")]

    def test_a_name_that_cannot_be_given_leaves_the_old(
        self,
        world: Path,
        export: Callable[..., Package],
        run: Run,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        import os

        before = {path.name: path.read_bytes() for path in export(world).folder.iterdir()}
        rename = os.rename

        def refused(source: Path, target: Path) -> None:
            if source.name.endswith(".new"):
                raise OSError(13, "Permission denied")
            rename(source, target)

        monkeypatch.setattr("commitments.writing.write_folder.os.rename", refused)
        assert run("export", "data", "late", "--format", "datapackage", root=world).status == 2
        assert {path.name: path.read_bytes() for path in (tmp_path / "data").iterdir()} == before
        assert not [path for path in tmp_path.iterdir() if path.name.startswith(".data")]

    def test_a_file_that_came_meanwhile_stays(
        self,
        world: Path,
        export: Callable[..., Package],
        run: Run,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        import os

        export(world)
        rename = os.rename

        def renamed(source: Path, target: Path) -> None:
            if target.name.endswith(".old"):
                (source / "mine.txt").write_text("mine")
            rename(source, target)

        monkeypatch.setattr("commitments.writing.write_folder.os.rename", renamed)
        ran = run("export", "data", "--format", "datapackage", root=world)
        assert ran.status == 2 and ".old" in ran.err
        assert [path.read_text() for path in tmp_path.glob(".data*.old/*")] == ["mine"]
        assert (tmp_path / "data" / DESCRIPTOR).exists()
