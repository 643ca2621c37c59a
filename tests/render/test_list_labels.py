"""Words of closed lists: every form of every word is read as that word, in both languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from commitments.locale import LANGUAGES
from commitments.locale.messages import Messages
from commitments.model.closed_lists import LIST_BY_FIELD, ClosedList, StoredWords, word_key
from commitments.model.folding import fold
from commitments.reading.schema_fields import field_kinds
from commitments.render.names.list_labels import LABELS, labelled_words, word_forms, word_reader
from commitments.reports.status import GROUP_KEYS

WRITTEN: list[Callable[[str], str]] = [
    str,
    str.upper,
    str.title,
    fold,
    lambda form: form.replace(" ", "_").replace("_", "-"),
    lambda form: f"  {form.replace('_', ' ')} ",
    lambda form: form.replace(" ", ""),
]


@pytest.mark.parametrize("closed_list", ClosedList)
def test_every_form_of_a_word_means_the_word(closed_list: ClosedList) -> None:
    reader = word_reader(closed_list)
    for form, word in word_forms(closed_list).items():
        for write in WRITTEN:
            assert reader.stored_word(write(form)) == word, write(form)


@pytest.mark.parametrize("closed_list", ClosedList)
def test_no_form_means_two_words(closed_list: ClosedList) -> None:
    words_by_key: dict[str, set[str]] = {}
    for form, word in word_forms(closed_list).items():
        words_by_key.setdefault(word_key(form), set()).add(word)
    assert [words for words in words_by_key.values() if len(words) > 1] == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("closed_list", ClosedList)
def test_every_label_is_a_form(closed_list: ClosedList, lang: str) -> None:
    messages = Messages(lang)
    for word, label in LABELS[closed_list].items():
        assert word_reader(closed_list).stored_word(messages.say(label)) == word


READ = [
    (ClosedList.STATUS, "in progress", "in_progress"),
    (ClosedList.STATUS, "đang thực hiện", "in_progress"),
    (ClosedList.STATUS, "Dang thuc hien", "in_progress"),
    (ClosedList.STATUS, "IN_PROGRESS", "in_progress"),
    (ClosedList.STATUS, "In-Progress", "in_progress"),
    (ClosedList.STATUS, "đã giao", "agreed"),
    (ClosedList.STATUS, "Terminated", "withdrawn"),
    (ClosedList.STATUS, "chờ phản hồi", "proposed"),
    (ClosedList.STATUS_FILTER, "chờ phản hồi", "awaiting"),
    (ClosedList.STATUS_FILTER, "assigned", "agreed"),
    (ClosedList.ROLE, "bên được đề nghị", "lead"),
    (ClosedList.ROLE, "attending", "counterpart"),
    (ClosedList.STATUS, "open", None),
    (ClosedList.STATUS, "in progres", None),
    (ClosedList.STATUS, "", None),
    (ClosedList.STATUS_FILTER, "open", "open"),
    (ClosedList.STATUS_FILTER, "đã kết thúc", "closed"),
    (ClosedList.STATUS_FILTER, "quá hạn", "overdue"),
    (ClosedList.STATUS_FILTER, "proposed", "proposed"),
    (ClosedList.TIMELINESS, "Hoàn thành, không xác định đúng hạn hay quá hạn", "done"),
    (ClosedList.KIND, "communiqué", "communique"),
    (ClosedList.KIND, "memorandum of understanding", "mou"),
    (ClosedList.ROLE, "Chủ trì", "lead"),
    (ClosedList.MILESTONE_STATUS, "Partially Met", "partially_met"),
    (ClosedList.TOPIC, "khó khăn, vướng mắc", "obstacle"),
    (ClosedList.PARTY_KIND, "international organisation", "international_organisation"),
    (ClosedList.GROUP_KEY, "part of", "part_of"),
]


@pytest.mark.parametrize(("closed_list", "text", "word"), READ)
def test_read_words(closed_list: ClosedList, text: str, word: str | None) -> None:
    assert word_reader(closed_list).stored_word(text) == word


def test_the_nearest_is_one_that_is_allowed() -> None:
    reader = word_reader(ClosedList.STATUS)
    assert reader.nearest_word("fulfiled", ["fulfilled", "agreed"]) == "fulfilled"
    assert reader.nearest_word("fulfiled", ["agreed"]) == ""
    assert reader.nearest_word("đang thực hien", ["in_progress"]) == "in_progress"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "agreed, in progress (in_progress)"),
        ("vi", "đã thống nhất (agreed), đang thực hiện (in_progress)"),
    ],
)
def test_hints_have_labels_with_the_stored_word_beside_them(lang: str, text: str) -> None:
    stored = StoredWords(ClosedList.STATUS, ("agreed", "in_progress"))
    assert labelled_words(stored, Messages(lang)) == text
    assert str(stored) == "agreed, in_progress"


def test_lists_belong_to_fields_and_keys_that_exist() -> None:
    assert set(LIST_BY_FIELD) <= set(field_kinds())
    assert set(LABELS) == set(ClosedList)
    assert set(LABELS[ClosedList.GROUP_KEY]) >= set(GROUP_KEYS)
