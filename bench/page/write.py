"""The pages of a measurement, put into a folder. Measures nothing and decides no wording."""

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from bench.page.document import SECTIONS, Section, benchmarks
from bench.page.growth import BEGIN, END, measured
from bench.page.tables import by_size
from bench.peers.outcome import Outcome
from bench.peers.peer import Peer

SCALING = Path(__file__).resolve().parents[2] / "docs" / "scaling.md"


def can_draw() -> bool:
    return find_spec("matplotlib") is not None


def write(folder: Path, outcomes: Sequence[Outcome], peers: Sequence[Peer]) -> Iterator[Path]:
    """Every page and picture that the outcomes can tell of."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = [section for section in SECTIONS if _drawn(section, outcomes, folder)]
    yield from (folder / section.picture for section in drawn)
    page = folder / "benchmarks.md"
    page.write_bytes(benchmarks(outcomes, peers, drawn).encode())
    yield page
    head, _, rest = SCALING.read_text(encoding="utf-8").partition(BEGIN)
    scaling = folder / SCALING.name
    scaling.write_bytes(f"{head}{BEGIN}\n{measured(outcomes)}{END}{rest.partition(END)[2]}".encode())
    yield scaling


def _drawn(section: Section, outcomes: Sequence[Outcome], folder: Path) -> bool:
    heat = by_size(outcomes, section.heat, section.over)
    if not heat or not section.picture:
        return False
    from bench.page.plots import draw

    draw(heat, section.caption, folder / section.picture)
    return True
