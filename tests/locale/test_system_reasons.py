"""Does a reader learn in their language why the system refuses something?"""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from commitments.errors import SYSTEM_REASONS, WriteError, system_reason
from commitments.render.shown_value import shown_value
from commitments.render.words import Words


@pytest.mark.parametrize("name", [name for name in SYSTEM_REASONS if hasattr(errno, name)])
def test_a_common_reason_is_in_the_language_of_the_reader(name: str) -> None:
    reason = system_reason(OSError(getattr(errno, name), "words of this system"))
    assert reason == SYSTEM_REASONS[name]
    assert shown_value(reason, Words("en")) == reason != shown_value(reason, Words("vi"))


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OSError(errno.ENOLCK, os.strerror(errno.ENOLCK)), os.strerror(errno.ENOLCK)),
        (OSError("words of a library"), "words of a library"),
    ],
)
def test_a_rare_reason_keeps_the_words_of_the_system(error: OSError, reason: str) -> None:
    assert system_reason(error) == reason
    assert shown_value(system_reason(error), Words("vi")) == reason


def test_what_a_person_wrote_is_not_translated() -> None:
    error = WriteError("{path}: {reason}", path="Permission denied", reason="Permission denied")
    assert {shown_value(value, Words("vi")) for value in error.values.values()} == {"Permission denied"}


PACKAGE = Path(__file__).resolve().parents[2] / "commitments"


def test_no_module_shows_the_words_of_the_system_untranslated() -> None:
    """`errors` turns them into a message, and `messages` says in English that it cannot speak another."""
    readers = [path.name for path in PACKAGE.rglob("*.py") if "strerror" in path.read_text("utf-8")]
    assert sorted(readers) == ["errors.py", "messages.py"]
