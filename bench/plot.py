"""Draws outcomes as SVG: a row a command, a dot a size, time to the right by tens. Measures nothing."""

from collections.abc import Iterator, Mapping
from html import escape
from math import ceil, floor, log10

from bench.results import Outcome
from bench.tables import Side

_COLOURS = {Side.OURS: "#0b6e4f", Side.FLOOR: "#888888", Side.PEER: "#c1121f"}
_WIDTH, _LEFT, _RIGHT, _TOP, _STEP = 800, 220, 60, 30, 22
_UNITS = {0: "1 ms", 1: "10 ms", 2: "100 ms", 3: "1 s", 4: "10 s", 5: "100 s", 6: "1,000 s"}


def draw(heats: Mapping[int, Outcome], title: str, unit: str) -> str:
    """The picture of one table at several sizes."""
    rows = _rows(heats)
    times = [time for _, dots in rows.values() for time in dots]
    first, last = floor(log10(min(times))), ceil(log10(max(times)))
    scale = (_WIDTH - _LEFT - _RIGHT) / max(last - first, 1)
    bottom = _TOP + _STEP * len(rows)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{bottom + 50}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{_WIDTH}" height="{bottom + 50}" fill="white"/>',
        f'<text x="{_LEFT}" y="18" font-size="14">{escape(title)}</text>',
    ]
    for power in range(first, last + 1):
        x = _LEFT + (power - first) * scale
        lines.append(f'<path d="M{x:.1f} {_TOP}V{bottom}" stroke="#dddddd"/>')
        label = _UNITS.get(power, f"1e{power} ms")
        lines.append(f'<text x="{x:.1f}" y="{bottom + 16}" text-anchor="middle">{label}</text>')
    for place, (name, (side, dots)) in enumerate(rows.items()):
        xs = [_LEFT + (log10(time) - first) * scale for time in dots]
        lines += _row(name, xs, _TOP + _STEP * (place + 0.5), _COLOURS[side])
    sizes = ", ".join(f"{size:,}" for size in heats)
    lines.append(f'<text x="{_LEFT}" y="{bottom + 38}">Dots from small to large: {sizes} {unit}.</text>')
    return "\n".join((*lines, "</svg>")) + "\n"


def _rows(heats: Mapping[int, Outcome]) -> dict[str, tuple[Side, list[float]]]:
    """The times of each command from the smallest size to the largest, ours first."""
    sides = {line.name: line.side for outcome in heats.values() for line in outcome.lines}
    names = sorted(sides, key=lambda name: list(Side).index(sides[name]))
    times = {
        name: [outcome.samples[name].time for outcome in heats.values() if name in outcome.samples]
        for name in names
    }
    return {name: (sides[name], dots) for name, dots in times.items() if dots}


def _row(name: str, xs: list[float], y: float, colour: str) -> Iterator[str]:
    yield f'<text x="{_LEFT - 12}" y="{y + 4}" text-anchor="end">{escape(name)}</text>'
    yield f'<path d="M{xs[0]:.1f} {y}H{xs[-1]:.1f}" stroke="{colour}"/>'
    for place, x in enumerate(xs):
        yield f'<circle cx="{x:.1f}" cy="{y}" r="{2.5 + place}" fill="{colour}"/>'
