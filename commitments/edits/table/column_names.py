"""Finds the field of a column by its heading, in Vietnamese or English. It must not read a table.

Headings are compared as `folded_heading` makes them: without marks, case or punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches

from commitments.edits.table.other_headings import ENDS, OTHER_COUNTERS, OTHER_HEADINGS, OUTCOMES, STARTS
from commitments.model.fields import BY_PATH, Field, Headings, Shape
from commitments.model.folding import fold
from commitments.model.lifecycle import Role, UpdateTopic

_TOPIC_HEADINGS: Mapping[UpdateTopic, Headings] = {
    UpdateTopic.OBSTACLE: Headings(
        "obstacles, difficulties, issues, problems",
        "khó khăn, vướng mắc, khó khăn vướng mắc, khó khăn vướng mắc và nguyên nhân",
    ),
    UpdateTopic.NEXT_STEP: Headings(
        "next steps, next actions, way forward",
        "việc tiếp theo, công việc tiếp theo, bước tiếp theo, nhiệm vụ tiếp theo, phương hướng tiếp theo",
    ),
    UpdateTopic.RECOMMENDATION: Headings(
        "recommendations, proposals", "đề xuất, kiến nghị, đề xuất kiến nghị, kiến nghị đề xuất"
    ),
    UpdateTopic.REMINDER: Headings("reminders", "đôn đốc, nội dung đôn đốc"),
    UpdateTopic.ANSWER: Headings("answers, reply, response", "trả lời, nội dung trả lời, ý kiến trả lời"),
}

TOPIC_COLUMNS: Mapping[str, UpdateTopic] = {
    "updates.note": UpdateTopic.PROGRESS,
    **{f"updates.{topic.value}": topic for topic in _TOPIC_HEADINGS},
}
"""The columns that hold the text of an update, and what that is about."""

COLUMN_FIELDS: Mapping[str, Field] = {
    **{path: field for path, field in BY_PATH.items() if field.headings is not None},
    **{
        f"updates.{topic.value}": Field(topic.value, Shape.LONG_PROSE, headings=headings)
        for topic, headings in _TOPIC_HEADINGS.items()
    },
}
"""The fields that a column can hold, by their path."""

PROSE_FIELDS = frozenset(
    path for path, field in COLUMN_FIELDS.items() if field.shape in (Shape.PROSE, Shape.LONG_PROSE)
)
"""The fields that hold a text by language."""

DATE_FIELDS = frozenset(path for path, field in COLUMN_FIELDS.items() if field.shape is Shape.DATE)
"""The fields that hold a date; `due` takes words too."""

ROLE_NAMES = frozenset(role.value for role in Role)
"""The roles, which name the columns of parties."""

COLUMN_NAMES: frozenset[str] = frozenset(
    {*COLUMN_FIELDS, *ROLE_NAMES, *(f"{path}.{lang}" for path in PROSE_FIELDS for lang in ("en", "vi"))}
)
"""The names of the fields that a column can hold, without own fields of the workspace, `x-…`."""

OWN_FIELD = re.compile(r"x-[A-Za-z0-9_-]{1,60}")

IGNORED_HEADINGS = frozenset({"stt", "tt", "so tt", "so thu tu", "no", "nr", "number", "so", ""})
"""The headings of columns that only count the rows."""

_ROLE_HEADINGS: Mapping[str, Headings] = {
    Role.LEAD: Headings(
        "lead, lead agency, lead party, lead ministry, responsible, responsible party, responsible agency",
        "đơn vị chủ trì, cơ quan chủ trì, bên chủ trì, chủ trì, bộ chủ trì, đơn vị thực hiện, "
        "cơ quan thực hiện, đơn vị chủ trì thực hiện, cơ quan chủ trì thực hiện, bên được đề nghị",
    ),
    Role.SUPPORTING: Headings(
        "supporting, supporting agency, supporting agencies, supporting parties, support",
        "đơn vị phối hợp, cơ quan phối hợp, bên phối hợp, phối hợp, đơn vị phối hợp thực hiện",
    ),
    Role.COUNTERPART: Headings(
        "counterpart, partner", "đối tác, phía đối tác, đối tác nước ngoài, bên tham dự"
    ),
    Role.REQUESTER: Headings(
        "requester, requested by", "bên đề nghị, đơn vị đề nghị, cơ quan đề nghị, bên đề xuất"
    ),
    Role.ASSIGNER: Headings(
        "assigner, assigned by", "bên giao nhiệm vụ, đơn vị giao, cơ quan giao, bên giao"
    ),
    Role.FUNDER: Headings("funder, donor, funded by", "bên tài trợ, đơn vị tài trợ, nhà tài trợ"),
    Role.MONITOR: Headings(
        "monitor, monitored by",
        "bên giám sát, đơn vị theo dõi, cơ quan theo dõi, đơn vị giám sát, cơ quan giám sát",
    ),
    Role.SIGNATORY: Headings(
        "signatory, signatories, signed by", "bên ký kết, bên ký, các bên ký kết, các bên ký"
    ),
}
_HEADINGS: Mapping[str, Headings] = {
    **{path: field.headings for path, field in COLUMN_FIELDS.items() if field.headings},
    **_ROLE_HEADINGS,
}
_ENGLISH = {path: headings.en for path, headings in _HEADINGS.items() if headings.en}
_VIETNAMESE = {path: headings.vi for path, headings in _HEADINGS.items() if headings.vi}

_LANGUAGES: Mapping[str, str] = {
    **dict.fromkeys(("vi", "tieng viet", "vietnamese", "in vietnamese", "bang tieng viet"), "vi"),
    **dict.fromkeys(("en", "tieng anh", "english", "in english", "bang tieng anh"), "en"),
}


def folded_heading(text: str) -> str:
    """The key of a heading: `Thời hạn (hoàn thành)` gives `thoi han hoan thanh`."""
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def _field_by_heading(table: Mapping[str, str], lang: str) -> dict[str, str]:
    return {
        folded_heading(name): f"{field}.{lang}" if lang and field in PROSE_FIELDS else field
        for field, names in table.items()
        for name in names.split(",")
    }


FIELD_BY_HEADING: Mapping[str, str] = {
    **{folded_heading(field): field for field in sorted(COLUMN_NAMES)},
    **_field_by_heading(_ENGLISH, ""),
    **_field_by_heading(_VIETNAMESE, "vi"),
}
"""The field of each heading; a text without a language in its heading is in the reader's language."""

