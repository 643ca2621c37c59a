"""Marks stand for what two languages share: written out, each line reads as if written alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from commitments.locale import LANGUAGES
from commitments.model.names import PartyId, Prose
from commitments.model.parties.party import Party, Registry
from commitments.render.page.both_languages import Text
from commitments.render.page.marked_words import (
    BETWEEN,
    CLOSES,
    OPENS,
    MarkedRegistry,
    MarkedWords,
    MarkTable,
    has_signs,
    shared_line,
    written_out,
)
from commitments.render.words import Words

PLAIN = some.text(alphabet="ab đ.{0}\n", max_size=12)
PIECES = some.lists(some.one_of(PLAIN, some.tuples(some.sampled_from(["k", "n"]), PLAIN)), max_size=5)
TEXTS = {"k": Text("one {0}", "một {0}"), "n": Text("{0} two {0}", "hai")}


def line(pieces: list[str | tuple[str, str]]) -> str:
    return "".join(
        piece if isinstance(piece, str) else f"{OPENS}{piece[0]}{BETWEEN}{piece[1]}{CLOSES}"
        for piece in pieces
    )


@given(PIECES, PIECES, PIECES, PIECES)
def test_a_shared_line_reads_as_both_lines(
    before: list[str], first: list[str], second: list[str], after: list[str]
) -> None:
    en, vi = (line([*before, *middle, *after]) for middle in (first, second))
    shared = shared_line(en, vi)
    assert [written_out(shared, TEXTS, lang) for lang in LANGUAGES] == [
        written_out(text, TEXTS, lang) for text, lang in ((en, "en"), (vi, "vi"))
    ]


DATES = ["2026-03-02", "2026-03", "2026-Q4", "2026", "2026-H1~", "2026/..", "../2026-12", "no date", ""]


@pytest.mark.parametrize("date", DATES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_marks_are_written_out_as_the_words_themselves(date: str, lang: str) -> None:
    table = MarkTable()
    marked, words = MarkedWords(lang, table), Words(lang)
    for write in (
        lambda words: words.date(date),
        lambda words: words.past(date),
        lambda words: words.say("{date}, {author}", date=words.date(date), author="An {0}"),
        lambda words: words.count(1, "{n} day", "{n} days"),
        lambda words: words.count(4000, "{n} day", "{n} days"),
        lambda words: words.rule("FREQ=MONTHLY;INTERVAL=3"),
        lambda words: words.say("fulfilled"),
    ):
        assert written_out(write(marked), table.by_key(), lang) == write(words)


def test_names_of_parties_are_marks_where_they_are_known() -> None:
    table = MarkTable()
    registry = Registry({"acme": Party(PartyId("acme"), Prose("Acme", "Công ty Acme"))})
    marked = MarkedRegistry(registry.parties, registry.exists, table)
    assert written_out(marked.name("acme", "en"), table.by_key(), "vi") == "Công ty Acme"
    assert marked.name("nobody", "en") == "nobody"


def test_a_text_with_a_sign_of_a_mark_is_known() -> None:
    assert all(has_signs(f"a{sign}b") for sign in (OPENS, BETWEEN, CLOSES)) and not has_signs("{0} ‖ |")


def test_an_unknown_mark_shows_its_values() -> None:
    assert written_out(f"{OPENS}x{BETWEEN}a{BETWEEN}b{CLOSES}", {}, "en") == "a b"
