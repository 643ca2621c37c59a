"""Says a review in words: its totals, its counts, its closings. Lays out nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from commitments.changes.nature import Nature
from commitments.errors import N_
from commitments.history.review import JudgedProblem, Judgement
from commitments.model.calendar.dates import parse_date
from commitments.model.events import NO_EVENTS, EventRegistry
from commitments.model.problem import Severity
from commitments.render.changes.sentences import ChangeWords
from commitments.render.review.record_lines import Notes
from commitments.render.safe import one_line
from commitments.render.words import Words
from commitments.reports.review import count_records

_NATURES: Mapping[Nature, str] = {
    Nature.NEWS: N_("nothing but news"),
    Nature.OTHER: N_("more than news"),
    Nature.NONE: N_("no difference at all"),
}
"""What a change amounts to, beside the number of records."""


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
    events: EventRegistry = NO_EVENTS
    """The events whose names sentences give."""


def worst_first(findings: Sequence[JudgedProblem]) -> list[JudgedProblem]:
    """The errors, then the warnings, each in their order."""
    return sorted(findings, key=lambda judged: judged.problem.severity is not Severity.ERROR)


def review_notes(report: ReviewReport, change_words: ChangeWords, words: Words) -> Notes:
    """What a review says of records beside their changes."""
    judgement = report.judgement
    return Notes(
        {effect.id: effect for effect in judgement.effects},
        _old_proofs(judgement.findings, change_words, words),
    )


def _old_proofs(
    findings: Sequence[JudgedProblem], change_words: ChangeWords, words: Words
) -> Mapping[str, str]:
    """By id of a record closed on old evidence: which evidence that is, and how old."""
    problems = [judged.problem for judged in findings]
    return {
        problem.id: _old_proof(problem.values, change_words, words)
        for problem in problems
        if problem.rule == "closed-on-old-evidence" and problem.id
    }


def _old_proof(values: Mapping[str, str], change_words: ChangeWords, words: Words) -> str:
    title, day, news = (values.get(name, "") for name in ("title", "date", "news"))
    proof_date, news_date = parse_date(day), parse_date(news)
    if not (proof_date and proof_date.latest and news_date and news_date.earliest):
        return ""
    return one_line(
        words.say(
            "closed on {title} of {date}, {distance} before the news of {news}",
            title=title,
            date=words.date(day),
            distance=change_words.field_words.distance(proof_date.latest, news_date.earliest),
            news=words.date(news),
        )
    )


def rule_line(findings: Sequence[JudgedProblem], words: Words) -> str:
    """How often each rule was broken, in one line; empty for a single finding, which says so itself."""
    if len(findings) < 2:
        return ""
    return ", ".join(f"{words.number(count)} × {rule}" for rule, count in rule_counts(findings))


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
        words.count(count_records(judgement.changes), "{n} record changed", "{n} records changed"),
        words.errors(errors),
        words.warnings(warnings),
    ]
    if accepted := len(judgement.accepted):
        parts.append(words.count(accepted, "{n} accepted finding", "{n} accepted findings"))
    if report.command == "review":
        is_beside_records = judgement.nature is Nature.OTHER and not judgement.changes
        nature = N_("other files differ") if is_beside_records else _NATURES[judgement.nature]
        parts.insert(1, words.say(nature))
    else:
        parts.insert(0, words.count(judgement.commits, "{n} commit checked", "{n} commits checked"))
    counts = ", ".join(parts)
    if not report.base:
        return counts
    return words.say("{total} (compared with {base})", total=counts, base=one_line(report.base))
