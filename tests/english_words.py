"""Finds English words that are left in a Vietnamese text. Must not know where the text comes from."""

import re

from commitments.model.fields import BY_PATH
from commitments.model.lifecycle import Kind, MilestoneStatus, Role, Status, Timeliness
from commitments.render.exports.export_formats import EXPORT_FORMATS

LOANS = {
    *(
        "baseline",
        "bare",
        "branch",
        "checkout",
        "clone",
        "commit",
        "git",
        "head",
        "hook",
        "origin",
        "partial",
    ),
    *("partial", "pull", "request", "shallow", "sparse", "tag"),
    *(
        "csv",
        "excel",
        "general",
        "libreoffice",
        "macro",
        "markdown",
        "opendocument",
        "web",
    ),
    *("ctrl", "enter", "path", "python", "shell", "tab"),
    *("false", "kib", "mib", "nfc", "rfc", "toml", "true", "unicode", "utf", "yaml"),
}
"""Words that readers of git and of Excel know as they are, or that stand in brackets after the Vietnamese."""

FORMATS = {
    *("table", "json", "jsonl", "csv", "md", "github", "gitlab", "sarif", "junit", "dmy", "mdy"),
    *EXPORT_FORMATS,
}
STEPS = {"day", "week", "month", "quarter", "year"}
STORED = {
    *(
        word
        for enum in (Kind, MilestoneStatus, Role, Status, Timeliness)
        for item in enum
        for word in item.value.split("_")
    ),
    *(part for path in BY_PATH for part in path.split(".")),
    *FORMATS,
    *STEPS,
}
"""What records and options hold: the same in every language."""

CODE = re.compile(
    r"`[^`]*`|\{[^}]*\}|--[a-z-]+|\S*[/_.=*\[\]][\w=/*\[\].-]+|\b(?:UNTIL|PARTY|[A-Z]{2})\b|\brecords/"
)
SYLLABLE = re.compile(r"(?:ngh?|[cgknpt]h|gi|kh|tr|qu|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ng|nh|[mn])?")
"""A Vietnamese syllable without marks; one that ends in c, p or t has a tone, so it has a mark."""


def english_words(text: str) -> set[str]:
    """The words of a text, outside of code, that are neither Vietnamese syllables nor known to readers."""
    words = re.findall(r"(?<![\w-])[^\W\d_]{2,}", CODE.sub(" ", text))
    plain = {word.lower() for word in words if word.isascii()}
    return {word for word in plain if not SYLLABLE.fullmatch(word)} - LOANS - STORED
