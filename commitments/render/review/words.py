"""What a review says in words: its sections, its counts. Lays nothing out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from commitments.changes.change import Change, ChangeKind
from commitments.errors import N_
from commitments.history.review import Judged, Judgement
from commitments.model.problem import Severity
from commitments.model.record import prose
from commitments.render.changes.sentences import ChangeWords
from commitments.render.safe import one_line
from commitments.render.words import Words
from commitments.reports.review import Section, is_move, meaning, reason_of

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

_NAMED = frozenset({ChangeKind.ADDED, ChangeKind.REMOVED})
"""What is told by the record's title, since the heading says the rest."""


@dataclass(frozen=True, slots=True)
class ReviewReport:
    """The answer of `review` or `audit`."""

    command: str
    today: date
    zone: tzinfo | None
    found: Judgement
    base: str = ""
    """What was compared with, as people name it."""
    strict: bool = False
    """Whether warnings fail the run too."""


def sections(changes: Sequence[Change], said: ChangeWords, words: Words) -> Iterator[tuple[str, list[str]]]:
    """Each section with its lines, all safe; what is in none is counted."""
    found = meaning(changes)
    of_record: defaultdict[str, list[Change]] = defaultdict(list)
    for change in changes:
        of_record[change.id].append(change)
    for section, rows in found.sections.items():
        heading = f"{words.say(HEADINGS[section])} ({words.number(len(rows))})"
        yield heading, [_line(row, of_record[row.id], said, words) for row in rows]
    if found.others:
        count = sum(found.others.values())
        heading = words.count(count, "{n} other change", "{n} other changes")
        yield heading, [f"{one_line(id)}: {words.number(n)}" for id, n in found.others.items()]


def _line(change: Change, of_record: Sequence[Change], said: ChangeWords, words: Words) -> str:
    """One change with its record; a moved deadline with its reason."""
    title = said.title(change) if change.kind in _NAMED else ""
    sentence = f"{one_line(change.id)}: {title or said.sentence(change)}"
    if is_move(change):
        reason = one_line(prose(reason_of(change, of_record)).in_language(words.lang))
        sentence += f" ({reason})" if reason else f" ({words.say('no reason recorded')})"
    return sentence


def figures(findings: Sequence[Judged]) -> list[tuple[str, int]]:
    """How often each rule was broken, the most frequent first."""
    counts = Counter(finding.problem.rule for finding in findings)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def total(report: ReviewReport, words: Words) -> str:
    """What was looked at and what was found, in one line."""
    found = report.found
    errors, warnings = (
        sum(1 for finding in found.findings if finding.problem.severity is severity)
        for severity in (Severity.ERROR, Severity.WARNING)
    )
    parts = [
        words.count(
            len({change.id for change in found.changes}), "{n} record changed", "{n} records changed"
        ),
        words.errors(errors),
        words.warnings(warnings),
    ]
    if report.command == "audit":
        parts.insert(0, words.count(found.commits, "{n} commit looked at", "{n} commits looked at"))
    told = ", ".join(parts)
    if not report.base:
        return told
    return words.say("{total} (compared with {base})", total=told, base=one_line(report.base))
