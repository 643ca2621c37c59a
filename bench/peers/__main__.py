"""The benchmark with peers as one command: what to measure, and the pages that tell of it."""

import argparse
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench import asked, run
from bench.page.write import can_draw, write
from bench.peers.environments import Absent, obtained
from bench.peers.outcome import Kept, heat_name
from bench.peers.peer import Peer
from bench.peers.race import Course, Found, raced, versions_of
from bench.peers.roster import PEERS, entrants
from bench.rows import HEATS, Heat, Over
from bench.scaling import SCALING

ROOT = Path(__file__).resolve().parents[2]
TOPICS = tuple(dict.fromkeys(heat.topic for heat in (*HEATS, *SCALING)))
SIZES = (100, 1_000, 10_000, 100_000)
HISTORIES = (1_000, 5_000, 20_000)
MANY = (100,)


def main(arguments: Sequence[str] | None = None, peers: Sequence[Peer] = PEERS) -> int:
    """Exit status 0 where the pages are written, whoever was absent."""
    parser = _parser()
    given = parser.parse_args(arguments)
    if not can_draw():
        parser.error("the plots need matplotlib: python -m pip install '.[bench]'")
    if shutil.which("git") is None and not given.kept:
        parser.error("git is not installed, and every peer that follows history needs it")
    given.peers.mkdir(parents=True, exist_ok=True)
    kept = Kept(given.peers / "results", _sources())
    if not given.kept:
        _measure(given, kept, peers, _found(given, peers))
    for page in write(given.into or _pages_of(given), kept.all(any_sources=given.kept), peers):
        tell(f"written: {page.name}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bench.peers", description="Measure against what people would use instead."
    )
    parser.add_argument(
        "--peers",
        type=asked.folder,
        default=_cache(),
        metavar="DIR",
        help="where environments, data and results are kept (a cache folder)",
    )
    parser.add_argument("--keep", type=asked.folder, metavar="DIR", help="where ours are kept (there too)")
    parser.add_argument(
        "--only", type=asked.some_of(TOPICS), default=TOPICS, help=f"some of {','.join(TOPICS)}"
    )
    parser.add_argument("--sizes", type=asked.sizes, default=SIZES, help="records, as in 100,1000")
    parser.add_argument("--histories", type=asked.histories, default=HISTORIES, help="commits, as in 5000")
    parser.add_argument("--runs", type=asked.positive, default=5, help="measured runs of each command (5)")
    parser.add_argument("--again", action="store_true", help="measure anew what was measured already")
    parser.add_argument("--kept", action="store_true", help="measure nothing: pages of what is kept")
    parser.add_argument(
        "--into",
        type=asked.folder,
        metavar="DIR",
        help="where pages go (docs; of a part, the folder of peers)",
    )
    return parser


def _cache() -> Path:
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "commitments-bench"


def _pages_of(given: argparse.Namespace) -> Path:
    """A part alone would leave holes in the pages of the repository."""
    whole = (given.only, given.sizes, given.histories) == (TOPICS, SIZES, HISTORIES)
    return ROOT / "docs" if whole else Path(given.peers)


def _found(given: argparse.Namespace, peers: Sequence[Peer]) -> Found:
    """Every peer of the chosen topics, or why it is not to be had."""
    races = {heat.race for heat in HEATS if heat.topic in given.only and heat.race}
    wanted = dict.fromkeys(peer for race in races for peer, _ in entrants(race, peers))
    found = {peer: obtained(peer.source, given.peers / "environments" / peer.name, tell) for peer in wanted}
    for peer, each in found.items():
        if isinstance(each, Absent):
            tell(f"absent: {peer.name}: {each.reason}")
    return {peer.name: each for peer, each in found.items()}


def _measure(given: argparse.Namespace, kept: Kept, peers: Sequence[Peer], found: Found) -> None:
    heats = list(_heats(given))
    with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
        for at, (heat, size) in enumerate(heats, 1):
            counted = size if heat.by_size else None
            had = versions_of(heat, peers, found)
            what = f"[{at}/{len(heats)}] {heat_name(heat)}, {size:,} {heat.over.value}"
            if not given.again and kept.find(heat_name(heat), counted, had, given.runs):
                tell(f"{what}: kept")
                continue
            tell(what)
            root = run.made(heat.over, size, given.keep or given.peers / "made", tell)
            course = Course(root, given.peers, Path(scratch), given.runs, tell)
            kept.put(raced(heat, size, course, peers, found))


def _heats(given: argparse.Namespace) -> Iterator[tuple[Heat, int]]:
    """Every heat on each of its sizes; the small first, so that a mistake is seen soon."""
    sizes = {
        Over.RECORDS: given.sizes,
        Over.COMMITS: given.histories,
        Over.FLAT: given.histories,
        Over.MANY: MANY,
    }
    for over, counts in sizes.items():
        for size in counts:
            for heat in (*HEATS, *SCALING):
                if heat.over is over and heat.topic in given.only and (heat.by_size or size == counts[0]):
                    yield heat, size


def _sources() -> str:
    """Of all that decides what is measured; how it is told of is not among it."""
    files = sorted(
        path
        for top in ("commitments", "bench", "schema")
        for path in (ROOT / top).rglob("*")
        if path.suffix in (".py", ".json") and "page" not in path.parts and path.name != "report.py"
    )
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]


def tell(what: str) -> None:
    sys.stderr.write(f"{what}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
