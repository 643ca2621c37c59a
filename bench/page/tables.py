"""Outcomes as tables of Markdown: a row a command, a column a size. Judges nothing."""

from collections.abc import Iterator, Mapping, Sequence

from bench.measure import Sample
from bench.page.goals import Reached, factor
from bench.peers.outcome import Line, Outcome, Side
from bench.rows import BARE_PARSE, CAT, GIT_DIFF, GIT_LOG, GIT_LOG_SINCE, Over

GROWTH = {Over.RECORDS: (1_000, 10_000), Over.COMMITS: (5_000, 20_000), Over.FLAT: (5_000, 20_000)}
"""Between which sizes growth is told."""
ONCE = "¹"
"""Behind what was run once."""
NONE = "–"

SHORT = {
    BARE_PARSE.name: "CSafeLoader alone",
    CAT.name: "cat of every file",
    GIT_LOG.name: "git log -p",
    GIT_LOG_SINCE.name: "git log -p since then",
    GIT_DIFF.name: "git diff",
}
"""What floors are called where there is no room for all their words."""

Heat = Mapping[int | None, Outcome]
"""The outcomes of one heat by size."""


def table(rows: Sequence[Sequence[str]], left: int = 1) -> str:
    """A table whose first row is its head; all columns but the first are set to the right."""
    head, *body = ("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows)
    rule = "|" + "|".join("---" if at < left else "---:" for at in range(len(rows[0]))) + "|"
    return "\n".join((head, rule, *body)) + "\n"


def by_size(outcomes: Sequence[Outcome], heat: str, over: Over) -> Heat:
    found = (each for each in outcomes if (each.heat, each.over) == (heat, over.value))
    return {each.size: each for each in sorted(found, key=lambda each: each.size or 0)}


def heat_table(heat: Heat, sides: Sequence[Side] = tuple(Side)) -> str:
    """Milliseconds and, in brackets, MiB of every command at every size, and how it grows."""
    over = Over(next(iter(heat.values())).over)
    pair = GROWTH.get(over)
    growing = pair is not None and set(pair) <= set(heat)
    compared = Side.PEER in sides
    head = ["", *(f"{size:,} {over.value}" if size else "ms (MiB)" for size in heat)]
    head += [f"growth {pair[0]:,} → {pair[1]:,}"] if growing and pair else []
    head += ["times ours"] if compared else []
    rows = [head]
    for name in names(heat, sides):
        cells = [_cell(outcome.named(name), outcome.runs) for outcome in heat.values()]
        cells += [_growth(heat, name, *pair)] if growing and pair else []
        cells += [_against(heat, name)] if compared else []
        rows.append([_label(heat, name), *cells])
    return table(rows)


def names(heat: Heat, sides: Sequence[Side] = tuple(Side)) -> tuple[str, ...]:
    """The commands of a heat, ours first, then the floor, then the peers."""
    order = [side for side in (Side.OURS, Side.FLOOR, Side.PEER) if side in sides]
    return tuple(
        dict.fromkeys(line.name for side in order for each in heat.values() for line in each.side(side))
    )


def _label(heat: Heat, name: str) -> str:
    side = next(line.side for each in heat.values() if (line := each.named(name)))
    return (
        f"**{name}**"
        if side is Side.OURS
        else f"{SHORT.get(name, name)} (floor)"
        if side is Side.FLOOR
        else name
    )


def _cell(line: Line | None, runs: int) -> str:
    if line is None or not isinstance(line.sample, Sample):
        return NONE
    peak = line.sample.mebibytes
    memory = "" if peak is None else f" ({peak:.0f})"
    once = ONCE if len(line.sample.runs) < runs else ""
    return f"{number(line.sample.median)}{once}{memory}"


def number(value: float) -> str:
    """Three figures that count, no more."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _growth(heat: Heat, name: str, small: int, large: int) -> str:
    before, after = heat[small].named(name), heat[large].named(name)
    grown = factor(after, before) if before and after else None
    return NONE if grown is None else f"× {number(grown)}"


def _against(heat: Heat, name: str) -> str:
    """By our first command of the heat, at the largest size that both were asked about."""
    for size, outcome in reversed(list(heat.items())):
        ours, line = next(outcome.side(Side.OURS), None), outcome.named(name)
        times = factor(line, ours) if ours and line and line.side is not Side.OURS else None
        if times is not None:
            at = f" at {size:,}" if size and len(heat) > 1 else ""
            return f"× {number(times)}{at}"
    return ""


def goal_table(reached: Sequence[Reached]) -> str:
    rows = [["command", "size", "goal", "reached", ""]]
    for each in reached:
        word = "not measured" if each.met is None else "yes" if each.met else "**missed**"
        value = NONE if each.value is None else number(each.value)
        rows.append([each.command, each.size, each.goal, value, word])
    return table(rows, left=len(rows[0]))


def missing(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Who was not measured, and why, each said once."""
    told: dict[str, None] = {}
    for outcome in outcomes:
        for line in outcome.lines:
            if not isinstance(line.sample, Sample):
                told[f"{line.name}: {line.sample.reason}."] = None
    yield from told
