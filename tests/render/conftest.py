"""Hostile texts, and readers that act as the places where our answers are shown. Judges nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

ESC = "\x1b"
HOSTILE = {
    "colour": f"{ESC}[31mred{ESC}[0m",
    "window title": f"{ESC}]0;x\x07",
    "terminal link": f"{ESC}]8;;https://example.org{ESC}\\x{ESC}]8;;{ESC}\\",
    "C1 introducer": "\x9b31mred",
    "device control": f"{ESC}P+q{ESC}\\\x90x\x9c",
    "backspace": "abc\b\b\bxyz",
    "carriage return": "good\rbad",
    "line feeds": "a\n\nb\n",
    "next line": "a\x85b\u2028c\u2029d",
    "zero": "a\0b",
    "delete": "a\x7fb",
    "override": "abc\u202edef\u202c",
    "isolate": "\u2067abc\u2069\u200f\u061c",
    "tag characters": "x\U000e0041\U000e007f",
    "invisible": "a\u200bb\u2060c\ufeffd\u00ade",
    "surrogate": "a\udcffb\ud800",
    "private": "\ue000\U000f0000",
    "no character": "\ufffe\uffff",
    "rich markup": "[/b] [red]x[/red] [link=https://example.org]y[/link] [",
    "rich emoji": ":smile: :x:",
    "braces": "{title} {0} {x!r} {} %s %(x)d {{}}",
    "formula": '=HYPERLINK("http://example.org";"x")',
    "plus": "+1+1",
    "minus": "-1",
    "at": "@SUM(A1)",
    "tab formula": "\t=1",
    "return formula": "\r=1",
    "quotes": '"a",\'b\';""',
    "backticks": "`` ` ````",
    "pipes": "a|b\\|c\\\\|d | --- |",
    "mention": "@octocat, (@org/team) x@y @a",
    "reference": "#1 org/repo#2 see #3.",
    "links": "[x](javascript:alert(1)) ![y](http://example.org/z.png) <https://example.org> [a][b]",
    "bare links": "https://example.org/?a=b&c www.example.org",
    "html": "<script>alert(1)</script> <img src=x onerror=y> <!-- x --> &lt;b&gt; &#64;octocat",
    "emphasis": "**a** _b_ ~~c~~ __d__ *e*",
    "blocks": "# a",
    "command": "::set-output name=a::b",
    "command after blanks": "   ::error file=a,line=1::b",
    "old command": "x ##[set-output name=a]b",
    "command on a second line": "a\n::add-mask::b\r::warning::c",
    "encoded": "a%0A::error::b%0Dc%25d",
    "properties": "a:b,c=d::e",
    "wide": "漢字 カナ 한글 😀 👩‍👩‍👧",
    "marks": "a" + "\u0301" * 30,
    "long word": "x" * 500,
    "blank": "   ",
    "empty": "",
}
NOT_SHOWN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff"
    "\ud800-\udfff\ue000-\uf8ff\U000e0000-\U000e0fff]"
)
"""What no terminal, log or page may get raw; a line feed is judged by whoever calls."""

COMMANDS = frozenset(
    {"add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group", "notice"}
    | {"remove-matcher", "save-state", "set-env", "set-output", "stop-commands", "warning"}
)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Hand the table to every test that asks for a hostile text."""
    if "hostile" in metafunc.fixturenames:
        metafunc.parametrize("hostile", list(HOSTILE.values()), ids=list(HOSTILE))


@pytest.fixture(scope="session")
def not_shown() -> re.Pattern[str]:
    """What no answer may hold."""
    return NOT_SHOWN


@pytest.fixture(scope="session")
def runner() -> Callable[[str], list[str]]:
    """`runner(log) -> commands`: what GitHub's runner takes for commands, by either of its two parsers."""

    def read(log: str) -> list[str]:
        return [name for line in re.split("\r\n|\n|\r", log) for name in _commands(line)]

    return read


def _commands(line: str) -> Iterator[str]:
    found = re.match(r"::(.*?)::", line.lstrip())
    if found and found[1].split(" ")[0].lower() in COMMANDS:
        yield found[1].split(" ")[0]
    elif (old := re.search(r"##\[(.*?)\]", line)) and old[1].split(" ")[0].lower() in COMMANDS:
        yield f"##{old[1]}"


@pytest.fixture(scope="session")
def code_host() -> Callable[[str], list[list[list[tuple[str, str]]]]]:
    """`code_host(markdown) -> rows of cells of (kind, text)`: one Markdown table as a code host renders it.

    The kind is `text`, `code` or the name of anything else, as `link_open`; comments vanish and part texts.
    """
    module: Any = pytest.importorskip("markdown_it")
    reader = module.MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

    def render(markdown: str) -> list[list[list[tuple[str, str]]]]:
        rows: list[list[list[tuple[str, str]]]] = []
        for token in reader.parse(markdown):
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline" and rows:
                rows[-1].append(_pieces(token.children))
            elif token.type not in ("thead_open", "thead_close", "tbody_open", "tbody_close", "tr_close"):
                assert token.type in (
                    "table_open",
                    "table_close",
                    "th_open",
                    "th_close",
                    "td_open",
                    "td_close",
                ), token
        return rows

    return render


def _pieces(children: Any) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    parted = True
    for child in children:
        if child.type == "html_inline" and re.fullmatch(r"<!-- *-->", child.content):
            parted = True
        elif child.type in ("text", "text_special"):
            if parted or found[-1][0] != "text":
                found.append(("text", child.content))
            else:
                found[-1] = ("text", found[-1][1] + child.content)
            parted = False
        else:
            kind = "code" if child.type == "code_inline" else child.type
            found.append((kind, child.content))
    return found
