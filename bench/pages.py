"""Writes what was measured between the marks of two pages, and draws it. Measures nothing.

All else on the pages is written by hand. A mark is `<!-- measured: NAME -->`, closed by `<!-- end -->`.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from bench.dates import TODAY
from bench.goals import GOALS, Goal
from bench.measure import Failure, Sample
from bench.plot import draw
from bench.results import Key, Outcome, read_outcomes
from bench.run import SLOW
from bench.tables import PEERS, TABLES, Ground, Side, Table

DOCS = Path(__file__).resolve().parent.parent / "docs"
PAGES = ("benchmarks.md", "scaling.md")
RESULTS = Path("benchmarks") / "results.json"
_MARK = re.compile(r"(<!-- measured: (?P<name>[a-z, ]+) -->\n).*?(<!-- end -->)", re.DOTALL)
_GROWTH = {
    Ground.RECORDS: (1_000, 10_000),
    Ground.COMMITS: (5_000, 20_000),
    Ground.FLAT: (5_000, 20_000),
    Ground.MANY: (10, 100),
}
_TITLES = {
    "start": "Time to start, say something and stop",
    "validate": "Time to validate a workspace",
    "due": "Time to list what is due",
    "history": "Time to tell what changed in all of history",
}
NONE, ONCE = "–", "¹"

Outcomes = Mapping[Key, Outcome]


def write_pages(into: Path) -> Iterator[Path]:
    """Write both pages and their pictures from the results in that folder; yield each path."""
    outcomes = read_outcomes(into / RESULTS)
    for page in PAGES:
        text = (DOCS / page).read_text(encoding="utf-8")
        (into / page).write_bytes(filled(text, outcomes).encode())
        yield into / page
    for name, title in _TITLES.items():
        if heats := _heats(outcomes, name, has_peers=True) or _heats(outcomes, name, has_peers=False):
            picture = into / "benchmarks" / f"{name}.svg"
            picture.write_bytes(draw(heats, title, _table(name).ground.value).encode())
            yield picture


def filled(page: str, outcomes: Outcomes) -> str:
    """The page with everything between its marks written anew."""

    def fill(match: re.Match[str]) -> str:
        parts = _SECTIONS.get(match["name"]) or _one_table(match["name"])
        text = "\n".join(parts(outcomes)) or "Not measured yet.\n"
        return f"{match[1]}{text}{match[3]}"

    return _MARK.sub(fill, page)


def _one_table(name: str) -> Callable[[Outcomes], Iterator[str]]:
    table, _, peers = name.partition(", ")

    def parts(outcomes: Outcomes) -> Iterator[str]:
        if heats := _heats(outcomes, table, has_peers=bool(peers)):
            if peers:
                yield f"![{_TITLES[table]}](benchmarks/{table}.svg)\n"
            yield time_table(_table(table), heats)

    return parts


def _table(name: str) -> Table:
    return next(table for table in TABLES if table.name == name)


def _heats(outcomes: Outcomes, name: str, has_peers: bool) -> dict[int, Outcome]:
    """The outcomes of one table by size."""
    sizes = sorted(size for table, size, peers in outcomes if (table, peers) == (name, has_peers))
    return {size: outcomes[name, size, has_peers] for size in sizes}


def time_table(table: Table, heats: Mapping[int, Outcome]) -> str:
    """Milliseconds and, in brackets, MiB of every command at every size, its growth, and its ratio.

    The ratio is to the first row; beside peers to the first of our commands.
    """
    has_peers = next(iter(heats.values())).about.has_peers
    small, large = _GROWTH.get(table.ground, (0, 0))
    is_growing = small in heats and large in heats
    first = next(row for row in table.rows if row.side is Side.OURS or not has_peers)
    head = ["", *(f"{size:,} {table.ground.value}" for size in heats)]
    head += [f"growth {small:,} → {large:,}"] * is_growing + [f"times {first.name}"]
    rows = [head]
    for line_name, side in _names(heats):
        cells = [_cell(outcome, line_name) for outcome in heats.values()]
        growth = [_ratio(heats[large], line_name, heats[small], line_name)] if is_growing else []
        rows.append([_label(line_name, side), *cells, *growth, _last_ratio(heats, line_name, first.name)])
    return markdown(rows)


def _last_ratio(heats: Mapping[int, Outcome], name: str, reference: str) -> str:
    """At the largest size that both were measured at."""
    for size, outcome in reversed(list(heats.items())):
        if name != reference and (ratio := _ratio(outcome, name, outcome, reference)) != NONE:
            return f"{ratio} at {size:,}" if len(heats) > 1 else ratio
    return ""


def _names(heats: Mapping[int, Outcome]) -> list[tuple[str, Side]]:
    """Every command, ours first, then floors, then peers."""
    sides = {line.name: line.side for outcome in heats.values() for line in outcome.lines}
    return sorted(sides.items(), key=lambda pair: list(Side).index(pair[1]))


def _label(name: str, side: Side) -> str:
    return f"**{name}**" if side is Side.OURS else f"{name} (floor)" if side is Side.FLOOR else name


def _cell(outcome: Outcome, name: str) -> str:
    sample = outcome.samples.get(name)
    if sample is None:
        return NONE
    once = ONCE if len(sample.milliseconds) < outcome.about.runs else ""
    return f"{number(sample.time)}{once} ({sample.memory:.0f})"


def _ratio(outcome: Outcome, name: str, other: Outcome, other_name: str) -> str:
    sample, reference = outcome.samples.get(name), other.samples.get(other_name)
    return NONE if sample is None or reference is None else f"× {number(sample.time / reference.time)}"


def number(value: float) -> str:
    """Three figures that count, no more."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def markdown(rows: Sequence[Sequence[str]], left: int = 1) -> str:
    """A table whose first row is its head; all columns but the first ones are set to the right."""
    head, *body = ("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows)
    rule = "|" + "|".join("---" if place < left else "---:" for place in range(len(rows[0]))) + "|"
    return "\n".join((head, rule, *body)) + "\n"


def _about(outcomes: Outcomes) -> Iterator[str]:
    about = [outcome.about for outcome in outcomes.values()]
    if not about:
        return
    days, loads = sorted({row.day for row in about}), [row.load for row in about]
    tools = {name: version for row in about for name, version in row.versions.items()}
    runs = sorted({row.runs for row in about} - {1}) or [1]
    yield f"- Measured {' to '.join(dict.fromkeys((days[0], days[-1])))}."
    yield from (f"- On {machine}." for machine in dict.fromkeys(row.machine for row in about))
    yield f"- Load of the machine before each table: {min(loads):g} to {max(loads):g}."
    if tools:
        yield f"- With {', '.join(f'{name} {version}' for name, version in tools.items())}."
    medians = f"Medians of {' or '.join(map(str, runs))} runs each in milliseconds"
    yield f"- {medians}, in brackets the peak of memory in MiB; {ONCE} what takes over {SLOW:g} s ran once.\n"


def _goals(outcomes: Outcomes) -> Iterator[str]:
    if outcomes:
        ordered = [outcomes[key] for key in sorted(outcomes)]
        head = ["command", "size", "goal", "reached", ""]
        yield markdown([head, *(_goal(goal, ordered) for goal in GOALS)], len(head))


def _goal(goal: Goal, outcomes: Sequence[Outcome]) -> list[str]:
    size = f"{goal.size:,} {_table(goal.table).ground.value}"
    value = goal.value(outcomes)
    if value is None:
        return [goal.row, size, goal.bound, NONE, "not measured"]
    return [goal.row, size, goal.bound, number(value), "yes" if goal.is_reached(value) else "**missed**"]


def _memory(outcomes: Outcomes) -> Iterator[str]:
    """The peak of each command in each format."""
    for name in ("memory", "memory of history"):
        for size, outcome in _heats(outcomes, name, has_peers=False).items():
            formats = tuple(dict.fromkeys(form for row in _table(name).rows for form in row.formats))
            commands = dict.fromkeys(row.name.partition(",")[0] for row in _table(name).rows)
            rows = [[f"{size:,} {_table(name).ground.value}", *formats]]
            for command in commands:
                samples = [outcome.samples.get(f"{command}, {form}") for form in formats]
                rows.append(
                    [command, *(NONE if row is None else f"{row.memory or 0:.0f}" for row in samples)]
                )
            yield markdown(rows)


def _absent(outcomes: Outcomes) -> Iterator[str]:
    lines = [line for outcome in outcomes.values() for line in outcome.lines]
    reasons = (f"- {line.name}: {line.result.reason}." for line in lines if isinstance(line.result, Failure))
    if text := "\n".join(dict.fromkeys(reasons)):
        yield f"{text}\n"
    elif outcomes:
        yield "Nothing: every command answered.\n"


def _commands(outcomes: Outcomes) -> Iterator[str]:
    """The command lines of all that was measured, without the paths of the machine."""
    measured = {line.name for outcome in outcomes.values() for line in outcome.lines}
    programs = {peer.name: peer.program for peer in PEERS}
    rows = {row.name: row for table in TABLES for row in table.rows}
    width = max(map(len, measured), default=0)
    shown = [
        f"{name:{width}}  {_plain(row.words.replace('{program}', programs.get(row.peer, '')))}"
        for name, row in rows.items()
        if name in measured and not row.formats
    ]
    if shown:
        yield "\n".join(("```text", *shown, "```\n"))


def _plain(words: str) -> str:
    fillings = {"{data}/": "", "{scratch}/": "", "{bench}": "bench", "{files}": "FILES", "{{}}": "{}"}
    fillings["{today}"] = TODAY.isoformat()
    for placeholder, text in fillings.items():
        words = words.replace(placeholder, text)
    return words


def _folders(outcomes: Outcomes) -> Iterator[str]:
    """The same history in folders of a hundred and in one folder, side by side."""
    flat = _heats(outcomes, "one folder", has_peers=False)
    rows = [["", "commits", "folders of 100", "one folder", "times"]]
    for size, other in flat.items():
        for name in other.samples:
            apart = [outcomes.get((table, size, False)) for table in ("history", "recent")]
            sample = next((row.samples[name] for row in apart if row and name in row.samples), None)
            if isinstance(sample, Sample):
                times = (sample.time, other.samples[name].time)
                rows.append([name, f"{size:,}", *map(number, times), f"× {number(times[1] / times[0])}"])
    if len(rows) > 1:
        yield markdown(rows)


_SECTIONS: Mapping[str, Callable[[Outcomes], Iterator[str]]] = {
    "about": _about,
    "goals": _goals,
    "memory": _memory,
    "absent": _absent,
    "commands": _commands,
    "folders": _folders,
}
