"""Does Vietnamese have one settled word for each thing, and no English left in it?

It must not know where a message stands. A word that is settled anew changes in these tables first.
"""

import io
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from english_words import CODE, LOANS, english_words

from commitments.edits.table.column_names import COLUMN_FIELDS, field_of_heading
from commitments.render.names.labels import ROLE
from commitments.render.words import Words

ROOT = Path(__file__).resolve().parents[2]
PO = ROOT / "commitments" / "locale" / "vi" / "LC_MESSAGES" / "commitments.po"
PAIRS = [
    (item.id, item.string if isinstance(item.string, str) else item.string[0])
    for item in read_po(io.BytesIO(PO.read_bytes()))
    if item.id
]
"""Each message, or its singular and plural, with its translation."""

UNSETTLED = {
    "minh chứng": (),
    "bằng chứng": (),
    "căn cứ thời hạn": (),
    "kết thúc thế nào": (),
    "bên đã đồng ý": (),
    "lời ghi": (),
    "mốc so sánh": (),
    "tệp mốc": (),
    "sổ tính": (),
    "gộp": (),
    "đẩy sớm": (),
    "lùi ngày": (),
    "tài liệu nguồn": (),
    "văn bản gốc": (),
    "tiêu đề": ("dòng tiêu đề",),
    "ghi chú": ("ghi chú về văn bản nguồn",),
    "cấu hình": (),
    "trạng thái đòi hỏi": (),
    "đề nghị báo": (),
    "còn/quá hạn": (),
    "đường ống": (),
    "ống lệnh": (),
    "nhắc nhở": (),
    "đang thực hiện trong hạn": (),
    "đang thực hiện quá hạn": (),
    "kho trần": (),
    "bản sao nông": (),
}
"""Words for which another is settled, each with the phrases that hold it in another sense."""

SETTLED = {
    r"\bevidence\b": "tài liệu kiểm chứng",
    r"\bbasis of the da": "căn cứ xác định thời hạn",
    r"\bhow (it|the commitment) ended": "hình thức kết thúc",
    r"\bagreed to it": "bên chấp thuận",
    r"\bbaseline\b": "tệp đối chiếu",
    r"\bname another base|\bbase to compare": "điểm so sánh",
    r"\bworkbook\b": "tệp excel",
    r"\bmerge(s|d)?\b": "hợp nhất",
    r"\bdeliverable|\bdelivered": "sản phẩm, kết quả đầu ra",
    r"\b(its|the|no) settings?\b": "thiết lập",
    r"\bobstacle": "khó khăn, vướng mắc",
    r"\brecommendation": "đề xuất, kiến nghị",
    r"\bnext step": "việc tiếp theo",
    r"\breminder": "đôn đốc",
    r"\bshallow\b": "bản sao git này không đầy đủ",
    r"\bbare repository": "kho git trần",
    r"\bmedian\b": "số ngày trung vị",
    r"\bpipe\b": "--output|đầu ra",
}
"""What a message names in English, as a pattern, and what its translation then says."""


@pytest.mark.parametrize("word", UNSETTLED)
def test_no_translation_holds_a_word_for_which_another_is_settled(word):
    assert [text for _, text in PAIRS if word in _other_than(UNSETTLED[word], text)] == []


def _other_than(senses, text):
    """A text in lower case, without the phrases that hold a word in another sense."""
    return re.sub("|".join(map(re.escape, senses)) or r"(?!)", "", text.lower())


@pytest.mark.parametrize("english", SETTLED)
def test_a_thing_has_its_settled_word(english):
    wanted = re.compile(SETTLED[english])
    spoken = [(id, text) for id, text in PAIRS if re.search(english, _english(id))]
    assert spoken, "no message says this any more"
    assert [text for _, text in spoken if not wanted.search(text.lower())] == []


def _english(id):
    """What a message says, in lower case and without code."""
    return CODE.sub(" ", " ".join([id] if isinstance(id, str) else id).lower())


def test_no_english_word_is_left_in_a_translation():
    assert {text: words for _, text in PAIRS if (words := english_words(text))} == {}


UNITS = {"byte", "gigabyte", "pdf"}
LINK = re.compile(r"\]\([^)]*\)")
RULE_PAGES = sorted((ROOT / "docs" / "rules" / "vi").glob("*.md"))


@pytest.mark.parametrize("page", RULE_PAGES, ids=lambda page: str(page.stem))
def test_a_vietnamese_page_of_a_rule_is_in_vietnamese(page):
    prose = LINK.sub("", page.read_text("utf-8").partition("\n")[2])
    assert english_words(prose) - UNITS == set()
    assert [word for word, senses in UNSETTLED.items() if word in _other_than(senses, prose)] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Bỏ qua report này", {"report"}),
        ("Hãy merge hai bên, hoặc ghi not_met", {"merge"}),
        ("Chạy `git fetch origin` để lấy {branches} và --as-of", set()),
        ("tên trong danh sách theo em", set()),
    ],
)
def test_english_words_are_seen(text, words):
    assert english_words(text) == words


def test_every_loan_is_used():
    assert LOANS - {word for _, text in PAIRS for word in re.findall("[a-z]+", text.lower())} == set()


READ_WITHIN = {"address", "by whose doing", "date", "reason", "title"}
"""Names that are clear only beside the name of the list or the mapping that holds the field."""

COLUMN_LABELS = [
    (word, path)
    for path, field in COLUMN_FIELDS.items()
    for word in dict.fromkeys((field.label, field.noun))
    if word and not ("." in path and word in READ_WITHIN)
] + [(label, role.value) for role, label in ROLE.items()]


@pytest.mark.parametrize(("word", "path"), COLUMN_LABELS)
def test_import_knows_a_column_by_the_name_that_the_program_gives_the_field(word, path):
    field = field_of_heading(Words("vi").say(word))
    assert field in (path, f"{path}.vi")
