"""The benchmark as one command: what to measure, on which sizes, and the pages that tell of it."""

import argparse
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.goals import GOALS
from bench.pages import DOCS, RESULTS, write_pages
from bench.peer import Absent
from bench.programs import installed
from bench.results import add_outcome, read_outcomes
from bench.run import Course, run_table, sources
from bench.story import FEWEST
from bench.tables import PEERS, TABLES, Ground, Table

NAMES = tuple(table.name for table in TABLES)
MOST_FOR_PEERS = 10_000
"""Records that peers are asked about; ours alone goes on."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0 where the pages are written, whoever was absent and whatever the figures say."""
    parser = _parser()
    given = parser.parse_args(arguments)
    if shutil.which("git") is None and not given.pages:
        parser.error("git is not installed, and every workspace is a git repository")
    if not given.pages:
        _measure(given)
    for page in write_pages(given.into):
        tell(f"written: {page.name}")
    tell(_score(given.into))
    return 0


def tell(what: str) -> None:
    sys.stderr.write(f"{what}\n")
    sys.stderr.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure, and write the pages.")
    parser.add_argument("--peers", action="store_true", help="beside other tools, where a table has some")
    parser.add_argument("--only", type=_names, metavar="TABLES", help=f"some of: {', '.join(NAMES)}")
    parser.add_argument("--sizes", type=_sizes, help="records, as in 1000,10000")
    parser.add_argument("--histories", type=_histories, help="commits, as in 5000")
    parser.add_argument("--small", action="store_true", help="on sizes of which figures mean nothing, once")
    parser.add_argument("--runs", type=int, default=5, help="measured runs of each command (5)")
    parser.add_argument("--again", action="store_true", help="measure anew what was measured already")
    parser.add_argument("--pages", action="store_true", help="measure nothing: write the pages anew")
    parser.add_argument("--into", type=Path, default=DOCS, metavar="DIR", help="where results and pages go")
    parser.add_argument("--folder", type=Path, default=_cache(), metavar="DIR", help="keeps what is made")
    return parser


def _names(text: str) -> tuple[str, ...]:
    names = tuple(text.split(","))
    if unknown := [name for name in names if name not in NAMES]:
        raise argparse.ArgumentTypeError(f"no such table: {', '.join(unknown)}")
    return names


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(sorted(int(part) for part in text.split(",")))


def _histories(text: str) -> tuple[int, ...]:
    sizes = _sizes(text)
    if sizes[0] < FEWEST:
        raise argparse.ArgumentTypeError(f"a history has at least {FEWEST} commits")
    return sizes


def _cache() -> Path:
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "commitments-bench"


def _measure(given: argparse.Namespace) -> None:
    chosen = list(_chosen(given))
    wanted = {name for table, _ in chosen for name in table.peers if given.peers}
    peers = [peer for peer in PEERS if peer.name in wanted]
    tools = {peer.name: installed(peer, given.folder / "programs" / peer.name, tell) for peer in peers}
    for name, tool in tools.items():
        if isinstance(tool, Absent):
            tell(f"absent: {name}: {tool.reason}")
    course = Course(given.folder.resolve(), 1 if given.small else given.runs, tell, tools)
    results = given.into / RESULTS
    for place, (table, size) in enumerate(chosen, 1):
        what = f"[{place}/{len(chosen)}] {table.name}, {size:,} {table.ground.value}"
        earlier = read_outcomes(results).get((table.name, size, given.peers))
        about = earlier and (earlier.about.sources, dict(earlier.about.versions), earlier.about.runs)
        runs = 1 if table.once else course.runs
        if about == (sources(), course.versions(table), runs) and not given.again:
            tell(f"{what}: kept")
            continue
        tell(what)
        add_outcome(results, run_table(table, size, course))


def _chosen(given: argparse.Namespace) -> Iterator[tuple[Table, int]]:
    """Every table on each of its sizes, the small sizes first, so that a mistake is seen soon."""
    for size in sorted({size for table in TABLES for size in _sizes_of(table, given)}):
        yield from ((table, size) for table in TABLES if size in _sizes_of(table, given))


def _sizes_of(table: Table, given: argparse.Namespace) -> tuple[int, ...]:
    is_named = table.name in given.only if given.only else not table.extra
    if not is_named or (given.peers and not table.peers):
        return ()
    if given.small:
        return (table.small,)
    asked = {Ground.RECORDS: given.sizes, Ground.COMMITS: given.histories, Ground.FLAT: given.histories}
    sizes = asked.get(table.ground) or table.sizes
    if table.is_bound:
        sizes = tuple(size for size in table.sizes if size in sizes)
    most = MOST_FOR_PEERS if given.peers and table.ground is Ground.RECORDS else max(sizes, default=0)
    return tuple(size for size in sizes if size <= most)


def _score(into: Path) -> str:
    outcomes = list(read_outcomes(into / RESULTS).values())
    values = [(goal, goal.value(outcomes)) for goal in GOALS]
    reached = [goal.is_reached(value) for goal, value in values if value is not None]
    missing = len(GOALS) - len(reached)
    return f"goals: {sum(reached)} reached, {reached.count(False)} missed, {missing} not measured"


if __name__ == "__main__":
    sys.exit(main())
