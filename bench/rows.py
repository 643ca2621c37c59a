"""What is measured, against which floor, and which figure is to be reached. Runs nothing."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from pathlib import Path

from bench.days import TODAY
from bench.git import ALONE
from bench.measure import Command
from bench.pull_request import MAIN, PULL_REQUEST


class Figure(Enum):
    """What a goal bounds."""

    RATIO = "× floor"
    TIME = "ms"
    GROWTH = "× at 10,000"
    MEMORY = "MiB"


GROWTH_FROM = 10_000
"""The size that growth is counted from."""


@dataclass(frozen=True, slots=True)
class Goal:
    figure: Figure
    limit: float
    sizes: frozenset[int] | None = None
    """Where it is to be reached; None is everywhere."""

    def holds_at(self, size: int | None) -> bool:
        return self.sizes is None or size in self.sizes


class Cache(Enum):
    """What the cache of the tracker holds when a run starts."""

    COLD = "empty"
    WARM = "left by the runs before"


@dataclass(frozen=True, slots=True)
class Subject:
    """One measured command."""

    name: str
    command: Callable[[], Command]
    cache: Cache = Cache.WARM
    goals: tuple[Goal, ...] = ()


class Over(Enum):
    """What is measured on, by what its size counts."""

    RECORDS = "records"
    """Workspaces outside git."""
    COMMITS = "commits"
    """Histories."""
    FLAT = "commits, one folder"
    """Histories with all records in one folder."""
    MANY = "workspaces"
    """Workspaces of some records each, side by side."""


EACH_OF_MANY = 1_000
"""Records of each."""


class Race(Enum):
    """What people would use another tool for."""

    STARTING = "starting"
    VALIDATING = "validating"
    DUE = "listing what is due"
    HISTORY = "telling what changed"


@dataclass(frozen=True, slots=True)
class Heat:
    """Commands that run in turn on the same files, beside the floor they are compared with."""

    topic: str
    floor: Subject | None
    ours: tuple[Subject, ...]
    by_size: bool = True
    over: Over = Over.RECORDS
    race: Race | None = None
    """The peers that run in the same turns, where peers are asked for."""


def tracker(
    *arguments: str, expects: bytes = b"", statuses: tuple[int, ...] = (0,), **env: str
) -> Callable[[], Command]:
    """Our command as installed beside the running Python, else as a module of this repository."""

    def command() -> Command:
        script = Path(sys.executable).parent / ("commit.exe" if os.name == "nt" else "commit")
        fixed = {"COMMIT_LANG": "en", **env}
        if script.exists():
            return Command((str(script), *arguments), fixed, expects, statuses)
        fixed["PYTHONPATH"] = str(Path(__file__).resolve().parent.parent)
        return Command((sys.executable, "-m", "commitments", *arguments), fixed, expects, statuses)

    return command


def plain(*argv: str, **env: str) -> Callable[[], Command]:
    return lambda: Command(argv, env)


PARSE = """
import os, sys, yaml
for top in sys.argv[1:]:
    for folder, _, names in os.walk(top):
        for name in names:
            if name.endswith(".yaml"):
                with open(os.path.join(folder, name), "rb") as file:
                    yaml.load(file.read(), Loader=yaml.CSafeLoader)
