"""What an error of PyYAML means, as a cause that has words of ours. Reads no YAML and knows no language.

Its two parsers, and its releases, differ in what they say; what the text holds at that place says more.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from yaml.scanner import ScannerError

from commitments.reading.text import Place, name_of


class Complaint(NamedTuple):
    """Why a parser gave up, and where."""

    rule: str
    at: Place
    values: Mapping[str, str]
    offset: int = 0
    """Of the place, in characters."""
    begun: int = 0
    """Where what a scanner stumbled over begins, which looks ahead of what is parsed; 0 for a parser."""


_CAUSES: Mapping[str, str] = {
    "mapping values are not allowed": "colon-inside",
    "could not find expected ':'": "colon-missing",
    "found unexpected ':'": "colon-tight",
    "found unexpected end of stream": "quote-open",
    "found unknown escape character": "escape",
    "found invalid Unicode character escape code": "escape",
    "expected hexdecimal number": "escape",
    "expected escape sequence": "escape",
    "expected ',' or '}'": "brace-open",
    "expected ',' or ']'": "bracket-open",
    "expected '-' indicator": "list-indent",
    "expected key": "indent",
    "expected <block end>": "indent",
    "expected node content": "value-missing",
    "expected the node content": "value-missing",
    "expected <document start>": "end-passed",
    "expected '<document start>'": "end-passed",
}
"""How begins what libyaml and PyYAML's own parser say most often; libyaml says "did not find" before some."""


def complaint(error: Any, text: str) -> Complaint:
    """What a `MarkedYAMLError` over a text says, in our terms."""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Complaint("yaml-syntax", (1, 1), {"problem": error.problem or error.context or ""})
    begun = error.context_mark or mark
    ahead = begun.index if isinstance(error, ScannerError) else 0
    if rule := _forbidden(error, text, begun):
        tag = {"tag": text[begun.index :].split()[0]} if rule == "yaml-tag" else {}
        return _at(begun, rule, tag, ahead)
    said = (error.problem or error.context or "").removeprefix("did not find ")
    if "<document start>" in said and text.startswith("%"):
        return Complaint("yaml-directive", (1, 1), {})
    if "\ufeff" in text[max(mark.index - 1, 0) : mark.index + 1]:
        return _at(mark, "unsafe-character", {"character": name_of("\ufeff")}, ahead)
    if error.context == "while scanning a block scalar" and text[mark.index : mark.index + 1] != "\t":
        return _at(begun, "yaml-syntax", _first(text[begun.index]), ahead)
    values = _cause(said, text, mark.index)
    return _at(begun if values["problem"] == "colon-missing" else mark, "yaml-syntax", values, ahead)


def _forbidden(error: Any, text: str, begun: Any) -> str:
    """The rule against what is not allowed even where it is written without a fault; else empty."""
    said = f"{error.context} {error.problem}"
    sign = text[begun.index : begun.index + 1]
    if sign in ("&", "*") and ("anchor" in said or "alias" in said):
        return "yaml-anchor"
    if sign == "!" and "tag" in said:
        return "yaml-tag"
    return "yaml-directive" if sign == "%" and not begun.column else ""


def _at(mark: Any, rule: str, values: Mapping[str, str], begun: int) -> Complaint:
    return Complaint(rule, (mark.line + 1, mark.column + 1), values, mark.index, begun)


def _cause(said: str, text: str, offset: int) -> Mapping[str, str]:
    """The name of the cause, else what the parser says, and the sign that is concerned, if it is one."""
    here, behind = text[offset : offset + 1], text[offset + 1 : offset + 2].strip()
    if here == "\t":
        return {"problem": "tab"}
    if said.startswith("found character"):
        return _first(here)
    if here == "?" and said.startswith("expected"):
        return _first(here)
    if here == ":" and said.startswith("expected"):
        if behind and "node content" in said:
            return _first(here)
        return {"problem": "colon-tight" if behind and "," not in said else "colon-alone"}
    return {"problem": next((cause for begin, cause in _CAUSES.items() if said.startswith(begin)), said)}


def _first(sign: str) -> Mapping[str, str]:
    return {"problem": "sign-first", "sign": sign}
