"""Makes untrusted text safe for each place it is shown in. Never changes what the text says.

Every renderer takes data through here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_KEPT_CONTROL = "\n"
"""The control character that visible text may hold."""
_RAW_BYTES = range(0xDC80, 0xDD00)
"""The surrogates that stand for bytes of a file name that is no UTF-8 (PEP 383)."""
_FORMULA_SIGNS = ("=", "+", "-", "@")
"""The signs that begin a formula in a spreadsheet."""
_MARKDOWN_LIMIT = 65_536
"""Characters of a Markdown answer: the limit of comments on code hosts."""


def visible(text: str) -> str:
    """Text with every control and direction mark written out as `\\u202e`, a byte that is no text as `\\xea`.

    The beginning of a command that CI runners obey anywhere in a line is written out too.
    """
    if "##[" in text:
        text = text.replace("##[", "#\\x23[")
    if text.isprintable():
        return text
    return "".join(
        character if character == _KEPT_CONTROL or _is_visible(character) else _escape(character)
        for character in text
    )


def inert(text: str) -> str:
    """Text in which no line begins like a command that CI runners obey."""
    return re.sub(r"(?m)^([^\S\n]*):(?=:)", r"\1\\x3a", text) if "::" in text else text


def _is_visible(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp", "Co", "Cn"}


def _escape(character: str) -> str:
    code = ord(character)
    if code in _RAW_BYTES:
        code -= 0xDC00
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"


def one_line(text: str) -> str:
    """Visible text without line breaks."""
    return visible(" ".join(text.splitlines()) if "\n" in text else text)


def one_line_each(texts: list[str]) -> list[str]:
    """`one_line` of many texts, quick where all are safe already, as nearly always."""
    together = "".join(texts)
    return texts if together.isprintable() and "##[" not in together else [one_line(text) for text in texts]


def json_safe(text: str) -> str:
    """JSON with every hidden character of its texts escaped; their values stay the same.

    Strict parsers refuse the escape of a lone surrogate, so it becomes what `visible` makes of it.
    """
    if text.replace("\n", "").isprintable():
        return text
    return "".join(
        character if character == "\n" or _is_visible(character) else _json_escape(character)
        for character in text
    )


def _json_escape(character: str) -> str:
    if unicodedata.category(character) == "Cs":
        return f"\\{_escape(character)}"
    units = character.encode("utf-16-be")
    return "".join(f"\\u{units[index]:02x}{units[index + 1]:02x}" for index in range(0, len(units), 2))


_MARKDOWN_SIGNS = re.compile(
    r"[\\`*_\[\]<>|~&@#$]|:(?=//)|(?<=www)\.|:(?=[\w+-]+:)|[!%](?=[\w\"])"
    r"|(?<![0-9A-Za-z])(?:GH-(?=[0-9])|[0-9a-f]{7,}(?![0-9A-Za-z]))",
    re.IGNORECASE,
)
"""What Markdown or a code host acts upon: markup, links, mentions, emoji, formulas, `GH-12`, commit ids."""
_PARTED = "<!-- -->"
"""Parts a sign from what follows; code hosts read entities before they look for mentions."""
_ENTITIES = "<>&:."
_SHORTEST_COMMIT_ID = 7


def markdown(text: str) -> str:
    """Prose in a Markdown table: no markup, no mention, no link, no formula, no emoji, no cell border."""
    return _MARKDOWN_SIGNS.sub(_markdown_escape, one_line(text))


def _markdown_escape(match: re.Match[str]) -> str:
    sign = match[0]
    if len(sign) >= _SHORTEST_COMMIT_ID:
        size = _SHORTEST_COMMIT_ID - 1
        return _PARTED.join(sign[start : start + size] for start in range(0, len(sign), size))
    if sign == "$":
        return f"\\${_PARTED}"
    if sign in "@#!%" or len(sign) > 1 or (sign == ":" and match.string[match.end()] != "/"):
        return f"{sign}{_PARTED}"
    escaped = f"&#{ord(sign)};" if sign in _ENTITIES else f"\\{sign}"
    following = match.string[match.end() : match.end() + 1]
    is_reference = following.isdigit() or (sign == "~" and following.isalpha())
    return f"{escaped}{_PARTED}" if is_reference else escaped


def bounded_markdown(lines: Iterable[str], notice: str) -> str:
    """Markdown lines up to the limit of code hosts; below cut lines stands `notice`."""
    fitting: list[str] = []
    size = 0
    for line in lines:
        fitting.append(line)
        size += len(line) + 1
        if size > _MARKDOWN_LIMIT:
            break
    else:
        return "\n".join(fitting) + "\n"
    while size > _MARKDOWN_LIMIT - len(notice) - 2:
        size -= len(fitting.pop()) + 1
    return "\n".join([*fitting, "", notice]) + "\n"


def csv_cell(value: object) -> object:
    """A CSV cell that no spreadsheet takes for a formula: https://owasp.org/www-community/attacks/CSV_Injection.

    Some skip white space before the sign, and some read a sign of full or small width as the plain one.
    """
    if not isinstance(value, str) or not value or value[0].isalnum():
        return value
    sign = unicodedata.normalize("NFKC", value.lstrip()[:1])
    return f"'{value}" if sign in _FORMULA_SIGNS or value[0] in "\t\r\n" else value


def workflow_text(text: str) -> str:
    """The message of a workflow command."""
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def workflow_property(text: str) -> str:
    """A property of a workflow command."""
    return workflow_text(text).replace(":", "%3A").replace(",", "%2C")
