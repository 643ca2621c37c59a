"""Laws of mending: the meaning stays, every line that needed nothing stays, and faulty files stay whole."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from laws import law

from commitments.reading.yaml.yaml_text import parse
from commitments.writing.safe_fixes import mend_text

MODELINE = "../schema/commitment.schema.json"
FIRST = f"# yaml-language-server: $schema={MODELINE}"
BREAK = re.compile("\r\n|\r|\n")

letters = st.sampled_from(
    [
        *"abc đơư",
        "ế",
        "ộ",
        "e\u0302\u0301",
        "o\u0323\u0302",
        "Å",
        "\u212b",
        "が",
        "\u304b\u3099",
        "½ﬁ①",
        "Ａ",
        "𝅘𝅥",
    ]
)
words = st.lists(letters, min_size=1, max_size=8).map("".join).map(str.strip).filter(bool)
keys = st.text("abcđ", min_size=1, max_size=4)
values = st.recursive(
    words | st.integers(0, 3000) | st.booleans() | words.map(lambda text: f"{text}\n{text}\n"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=8,
)
forms = st.sampled_from(["NFC", "NFD", None])


@st.composite
def texts(draw: Any) -> bytes:
    """A record as people leave it: comments, blank lines, mixed line ends and forms of Unicode."""
    value = draw(st.dictionaries(keys, values, min_size=1, max_size=4))
    style = draw(st.sampled_from([None, '"', "'", "|"]))
    lines = yaml.safe_dump(
        value, allow_unicode=True, default_style=style if style != "|" else None
    ).splitlines()
    if style != "|":  # inside a block text a comment would be text
        for _ in range(draw(st.integers(0, 2))):
            lines.insert(0, draw(st.sampled_from(["# ghi chú ½ ﬁ ①", "# ghi chu\u0301", "", FIRST, "#"])))
    ends = st.sampled_from(draw(st.sampled_from([["\n"], ["\r\n"], ["\r"], ["\n", "\r\n"]])))
    text = "".join((unicodedata.normalize(form, line) if form else line) + draw(ends)
                   for line in lines for form in [draw(forms)])  # fmt: skip
    return (draw(st.sampled_from(["", "\ufeff"])) + text).encode()


def composed(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [composed(item) for item in value]
    return {composed(k): composed(v) for k, v in value.items()} if isinstance(value, dict) else value


def in_lines(data: bytes) -> list[str]:
    return BREAK.split(data.decode().removeprefix("\ufeff"))


def holds_the_laws(data: bytes) -> bool:
    """Whether the file was mended; fails where mending touched what it may not."""
    before, result = parse(data), mend_text(data, MODELINE)
    if before.faults or not isinstance(before.value, dict):
        assert result == data
        return False
    assert repr(parse(result).value) == repr(composed(before.value)) or result == data
    assert parse(result).faults == []
    assert mend_text(result, MODELINE) == result
    assert result.startswith(b"\xef\xbb\xbf") is data.startswith(b"\xef\xbb\xbf")
    if result == data:
        return False
    old, new = in_lines(data), in_lines(result)
    if "yaml-language-server:" not in unicodedata.normalize("NFC", data.decode()):
        assert new[0] == FIRST
        new = new[1:]
    assert new == [unicodedata.normalize("NFC", line) for line in old]
    assert b"\r" not in result
    return True


@law(200)
@given(texts())
@example("a: e\u0301\r\nb: |\r\n  o\u0302\r\n  x\r\n".encode())
@example("\ufeff# cafe\u0301\na: 1\n".encode())
def test_mending_changes_the_form_alone(data: bytes) -> None:
    found = parse(data)
    if found.faults:
        assert not holds_the_laws(data)
    else:
        needed = b"\r" in data or b"yaml-language-server:" not in data
        needed |= not unicodedata.is_normalized("NFC", data.decode())
        assert holds_the_laws(data) is needed


@law(200)
@given(st.binary(max_size=100) | st.text(max_size=60).map(str.encode))
def test_mending_any_bytes_keeps_the_laws(data: bytes) -> None:
    holds_the_laws(data)


FAULTY = {
    "syntax": "a: [\r\n",
    "anchor": "a: &x e\u0301\r\n",
    "duplicate": "a: 1\r\na: 2\r\n",
    "two documents": "a: 1\r\n---\r\nb: e\u0301\r\n",
    "a list": "- e\u0301\r\n",
    "a text": "e\u0301\r\n",
    "nothing": "\r\n",
    "a comment": "# e\u0301\r\n",
    "a control": 'a: "\\e"\r\n',
    "a directive": "%YAML 1.2\r\n---\r\na: e\u0301\r\n",
    "keys that fall together": "e\u0301: 1\r\n\u00e9: 2\r\n",
    "a composed mark of YAML": "a: \u1fefx\r\n",
}


@pytest.mark.parametrize("text", FAULTY.values(), ids=list(FAULTY))
def test_a_faulty_file_is_left_alone(text: str) -> None:
    assert mend_text(text.encode(), MODELINE) == text.encode()


@pytest.mark.parametrize(
    "data", [b"a: caf\xe9\r\n", b"a: \xff\r\n", "a: b\r\n".encode("utf-16"), b"a: " + b"x" * 300_000]
)
def test_what_is_no_text_is_left_alone(data: bytes) -> None:
    assert mend_text(data, MODELINE) == data


def test_what_needs_nothing_is_left_alone() -> None:
    data = f"{FIRST}\nid: a  # thỏa thuận\n\n\nb:   {{c: 1}}   \nlast: |+\n  x\n\n".encode()
    assert mend_text(data, MODELINE) == data
    assert mend_text(data, "elsewhere.json") == data


def test_a_file_without_a_last_line_end_gets_none() -> None:
    assert mend_text(b"a: 1\r\nb: 2", MODELINE) == f"{FIRST}\na: 1\nb: 2".encode()
