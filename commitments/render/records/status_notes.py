"""Says beside the list of `status` what was counted, on which day, and what the list leaves out."""

from __future__ import annotations

from collections.abc import Iterator

from commitments.model.timeliness import Clock
from commitments.render.answer import Screen
from commitments.render.records.summary import headline, markdown_summary
from commitments.render.safe import markdown
from commitments.render.untold_total import untold_total
from commitments.render.words import Words
from commitments.reports.status import StatusReport


def markdown_head(report: StatusReport, looked_at: int, screen: Screen) -> Iterator[str]:
    """The title with the day, the counts, and a note on what the list leaves out."""
    words, day = screen.words, judging_day(report.clock, screen)
    yield f"# {markdown(words.say('How commitments stand on {day}', day=day))}\n"
    if untold := markdown_untold(screen):
        yield from untold
    elif report.counts.total:
        yield f"{markdown(headline(report, day, words))}\n"
        yield from markdown_summary(report, words)
        yield ""
    elif not report.rows:
        yield f"{nothing_matches(looked_at, words)}\n"
    if report.groups is None:
        yield from (
            f"{sentence}\n" for sentence in (*unlisted(report.hidden, words), *closed_unlisted(report, words))
        )


def markdown_untold(screen: Screen) -> list[str]:
    """The lines that say that no total is told; none where totals may be told."""
    sentences = [markdown(sentence) for sentence in untold_total(screen)]
    return [f"{sentences[0]}\n", *(f"- {sentence}" for sentence in sentences[1:]), ""] if sentences else []


def nothing_matches(looked_at: int, words: Words) -> str:
    """That no record fits, and how many were looked at."""
    return words.count(
        looked_at,
        "Nothing matches this question; {n} record was checked.",
        "Nothing matches this question; {n} records were checked.",
    )


def unlisted(hidden: int, words: Words) -> list[str]:
    """How many records `--limit` leaves out of a list."""
    return [words.say("… and {n} more: --limit 0", n=words.number(hidden))] if hidden else []


def closed_unlisted(report: StatusReport, words: Words) -> list[str]:
    """What the list leaves out, and what can be done next."""
    lines = []
    if hidden := report.closed_unlisted:
        lines.append(
            words.count(
                hidden,
                "{n} closed record is not listed; --all shows it.",
                "{n} closed records are not listed; --all shows them.",
            )
        )
    return lines


def judging_day(clock: Clock, screen: Screen) -> str:
    """The day of judging, with the commit if a past state was judged."""
    words, day = screen.words, screen.words.date(clock.today.isoformat())
    if not screen.commit:
        return day
    return words.say("{day} (as git had them, commit {commit})", day=day, commit=screen.commit)
