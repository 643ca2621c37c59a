"""Turns an error of PyYAML into a cause that has a message of ours. Reads no YAML and shows no words.

PyYAML's two parsers and its releases word one mistake in several ways; the text at its place tells more.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from yaml.scanner import ScannerError

from commitments.reading.text import Place, character_name


class Complaint(NamedTuple):
    """Why a parser gave up, and where."""

    rule: str
    place: Place
    values: Mapping[str, str]
    offset: int = 0
    """The offset of the place, in characters."""
    token_start: int = 0
    """The offset of the token that a scanner, which looks ahead of the parser, fails at; 0 for a parser."""


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
"""The beginnings of the usual messages of both parsers; libyaml puts "did not find" before some."""


def parser_complaint(error: Any, text: str) -> Complaint:
    """The complaint that a `MarkedYAMLError` over a text stands for."""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Complaint("yaml-syntax", (1, 1), {"problem": error.problem or error.context or ""})
    start_mark = error.context_mark or mark
    token_start = start_mark.index if isinstance(error, ScannerError) else 0
    if rule := _forbidden_rule(error, text, start_mark):
        tag = {"tag": text[start_mark.index :].split()[0]} if rule == "yaml-tag" else {}
        return _complaint_at(start_mark, rule, tag, token_start)
    problem = (error.problem or error.context or "").removeprefix("did not find ")
    if "<document start>" in problem and text.startswith("%"):
        return Complaint("yaml-directive", (1, 1), {})
    if "\ufeff" in text[max(mark.index - 1, 0) : mark.index + 1]:
        return _complaint_at(mark, "unsafe-character", {"character": character_name("\ufeff")}, token_start)
    if error.context == "while scanning a block scalar" and text[mark.index : mark.index + 1] != "\t":
        return _complaint_at(start_mark, "yaml-syntax", _sign_first(text[start_mark.index]), token_start)
    values = _problem_values(problem, text, mark.index)
    return _complaint_at(
        start_mark if values["problem"] == "colon-missing" else mark, "yaml-syntax", values, token_start
    )


def _forbidden_rule(error: Any, text: str, start_mark: Any) -> str:
    """The rule that forbids the construct at an error, however it is written; empty where none does."""
    description = f"{error.context} {error.problem}"
    sign = text[start_mark.index : start_mark.index + 1]
    if sign in ("&", "*") and ("anchor" in description or "alias" in description):
        return "yaml-anchor"
    if sign == "!" and "tag" in description:
        return "yaml-tag"
    return "yaml-directive" if sign == "%" and not start_mark.column else ""


def _complaint_at(mark: Any, rule: str, values: Mapping[str, str], token_start: int) -> Complaint:
    return Complaint(rule, (mark.line + 1, mark.column + 1), values, mark.index, token_start)


def _problem_values(problem: str, text: str, offset: int) -> Mapping[str, str]:
    """The cause or else the parser's message under `problem`, and the sign that it concerns, if any."""
    sign, next_sign = text[offset : offset + 1], text[offset + 1 : offset + 2].strip()
    if sign == "\t":
        return {"problem": "tab"}
    if problem.startswith("found character"):
        return _sign_first(sign)
    if sign == "?" and problem.startswith("expected"):
        return _sign_first(sign)
    if sign == ":" and problem.startswith("expected"):
        if next_sign and "node content" in problem:
            return _sign_first(sign)
        return {"problem": "colon-tight" if next_sign and "," not in problem else "colon-alone"}
    return {
        "problem": next((cause for start, cause in _CAUSES.items() if problem.startswith(start)), problem)
    }


def _sign_first(sign: str) -> Mapping[str, str]:
    return {"problem": "sign-first", "sign": sign}
