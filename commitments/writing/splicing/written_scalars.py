"""Writes one text or number as YAML that parsers of YAML 1.1 and 1.2 read alike.

Knows no field and no place in a file, and escapes no readable letter.
"""

from __future__ import annotations

import re
from typing import TypeAlias

Scalar: TypeAlias = str | int | float | bool | None

_NOT_A_TEXT = re.compile(
    r"""~ | = | << | null | true | false | yes | no | on | off | y | n
    | [-+]? \.(?:inf|nan)
    | [-+]? (?:[0-9][0-9_,]*\.?[0-9_]*|\.[0-9][0-9_]*) (?:e[-+]?[0-9]+)?
    | [-+]? 0[xob][0-9a-f_]*
    | [-+]? [0-9][0-9_]*(?::[0-9]+)+(?:\.[0-9_]*)?
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:t|[ ]+)[0-9].*
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Texts that some YAML parser reads as a number, a boolean, null, or a timestamp."""

_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`=")
"""Characters that begin, or may begin, something other than a plain text."""
_NOT_PLAIN = re.compile(r": |:$| #|[\t\r\n\ufeff]")
_NOT_PLAIN_IN_FLOW = re.compile(r"[,\[\]{}?]")  # a question mark stops PyYAML's parser in Python there
_FOLD = re.compile(r"(?<=[^ ]) (?=[^ ])")


def is_plain(text: str, in_flow: bool) -> bool:
    """Whether a text needs no quotes; `in_flow` says that it is within brackets."""
    return bool(
        text
        and text == text.strip()
        and text[0] not in _INDICATORS
        and not _NOT_PLAIN.search(text)
        and not (in_flow and _NOT_PLAIN_IN_FLOW.search(text))
        and not text.startswith("...")
        and not _NOT_A_TEXT.fullmatch(text)
    )


def double_quoted(text: str) -> str:
    """A text in double quotes, on one line."""
    for sign, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        text = text.replace(sign, escaped)
    return '"' + text.replace("\ufeff", "\\uFEFF") + '"'


def single_quoted(text: str) -> str:
    """A text in single quotes; in double quotes if it has line ends, tabs or byte order marks."""
    if re.search(r"[\t\r\n\ufeff]", text):
        return double_quoted(text)
    return "'" + text.replace("'", "''") + "'"


def quoted(text: str) -> str:
    """A text in the quotes that need fewer escapes."""
    return single_quoted(text) if re.search(r'["\\]', text) and "'" not in text else double_quoted(text)


def on_a_line(value: Scalar, in_flow: bool, like: str = "") -> str:
    """A value on one line, in the quotes that `like` names, or in none where it needs none."""
    if isinstance(value, str):
        if like == "'":
            return single_quoted(value)
        if like == '"':
            return double_quoted(value)
        return value if is_plain(value, in_flow) else quoted(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and "e" in (number := repr(value)) and "." not in number:
        return number.replace("e", ".0e")
    return str(value)


def suits_lines(text: str) -> bool:
    """Whether a text can be written below a `|`: an editor could remove blanks at line ends."""
    lines = text.split("\n")
    return bool(text.strip()) and not text.endswith("\n\n") and all(line == line.rstrip() for line in lines)


def literal(text: str) -> tuple[str, list[str]]:
    """The header and lines of a text that `suits_lines`; a `?` in the header stands for its indentation."""
    ends = text.endswith("\n")
    lines = text.removesuffix("\n").split("\n")
    first = next(line for line in lines if line)
    return "|" + "?" * first.startswith(" ") + "-" * (not ends), lines


def folded(text: str, width: int) -> tuple[str, list[str]] | None:
    """The header `>` and lines up to `width` of a text; None where it would not be read back unchanged."""
    paragraphs = text.removesuffix("\n").split("\n")
    if (
        not suits_lines(text)
        or text.startswith("\n")
        or any(paragraph.startswith(" ") for paragraph in paragraphs)
    ):
        return None
    lines: list[str] = []
    for index, paragraph in enumerate(paragraphs):
        lines += [""] * (index > 0)
        lines += _wrapped_lines(paragraph, width)
    return ">" + "-" * (not text.endswith("\n")), lines


def _wrapped_lines(paragraph: str, width: int) -> list[str]:
    lines: list[str] = []
    for word in _FOLD.split(paragraph) if paragraph else ():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
