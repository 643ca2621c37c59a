"""Writes the counts at the head of `status`: four cells that people know, and the others. Counts nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from commitments.errors import N_
from commitments.model.lifecycle import CommitmentClass, Timeliness
from commitments.render.answer import Screen
from commitments.render.columns import display_width
from commitments.render.formats.markdown_text import markdown_rows
from commitments.render.names.labels import STATUS, TIMELINESS
from commitments.render.paint import STYLES, Piece, paint_pieces
from commitments.render.safe import markdown
from commitments.render.words import Words
from commitments.render.wrapped import wrap_lines
from commitments.reports.status import TERM, Counts, StatusReport

FOUR_CELLS = (
    (N_("Done on time"), (Timeliness.DONE_ON_TIME,)),
    (N_("Done late"), (Timeliness.DONE_LATE,)),
    (N_("Open, within deadline"), (Timeliness.ON_TRACK, Timeliness.DUE_SOON)),
    (N_("Open, overdue"), (Timeliness.OVERDUE,)),
)
"""The four cells of Viet Nam's official reports."""

OTHER_STATES = (
    Timeliness.DONE,
    Timeliness.AWAITING,
    Timeliness.UNDATED,
    Timeliness.SUSPENDED,
    Timeliness.CLOSED,
)
"""What stands beside the four cells, so that all add up to the total."""


def summary(report: StatusReport, screen: Screen) -> str:
    """The four cells, then the counts of records in none of them, so that all add up to the total."""
    words, counts = screen.words, report.counts
    cells = [
        _count_piece(words.say(name), sum_counts(counts, states), STYLES[states[-1]], words)
        for name, states in FOUR_CELLS
    ]
    others = [_other_piece(state, report, words) for state in OTHER_STATES]
    lines = [*_side_by_side(cells, screen), *_side_by_side(others, screen)]
    lines += [[(line, "")] for sentence in _sentences(report, words) for line in _wrapped(sentence, screen)]
    return paint_pieces(lines, screen)


def markdown_summary(report: StatusReport, words: Words) -> Iterator[str]:
    """The lines of a Markdown document: a table of the four cells, the other counts, and sentences."""
    counts = report.counts
    numbers = [words.number(sum_counts(counts, states)) for _, states in FOUR_CELLS]
    yield from markdown_rows([words.say(name) for name, _ in FOUR_CELLS], [numbers])
    _, *sentences = summary_sentences(report, words)
    yield from (f"\n{markdown(sentence)}" for sentence in sentences)


def summary_sentences(report: StatusReport, words: Words, zeros: bool = True) -> Iterator[str]:
    """The counts in lines of plain text: the four cells, the other counts, and sentences.

    Without `zeros`, the other counts are those of states that a record has.
    """
    cells = (
        f"{words.say(name)} {words.number(sum_counts(report.counts, states))}" for name, states in FOUR_CELLS
    )
    yield " · ".join(cells)
    states = [state for state in OTHER_STATES if zeros or report.counts.by_timeliness.get(state)]
    if states:
        yield " · ".join(_other_piece(state, report, words)[0] for state in states)
    yield from _sentences(report, words)


def headline(report: StatusReport, day: str, words: Words) -> str:
    """How many records there are on a day, by class: a request is no commitment."""
    total = words.count(report.counts.total, "{n} record on {day}", "{n} records on {day}", day=day)
    classes = "; ".join(_class_texts(report, words))
    return f"{total}: {classes}" if classes else total


def _class_texts(report: StatusReport, words: Words) -> Iterator[str]:
    instruments, undertakings, requests = (report.by_class[name] for name in CommitmentClass)
    if instruments.total:
        text = words.count(instruments.total, "{n} instrument", "{n} instruments")
        yield text + _only_proposed(instruments.awaiting, words)
    if undertakings.total:
        text = words.count(undertakings.total, "{n} undertaking", "{n} undertakings")
        yield text + _only_proposed(undertakings.awaiting, words)
    if requests.total:
        text = words.count(requests.total, "{n} request", "{n} requests")
        accepted = requests.total - requests.awaiting
        if accepted:
            yield text + ", " + words.count(accepted, "{n} of them accepted", "{n} of them accepted")
        else:
            yield text + ", " + words.say("none of them accepted")


def _only_proposed(awaiting: int, words: Words) -> str:
    if not awaiting:
        return ""
    return ", " + words.count(awaiting, "{n} of them only proposed", "{n} of them only proposed")


def _count_piece(name: str, count: int, style: str, words: Words) -> Piece:
    return f"{name} {words.number(count)}", style if count else "dim"


def _other_piece(state: Timeliness, report: StatusReport, words: Words) -> Piece:
    count = report.counts.by_timeliness.get(state, 0)
    text, style = _count_piece(words.say(TIMELINESS[state]), count, "", words)
    if state is Timeliness.CLOSED and count:
        text += f" ({', '.join(closed_parts(report.closed_by, words))})"
    return text, style


def closed_parts(closed_by: Mapping[str, int], words: Words) -> Iterator[str]:
    """How the closed records ended, each way with its number."""
    for key in (*STATUS, TERM):
        if count := closed_by.get(key, 0):
            name = words.say("term over") if key == TERM else words.say(STATUS[key])
            yield f"{name} {words.number(count)}"


def _sentences(report: StatusReport, words: Words) -> Iterator[str]:
    done, still_open = report.attention.done_by_moved, report.attention.open_by_moved
    if done or still_open:
        yield words.say(
            "In time only by a moved deadline: {done} done, {open} open.",
            done=words.number(done),
            open=words.number(still_open),
        )
    if report.attention.never_heard:
        yield words.count(
            report.attention.never_heard,
            "Nothing was ever heard of {n} of the open ones.",
            "Nothing was ever heard of {n} of the open ones.",
        )


def _side_by_side(pieces: Sequence[Piece], screen: Screen) -> Iterator[list[Piece]]:
    """Pieces with dots between them, in as many lines as the screen needs; none is broken."""
    line: list[Piece] = []
    used = 0
    for text, style in pieces:
        width = display_width(text)
        if screen.width is not None and width > screen.width:
            yield from ([line] if line else [])
            *full, text = wrap_lines(text, screen.width).split("\n")
            yield from ([(part, style)] for part in full)
            line, used, width = [], 0, display_width(text)
        if line and screen.width is not None and used + 3 + width > screen.width:
            yield line
            line, used = [], 0
        if line:
            line.append((" · ", "dim"))
            used += 3
        line.append((text, style))
        used += width
    if line:
        yield line


def _wrapped(sentence: str, screen: Screen) -> list[str]:
    return wrap_lines(sentence, screen.width).split("\n") if screen.width else [sentence]


def sum_counts(counts: Counts, states: tuple[Timeliness, ...]) -> int:
    """The number of records in some states."""
    return sum(counts.by_timeliness.get(state, 0) for state in states)
