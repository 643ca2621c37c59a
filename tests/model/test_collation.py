"""Whether titles sort as CLDR's `vi` has it.

The orders below are those of ICU 78 (CLDR 48, `Intl.Collator('vi')`), written down once; they must not
be taken from the code that is tested.
"""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as some

from commitments.model.collation import sort_key

LETTERS = [
    *("1", "9", "a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "f", "g", "h", "i", "j", "k", "l", "m", "n"),
    *("o", "ô", "ơ", "p", "q", "r", "s", "t", "u", "ư", "v", "w", "x", "y", "z"),
]
ORDERS = [
    LETTERS,
    [letter.upper() for letter in LETTERS],
    # level, grave, hook, tilde, acute, dot; lower case before upper
    ["a", "A", "à", "À", "ả", "Ả", "ã", "Ã", "á", "Á", "ạ", "Ạ", "ă", "Ă", "ằ", "ẳ", "ẵ", "ắ", "ặ", "â"],
    ["o", "ò", "ỏ", "õ", "ó", "ọ", "ô", "ồ", "ổ", "ỗ", "ố", "ộ", "ơ", "ờ", "ở", "ỡ", "ớ", "ợ", "p"],
    ["y", "ỳ", "ỷ", "ỹ", "ý", "ỵ", "z"],
    ["ma", "mà", "mả", "mã", "má", "mạ", "Ma-lai-xi-a", "mă", "mâ"],
    ["viec", "viêc", "viễc", "viếc", "việc", "Việc", "VIỆC"],
    # letters decide before tones, tones before case, and both from the left
    ["á a", "a b", "A b", "à b", "Á b", "a c"],
    ["áa", "ÁA", "ab", "aB", "Ab", "àb"],
    ["hoa", "hoà", "hoá", "hòa", "hóa", "thuý", "thúy"],
    # signs before digits before letters, a space before any sign
    ["(a)", "09", "10", "10 dự án", "2 dự án", "2026", "9", "A", "á"],
    ["x 1", "x_1", "x-1", "x,1", "x.1", "x(1", "x/1", "x&1", "x%1", "x1"],
    [
        *("An Giang", "Anh", "ảnh", "ánh", "áo", "ăn", "Ăn", "âm", "Ấn Độ", "Âu", "bò", "bỏ", "bố"),
        *("Bộ Công Thương", "Bộ Khoa học và Công nghệ", "Bộ Tài chính", "bơ", "Cà Mau", "Canada"),
        *("Cao Bằng", "Cần Thơ", "Du lịch", "Dự án", "Đà Nẵng", "Đắk Lắk", "đề án", "Điện Biên", "em"),
        *("Ê-ti-ô-pi-a", "Hạ Long", "Hà Nội", "Hải Phòng", "Huế", "ong", "Ô-xtrây-li-a", "ốc", "ông"),
        *("ơn", "Úc", "ung", "Uông Bí", "ưng", "Vũng Tàu", "ý", "Ý", "y tế"),
    ],
    # letters of other languages stand with the letter they are made of, after its tones
    ["a", "A", "à", "ả", "ã", "á", "ạ", "ä", "Ä", "ă"],
    ["Aland", "Ạland", "Åland", "Ăland", "ca", "cá", "çà", "da", "Ile", "Île", "Mù", "Mủ", "Mụ"],
    ["Muller", "Müller", "Mư", "naive", "naìve", "naïve", "Senor", "Señor", "Skoda", "Škoda", "Sony"],
    ["Lodz", "Łódź", "Lublin", "Maersk", "Mærsk", "Mafra", "Œuvre", "Orsted", "Ørsted", "Oslo", "Ozon"],
    ["Strasse", "Straße", "Strata"],
    # signs of print
    ["– b", "“a”", "«b»", "(c)", "09", "a"],
]  # fmt: skip


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: " ".join(order)[:50])
def test_order(order: list[str]) -> None:
    shuffled = random.Random(len(order)).sample(order, len(order))
    assert sorted(shuffled, key=sort_key) == order


def test_the_form_of_unicode_does_not_matter() -> None:
    words = [item for order in ORDERS for item in order]
    for word in words:
        assert sort_key(unicodedata.normalize("NFD", word)) == sort_key(word)


@given(some.text(alphabet="aàáạăâbdđeêiouơư AĐ09-ëß中", max_size=4), some.text(max_size=4))
def test_only_what_reads_the_same_sorts_as_the_same(one: str, other: str) -> None:
    if sort_key(one) == sort_key(other):
        assert unicodedata.normalize("NFC", one).casefold() == unicodedata.normalize("NFC", other).casefold()


@given(some.text(max_size=6))
def test_a_text_sorts_before_itself_with_more_behind_it(text: str) -> None:
    assert sort_key(text) < sort_key(text + " z")
