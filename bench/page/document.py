"""The page of benchmarks: what stands on it in which order. Every figure comes from the outcomes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.page.goals import goals
from bench.page.tables import ONCE, SHORT, by_size, goal_table, heat_table, missing
from bench.peers.outcome import Line, Outcome, Side
from bench.peers.peer import Peer
from bench.peers.race import SLOW
from bench.rows import Over


@dataclass(frozen=True, slots=True)
class Section:
    """One heat on the page."""

    heading: str
    caption: str
    heat: str
    over: Over
    picture: str = ""
    said: str = ""


SECTIONS = (
    Section(
        "Validating",
        "Time to validate a workspace",
        "validate-validate-cold",
        Over.RECORDS,
        "benchmarks/validate.svg",
        "Every record of a workspace. Cold is an empty cache of ours, warm the cache of the run before; no "
        "peer here keeps one.",
    ),
    Section(
        "What is due",
        "Time to list what is due",
        "status-status-warm",
        Over.RECORDS,
        "benchmarks/status.svg",
        "Ours from its cache, and whoever keeps one from theirs.",
    ),
    Section(
        "History",
        "Time to tell what changed in all of history",
        "history-changes-all-history-cold",
        Over.COMMITS,
        "benchmarks/history.svg",
        "1,000 commits are about 200 records, 5,000 about 1,000, and 20,000 about 10,000, in folders of a "
        "hundred. A warm `commit changes` is asked the same question again, and tells its last answer.",
    ),
    Section(
        "The last 30 days",
        "Time to tell what changed in the last 30 days",
        "history-changes-last-30-days-cold",
        Over.COMMITS,
    ),
    Section(
        "A pull request of 20 records",
        "Time to judge a pull request",
        "history-review-of-20-records",
        Over.COMMITS,
    ),
    Section(
        "Starting",
        "Time to start, say something and stop",
        "startup-commit---version",
        Over.RECORDS,
        "benchmarks/start.svg",
    ),
    Section("Completion", "Time to complete an id", "startup-complete-an-id", Over.RECORDS),
)

_HEAD = """# Benchmarks

How the tracker stands against the tools people would use instead, on equal work, in one run. One command \
gets the tools, measures, and writes this page:

```sh
python -m bench.peers
```

It needs git, and this package installed with its extra `bench`; how to measure a part of it stands in [the \
README of the benchmark](../bench/README.md). How cost grows beyond this is told in [Scaling](scaling.md).
"""

_LIMITS = Path(__file__).with_name("limits.md")
"""Why goals are missed, written by hand from profiles."""

_GENERAL = (
    "Whole processes are measured, from start to the last byte of output through a pipe. All commands of a "
    "table run in turn, so that a busy machine slows them alike; the first turn is not counted.",
    "The records are made, valid, and of one size, about 2.1 KB and 60 lines each. Real ones differ more.",
    "Each peer answers another question than ours. It is asked for what comes nearest, with its data laid "
    "out as its own documents tell, and with what it cannot say left out.",
    "Memory is that of the largest single process; helpers are not added up, and what the benchmark itself "
    "uses, some 20 to 30 MiB, hides smaller peaks.",
    "The floors do less than anybody could: they parse and check nothing, or print and understand nothing.",
)


def benchmarks(outcomes: Sequence[Outcome], peers: Sequence[Peer], drawn: Sequence[Section]) -> str:
    """The whole page."""
    parts = (
        _HEAD,
        _about(outcomes),
        *_sections(outcomes, drawn),
        *_goals(outcomes),
        _LIMITS.read_text("utf-8"),
        "## What is not equal\n",
        "".join(f"- {each}\n" for each in (*_GENERAL, *_unequal(outcomes, peers))),
        *_absent(outcomes),
        *_run(outcomes),
    )
    return "\n".join(parts)


def _about(outcomes: Sequence[Outcome]) -> str:
    days = sorted({each.day for each in outcomes})
    loads = [each.load for each in outcomes if each.load is not None]
    versions = {name: version for each in outcomes for name, version in each.peers.items()}
    runs = sorted({each.runs for each in outcomes})
    lines = [
        f"- Measured {' to '.join(dict.fromkeys((days[0], days[-1])))}." if days else "- Not measured yet."
    ]
    lines += [f"- On {machine}." for machine in dict.fromkeys(each.machine for each in outcomes)]
    if loads:
        lines.append(f"- Load of the machine before each table: {min(loads):.1f} to {max(loads):.1f}.")
    if versions:
        lines.append(f"- With {', '.join(f'{name} {version}' for name, version in versions.items())}.")
    if runs:
        lines.append(
            f"- Medians of {' or '.join(map(str, runs))} runs in milliseconds, in brackets the peak of "
            f"memory in MiB; {ONCE} what takes over {SLOW:g} s was run once."
        )
    return "\n".join(lines) + "\n"


def _sections(outcomes: Sequence[Outcome], drawn: Sequence[Section]) -> Iterator[str]:
    for section in SECTIONS:
        heat = by_size(outcomes, section.heat, section.over)
        if not heat:
            continue
        yield f"## {section.heading}\n"
        if section.said:
            yield f"{section.said}\n"
        if section in drawn:
            yield f"![{section.caption}]({section.picture})\n"
        yield heat_table(heat)


def _goals(outcomes: Sequence[Outcome]) -> Iterator[str]:
    if reached := goals(outcomes):
        yield "## Goals\n\nWhat was to be reached, and what was.\n"
        yield goal_table(reached)


def _unequal(outcomes: Sequence[Outcome], peers: Sequence[Peer]) -> Iterator[str]:
    named = {name for each in outcomes for name in each.peers}
    yield from (f"**{peer.name}**: {peer.unequal}" for peer in peers if peer.name in named)


def _absent(outcomes: Sequence[Outcome]) -> Iterator[str]:
    if told := list(missing(outcomes)):
        yield "## Not measured\n"
        yield "".join(f"- {each}\n" for each in told)


def _run(outcomes: Sequence[Outcome]) -> Iterator[str]:
    if told := list(_commands(outcomes)):
        yield "## What was run\n\nThe commands, without the paths of the machine.\n"
        yield "\n".join(("```text", *told, "```\n"))


def _commands(outcomes: Sequence[Outcome]) -> Iterator[str]:
    lines = {line.name: line for each in outcomes for line in each.lines if line.words}
    told = sorted(lines.values(), key=lambda line: list(Side).index(line.side))
    named = [(SHORT.get(line.name, line.name), _words(line)) for line in told]
    width = max((len(name) for name, _ in named), default=0)
    yield from (f"{name:{width}}  {words}" for name, words in named)


def _words(line: Line) -> str:
    """A floor is named by what it runs, in its own words where those are a program."""
    return line.name if line.side is Side.FLOOR else line.words
