"""The benchmark as one command: what to measure, on which sizes. Measures nothing itself."""

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from bench import asked
from bench.measure import Failure
from bench.report import as_json, as_text
from bench.rows import HEATS, TOPICS, Over
from bench.run import results


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0 where all was measured, whatever the figures say; 1 where a command did not answer."""
    parser = _parser()
    given = parser.parse_args(arguments)
    heats = [heat for heat in HEATS if heat.topic in given.only]
    if any(heat.over is Over.COMMITS for heat in heats) and shutil.which("git") is None:
        parser.error("git is not installed; leave history out with --only")
    sizes = {Over.RECORDS: given.sizes, Over.COMMITS: given.histories}
    measured = tuple(results(heats, sizes, given.runs, given.keep, _tell))
    # Bytes, because a redirected output on Windows knows neither ≤ nor Vietnamese.
    sys.stdout.buffer.write(as_text(measured, given.runs).encode())
    if given.json:
        given.json.write_text(as_json(measured, given.runs), encoding="utf-8")
    return int(any(Failure in (type(result.ours), type(result.floor)) for result in measured))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure against bare floors.")
    parser.add_argument(
        "--sizes", type=asked.sizes, default=(100, 1_000, 10_000), help="records, as in 100,1000,10000,100000"
    )
    parser.add_argument(
        "--histories", type=asked.histories, default=(5_000,), help="commits, as in 5000,20000 (5000)"
    )
    parser.add_argument(
        "--only", type=asked.some_of(TOPICS), default=TOPICS, help=f"some of {','.join(TOPICS)}"
    )
    parser.add_argument("--runs", type=asked.positive, default=7, help="measured runs of each command (7)")
    parser.add_argument("--keep", type=asked.folder, metavar="DIR", help="keep what is made and use it again")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure here too")
    return parser


def _tell(what: str) -> None:
    sys.stderr.write(f"{what} ...\n")


if __name__ == "__main__":
    sys.exit(main())
