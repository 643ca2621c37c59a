"""Keeps what was measured in one JSON file, an outcome for each table and size. Judges nothing."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.measure import Failure, Sample
from bench.tables import Side

Key = tuple[str, int, bool]


@dataclass(frozen=True, slots=True)
class Line:
    """One command of one outcome."""

    side: Side
    name: str
    result: Sample | Failure


@dataclass(frozen=True, slots=True)
class About:
    """When, where and with what an outcome was measured."""

    table: str
    size: int
    has_peers: bool
    runs: int
    day: str
    machine: str
    load: float
    """How busy the machine was before."""
    sources: str
    """A fingerprint of our program and of the benchmark."""
    versions: Mapping[str, str]
    """The version of each peer that was to take part, or that it was absent."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that ran in the same turns."""

    about: About
    lines: tuple[Line, ...]

    @property
    def key(self) -> Key:
        return self.about.table, self.about.size, self.about.has_peers

    @property
    def samples(self) -> dict[str, Sample]:
        """What was measured, by the name of the command."""
        return {line.name: line.result for line in self.lines if isinstance(line.result, Sample)}


def read_outcomes(path: Path) -> dict[Key, Outcome]:
    """Every outcome by its key; none where there is no file."""
    rows = json.loads(path.read_text(encoding="utf-8"))["outcomes"] if path.exists() else []
    outcomes = (_read(row) for row in rows)
    return {outcome.key: outcome for outcome in outcomes}


def add_outcome(path: Path, outcome: Outcome) -> None:
    """Put an outcome in the place of an earlier one."""
    outcomes = read_outcomes(path) | {outcome.key: outcome}
    rows = [_written(outcomes[key]) for key in sorted(outcomes)]
    document = json.dumps({"schema_version": 1, "outcomes": rows}, ensure_ascii=False, indent=1)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    unfinished.write_bytes(f"{document}\n".encode())
    unfinished.replace(path)


def _written(outcome: Outcome) -> dict[str, Any]:
    lines = [{"side": line.side.value, "name": line.name, **_figures(line.result)} for line in outcome.lines]
    return {**asdict(outcome.about), "lines": lines}


def _figures(result: Sample | Failure) -> dict[str, str]:
    if isinstance(result, Failure):
        return {"absent": result.reason}
    kinds = {"ms": result.milliseconds, "MiB": result.mebibytes}
    return {kind: " ".join(f"{figure:.1f}" for figure in figures) for kind, figures in kinds.items()}


def _read(row: dict[str, Any]) -> Outcome:
    lines = tuple(Line(Side(line["side"]), line["name"], _result(line)) for line in row.pop("lines"))
    return Outcome(About(**row), lines)


def _result(line: Mapping[str, str]) -> Sample | Failure:
    if "absent" in line:
        return Failure(line["absent"])
    return Sample(*(tuple(map(float, line[kind].split())) for kind in ("ms", "MiB")))
