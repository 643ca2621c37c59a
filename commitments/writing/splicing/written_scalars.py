"""How one text or number is written in YAML, so that readers of YAML 1.1 and 1.2 take it for the same.

Knows no fields and no place in a file. Escapes no letter that can be read.
"""

from __future__ import annotations

import re
from typing import TypeAlias

Scalar: TypeAlias = str | int | float | bool | None

_TAKEN_OTHERWISE = re.compile(
    r"""~ | = | << | null | true | false | yes | no | on | off | y | n
    | [-+]? \.(?:inf|nan)
    | [-+]? (?:[0-9][0-9_,]*\.?[0-9_]*|\.[0-9][0-9_]*) (?:e[-+]?[0-9]+)?
    | [-+]? 0[xob][0-9a-f_]*
    | [-+]? [0-9][0-9_]*(?::[0-9]+)+(?:\.[0-9_]*)?
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:t|[ ]+)[0-9].*
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""What some reader of YAML takes for a number, a truth value, nothing, or a point in time."""

_SIGNS = frozenset("-?:,[]{}#&*!|>'\"%@`=")
"""What begins something else than a plain text, or may do so."""
_INSIDE = re.compile(r": |:$| #|[\t\r\n\ufeff]")
_INSIDE_BRACKETS = re.compile(r"[,\[\]{}?]")  # a question mark stops PyYAML's parser in Python there
_FOLD = re.compile(r"(?<=[^ ]) (?=[^ ])")


def is_plain(text: str, in_flow: bool) -> bool:
    """Whether a text can stand without quotes, within brackets or without."""
    return bool(
        text
        and text == text.strip()
        and text[0] not in _SIGNS
        and not _INSIDE.search(text)
        and not (in_flow and _INSIDE_BRACKETS.search(text))
        and not text.startswith("...")
        and not _TAKEN_OTHERWISE.fullmatch(text)
    )


def double_quoted(text: str) -> str:
    """A text in double quotes, on one line."""
    for sign, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        text = text.replace(sign, escaped)
    return '"' + text.replace("\ufeff", "\\uFEFF") + '"'


def single_quoted(text: str) -> str:
    """A text in single quotes; in double ones if it has line feeds, or what cannot be seen."""
    if re.search(r"[\t\r\n\ufeff]", text):
        return double_quoted(text)
    return "'" + text.replace("'", "''") + "'"


def quoted(text: str) -> str:
    """A text in the quotes that need fewer escapes."""
    return single_quoted(text) if re.search(r'["\\]', text) and "'" not in text else double_quoted(text)


def on_a_line(value: Scalar, in_flow: bool, like: str = "") -> str:
    """A value on one line, in the quotes of what it is to be like, if that has any."""
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
    """Whether a text can stand below a `|`: blanks at line ends would be lost in an editor."""
    lines = text.split("\n")
    return bool(text.strip()) and not text.endswith("\n\n") and all(line == line.rstrip() for line in lines)


def literal(text: str) -> tuple[str, list[str]]:
    """The header and the lines of a text that suits; a `?` in the header is for its indentation."""
    ends = text.endswith("\n")
    lines = text.removesuffix("\n").split("\n")
    first = next(line for line in lines if line)
    return "|" + "?" * first.startswith(" ") + "-" * (not ends), lines


def folded(text: str, width: int) -> tuple[str, list[str]] | None:
    """As `literal`, with lines of some width below a `>`; None where it would not come back as it was."""
    paragraphs = text.removesuffix("\n").split("\n")
    if not suits_lines(text) or text.startswith("\n") or any(item.startswith(" ") for item in paragraphs):
        return None
    lines: list[str] = []
    for place, paragraph in enumerate(paragraphs):
        lines += [""] * (place > 0)
        lines += _wrapped(paragraph, width)
    return ">" + "-" * (not text.endswith("\n")), lines


def _wrapped(paragraph: str, width: int) -> list[str]:
    lines: list[str] = []
    for word in _FOLD.split(paragraph) if paragraph else ():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
