"""Bounds the nesting of a TOML text, since Python's reader recurses. It must not read one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from commitments.model.problem import Finding
from commitments.reading.text import MAX_DEPTH, TextFault, place

_BRACKET_OR_TEXT = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*+(?:"""|\Z)|\'{3}.*?(?:\'{3}|\Z)'''
    r"""|"(?:[^"\\\n]|\\.)*+"?|'[^'\n]*'?|\#[^\n]*|[\[\]{}]""",
    re.DOTALL,
)
"""A bracket, or a text or comment, in which brackets do not count."""


_LONG_KEY = re.compile(rf"(?<![\w.-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{MAX_DEPTH},}}")
"""A key of more parts than our bound: the reader takes time and memory by the square of their number."""


def find_deep_place(text: str) -> TextFault | None:
    """Returns the first bracket or key that is too deep for the TOML reader of the standard library."""
    if text.count(".") >= MAX_DEPTH and (match := _LONG_KEY.search(_without_texts(text))):
        finding = Finding("too-deep", values={"limit": str(MAX_DEPTH)})
        return TextFault(finding, *place(text, match.start()))
    return find_deep_bracket(text)


def _without_texts(text: str) -> str:
    """A text whose quoted parts and comments are words of the same length."""
    return _BRACKET_OR_TEXT.sub(
        lambda match: match[0] if match[0] in "[]{}" else re.sub(r"[^\n]", "q", match[0]), text
    )


def find_deep_bracket(text: str) -> TextFault | None:
    """Returns the first bracket that is too deep for the TOML reader of the standard library: it recurses."""
    depth = 0
    for match in _BRACKET_OR_TEXT.finditer(text) if text.count("[") + text.count("{") > MAX_DEPTH else ():
        depth += (match[0] in ("[", "{")) - (match[0] in ("]", "}"))
        if depth > MAX_DEPTH:
            finding = Finding("too-deep", values={"limit": str(MAX_DEPTH)})
            return TextFault(finding, *place(text, match.start()))
    return None


def is_too_deep(value: Any) -> bool:
    """Whether tables, which one key such as `a.b.c` can nest, pass our bound; walks without recursion."""
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [
            part
            for container in level
            if isinstance(container, dict | list)
            for part in _contained_values(container)
        ]
    return bool(level)


def _contained_values(container: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return container.values() if isinstance(container, dict) else container
