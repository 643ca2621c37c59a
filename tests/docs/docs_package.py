"""What the tests of docs/ know of the package: one list, to be mended where a module moves."""

from commitments import __version__ as VERSION
from commitments.changes.compare import LIST_KEYS
from commitments.changes.kinds import ChangeKind
from commitments.checks.severities import SEVERITIES
from commitments.cli.app import COMMANDS, main
from commitments.model.dates import parse
from commitments.model.recurrence import HORIZON_YEARS, occurrences
from commitments.reading.settings import Settings
from commitments.reading.text import RECORD, REGISTRY
from commitments.reading.yaml_text import MAX_DEPTH
from commitments.render.answer import Screen
from commitments.render.change_story import SHOWN as CHANGES_SHOWN
from commitments.render.changes import NAMES as CHANGE_KEYS
from commitments.render.labels import KIND, MILESTONE_STATUS, ROLE, STATUS, TIMELINESS
from commitments.render.lists import SHOWN
from commitments.render.rules import SENTENCES
from commitments.render.validate import VALIDATE_FORMATS
from commitments.render.words import Words
from commitments.reports.trend import MOST as POINTS
from commitments.reports.trend import STEPS
from commitments.workspace.history_cache import MOST as HISTORY_KEPT

__all__ = [
    "CHANGES_SHOWN",
    "CHANGE_KEYS",
    "COMMANDS",
    "HISTORY_KEPT",
    "HORIZON_YEARS",
    "KIND",
    "LIST_KEYS",
    "MAX_DEPTH",
    "MILESTONE_STATUS",
    "POINTS",
    "RECORD",
    "REGISTRY",
    "ROLE",
    "SENTENCES",
    "SEVERITIES",
    "SHOWN",
    "STATUS",
    "STEPS",
    "TIMELINESS",
    "VALIDATE_FORMATS",
    "VERSION",
    "ChangeKind",
    "Screen",
    "Settings",
    "Words",
    "main",
    "occurrences",
    "parse",
]
