"""Who and when, from the bytes of a commit: whatever they are, something is told."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from commitments.model.revision import Revision
from commitments.reading.git.commit_objects import parse_revision

TREE = b"tree " + b"0" * 40 + b"\n"
PEOPLE = b"author Vi <vi@example.org> 1 +0700\ncommitter Vi <vi@example.org> 1731377100 +0700\n"


def told(message: bytes = b"x", headers: bytes = b"", people: bytes = PEOPLE) -> Revision:
    return parse_revision("1" * 40, TREE + people + headers + b"\n" + message)


@given(st.binary(max_size=300))
@example(b"")
@example(b"\n\n")
@example(b"author \ncommitter \nencoding \n\n")
@example(b"encoding idna\nauthor <\xff> " + b"9" * 19 + b"\n\n\xff")
def test_any_bytes_are_a_revision(data: bytes) -> None:
    found = parse_revision("1" * 40, data)
    assert found.id == "1" * 40
    assert all(isinstance(item, str) for item in (found.author, found.email, found.subject))


WORDS = st.sampled_from(
    b"tree|parent|author|committer|encoding|gpgsig|utf-8|UTF-16|shift_jis|big5|cp1258|iso-8859-12".split(b"|")
    + b"1731377100|+0700|-1|\xff| |<|>|\n|\n\n|\0".split(b"|")
)


@given(st.lists(WORDS | st.binary(max_size=4), max_size=40))
def test_any_words_of_a_commit_are_a_revision(words: list[bytes]) -> None:
    found = parse_revision("1" * 40, b"".join(words))
    assert -(10**18) < found.time < 10**18
    assert max(map(len, (found.author, found.email, found.subject))) <= 500
    assert "\n" not in found.subject + found.author + found.email


@pytest.mark.parametrize(
    ("encoding", "said", "meant"),
    [
        (b"", "Thỏa thuận".encode(), "Thỏa thuận"),
        (b"UTF-8", "Thỏa thuận".encode(), "Thỏa thuận"),
        (b"utf8", "Thỏa thuận".encode(), "Thỏa thuận"),
        (b"ISO-8859-1", b"caf\xe9", "café"),
        (b"latin1", b"caf\xe9", "café"),
        (b"windows-1258", "Đồng".encode("cp1258", "replace"), "Đ?ng"),
        (b"CP1252", b"\x80 5", "€ 5"),
        (b"Shift_JIS", "合意".encode("shift_jis"), "合意"),
        (b"EUC-KR", "합의".encode("euc-kr"), "합의"),
        (b"GB18030", "协议".encode("gb18030"), "协议"),
        (b"big5", "協議".encode("big5"), "協議"),
        (b"KOI8-R", "договор".encode("koi8-r"), "договор"),
        (b"UTF-16", b"plain", "plain"),
        (b"utf-7", b"+AGE-", "+AGE-"),
        (b"rot13", b"plain", "plain"),
        (b"unicode_escape", b"\\x41", "\\x41"),
        (b"no-such-thing", "Thỏa".encode(), "Thỏa"),
        (b"iso-8859-99", "Thỏa".encode(), "Thỏa"),
        (b"us-ascii", "Thỏa".encode(), "Thỏa"),
        (b"", b"caf\xe9", "caf\ufffd"),
        (b"\xff\xfe", b"plain", "plain"),
    ],
)
def test_a_message_is_read_in_the_encoding_it_names(encoding: bytes, said: bytes, meant: str) -> None:
    people = PEOPLE.replace(b"author Vi", b"author " + said)
    found = told(said + b"\n\nbody", b"encoding " + encoding + b"\n" if encoding else b"", people)
    assert (found.subject, found.author) == (meant, meant)


def test_a_message_that_was_cut_keeps_its_subject() -> None:
    body = ("合意" * 9).encode("shift_jis")
    assert told("合意\n".encode("shift_jis") + body[:-1], b"encoding shift_jis\n").subject == "合意"


@pytest.mark.parametrize(
    ("message", "subject"),
    [
        (b"One\nTwo\n", "One"),
        (b"\n\n  One  \r\nTwo", "One"),
        (b"", ""),
        (b"\n", ""),
        (b"a\0b", "a\0b"),
        (b"x" * 9999, "x" * 500),
    ],
)
def test_the_subject_is_the_first_line(message: bytes, subject: str) -> None:
    assert told(message).subject == subject


@pytest.mark.parametrize(
    ("when", "time"),
    [
        (b"1731377100 +0700", 1731377100),
        (b"1731377100", 1731377100),
        (b"1731377100 +99999999", 1731377100),
        (b"-86400 +0000", -86400),
        (b"0 +0000", 0),
        (b"9" * 18 + b" +0000", int("9" * 18)),
        (b"9" * 19 + b" +0000", 0),
        (b"9" * 4000 + b" +0000", 0),
        (b"yesterday", 0),
        (b"", 0),
        ("١٧٣١".encode(), 0),
        (b"1e9 +0000", 1),
    ],
)
def test_the_time_is_what_the_committer_wrote(when: bytes, time: int) -> None:
    assert told(people=b"author A <a@b> 5 +0000\ncommitter B <b@c> " + when + b"\n").time == time


@pytest.mark.parametrize(
    ("line", "name", "email"),
    [
        (b"Vi <vi@example.org> 1 +0", "Vi", "vi@example.org"),
        (b" <> 1 +0", "", ""),
        (b"<vi@example.org> 1 +0", "", "vi@example.org"),
        (b"Vi  1 +0", "Vi  1 +0", ""),
        (b"Vi <a> <b> 1 +0", "Vi", "a> <b"),
        (b"x" * 9999 + b" <" + b"y" * 9999 + b"> 1 +0", "x" * 500, "y" * 500),
    ],
)
def test_the_author_is_whoever_was_written_there(line: bytes, name: str, email: str) -> None:
    found = told(people=b"author " + line + b"\ncommitter B <b@c> 1 +0\n")
    assert (found.author, found.email) == (name, email)


def test_parents_stand_right_below_the_tree_and_nowhere_else() -> None:
    one, two, forged = (item * 40 for item in (b"a", b"b", b"f"))
    data = TREE + b"parent %s\nparent %s\n%sparent %s\n\nparent %s\n" % (one, two, PEOPLE, forged, forged)
    assert parse_revision("1", data).parents == (one.decode(), two.decode())
    assert parse_revision("1", TREE + PEOPLE + b"parent " + forged + b"\n\nx").parents == ()


def test_a_signature_is_passed_over() -> None:
    signed = b"gpgsig -----BEGIN\n parent " + b"f" * 40 + b"\n author Mallory <m@x> 9 +0\n -----END\n"
    found = told(b"Signed\n", signed)
    assert (found.subject, found.author, found.parents) == ("Signed", "Vi", ())
    assert told(b"x", b"author Mallory <m@x> 9 +0\n").author == "Vi"
