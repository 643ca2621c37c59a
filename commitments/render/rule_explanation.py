"""Explains a rule for people: its sentence and hint, why it holds, what breaks it. Judges no record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from commitments.errors import N_
from commitments.render.rules.rule_sentences import SENTENCES
from commitments.render.rules.rule_words import rule_summary
from commitments.render.words import Words
from commitments.render.wrapped import wrap_lines

_SEVERITIES = (N_("Error"), N_("Warning"))
_SCOPES = (
    N_("one record"),
    N_("between records"),
    N_("the YAML"),
    N_("the schema"),
    N_("the file"),
    N_("the workspace"),
    N_("a change: the status"),
    N_("a change: deadlines and milestones"),
    N_("a change: the record"),
    N_("a change: evidence, occurrences and updates"),
    N_("a change as a whole"),
)
"""What the head of a page says that a rule is about."""

_EXAMPLE_LABELS = {
    "breaks": N_("This breaks the rule:"),
    "mended": N_("Mended:"),
    "before": N_("Before:"),
    "after": N_("After, breaking the rule:"),
}
"""What is said above an example, by its mark."""

_HEAD = re.compile(r"^\*\*(?P<severity>\w+)\*\* · (?P<scope>.+)$", re.MULTILINE)
_FENCE = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_INTRODUCTION = re.compile(r"(?:Before|After|Mended|Breaks)(?:, in `[^`]+`)?:|In `[^`]+`:|Ví dụ: \S+\.")
"""What only says which example stands below it, or on which page."""
_LINK = re.compile(r"\[([^\]]+)\]\([^)\s]+\)")


class _Example(NamedTuple):
    """A fenced block: the marks behind its language, and its lines."""

    marks: Sequence[str]
    lines: Sequence[str]


def rule_explanation(rule: str, page: str, prose: str, width: int | None, words: Words) -> str:
    """What a rule requires, why, and how to fix what breaks it.

    `page` is the English page, which holds the examples; `prose` is the page in the language of the answer,
    whose paragraphs take the place of those of `page`, one for one.
    """
    sentence, advice = rule_summary(rule, words)
    head = _HEAD.search(page)
    about = f"{words.say(head['severity'])} · {words.say(head['scope'])}" if head else ""
    parts = [f"{rule}\n{about}", *(_sentence(text, width) for text in (sentence, advice) if text)]
    paragraphs = rule_prose(prose)
    for part in _parts(page):
        if isinstance(part, _Example):
            parts.append(_example_text(part, words))
        else:
            parts += [_wrapped(text, width) for text in islice(paragraphs, 1)]
    return "\n\n".join(parts) + "\n"


def rule_prose(page: str) -> Iterator[str]:
    """The paragraphs, lists and tables of a page that say why a rule holds, without links."""
    return (part for part in _parts(page) if isinstance(part, str))


def rule_paragraphs(page: str) -> list[str]:
    """Why a rule holds, where no example is shown: the prose without what introduces an example."""
    parts = [*_parts(page), None]
    pairs = ((part, following) for part, following in pairwise(parts) if isinstance(part, str))
    paragraphs = (part if isinstance(following, str) else _without_colon(part) for part, following in pairs)
    return [paragraph for paragraph in paragraphs if paragraph]


def _without_colon(paragraph: str) -> str:
    """A paragraph without a last sentence that only introduces an example."""
    if not paragraph.endswith(":"):
        return paragraph
    before, _, _ = paragraph.rpartition(". ")
    return f"{before}." if before else ""


def rule_list(width: int | None, words: Words) -> str:
    """Every rule with its sentence."""
    lines = [f"{rule}: {rule_summary(rule, words)[0]}" for rule in sorted(SENTENCES)]
    return "".join(f"{_wrapped(line, width)}\n" for line in lines)


def _sentence(text: str, width: int | None) -> str:
    return _wrapped(text[:1].upper() + text[1:], width)


def _wrapped(text: str, width: int | None) -> str:
    return "\n".join(wrap_lines(line, width) for line in text.splitlines()) if width else text


def _parts(page: str) -> Iterator[str | _Example]:
    """The paragraphs and the examples of a page, without its head and the lines that introduce examples."""
    start = 0
    for match in _FENCE.finditer(page):
        yield from _paragraphs(page[start : match.start()])
        yield _Example(match["info"].split()[1:], match["text"].splitlines())
        start = match.end()
    yield from _paragraphs(page[start:])


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in filter(None, map(str.strip, re.split(r"\n{2,}", text))):
        plain = _LINK.sub(r"\1", paragraph)
        is_head = plain.startswith(("# ", "**", "<!--"))
        if not is_head and not _introduces(plain):
            yield "\n".join(_plain_lines(plain))


def _plain_lines(paragraph: str) -> Iterator[str]:
    """The lines of a paragraph: one for each item of a list and each row of a table, else a single one."""
    lines = paragraph.splitlines()
    if paragraph.startswith("|"):
        for line in lines[2:]:
            first, rest = (cell.strip() for cell in line.strip("| ").split(" | ", 1))
            yield f"- {first}: {rest}"
    elif paragraph.startswith("- "):
        yield from lines
    else:
        yield " ".join(paragraph.split())


def _introduces(paragraph: str) -> bool:
    """Whether a paragraph only says what the example below it is."""
    return _INTRODUCTION.fullmatch(paragraph) is not None


def _example_text(example: _Example, words: Words) -> str:
    label = next((words.say(_EXAMPLE_LABELS[mark]) for mark in example.marks if mark in _EXAMPLE_LABELS), "")
    file = next((mark for mark in example.marks if "/" in mark or mark.endswith(".toml")), "")
    heading = " ".join(filter(None, (label, file)))
    lines = [f"  {line}".rstrip() for line in example.lines]
    return "\n".join([heading, *lines] if heading else lines)
