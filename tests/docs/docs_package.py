"""What the tests of docs/ know of the package: one list, to be mended where a module moves."""

from commitments import __version__ as VERSION
from commitments.changes.change import ChangeKind
from commitments.changes.commit_step import pair_records
from commitments.changes.rules.rule_table import SEVERITIES as OF_CHANGES
from commitments.changes.rules.rule_table import ChangeSet, FileEdit, RecordEdit, judge_changes, severity_of
from commitments.checks.rules import SEVERITIES as OF_RECORDS
from commitments.cli.app import COMMANDS, SUBCOMMANDS, main
from commitments.history.history_cache import MOST as HISTORY_KEPT
from commitments.model.calendar.dates import parse_date
from commitments.model.calendar.recurrence import HORIZON_YEARS, occurrences
from commitments.model.fields import FIELDS, LIST_KEYS
from commitments.model.names import id_from_path
from commitments.model.problem import Severity
from commitments.reading.settings import Settings
from commitments.reading.text import MAX_DEPTH, RECORD, REGISTRY
from commitments.reading.yaml.yaml_text import Parsed
from commitments.reading.yaml.yaml_text import parse as parse_yaml
from commitments.render.answer import Screen
from commitments.render.changes.answer import ROW_KEYS as CHANGE_KEYS
from commitments.render.changes.story import MOST_SHOWN as CHANGES_SHOWN
from commitments.render.names.labels import (
    CLASS,
    EVENT_TIMING,
    KIND,
    MILESTONE_STATUS,
    PARTY_KIND,
    RENEWAL,
    ROLE,
    STATUS,
    TERM,
    TIMELINESS,
    TOPIC,
)
from commitments.render.records.record_list import MOST_SHOWN as SHOWN
from commitments.render.review.document import MOST_CHARACTERS as REVIEW_MOST
from commitments.render.rules.rule_sentences import SENTENCES
from commitments.render.validate import VALIDATE_FORMATS
from commitments.render.words import Words
from commitments.reports.trend import MAX_POINTS as POINTS
from commitments.reports.trend import PERIODS

SEVERITIES = {**OF_RECORDS, **OF_CHANGES}
"""The weights of all rules: those of records as they stand, then those of changes."""

__all__ = [
    "CHANGES_SHOWN",
    "CHANGE_KEYS",
    "CLASS",
    "COMMANDS",
    "EVENT_TIMING",
    "FIELDS",
    "HISTORY_KEPT",
    "HORIZON_YEARS",
    "KIND",
    "LIST_KEYS",
    "MAX_DEPTH",
    "MILESTONE_STATUS",
    "OF_CHANGES",
    "PARTY_KIND",
    "PERIODS",
    "POINTS",
    "RECORD",
    "REGISTRY",
    "RENEWAL",
    "REVIEW_MOST",
    "ROLE",
    "SENTENCES",
    "SEVERITIES",
    "SHOWN",
    "STATUS",
    "SUBCOMMANDS",
    "TERM",
    "TIMELINESS",
    "TOPIC",
    "VALIDATE_FORMATS",
    "VERSION",
    "ChangeKind",
    "ChangeSet",
    "FileEdit",
    "Parsed",
    "RecordEdit",
    "Screen",
    "Settings",
    "Severity",
    "Words",
    "id_from_path",
    "judge_changes",
    "main",
    "occurrences",
    "pair_records",
    "parse_date",
    "parse_yaml",
    "severity_of",
]
