"""Writes a review in Markdown, for a comment or the summary of a job. Never exceeds what code hosts take.

What a person reads first stands open; what is beyond some thirty lines is folded. It is cut only between
lines, and every fold is closed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter

from commitments.errors import N_
from commitments.history.review import JudgedProblem
from commitments.model.parties.party import Registry
from commitments.render.answer import SHORT_ID, Record, Screen
from commitments.render.changes.sentences import ChangeWords
from commitments.render.review.file_lines import file_entries
from commitments.render.review.record_lines import Entry, review_entries
from commitments.render.review.suggestions import fence, suggestion
from commitments.render.review.words import (
    ReviewReport,
    review_notes,
    rule_counts,
    rule_line,
    total_line,
    worst_first,
)
from commitments.render.rules.rule_words import hint, message
from commitments.render.safe import markdown
from commitments.render.words import Words

MOST_CHARACTERS = 65_000
"""Characters of a document; code hosts take 65,536 in a comment, and a mark may be added to it."""

_OPEN_ROWS = 20
"""Findings that stand open in a review; the others are folded."""
_OPEN_LINES = 30
"""Lines of changes that stand open; the others are folded."""
_MOST_SUGGESTIONS = 3
"""Suggestions in the document; JSON has all."""
_MOST_LINES = 300
"""Lines of changes; the others are counted."""

_LONGEST_VALUE = 300
"""Characters of a value; a longer one is cut."""
_FOLD_MARKS = 120
"""Characters that a fold takes beside its lines and headings, at most."""

Columns = Mapping[str, Callable[[Record], object]]

_FINDING_COLUMNS: Columns = {
    N_("Severity"): itemgetter("severity"),
    N_("Rule"): itemgetter("rule"),
    N_("Where"): itemgetter("where"),
    N_("Message"): itemgetter("message"),
    N_("Hint"): itemgetter("hint"),
}
_COMMIT_COLUMNS: Columns = {N_("Commit"): itemgetter("commit"), N_("Who"): itemgetter("who")}


def document(report: ReviewReport, registry: Registry, screen: Screen) -> str:
    """The findings, which have at least half the room, then what the change means."""
    words = screen.words
    head, rows = _finding_table(report, words)
    changes, total = _change_lines(report, registry, words) if report.command == "review" else ([], 0)
    folded_rows = _with_folded_rows(head, rows, len(rows), report, words)
    for suggestions in (_suggestion_lines(report, words), []):
        full_text = _join_lines([*folded_rows, *_with_fold(changes, total, words), *suggestions])
        if len(full_text) <= MOST_CHARACTERS:
            return full_text
    notice = words.say("More was left out; run `commit {command}` to see all.", command=report.command)
    room = MOST_CHARACTERS - 2 * _length(head) - len(notice) - 2 * _FOLD_MARKS
    kept_rows = _fit_lines(rows, max(room // 2, room - _length(changes)))
    kept_changes = _fit_lines(changes, room - _length(kept_rows))
    table = _with_folded_rows(head, kept_rows, len(rows), report, words)
    return _join_lines([*table, *_with_fold(kept_changes, total, words), "", notice])


def _join_lines(lines: Sequence[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n"


def _total_text(report: ReviewReport, words: Words) -> str:
    """The totals; code hosts may link the id of the base."""
    total, base_id = markdown(total_line(report, words)), report.base.rpartition(" ")[2]
    is_id = len(base_id) == SHORT_ID and not base_id.strip("0123456789abcdef")
    return total.replace(markdown(base_id), base_id) if is_id else total


def _length(lines: Sequence[str]) -> int:
    """The characters of some lines with their line ends."""
    return sum(map(len, lines)) + len(lines)


def _fit_lines(lines: Sequence[str], room: int) -> list[str]:
    """The first lines that fit into the room, in characters."""
    fitting: list[str] = []
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            break
        fitting.append(line)
    return fitting


def _fold(heading: str, lines: Sequence[str]) -> list[str]:
    return ["", f"<details><summary>{markdown(heading)}</summary>", "", *lines, "", "</details>", ""]


def _with_folded_rows(
    head: Sequence[str], rows: Sequence[str], total: int, report: ReviewReport, words: Words
) -> list[str]:
    """The head and the first findings open, the others folded below the heading of the table."""
    if report.command != "review" or len(rows) <= _OPEN_ROWS:
        return [*head, *rows, ""] if rows else list(head)
    heading = words.count(total - _OPEN_ROWS, "{n} more finding", "{n} more findings")
    return [*head, *rows[:_OPEN_ROWS], *_fold(heading, [*head[-2:], *rows[_OPEN_ROWS:]])]


def _with_fold(lines: Sequence[str], total: int, words: Words) -> list[str]:
    """The first lines open, the others folded; a fold that would hide a few lines is left out."""
    if total <= _OPEN_LINES:
        return list(lines)
    first = next(
        (index for index in range(_OPEN_LINES, 0, -1) if lines[index : index + 1] and lines[index][0] == "-"),
        _OPEN_LINES,
    )
    if first >= len(lines):
        return list(lines)
    heading = words.count(total - first, "{n} more line of changes", "{n} more lines of changes")
    return [*lines[:first], *_fold(heading, lines[first:])]


def _change_lines(report: ReviewReport, registry: Registry, words: Words) -> tuple[list[str], int]:
    """The changes as a list, a record an item, and how many lines they take.

    The last ones of very many are only counted.
    """
    change_words = ChangeWords(words, registry, _LONGEST_VALUE, True, report.events)
    notes = review_notes(report, change_words, words)
    entries = review_entries(report.judgement.changes, notes, change_words, words)
    entries += file_entries(report.judgement.files, change_words, words)
    lines = [line for entry in entries for line in _entry_lines(entry)]
    if more := max(0, len(lines) - _MOST_LINES):
        return [*lines[:_MOST_LINES], f"- {markdown(words.more(more))}"], len(lines)
    return lines, len(lines)


def _entry_lines(entry: Entry) -> Iterator[str]:
    """An item of the list; a record with a single change stands in one line."""
    lines = [markdown(line) for line in entry.lines]
    if not entry.name:
        yield from (f"- {line}" for line in lines)
        return
    title = f" ({markdown(entry.title)})" if entry.title else ""
    head = f"- **{markdown(entry.name)}**{title}"
    if entry.effect:
        head += f": **{markdown(entry.effect)}**"
    if len(lines) == 1:
        yield f"{head}{'; ' if entry.effect else ': '}{lines[0]}"
        return
    yield head
    yield from (f"  - {line}" for line in lines)


def _finding_table(report: ReviewReport, words: Words) -> tuple[list[str], list[str]]:
    """The totals with the heading of the table of findings, and its rows."""
    is_audit = report.command == "audit"
    head = [f"**{_total_text(report, words)}**", ""]
    findings = report.judgement.findings if is_audit else worst_first(report.judgement.findings)
    if not findings:
        return head, []
    columns = {**(_COMMIT_COLUMNS if is_audit else {}), **_FINDING_COLUMNS}
    counts = _count_lines(findings, words) if is_audit else [markdown(rule_line(findings, words))]
    head += [*counts, ""] if any(counts) else []
    head += [_table_line(markdown(words.say(column)) for column in columns), "|" + " --- |" * len(columns)]
    return head, [_table_line(_cells(columns, _finding_row(finding, words))) for finding in findings]


def _suggestion_lines(report: ReviewReport, words: Words) -> list[str]:
    """The first entries that could be added, each as lines of code."""
    if report.command != "review":
        return []
    lines: list[str] = []
    for judged in worst_first(report.judgement.findings)[:_OPEN_ROWS]:
        entry = suggestion(judged, report.today, words.lang)
        if entry is None or not entry.is_plain:
            continue
        place = f"{entry.path}:{entry.line}"
        heading = words.say("Suggestion for {place}; the reason is yours to fill in:", place=place)
        mark = fence(entry.text)
        lines += ["", markdown(heading), "", f"{mark}yaml", entry.text, mark]
        if len(lines) >= 6 * _MOST_SUGGESTIONS:
            break
    return lines


def _count_lines(findings: Sequence[JudgedProblem], words: Words) -> list[str]:
    counts = [_table_line((markdown(rule), words.number(count))) for rule, count in rule_counts(findings)]
    return [_table_line((words.say("Rule"), words.say("Findings"))), "| --- | ---: |", *counts]


def _cells(columns: Columns, row: Record) -> Iterator[str]:
    """The cells of a finding; the id of its commit is our own, and code hosts may link it."""
    for show in columns.values():
        value = str(show(row) or "")
        yield value if value == row["commit"] else markdown(value)


def _finding_row(judged: JudgedProblem, words: Words) -> Record:
    problem = judged.problem
    return {
        "severity": words.say("error") if problem.severity.value == "error" else words.say("warning"),
        "rule": problem.rule,
        "where": f"{problem.path}:{problem.line}" if problem.line else problem.path,
        "message": message(problem, words),
        "hint": hint(problem, words),
        "commit": judged.at.id[:SHORT_ID],
        "who": judged.at.author,
    }


def _table_line(cells: Iterator[str] | Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
