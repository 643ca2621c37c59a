"""The benchmark as one command: what to measure, on which sizes. Measures nothing itself."""

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.measure import Failure
from bench.report import as_json, as_text
from bench.rows import HEATS, TOPICS, Over
from bench.run import results
from bench.story import FEWEST


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0 where all was measured, whatever the figures say; 1 where a command did not answer."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    heats = [heat for heat in HEATS if heat.topic in asked.only]
    if any(heat.over is Over.COMMITS for heat in heats) and shutil.which("git") is None:
        parser.error("git is not installed; leave history out with --only")
    sizes = {Over.RECORDS: asked.sizes, Over.COMMITS: asked.histories}
    measured = tuple(results(heats, sizes, asked.runs, asked.keep, _tell))
    # Bytes, because a redirected output on Windows knows neither ≤ nor Vietnamese.
    sys.stdout.buffer.write(as_text(measured, asked.runs).encode())
    if asked.json:
        asked.json.write_text(as_json(measured, asked.runs), encoding="utf-8")
    return int(any(Failure in (type(result.ours), type(result.floor)) for result in measured))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure against bare floors.")
    parser.add_argument(
        "--sizes", type=_sizes, default=(100, 1_000, 10_000), help="records, as in 100,1000,10000,100000"
    )
    parser.add_argument(
        "--histories", type=_histories, default=(5_000,), help="commits, as in 5000,20000 (5000)"
    )
    parser.add_argument("--only", type=_topics, default=TOPICS, help=f"some of {','.join(TOPICS)}")
    parser.add_argument("--runs", type=_positive, default=7, help="measured runs of each command (7)")
    parser.add_argument("--keep", type=_folder, metavar="DIR", help="keep what is made and use it again")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure here too")
    return parser


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 up")
    return int(text)


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(sorted({_positive(part) for part in text.split(",")}))


def _histories(text: str) -> tuple[int, ...]:
    histories = _sizes(text)
    if histories[0] < FEWEST:
        raise argparse.ArgumentTypeError(f"a history has at least {FEWEST} commits")
    return histories


def _topics(text: str) -> tuple[str, ...]:
    topics = tuple(text.split(","))
    if unknown := [topic for topic in topics if topic not in TOPICS]:
        known = ", ".join(TOPICS)
        raise argparse.ArgumentTypeError(f"no such topic: {', '.join(unknown)}; there are {known}")
    return topics


def _folder(text: str) -> Path:
    return Path(text).resolve()


def _tell(what: str) -> None:
    sys.stderr.write(f"{what} ...\n")


if __name__ == "__main__":
    sys.exit(main())
