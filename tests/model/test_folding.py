"""Whether a search finds text without its case and without Vietnamese marks."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as some

from commitments.model.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Memorandum", "memorandum"),
        ("Đề nghị", "de nghi"),
        ("ĐẮK LẮK", "dak lak"),
        ("Hoà bình, hòa bình", "hoa binh, hoa binh"),
        ("thỏa thuận Ừ Ộ Ễ Ỹ ặ", "thoa thuan u o e y a"),
        ("Zürich, Señor", "zurich, senor"),
        ("Straße", "strasse"),
        ("57-NQ/TW", "57-nq/tw"),
        ("日本 12%", "日本 12%"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


VIETNAMESE = some.text(
    alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxy" + "àảãáạằẳẵắặầẩẫấậđĐÀỘỪỶẸ" + " -0", max_size=12
)


@given(VIETNAMESE)
def test_case_and_marks_never_matter(text: str) -> None:
    assert fold(text) == fold(text.upper()) == fold(fold(text))
    assert fold(text).isascii()
    assert len(fold(text)) == len(text)


@given(VIETNAMESE, VIETNAMESE)
def test_a_part_of_a_text_is_found_in_it(part: str, rest: str) -> None:
    assert fold(part) in fold(rest + part + rest)
