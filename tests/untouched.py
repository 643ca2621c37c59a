"""What an edit may not touch, by PyYAML's own marks: the lines outside the node. Imports no writer."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

import yaml

from commitments.edits.steps import Drop, EditStep, Put, apply_steps
from commitments.reading.yaml.yaml_text import parse

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


class Span(NamedTuple):
    """The lines of a node, from 0, and whether it stands in brackets of another."""

    first: int
    last: int
    in_flow: bool = False


def judged(before: bytes, step: EditStep, after: bytes) -> None:
    """Fails where an edit says something else than was meant, or touched more than it may."""
    was, now = parse(before), parse(after)
    assert not now.faults, now.faults
    assert _told(now.value) == _told(apply_steps(was.value, [step])), "it says something else"
    assert after.startswith(b"\xef\xbb\xbf") == before.startswith(b"\xef\xbb\xbf"), "the byte order mark"
    if before == after:
        return
    old, new = _lines(was.text), _lines(now.text)
    _same_ending(was.text, now.text)
    span = _span(was.text, was.value, step)
    if isinstance(step, Put) and not span.in_flow and not _is_scalar(step.value):
        span = _with_comments_below(old, new, span)
    _lines_stay(old, new, span, step)
    _ends_of_neighbours(old, new)
    if isinstance(step, Put) and _is_scalar(_found(was.value, step)) and _is_scalar(step.value):
        assert sorted(_comments(was.text)) == sorted(_comments(now.text)), "a comment"
    if not isinstance(step, Drop) and not (isinstance(step, Put) and _stands(was.value, step)):
        assert sorted(_comments(was.text)) == sorted(_comments(now.text)), "a comment"


def _told(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def _lines(text: str) -> list[str]:
    """Each with its end, but a last one that has none."""
    return _LINE.findall(text)


def _same(one: list[str], other: list[str]) -> bool:
    return len(one) == len(other) and all(map(_is_line, one, other))


def _is_line(one: str, other: str) -> bool:
    """Whether two lines are the same; a last one may get an end, or lose it."""
    return one == other or (not (_end(one) and _end(other)) and one.rstrip("\r\n") == other.rstrip("\r\n"))


def _comments(text: str) -> list[str]:
    return re.findall(
        r"#(?: -)? ?\"?said:? (?:\d+|at the end|further in)|# (?:xem lại|per letter|due: 2020) \d+", text
    )


def _same_ending(old: str, new: str) -> None:
    """No last line end stays none, unless a block text above, which has one, is now the last thing."""
    if old.endswith(("\r", "\n")):
        assert new.endswith(("\r", "\n")), "the last line end is gone"
    elif new.endswith(("\r", "\n")):
        shorter = new.rstrip("\r\n")
        assert _told(parse(shorter.encode()).value) != _told(parse(new.encode()).value), (
            "a last line end came"
        )


def _lines_stay(old: list[str], new: list[str], span: Span, step: EditStep) -> None:
    """All lines outside the span are there, and nothing came between them."""
    if span.last < span.first:
        head = _common(old, new)
        tail = _common(old[::-1], new[::-1])
        assert head + tail >= len(old), f"line {head + 1}, where nothing stood: {old[head]!r}"
        return
    above, below = old[: span.first], old[span.last + 1 :]
    assert _same(new[: len(above)], above), f"above line {span.first + 1}"
    assert _same(new[len(new) - len(below) :], below), f"below line {span.last + 1}"
    assert len(above) + len(below) <= len(new), "lines fell together"
    if isinstance(step, Drop) and not span.in_flow:
        inside = {_without_dash(line) for line in old[span.first : span.last + 1]}
        left = new[len(above) : len(new) - len(below)]
        assert all(_without_dash(line) in {*inside, ""} for line in left), f"left of what was dropped: {left}"


def _without_dash(line: str) -> str:
    return line.replace("-", " ", 1).rstrip() if line.lstrip().startswith("-") else line.rstrip()


def _with_comments_below(old: list[str], new: list[str], span: Span) -> Span:
    """With the comments below that are further in, which stay above an item that comes in behind them."""
    margin = _indent(old[span.first]) if span.first <= span.last else 0
    last = span.last
    while span.first <= last < len(old) - 1 and re.match(r"\s*(#|$)", line := old[last + 1]):
        if line.strip() and _indent(line) <= margin:
            break
        last += 1
    left = iter(new[span.first :])
    assert all(line in left for line in old[span.last + 1 : last + 1]), "a comment below"
    return span._replace(last=last)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _common(one: list[str], other: list[str]) -> int:
    """How many lines both begin with."""
    pairs = zip(one, other, strict=False)
    return next(
        (at for at, (left, right) in enumerate(pairs) if not _is_line(left, right)), min(len(one), len(other))
    )


def _ends_of_neighbours(old: list[str], new: list[str]) -> None:
    """A new line ends as the line above it does, or the one below."""
    head = _common(old, new)
    tail = min(_common(old[::-1], new[::-1]), len(old) - head, len(new) - head)
    near = {_end(item) for item in old[max(head - 1, 0) : len(old) - tail + 1]} - {""}
    for line in new[head : len(new) - tail]:
        assert _end(line) in near or not near or not _end(line), f"the end of {line!r}"


def _end(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]


def _is_scalar(value: Any) -> bool:
    return not isinstance(value, dict | list)


def _stands(value: Any, step: EditStep) -> bool:
    inside = _at(value, step.pointer[:-1])
    return isinstance(inside, list) or step.pointer[-1] in inside


def _found(value: Any, step: EditStep) -> Any:
    return _at(value, step.pointer) if _stands(value, step) else {}


def _at(value: Any, pointer: Any) -> Any:
    for step in pointer:
        value = value[step]
    return value


def _span(text: str, value: Any, step: EditStep) -> Span:
    """The lines that a step may change, by the marks of what it leads to."""
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    inside, in_flow = root, False
    for item in step.pointer[:-1]:
        inside = _value_of(inside, item)
        in_flow |= bool(inside.flow_style)
    in_flow |= bool(inside.flow_style)
    lines = _LINE.findall(text)
    if in_flow:
        return _flow_span(text, root, step, lines)
    if not isinstance(step, Drop) and not (_stands(value, step) and isinstance(step, Put)):
        return Span(len(lines), -1)  # nothing that stands
    first, last = _element(inside, step.pointer[-1], lines)
    if isinstance(step, Drop):
        first, last = _with_dash_and_blank(inside, step.pointer[-1], lines, first, last)
    return Span(first, last)


def _flow_span(text: str, root: Any, step: EditStep, lines: list[str]) -> Span:
    """Within brackets: of the element before to the one behind, for the sake of their commas."""
    inside = root
    for item in step.pointer[:-1]:
        inside = _value_of(inside, item)
    return Span(inside.start_mark.line, inside.end_mark.line, True)


def _with_dash_and_blank(inside: Any, last: Any, lines: list[str], first: int, end: int) -> tuple[int, int]:
    """With the line of the next element, if the dash moves there, and the blank lines above."""
    places = [_start(item) for item in inside.value]
    mine = [_key(item) for item in inside.value].index(last) if isinstance(last, str) else last
    if mine == 0 and lines[first][: places[0].column].strip() and len(places) > 1:
        return first, max(end, places[1].line)
    while first and not lines[first - 1].strip():
        first -= 1
    return first, end


def _start(pair: Any) -> Any:
    return (pair[0] if isinstance(pair, tuple) else pair).start_mark


def _key(pair: Any) -> str:
    return str(pair[0].value) if isinstance(pair, tuple) else ""


def _value_of(node: Any, step: Any) -> Any:
    if isinstance(step, int):
        return node.value[step]
    return next(value for key, value in node.value if key.value == step)


def _element(inside: Any, step: Any, lines: list[str]) -> tuple[int, int]:
    """The first and the last line of a key with its value, or of an item."""
    if isinstance(step, int):
        value = inside.value[step]
        first = value.start_mark.line
        floor = _last(inside.value[step - 1], lines) if step else -1
        while first > floor + 1 and not re.match(
            r"\s*(- +)*-(\s|$)", lines[first][: value.start_mark.column + 1]
        ):
            first -= 1
        return first, max(first, _last(value, lines))
    key, value = next(pair for pair in inside.value if pair[0].value == step)
    return key.start_mark.line, max(key.end_mark.line, _last(value, lines))


def _last(node: Any, lines: list[str]) -> int:
    """The last line of a node; blank lines below it are its own only where a `+` says so."""
    while not isinstance(node, yaml.ScalarNode) and node.value and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    mark = node.end_mark
    if not isinstance(node, yaml.ScalarNode) or node.style not in ("|", ">"):
        return int(mark.line)
    last = mark.line - (mark.column == 0 and mark.line > node.start_mark.line)
    keeps = "+" in lines[node.start_mark.line][node.start_mark.column :].split("#")[0]
    while not keeps and last > node.start_mark.line and (last >= len(lines) or not lines[last].strip()):
        last -= 1
    return int(last)
