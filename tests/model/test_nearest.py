"""Whether the word that was probably meant is suggested, and none where nothing is near."""

import pytest

from commitments.model.nearest import Suggestions, nearest_word, nearest_words

STATUSES = ["proposed", "agreed", "in_progress", "suspended", "fulfilled", "partially_fulfilled", "withdrawn"]


@pytest.mark.parametrize(
    ("word", "known", "expected"),
    [
        ("agred", STATUSES, "agreed"),
        ("in-progress", STATUSES, "in_progress"),
        ("fulfiled", STATUSES, "fulfilled"),
        ("vn-mpf", ["vn-mof", "vn-most", "acme"], "vn-mof"),
        ("tag", ["tags", "title", "status"], "tags"),
        ("agreed", STATUSES, "agreed"),
        ("zzz", STATUSES, ""),
        ("", STATUSES, ""),
        ("agreed", [], ""),
    ],
)
def test_nearest(word: str, known: list[str], expected: str) -> None:
    assert nearest_word(word, known) == expected


def test_the_nearest_come_first_and_no_more_than_asked_for() -> None:
    known = ["nvidia-request-1", "nvidia-request-2", "nvidia-request-3", "nvidia-agreement", "london-mou"]
    found = nearest_words("nvidia-request-2x", known)
    assert len(found) == 3
    assert found[0] == "nvidia-request-2"
    assert "london-mou" not in found
    assert nearest_words("nvidia-request-2x", known, 1) == found[:1]


def test_a_word_of_any_length_is_answered_at_once() -> None:
    assert nearest_word("a" * 1_000_000, ["a" * 1_000_000]) == "a" * 97


def test_the_longest_id_on_a_roof_is_told_whole() -> None:
    id = "m" * 32 + ":" + "a" * 64
    assert nearest_word(id[:-1], [id, "other"]) == id


def test_a_file_full_of_mistakes_gets_few_suggestions() -> None:
    near = Suggestions(["vn-mof", "vn-most"])
    answers = [near.nearest_to(f"vn-mo{number}") for number in range(100)]
    assert answers[0] == answers[1] == "vn-mof"
    assert answers[-1] == ""
    assert near.nearest_to("vn-mo0") == "vn-mof"


def test_capitals_make_no_difference() -> None:
    assert nearest_word("FLOOD-SENSORS", ["mangrove", "flood-sensors"]) == "flood-sensors"
    assert nearest_word("vn-mof", ["VN-MOF"]) == "VN-MOF"
