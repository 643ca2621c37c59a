"""Outcomes as pictures: lines that grow, or bars. The only module that draws; it needs matplotlib."""

from pathlib import Path
from typing import TYPE_CHECKING

from bench.measure import Sample
from bench.page.tables import SHORT, Heat, names
from bench.peers.outcome import Side

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_COLOURS = {Side.OURS: "#0b6e4f", Side.FLOOR: "#888888"}
_OTHERS = ("#c1121f", "#3a5a98", "#e09f3e", "#7b2d8b", "#00798c", "#8d5524", "#5c677d")
_OURS_STYLES = ("-", "--", ":", "-.")


def draw(heat: Heat, title: str, path: Path) -> None:
    """Write an SVG, the same bytes for the same figures."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams.update({"svg.hashsalt": "bench", "svg.fonttype": "none", "font.size": 9})
    from matplotlib import pyplot

    grows = len([size for size in heat if size]) > 1
    figure, axes = pyplot.subplots(figsize=(8, 4.6 if grows else 4.0), layout="constrained")
    (_lines if grows else _bars)(axes, heat)
    axes.set_title(title)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})
    pyplot.close(figure)


def _lines(axes: "Axes", heat: Heat) -> None:
    over = next(iter(heat.values())).over
    for name, (colour, style) in _looks(heat).items():
        found = [(size, time) for size in heat if size and (time := _time(heat, size, name)) is not None]
        if found:
            sizes, times = zip(*found, strict=True)
            axes.plot(
                sizes, times, style, color=colour, marker="o", markersize=3.5, label=SHORT.get(name, name)
            )
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xticks([size for size in heat if size], [f"{size:,}" for size in heat if size])
    axes.minorticks_off()
    axes.set_xlabel(over)
    axes.set_ylabel("seconds")
    axes.yaxis.set_major_formatter("{x:g}")
    axes.grid(visible=True, color="#dddddd")
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)


def _bars(axes: "Axes", heat: Heat) -> None:
    [(size, _)] = heat.items()
    looks = _looks(heat)
    shown = [(name, time) for name in looks if (time := _time(heat, size, name)) is not None]
    shown.sort(key=lambda each: -each[1])
    axes.barh(
        [SHORT.get(name, name) for name, _ in shown],
        [time * 1000 for _, time in shown],
        color=[looks[name][0] for name, _ in shown],
    )
    axes.set_xlabel("milliseconds")
    axes.grid(visible=True, axis="x", color="#dddddd")
    axes.set_axisbelow(True)


def _time(heat: Heat, size: int | None, name: str) -> float | None:
    line = heat[size].named(name)
    return line.sample.median / 1000 if line and isinstance(line.sample, Sample) else None


def _looks(heat: Heat) -> dict[str, tuple[str, str]]:
    """Colour and stroke of each command: ours green, the floor grey and dashed."""
    looks: dict[str, tuple[str, str]] = {}
    for at, name in enumerate(names(heat, (Side.OURS,))):
        looks[name] = (_COLOURS[Side.OURS], _OURS_STYLES[at % len(_OURS_STYLES)])
    for name in names(heat, (Side.FLOOR,)):
        looks[name] = (_COLOURS[Side.FLOOR], "--")
    for at, name in enumerate(names(heat, (Side.PEER,))):
        looks[name] = (_OTHERS[at % len(_OTHERS)], "-")
    return looks