"""

BARE_PYTHON = Subject("python -c pass", plain(sys.executable, "-c", "pass"))
BARE_PARSE = Subject(
    "python -c '(os.walk records schema; yaml.load of each with CSafeLoader)'",
    plain(sys.executable, "-c", PARSE, "records", "schema"),
)
# Into /dev/null: through our pipe the same takes half as long again, and would make the goal easier to reach.
_CAT = "find records schema -name '*.yaml' -exec cat {} + > /dev/null"
CAT = Subject(_CAT, plain("sh", "-c", _CAT))

SINCE = TODAY - timedelta(days=30)


def _git_log(*options: str) -> Subject:
    words = " ".join(("git log -p", *options, "> /dev/null"))
    return Subject(words, plain("sh", "-c", words, **ALONE))


def _git_diff(base: str, head: str) -> Subject:
    words = f"git diff {base}...{head} > /dev/null"
    return Subject(words, plain("sh", "-c", words, **ALONE))


GIT_LOG = _git_log()
# With hour and zone: to git, a bare day means that day at the present hour.
GIT_LOG_SINCE = _git_log(f"--since={SINCE}T00:00:00+07:00")
GIT_DIFF = _git_diff(MAIN, PULL_REQUEST)

_SMALL = frozenset({100, 1_000, 10_000})
_HISTORIES = frozenset({5_000, 20_000})
_HISTORY_MEMORY = Goal(Figure.MEMORY, 300, frozenset({20_000}))
_START = (Goal(Figure.RATIO, 7),)
_VALIDATE = tracker("validate", expects=b"checked")
_STATUS = tracker("status", "--today", TODAY.isoformat(), expects=b"rec-")
_OVERDUE = tracker("overdue", "--today", TODAY.isoformat(), expects=b"rec-")
CHANGES = tracker("changes", "--today", TODAY.isoformat(), expects=b"rec-")
_CHANGES_SINCE = tracker(
    "changes", "--since", SINCE.isoformat(), "--today", TODAY.isoformat(), expects=b"rec-"
)
# What twenty leads send in breaks some rule of change, which is status 1.
REVIEW = tracker(
    *("review", f"{MAIN}...{PULL_REQUEST}", "--today", TODAY.isoformat()),
    expects=b"records changed",
    statuses=(0, 1),
)
_COMPLETE = tracker(
    expects=b"rec-000010",
    _COMMIT_COMPLETE="complete_bash",
    COMP_WORDS="commit show rec-00001",
    COMP_CWORD="2",
)

HEATS = (
    Heat(
        "startup",
        BARE_PYTHON,
        (
            Subject("commit --version", tracker("--version"), goals=_START),
            Subject("commit --help", tracker("--help", expects=b"status"), goals=_START),
        ),
        by_size=False,
        race=Race.STARTING,
    ),
    Heat(
        "startup",
        BARE_PYTHON,
        (Subject("complete an id", _COMPLETE, goals=(Goal(Figure.RATIO, 7, _SMALL),)),),
    ),
    Heat(
        "validate",
        BARE_PARSE,
        (
            Subject(
                "validate, cold",
                _VALIDATE,
                Cache.COLD,
                (
                    Goal(Figure.RATIO, 0.75, frozenset({1_000})),
                    Goal(Figure.RATIO, 0.6, frozenset({10_000})),
                ),
            ),
            Subject("validate, warm", _VALIDATE, goals=(Goal(Figure.RATIO, 0.05, frozenset({10_000})),)),
        ),
        race=Race.VALIDATING,
    ),
    Heat(
        "status",
        None if os.name == "nt" else CAT,
        (
            Subject(
                "status, warm",
                _STATUS,
                goals=(
                    Goal(Figure.RATIO, 2, frozenset({10_000})),
                    Goal(Figure.TIME, 600, frozenset({100_000})),
                    Goal(Figure.GROWTH, 10, frozenset({100_000})),
                ),
            ),
            Subject("overdue, warm", _OVERDUE),
        ),
        race=Race.DUE,
    ),
    Heat(
        "memory",
        None,
        (
            Subject(
                "validate, cold",
                _VALIDATE,
                Cache.COLD,
                (Goal(Figure.MEMORY, 150, frozenset({10_000})),),
            ),
            Subject("status, warm", _STATUS, goals=(Goal(Figure.MEMORY, 150, frozenset({10_000})),)),
        ),
    ),
    Heat(
        "history",
        None if os.name == "nt" else GIT_LOG,
        (
            Subject(
                "changes, all history, cold",
                CHANGES,
                Cache.COLD,
                (Goal(Figure.RATIO, 2.5, _HISTORIES), _HISTORY_MEMORY),
            ),
            Subject(
                "changes, all history, warm",
                CHANGES,
                goals=(Goal(Figure.RATIO, 0.15, _HISTORIES), _HISTORY_MEMORY),
            ),
        ),
        over=Over.COMMITS,
        race=Race.HISTORY,
    ),
    Heat(
        "history",
        None if os.name == "nt" else GIT_LOG_SINCE,
        (
            Subject(
                "changes, last 30 days, cold",
                _CHANGES_SINCE,
                Cache.COLD,
                (Goal(Figure.RATIO, 3, _HISTORIES),),
            ),
        ),
        over=Over.COMMITS,
    ),
    Heat(
        "history",
        None if os.name == "nt" else GIT_DIFF,
        (
            Subject(
                "review of 20 records",
                REVIEW,
                Cache.COLD,
                (Goal(Figure.RATIO, 3.5, frozenset({20_000})),),
            ),
        ),
        over=Over.COMMITS,
    ),
)
"""The table: a peer is one more subject in a heat, a question of its own one more heat."""

TOPICS = tuple(dict.fromkeys(heat.topic for heat in HEATS))