OTHER_FIELD_BY_HEADING: Mapping[str, str] = {
    key: field
    for field, names in OTHER_HEADINGS.items()
    for name in names.split(",")
    if (key := folded_heading(name)) not in FIELD_BY_HEADING
}
"""The field of each heading that is weaker than the name of a field."""

START_KEYS, END_KEYS, OUTCOME_KEYS = (
    frozenset(map(folded_heading, names.split(","))) for names in (STARTS, ENDS, OUTCOMES)
)
"""Headings whose meaning hangs on the other columns: a first day, a last day, an outcome."""

_HEADING_TEXTS: Mapping[str, str] = {
    folded_heading(name): name.strip()
    for table in (_ENGLISH, _VIETNAMESE)
    for names in table.values()
    for name in names.split(",")
}
_OTHER_COUNTERS = frozenset(map(folded_heading, OTHER_COUNTERS.split(",")))
_CUTOFF = 0.8
_LONGEST = 64


def without_brackets(text: str) -> str:
    """A text with a blank in the place of what stands in brackets; one that nothing closes stays."""
    return re.sub(r"\([^)]*(\)?)", lambda match: " " if match[1] else match[0], text)


def field_of_heading(name: str) -> str | None:
    """The field of a column by its heading; empty for a column that only counts, None for an unknown one."""
    if OWN_FIELD.fullmatch(name.strip().lower()):
        return name.strip().lower()
    for heading in (name, without_brackets(name)):
        key = folded_heading(heading)
        if key in IGNORED_HEADINGS or key in _OTHER_COUNTERS:
            return ""
        if field := FIELD_BY_HEADING.get(key) or _with_language(key):
            return field
    return _field_of_both_languages(name)


def other_field_of_heading(name: str) -> str | None:
    """The field of a heading that counts only where no other column has that field; None for none."""
    for heading in (name, without_brackets(name)):
        if field := OTHER_FIELD_BY_HEADING.get(folded_heading(heading)):
            return field
    fields = {OTHER_FIELD_BY_HEADING.get(folded_heading(part)) for part in _halves(name)}
    fields |= {FIELD_BY_HEADING.get(folded_heading(part)) for part in _halves(name)}
    plain_fields = {field.removesuffix(".vi").removesuffix(".en") for field in fields - {None} if field}
    return next(iter(plain_fields)) if len(plain_fields) == 1 and len(_halves(name)) > 1 else None


def _halves(name: str) -> list[str]:
    """The parts of a heading that says one thing in two languages."""
    return [part for part in re.split(r"[/|\n]| [-–] ", name) if folded_heading(part)]


def _field_of_both_languages(name: str) -> str | None:
    """The field of a heading that says one thing twice: `Deliverable / Sản phẩm` names no language."""
    keys = [folded_heading(part) for part in _halves(name)]
    fields = {FIELD_BY_HEADING.get(key, "").removesuffix(".vi").removesuffix(".en") for key in keys}
    return next(iter(fields)) or None if len(keys) > 1 and len(fields) == 1 else None


def _with_language(heading: str) -> str | None:
    """The field of a heading that ends in a language: `noi dung tieng anh` is `title.en`."""
    for words, lang in _LANGUAGES.items():
        base = heading.removesuffix(f" {words}")
        field = FIELD_BY_HEADING.get(base, "").removesuffix(".vi") if base != heading else ""
        if field in PROSE_FIELDS:
            return f"{field}.{lang}"
    return None


def nearest_heading(name: str) -> str:
    """The known heading nearest to this one, as people write it; empty for none."""
    matches = get_close_matches(folded_heading(name)[:_LONGEST], _HEADING_TEXTS, n=1, cutoff=_CUTOFF)
    return _HEADING_TEXTS[matches[0]] if matches else ""
