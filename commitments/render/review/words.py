"""Says a review in words: its sections, its counts. Lays out nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from commitments.changes.change import Change, ChangeKind
from commitments.errors import N_
from commitments.history.review import JudgedProblem, Judgement
from commitments.model.problem import Severity
from commitments.model.record import read_prose
from commitments.render.changes.sentences import ChangeWords
from commitments.render.safe import one_line
from commitments.render.words import Words
from commitments.reports.review import Section, is_move, reason_of, sort_into_sections

HEADINGS: Mapping[Section, str] = {
    Section.ADDED: N_("Records added"),
    Section.REMOVED: N_("Records removed"),
    Section.RENAMED: N_("Files moved"),
    Section.READABLE: N_("Readable or not"),
    Section.STATUS: N_("Status"),
    Section.DEADLINES: N_("Deadlines"),
    Section.EVIDENCE: N_("Evidence"),
    Section.PARTIES: N_("Parties"),
}

_TITLED_KINDS = frozenset({ChangeKind.ADDED, ChangeKind.REMOVED})
"""The kinds of change that show the record's title alone, since the heading says the kind."""


@dataclass(frozen=True, slots=True)
class ReviewReport:
    """The report of `review` or `audit`."""

    command: str
    today: date
    zone: tzinfo | None
    judgement: Judgement
    base: str = ""
    """The revision compared with, as people name it; empty where there is none."""
    strict: bool = False
    """Whether warnings fail the run too."""


def sections(
    changes: Sequence[Change], change_words: ChangeWords, words: Words
) -> Iterator[tuple[str, list[str]]]:
    """Each section's heading and safe lines; changes in no section are counted by record."""
    change_meaning = sort_into_sections(changes)
    changes_by_record: defaultdict[str, list[Change]] = defaultdict(list)
    for change in changes:
        changes_by_record[change.id].append(change)
    for section, rows in change_meaning.sections.items():
        heading = f"{words.say(HEADINGS[section])} ({words.number(len(rows))})"
        yield heading, [_change_line(row, changes_by_record[row.id], change_words, words) for row in rows]
    if change_meaning.others:
        count = sum(change_meaning.others.values())
        heading = words.count(count, "{n} other change", "{n} other changes")
        yield heading, [f"{one_line(id)}: {words.number(n)}" for id, n in change_meaning.others.items()]


def _change_line(
    change: Change, record_changes: Sequence[Change], change_words: ChangeWords, words: Words
) -> str:
    """The line of one change, with its record; a moved deadline has its reason."""
    title = change_words.title(change) if change.kind in _TITLED_KINDS else ""
    sentence = f"{one_line(change.id)}: {title or change_words.sentence(change)}"
    if is_move(change):
        reason = one_line(read_prose(reason_of(change, record_changes)).in_language(words.lang))
        sentence += f" ({reason})" if reason else f" ({words.say('no reason recorded')})"
    return sentence


def rule_counts(findings: Sequence[JudgedProblem]) -> list[tuple[str, int]]:
    """How often each rule was broken, most frequent first."""
    counts = Counter(finding.problem.rule for finding in findings)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def total_line(report: ReviewReport, words: Words) -> str:
    """The counts of records, errors and warnings, in one line."""
    judgement = report.judgement
    errors, warnings = (
        sum(1 for finding in judgement.findings if finding.problem.severity is severity)
        for severity in (Severity.ERROR, Severity.WARNING)
    )
    parts = [
        words.count(
            len({change.id for change in judgement.changes}), "{n} record changed", "{n} records changed"
        ),
        words.errors(errors),
        words.warnings(warnings),
    ]
    if report.command == "audit":
        parts.insert(0, words.count(judgement.commits, "{n} commit looked at", "{n} commits looked at"))
    counts = ", ".join(parts)
    if not report.base:
        return counts
    return words.say("{total} (compared with {base})", total=counts, base=one_line(report.base))
