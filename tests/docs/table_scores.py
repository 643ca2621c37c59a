"""Imports the invented tables of `examples/tables`, and counts the rows that become the records beside them.

The records beside a table are written by hand. It must not know how a table is read.
"""

from __future__ import annotations

import contextlib
import io
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import typer
import yaml

from commitments.cli.app import main

TABLES = Path(__file__).parents[1] / "examples" / "tables"
TODAY = "2026-11-22"
_DAY_QUESTIONS = (
    *("Of what day are the notes", "của ngày nào"),
    *("Since when is it suspended", "Tạm dừng từ ngày nào"),
)
_MOST_REPEATS = 5
_PLAIN = ("id", "kind", "status", "due", "made_on", "met_on", "part_of", "tags")
_ROLES = ("lead", "supporting", "counterpart", "signatory")


class Score(NamedTuple):
    """What became of the rows of a table that are records."""

    right: int
    wrong: int
    refused: int


class Scored(NamedTuple):
    """A table, and its score without help, with the questions answered, and with the recipe they gave."""

    name: str
    about: str
    lang: str
    rows: int
    alone: Score
    answered: Score
    with_recipe: Score
    notes: Sequence[str] = ()
    """How the records that are not right differ, with the questions answered."""


def table_names() -> list[str]:
    """The names of all tables."""
    return sorted(place.stem for place in TABLES.glob("*.yaml"))


@cache
def scored_table(name: str) -> Scored:
    """The score of a table."""
    return _scored(TABLES / f"{name}.yaml")


def _scored(place: Path) -> Scored:
    case = yaml.load(place.read_text("utf-8"), Loader=yaml.BaseLoader)
    with tempfile.TemporaryDirectory() as folder:
        table = _table_file(place, Path(folder))
        alone = _imported(table, case, Path(folder) / "alone", ("--skip-faulty", "--write"))
        asked = Path(folder) / "asked"
        with _answering(case.get("answers", {})):
            answered = _imported(table, case, asked, ("--skip-faulty",))
        recipe = (asked / "imports/settled.toml").read_bytes() if (asked / "imports").exists() else b""
        options = ("--skip-faulty", "--write", *_day_of_notes(case))
        registry = (asked / "schema/parties.yaml").read_text("utf-8")
        again = _imported(table, {**case, "parties": registry}, Path(folder) / "again", options, recipe)
    expected = [dict(record) for record in case["records"].values()]
    notes: list[str] = []
    return Scored(
        place.stem,
        case["about"],
        case.get("lang", "en"),
        len(expected),
        _score(alone, case, []),
        _score(answered, case, notes),
        _score(again, case, []),
        notes,
    )


def _day_of_notes(case: Mapping[str, Any]) -> tuple[str, ...]:
    """The day of news, which no recipe holds, as it was answered."""
    answers = case.get("answers", {}).items()
    return next((("--date", answer) for key, answer in answers if key in _DAY_QUESTIONS), ())


def _table_file(place: Path, folder: Path) -> Path:
    """The table of a case; a workbook is made of its description."""
    for ending in (".csv", ".md"):
        if (table := place.with_suffix(ending)).exists():
            return table
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for description in json.loads(place.with_suffix(".json").read_text("utf-8"))["sheets"]:
        sheet = book.create_sheet(description["title"])
        for row in description["rows"]:
            sheet.append([_cell(cell) for cell in row])
        for cells in description.get("merge", ()):
            sheet.merge_cells(cells)
    book.save(folder / f"{place.stem}.xlsx")
    return folder / f"{place.stem}.xlsx"


def _cell(value: Any) -> Any:
    return date.fromisoformat(value["date"]) if isinstance(value, dict) else value


def _imported(
    table: Path, case: Mapping[str, Any], root: Path, options: Sequence[str], recipe: bytes = b""
) -> list[dict[str, Any]]:
    """The records that an import writes into a workspace of its own."""
    (root / "records").mkdir(parents=True)
    (root / "schema").mkdir()
    (root / "schema/parties.yaml").write_text(case["parties"], "utf-8")
    (root / "commitments.toml").write_text('register = "tables"\n', "utf-8")
    if recipe:
        (root / "imports").mkdir()
        (root / "imports/settled.toml").write_bytes(recipe)
    before = ("--root", str(root), "--today", TODAY, "--lang", case.get("lang", "en"), "--no-cache")
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        main([*before, "import", str(table), *options])
    texts = (path.read_text("utf-8") for path in sorted((root / "records").rglob("*.yaml")))
    return [yaml.load(text, Loader=yaml.BaseLoader) for text in texts]


