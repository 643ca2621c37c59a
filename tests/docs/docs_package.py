"""What the tests of docs/ know of the package: one list, to be mended where a module moves."""

from commitments import __version__ as VERSION
from commitments.checks.severities import SEVERITIES
from commitments.cli.app import COMMANDS, main
from commitments.model.dates import parse
from commitments.model.recurrence import HORIZON_YEARS, occurrences
from commitments.reading.settings import Settings
from commitments.reading.text import RECORD, REGISTRY
from commitments.reading.yaml_text import MAX_DEPTH
from commitments.render.labels import KIND, MILESTONE_STATUS, ROLE, STATUS, TIMELINESS
from commitments.render.lists import SHOWN
from commitments.render.rules import SENTENCES
from commitments.render.validate import VALIDATE_FORMATS
from commitments.render.words import Words

__all__ = [
    "COMMANDS",
    "HORIZON_YEARS",
    "KIND",
    "MAX_DEPTH",
    "MILESTONE_STATUS",
    "RECORD",
    "REGISTRY",
    "ROLE",
    "SENTENCES",
    "SEVERITIES",
    "SHOWN",
    "STATUS",
    "TIMELINESS",
    "VALIDATE_FORMATS",
    "VERSION",
    "Settings",
    "Words",
    "main",
    "occurrences",
    "parse",
]
