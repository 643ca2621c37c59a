"""Random edits, and what they may not touch: `python tests/writing/edits_at_random.py --count N`.

It prints a summary: edits done, edits refused and why, and what was wrong, which must be nothing.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))

from splicing import Done, run


def _run(given: tuple[int, int]) -> Counter[Done]:
    return run(*given)


def main() -> int:
    """Edits at random, told in one short summary."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--count", type=int, default=100_000)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    start = time.monotonic()
    size = 500
    parts = [(given.seed * 1_000_003 + at, min(size, given.count - at)) for at in range(0, given.count, size)]
    with ProcessPoolExecutor(2) as pool:
        found = sum(pool.map(_run, parts), Counter[Done]())
    sys.stdout.write("".join(f"{line}\n" for line in _summary(found, time.monotonic() - start)))
    return int(any(item.wrong for item in found))


def _summary(found: Counter[Done], seconds: float) -> list[str]:
    refused = Counter({item.refused: count for item, count in found.items() if item.refused})
    wrong = [item.wrong for item in found if item.wrong]
    return [
        f"edits done: {found[Done()]}",
        f"refused: {refused.total()}",
        *(f"  {count} {reason}" for reason, count in refused.most_common()),
        f"wrong: {len(wrong)}",
        *(item for item in wrong[:5]),
        f"seconds: {seconds:.0f}",
    ]


if __name__ == "__main__":
    sys.exit(main())
