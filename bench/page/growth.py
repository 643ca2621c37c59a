"""What was measured of growth: tables for the page on scaling. Every figure comes from the outcomes."""

from collections.abc import Iterator, Sequence

from bench.measure import Sample
from bench.page.tables import Heat, by_size, heat_table, names, number, table
from bench.peers.outcome import Outcome, Side
from bench.rows import EACH_OF_MANY, Over

BEGIN, END = "<!-- measured -->", "<!-- measured: end -->"
_HISTORY = ("history-changes-all-history-cold", "history-review-of-20-records")
_FLAT = ("folders-changes-all-history-cold", "folders-review-of-20-records")


def measured(outcomes: Sequence[Outcome]) -> str:
    """Everything between the marks of the page; says so where nothing was measured."""
    told = list(_parts(outcomes))
    if not told:
        return "Not measured yet.\n"
    machines = "; ".join(dict.fromkeys(each.machine for each in outcomes))
    about = f"On {machines}: medians in milliseconds, in brackets the peak of memory in MiB.\n"
    return "\n".join((about, *told))


def _parts(outcomes: Sequence[Outcome]) -> Iterator[str]:
    records = ("validate-validate-cold", "status-status-warm")
    yield from _told("By records:\n", [by_size(outcomes, name, Over.RECORDS) for name in records])
    yield from _told("By commits:\n", [by_size(outcomes, name, Over.COMMITS) for name in _HISTORY])
    pairs = zip(_HISTORY, _FLAT, strict=True)
    folders = [
        (by_size(outcomes, apart, Over.COMMITS), by_size(outcomes, flat, Over.FLAT)) for apart, flat in pairs
    ]
    rows = [row for apart, flat in folders for row in _side_by_side(apart, flat)]
    if rows:
        head = ["", "commits", "folders of 100", "one folder", "times"]
        yield "By folders, the same history once in folders and once in one:\n"
        yield table([head, *rows])
    yield from _told(
        f"Workspaces of {EACH_OF_MANY:,} records side by side, one command after the other:\n",
        [by_size(outcomes, "ministries-status-of-each-warm", Over.MANY)],
    )


def _told(said: str, heats: Sequence[Heat]) -> Iterator[str]:
    found = [heat for heat in heats if heat]
    if found:
        yield said
        yield from (heat_table(heat, (Side.OURS, Side.FLOOR)) for heat in found)


def _side_by_side(apart: Heat, flat: Heat) -> Iterator[list[str]]:
    for size in apart.keys() & flat.keys():
        for name in names({size: apart[size]}, (Side.OURS, Side.FLOOR)):
            one, other = apart[size].named(name), flat[size].named(name)
            if one and other and isinstance(one.sample, Sample) and isinstance(other.sample, Sample):
                times = other.sample.median / one.sample.median
                medians = (number(one.sample.median), number(other.sample.median))
                yield [name, f"{size:,}", *medians, f"× {number(times)}"]
