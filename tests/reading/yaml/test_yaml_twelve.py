"""What YAML 1.2 allows and PyYAML, made for YAML 1.1, does not: read with the right value, or refused.

The numbers are those of the productions of YAML 1.2.2. Must never be read: another value than YAML 1.2 has.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from commitments.reading.yaml.yaml_text import Parsed, parse

READ: dict[str, tuple[str, Any]] = {
    # 126: a plain text may begin with - ? : where a sign follows that is no space
    "a colon first": ("a: :x\n", {"a": ":x"}),
    "a colon first, an item": ("- :x\n- ::y\n", [":x", "::y"]),
    "a question mark first": ("a: ?x\n", {"a": "?x"}),
    "a question mark first, an item": ("- ?x\n- ??\n", ["?x", "??"]),
    "a hyphen first": ("{a: -x, -b: [-y]}\n", {"a": "-x", "-b": ["-y"]}),
    # 130: signs within a plain text
    "a colon within": ("{a: b:c, d: [e:f]}\n", {"a": "b:c", "d": ["e:f"]}),
    "a colon within a key": ("{a:b}\n", {"a:b": None}),
    "a colon after a space": ("{a :b}\n", {"a :b": None}),
    "a question mark within": ("{a: b?c, d: e?}\n", {"a": "b?c", "d": "e?"}),
    "a number sign within": ("a: b#c\nd: [e#f]\n", {"a": "b#c", "d": ["e#f"]}),
    "a percent sign within": ("a: 100%\nb: [5%, x%y]\n", {"a": "100%", "b": ["5%", "x%y"]}),
    "a percent sign on the next line": ("a: x\n  %y\n", {"a": "x %y"}),
    "a percent sign at the margin": ("{a: x\n%y}\n", {"a": "x %y"}),
    "brackets in a plain text": ("a: b [c] {d}, e\n", {"a": "b [c] {d}, e"}),
    # 148 to 153: what follows a key in quotes
    "a tight value after a quoted key": ('{"a":b, "c":1}\n', {"a": "b", "c": 1}),
    "a tight value after a quoted key in a list": ('["a":b]\n', [{"a": "b"}]),
    "a colon after a space and a quoted key": ('{"a" :b}\n', {"a": "b"}),
    "no value": ("{a, b: , c: d}\n", {"a": None, "b": None, "c": "d"}),
    "a question mark with its space": ("{? a : b}\n", {"a": "b"}),
    "a question mark with its space, no value": ("[? a]\n", [{"a": None}]),
    # 31 to 33: a tab is white space between tokens
    "a tab after a colon": ("a:\tb\n", {"a": "b"}),
    "a tab before a colon": ("a\t: b\n", {"a": "b"}),
    "a tab after a colon, then a mapping": ("a:\t\n  b: 1\n", {"a": {"b": 1}}),
    "a tab after a value": ("a: b\t\nc: 'd'\t\n", {"a": "b", "c": "d"}),
    "a tab before a comment": ("a: b\t# c\n", {"a": "b"}),
    "a tab in brackets": ("{a:\tb,\tc: [\td,\te]}\n", {"a": "b", "c": ["d", "e"]}),
    "a tab after a header": ("a: |\t\n  x\n", {"a": "x\n"}),
    "a tab after the marker of a document": ("---\t# c\na: 1\n", {"a": 1}),
    # 107 to 125: quotes
    "a quote within quotes": ("{x: 'a''b'}\n", {"x": "a'b"}),
    "a slash that is escaped": ('a: "b\\/c"\n', {"a": "b/c"}),
    "a line end that is escaped": ('a: "b\\\n  c"\n', {"a": "bc"}),
    "a tab at a line's beginning within quotes": ('a: "b\n \tc"\n', {"a": "b c"}),
    "a plain text on several lines": ("a: b\n c\n\n d\n", {"a": "b c\nd"}),
    "a text in brackets on several lines": ("{a: b\n c, d: 'e\n f'}\n", {"a": "b c", "d": "e f"}),
    # 170 to 182: block texts
    "a folded text": ("a: >\n  b\n  c\n\n  d\n   e\n  f\n", {"a": "b c\n\nd\n e\nf\n".replace("\n\n", "\n")}),
    "a literal text with signs": ("a: |-\n  # b\n  - c: ?d\n  %e\n", {"a": "# b\n- c: ?d\n%e"}),
    # 10.3.2: the core schema
    "words that were truth values": (
        "a: [yes, no, on, off, y, n]\n",
        {"a": ["yes", "no", "on", "off", "y", "n"]},
    ),
    "numbers of YAML 1.1": ("a: [012, 0b1, 1_0, 1:30]\n", {"a": [12, "0b1", "1_0", "1:30"]}),
}

SYNTAX: dict[str, tuple[str, int, int, str]] = {
    # valid by YAML 1.2
    "a colon first in braces": ("{en: :x}\n", 1, 6, "sign-first :"),
    "a colon first in brackets": ("[:x]\n", 1, 2, "sign-first :"),
    "two colons first in brackets": ("a: [b,\n  ::c]\n", 2, 3, "sign-first :"),
    "two colons after a quoted key": ('{"a"::b}\n', 1, 6, "sign-first :"),
    "a question mark first in braces": ("{en: ?x}\n", 1, 6, "sign-first ?"),
    "a question mark first in brackets": ("[?x]\n", 1, 2, "sign-first ?"),
    "a question mark first, later": ("a: [b,\n  ?c, ?d]\n", 2, 3, "sign-first ?"),
    "a question mark first, behind a comment": ("a: [ # b\n  ?c]\n", 2, 3, "sign-first ?"),
    "a key with a question mark first": ("{?x: 1}\n", 1, 2, "sign-first ?"),
    "a key with two question marks first": ("{??x: 1}\n", 1, 3, "sign-first ?"),
    "a question mark before quotes": ('{?"x": 1}\n', 1, 2, "sign-first ?"),
    "a tab after a dash": ("-\ta\n", 1, 2, "tab"),
    "a tab after two dashes": ("- -\ta\n", 1, 4, "tab"),
    "a tab after a dash and a space": ("- \ta\n", 1, 3, "tab"),
    "a tab after a question mark": ("?\ta\n", 1, 2, "tab"),
    "a tab after a colon of its own line": ("? a\n:\tb\n", 2, 2, "tab"),
    "a tab after an indent": ("a:\n \tb\n", 2, 2, "tab"),
    "a tab alone on a line": ("a: 1\n\t\nb: 2\n", 2, 1, "tab"),
    "a tab before a comment of its own": ("a: 1\n\t# c\nb: 2\n", 2, 1, "tab"),
    "a tab before a plain text that goes on": ("a: x\n\ty\n", 2, 1, "tab"),
    "a tab in a literal text": ("a: |\n \t\nb: 1\n", 2, 2, "tab"),
    "a key on two lines": ("{a\n  b: c}\n", 2, 4, "colon-alone"),
    "a key in quotes on two lines": ('{"a\n  b": c}\n', 2, 5, "colon-alone"),
    "a colon on the next line": ("{a\n  : b}\n", 2, 3, "colon-alone"),
    "a key of 1,025 characters": ("{" + "a" * 1025 + ": b}\n", 1, 1027, "colon-alone"),
    "a colon before a bracket": ("{a:}\n", 1, 3, "colon-tight"),
    "a colon before a comma": ("[a:, b]\n", 1, 3, "colon-tight"),
    # not valid by YAML 1.2 either, and often meant
    "a tab as an indent": ("a:\n\tb: 1\n", 2, 1, "tab"),
    "a tab before a list in a list": ("-\t- a\n", 1, 2, "tab"),
    "an at sign first": ("a: @b\n", 1, 4, "sign-first @"),
    "a backtick first": ("a: `b`\n", 1, 4, "sign-first `"),
    "a percent sign first": ("a: %b\n", 1, 4, "sign-first %"),
    "a bar first": ("a: |b\n", 1, 4, "sign-first |"),
    "an angle bracket first": ("a: >b\n", 1, 4, "sign-first >"),
    "a bar first in brackets": ("[|b]\n", 1, 2, "sign-first |"),
    "a comment after a comma": ("[a,#b\n c]\n", 1, 4, "comment-tight #"),
    "a comment after a bracket": ("[a]#b\n", 1, 4, "comment-tight #"),
    "a comment after a quote": ("a: 'b'#c\n", 1, 7, "comment-tight #"),
    "a comment after a quote, later": ("a: 'b' # c\nd: \"e\"#f\n", 2, 7, "comment-tight #"),
    "a path of Windows": ('a: "C:\\docs"\n', 1, 7, "escape"),
    "halves of a character": ('a: "\\ud83d\\ude00"\n', 1, 7, "escape"),
    "a colon without a name": ("{: a}\n", 1, 2, "colon-alone"),
    "a colon too many": ("a: b: c\n", 1, 5, "colon-inside"),
    "a mapping beside the marker": ("--- a: 1\n", 1, 6, "colon-inside"),
    "a value beside a quoted key": ('"a":b\n', 1, 4, "colon-tight"),
    "a value beside a quoted key, later": ("b: 1\n'a':b\n", 2, 1, "colon-missing"),
    "a field behind the end": ("a\n...\nb: 1\n", 3, 1, "end-passed"),
    "a field without a colon": ("a: 1\nb\n", 2, 1, "colon-missing"),
    "an item without a space": ("- a\n-b\n", 2, 1, "colon-missing"),
}
"""What is refused, with where and why."""

RULES: dict[str, tuple[str, str, int, int]] = {
    "a text that begins with an asterisk": ("a: *important* b\n", "yaml-anchor", 1, 4),
    "an asterisk alone": ("a: *\n", "yaml-anchor", 1, 4),
    "a text that begins with an ampersand": ("a: & b\n", "yaml-anchor", 1, 4),
    "an anchor of any letters": ("a: &Rượu b\n", "yaml-anchor", 1, 4),
    "a tag without a name of its own": ("a: !b!c d\n", "yaml-tag", 1, 4),
    "a tag with an odd code": ("a: !<%zz> 1\n", "yaml-tag", 1, 4),
    "a percent sign at the margin": ("a: 1\n%b: 2\n", "yaml-directive", 2, 1),
    "a directive of tomorrow": ("%YAML 2.0\n---\na: 1\n", "yaml-directive", 1, 1),
    "a directive and no marker": ("%YAML 1.2\na: 1\n", "yaml-directive", 1, 1),
    "a mark of bytes within": ("a: 1\n\ufeffb: 2\n", "unsafe-character", 2, 2),
    "a line separator": ("a: b\u2028c\n", "unsafe-character", 1, 5),
    "a next line": ("a: b\u0085c\n", "unsafe-character", 1, 5),
}
"""What is refused by a rule of its own."""

COMMENTS: dict[str, tuple[str, Any]] = {
    "signs in a comment": ('a: 1 # see [b]#c, "d"#e\n', {"a": 1}),
    "signs in a comment of its own": ("# {b}#c and ?d\na: [1, 2] # [?e]\n", {"a": [1, 2]}),
    "signs in plain texts": ("a: see [b]#c and ?d\ne: f\n", {"a": "see [b]#c and ?d", "e": "f"}),
    "signs in quotes": ("a: 'b,#c [?d]'\ne: [\"'#\", '{?f']\n", {"a": "b,#c [?d]", "e": ["'#", "{?f"]}),
    "signs in block texts": ("a: |\n  [?b,#c]\n  'd'#e\nf: g\n", {"a": "[?b,#c]\n'd'#e\n", "f": "g"}),
    "an address": (
        "a: https://b/?c=1#d\ne: [https://b/?c#d]\n",
        {"a": "https://b/?c=1#d", "e": ["https://b/?c#d"]},
    ),
    "a question in brackets": ("[why ?b, c ?]\n", ["why ?b", "c ?"]),
}


@pytest.mark.parametrize(("text", "value"), [*READ.values(), *COMMENTS.values()], ids=[*READ, *COMMENTS])
def test_it_is_read_as_yaml_has_it(text: str, value: Any, parse_purely: Callable[..., Parsed]) -> None:
    for end in ("\n", "\r\n"):
        data = text.replace("\n", end).encode()
        found, other = parse(data), parse_purely(data)
        assert found.faults == []
        assert repr(found.value) == repr(value)
        assert other.faults or repr(other.value) == repr(value)  # PyYAML's own parser refuses more


@pytest.mark.parametrize(("text", "line", "column", "cause"), SYNTAX.values(), ids=list(SYNTAX))
def test_it_is_refused_where_it_stands_and_for_what_it_is(
    text: str, line: int, column: int, cause: str
) -> None:
    for mark in ("", "\ufeff"):
        for end in ("\n", "\r\n"):
            first, *_ = parse((mark + text.replace("\n", end)).encode()).faults
            why = " ".join(
                first.finding.values[name] for name in ("problem", "sign") if name in first.finding.values
            )
            assert (first.finding.rule, first.line, first.column, why) == ("yaml-syntax", line, column, cause)


@pytest.mark.parametrize(("text", "rule", "line", "column"), RULES.values(), ids=list(RULES))
def test_it_is_refused_by_the_rule_that_forbids_it(text: str, rule: str, line: int, column: int) -> None:
    first, *_ = parse(text.encode()).faults
    assert (first.finding.rule, first.line, first.column) == (rule, line, column)


@pytest.mark.parametrize("text", [text for text, *_ in SYNTAX.values()], ids=list(SYNTAX))
def test_it_has_no_value_where_it_is_refused(text: str, parse_purely: Callable[..., Parsed]) -> None:
    assert (parse(text.encode()).value, parse(text.encode()).whole) == (None, False)
    other = parse_purely(text.encode())
    assert other.faults or ":}" in text or ":," in text or "\\ud" in text  # which it reads as YAML 1.2 does
