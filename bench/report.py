"""The results as a table to read and as JSON. Decides nothing."""

import json
import os
import platform
from collections.abc import Sequence

from bench.measure import Failure, Sample
from bench.rows import Figure
from bench.run import Result
from bench.verdict import Verdict, ratio, verdicts

_TIMES = ("ours ms", "range", "floor ms", "range")
HEADINGS = ("topic", "command", "size", *_TIMES, "ratio", "MiB", "goal", "reached")
_LEFT = {0, 1, 9, 10}
_NONE = "–"


def machine() -> str:
    return (
        f"{platform.python_implementation()} {platform.python_version()}, "
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    )


def as_text(results: Sequence[Result], runs: int) -> str:
    """Who measured, the table, and what each floor runs."""
    rows = [HEADINGS, *(_row(result, results) for result in results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    lines = [f"{machine()}; medians of {runs} runs in turn, ranges from least to most", ""]
    lines += [_line(row, widths) for row in rows]
    lines += ["", *_floors(results), *_failures(results), _score(results)]
    return "\n".join(lines) + "\n"


def as_json(results: Sequence[Result], runs: int) -> str:
    document = {
        "schema_version": 1,
        "machine": machine(),
        "runs": runs,
        "results": [_entry(result, results) for result in results],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = zip(row, widths, strict=True)
    padded = (
        text.ljust(width) if at in _LEFT else text.rjust(width) for at, (text, width) in enumerate(cells)
    )
    return "  ".join(padded).rstrip()


def _row(result: Result, results: Sequence[Result]) -> tuple[str, ...]:
    judged = verdicts(result, results)
    factor = ratio(result)
    return (
        result.topic,
        result.subject.name,
        _NONE if result.size is None else f"{result.size:,} {result.over.value}",
        *_times(result.ours),
        *_times(result.floor),
        _NONE if factor is None else f"{factor:.3g}",
        _memory(result.ours),
        "; ".join(_goal(verdict) for verdict in judged),
        "; ".join(_reached(verdict) for verdict in judged),
    )


def _times(sample: Sample | Failure | None) -> tuple[str, str]:
    if isinstance(sample, Failure):
        return "absent", _NONE
    if sample is None:
        return _NONE, _NONE
    times = sample.milliseconds
    return f"{sample.median:,.1f}", f"{min(times):,.0f}–{max(times):,.0f}"


def _memory(sample: Sample | Failure) -> str:
    mebibytes = sample.mebibytes if isinstance(sample, Sample) else None
    return _NONE if mebibytes is None else f"{mebibytes:.0f}"


def _goal(verdict: Verdict) -> str:
    return f"≤ {verdict.goal.limit:g} {verdict.goal.figure.value}"


def _reached(verdict: Verdict) -> str:
    if verdict.reached is None:
        return "not measured"
    word = "yes" if verdict.reached else "NO"
    return f"{word} ({verdict.value:.3g})" if verdict.goal.figure is Figure.GROWTH else word


def _floors(results: Sequence[Result]) -> list[str]:
    floors = dict.fromkeys((result.topic, result.floor_name) for result in results if result.floor_name)
    return [f"floor of {topic}: {name}" for topic, name in floors]


def _failures(results: Sequence[Result]) -> list[str]:
    said: dict[str, None] = {}
    for result in results:
        for name, sample in ((result.subject.name, result.ours), (result.floor_name, result.floor)):
            if isinstance(sample, Failure):
                said[f"absent: {name}: {sample.reason}"] = None
    return list(said)


def _score(results: Sequence[Result]) -> str:
    judged = [verdict.reached for result in results for verdict in verdicts(result, results)]
    return f"goals reached: {judged.count(True)} of {len(judged)}, not measured: {judged.count(None)}"


def _entry(result: Result, results: Sequence[Result]) -> dict[str, object]:
    return {
        "topic": result.topic,
        "command": result.subject.name,
        "size": result.size,
        "size_of": result.over.value,
        "cache": result.subject.cache.name.lower(),
        "ours": _figures(result.ours),
        "floor_command": result.floor_name,
        "floor": _figures(result.floor),
        "ratio": ratio(result),
        "goals": [
            {"goal": _goal(verdict), "value": verdict.value, "reached": verdict.reached}
            for verdict in verdicts(result, results)
        ],
    }


def _figures(sample: Sample | Failure | None) -> dict[str, object] | None:
    if sample is None:
        return None
    if isinstance(sample, Failure):
        return {"absent": sample.reason}
    times = [round(time, 3) for time in sample.milliseconds]
    return {
        "median_ms": round(sample.median, 3),
        "min_ms": min(times),
        "max_ms": max(times),
        "times_ms": times,
        "peak_mib": sample.mebibytes,
    }