@contextlib.contextmanager
def _answering(answers: Mapping[str, str]) -> Iterator[None]:
    """Let the questions be answered, each by the first answer whose key it holds, and else by Enter."""
    fixed = {"recipe": "settled", "mẫu nhập": "settled", "What shall be done": "1", "Cần làm gì": "1"}
    asked: dict[str, int] = {}

    def typed(words: object, question: str, default: str, known: object) -> str:
        asked[question] = asked.get(question, 0) + 1
        if asked[question] > _MOST_REPEATS:
            raise typer.Abort
        texts = {**answers, **fixed}
        return texts.get(max((key for key in texts if key in question), key=len, default=""), "")

    questions = "commitments.cli.prompts.questions"
    with patch(f"{questions}.can_ask", lambda: True), patch(f"{questions}._typed_line", typed):
        yield


def _score(records: Sequence[Mapping[str, Any]], case: Mapping[str, Any], notes: list[str]) -> Score:
    """How many expected records there are, how many others, and how many rows gave none."""
    expected = list(case["records"].values())
    right = [any(_is_right(record, wanted, case["kind"]) for record in records) for wanted in expected]
    wrong = [
        record
        for record in records
        if not any(_is_right(record, wanted, case["kind"]) for wanted in expected)
    ]
    for record in wrong:
        wanted = next((wanted for wanted in expected if wanted["title"] in _texts(record, "title")), {})
        notes.append(f"{_texts(record, 'title')}: {_differences(record, wanted, case['kind'])}")
    missing = max(0, len(expected) - sum(right) - len(wrong))
    lost = [wanted["title"] for wanted, is_right in zip(expected, right, strict=True) if not is_right]
    notes += [f"refused: {title}" for title in lost[:missing]]
    return Score(sum(right), len(wrong), missing)


def _is_right(record: Mapping[str, Any], wanted: Mapping[str, Any], kind: str) -> bool:
    return wanted["title"] in _texts(record, "title") and not _differences(record, wanted, kind)


def _differences(record: Mapping[str, Any], wanted: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """The facts that a record has otherwise than is wanted."""
    facts, due = _facts(record), {"kind": kind, **wanted}
    return {
        name: (value, due.get(name))
        for name, value in facts.items()
        if value != due.get(name) and (name in due or name not in _MORE) and name != "title"
    }


_MORE = frozenset({"id", "basis", "note", "obstacle", "recommendation", "links", "tags", "place"})
"""Facts that are compared only where they are wanted."""


def _facts(record: Mapping[str, Any]) -> dict[str, Any]:
    force, updates = record.get("in_force", {}), record.get("updates", ())
    parties = record.get("parties", ())
    notes = {
        name: next(
            (_texts(update, "note")[0] for update in updates if update.get("about", "note") == name), None
        )
        for name in ("note", "obstacle", "recommendation")
    }
    return {
        **{
            name: record.get(name)
            for name in ("id", "kind", "status", "due", "made_on", "met_on", "part_of", "tags")
        },
        **{role: [entry["party"] for entry in parties if entry["role"] == role] or None for role in _ROLES},
        **{name: force.get(name) for name in ("from", "until", "renewal")},
        **{name: next(iter(_texts(record, name)), None) for name in ("deliverable", "place")},
        **{name: notes.get(name) for name in ("note", "obstacle", "recommendation")},
        "basis": next(iter(_texts(record, "due_basis")), None),
        "repeats": record.get("repeats", {}).get("rule"),
        "links": [entry["url"] for entry in record.get("evidence", ()) if "url" in entry] or None,
    }


def _texts(record: Mapping[str, Any], name: str) -> list[str]:
    return list(record.get(name, {}).values())
