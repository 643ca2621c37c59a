"""A peer that is a few lines of Python, and notes each time that it ran. Tests nothing itself."""

from pathlib import Path

from bench.measure import Command
from bench.peers.environments import Had, Installed
from bench.peers.peer import Entrant, Ground, Peer
from bench.rows import Race

LOG = "log.txt"
"""In the folder of the program: a line for each time that it ran."""
SCRIPT = """#!{python}
import sys
with open({log!r}, "a") as log:
    log.write(" ".join(sys.argv[1:]) + "\\n")
print("fake 1.2.3")
"""


def ran(program: Path) -> list[str]:
    """With what the program was run, each time."""
    log = program.parent / LOG
    return log.read_text().splitlines() if log.exists() else []


def lay(ground: Ground, had: Had) -> None:
    """Its data is one file."""
    (ground.data / "items").write_text(f"{ground.size} for {had.version}")


def ask(ground: Ground, had: Had) -> Command:
    """Named with what it was laid out with."""
    items = (ground.data / "items").read_text() if (ground.data / "items").exists() else "none"
    return Command((had.program, "check", items), expects=b"fake")


FAKE = Peer(
    "Fake",
    Installed("fake"),
    (
        Entrant(Race.STARTING, "fake start", ask),
        Entrant(Race.VALIDATING, "fake check", ask, lay, most=20, why_no_more="it is only a test"),
    ),
    "It does nothing at all.",
)
