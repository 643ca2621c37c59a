"""What was measured, as it is kept in a file: one heat on one size. Judges nothing and knows no page."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from enum import Enum
from pathlib import Path
from typing import Any

from bench.measure import Failure, Run, Sample
from bench.rows import Heat


class Side(Enum):
    FLOOR = "floor"
    OURS = "ours"
    PEER = "peer"


@dataclass(frozen=True, slots=True)
class Line:
    """One command of one heat on one size."""

    side: Side
    name: str
    sample: Sample | Failure
    words: str = ""
    """The command line as it was run, shortened where it names many files; empty where it was not."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that ran in the same turns."""

    heat: str
    topic: str
    size: int | None
    over: str
    runs: int
    machine: str
    day: str
    peers: Mapping[str, str]
    """The version of each peer that was to take part, or that it was absent."""
    load: float | None
    """How busy the machine was before, None where the system does not tell."""
    lines: tuple[Line, ...]

    def side(self, side: Side) -> Iterator[Line]:
        return (line for line in self.lines if line.side is side)

    def named(self, name: str) -> Line | None:
        return next((line for line in self.lines if line.name == name), None)


def heat_name(heat: Heat) -> str:
    """What tells a heat from all others."""
    return f"{heat.topic}-{heat.ours[0].name}".replace(",", "").replace(" ", "-")


class Kept:
    """The outcomes in a folder; only those of the same sources, peers and runs count as kept."""

    def __init__(self, folder: Path, sources: str) -> None:
        self._folder, self._sources = folder, sources

    def find(self, heat: str, size: int | None, peers: Mapping[str, str], runs: int) -> Outcome | None:
        """The outcome of a heat measured alike, None where there is none."""
        path = self._path(heat, size)
        document = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        alike = (document.get("sources"), document.get("peers"), document.get("runs"))
        return _read(document) if alike == (self._sources, dict(peers), runs) else None

    def put(self, outcome: Outcome) -> None:
        document = {"sources": self._sources, **_written(outcome)}
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._path(outcome.heat, outcome.size)
        unfinished = path.with_suffix(".part")
        unfinished.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        unfinished.replace(path)

    def all(self, any_sources: bool = False) -> tuple[Outcome, ...]:
        """Every outcome of these sources, or of any, by heat and size."""
        documents = [json.loads(path.read_text(encoding="utf-8")) for path in self._folder.glob("*.json")]
        of_these = (each for each in documents if any_sources or each["sources"] == self._sources)
        return tuple(sorted(map(_read, of_these), key=lambda each: (each.heat, each.over, each.size or 0)))

    def _path(self, heat: str, size: int | None) -> Path:
        return self._folder / f"{heat}-{size or 'any'}.json"


def _written(outcome: Outcome) -> dict[str, Any]:
    told = asdict(outcome)
    told["lines"] = [_line(line) for line in outcome.lines]
    return told


def _line(line: Line) -> dict[str, Any]:
    about = {"side": line.side.value, "name": line.name, "words": line.words}
    if isinstance(line.sample, Failure):
        return about | {"absent": line.sample.reason}
    return about | {"runs": [[run.seconds, run.peak] for run in line.sample.runs]}


def _read(document: Mapping[str, Any]) -> Outcome:
    about = {each.name: document[each.name] for each in fields(Outcome) if each.name != "lines"}
    return Outcome(**about, lines=tuple(_line_of(line) for line in document["lines"]))


def _line_of(told: Mapping[str, Any]) -> Line:
    sample = (
        Failure(told["absent"])
        if "absent" in told
        else Sample(tuple(Run(seconds, peak) for seconds, peak in told["runs"]))
    )
    return Line(Side(told["side"]), told["name"], sample, told["words"])
