"""What people call the columns of their tables, in Vietnamese and English, and which field each is.

Names are kept as `named` makes them: without marks, case or punctuation. Knows no table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches

from commitments.model.fields import BY_PATH, Field, Headings, Shape
from commitments.model.folding import fold
from commitments.model.lifecycle import Role

COLUMNS: Mapping[str, Field] = {path: field for path, field in BY_PATH.items() if field.headings is not None}
"""The fields that a column can be, by the way to them."""

PROSE = frozenset(path for path, field in COLUMNS.items() if field.shape in (Shape.PROSE, Shape.LONG_PROSE))
"""Fields that hold a text by language."""

DATES = frozenset(path for path, field in COLUMNS.items() if field.shape is Shape.DATE)
"""Fields that hold a date; `due` takes words too."""

ROLES = frozenset(role.value for role in Role)
"""Columns of parties are called by their role."""

FIELDS: frozenset[str] = frozenset(
    {*COLUMNS, *ROLES, *(f"{path}.{lang}" for path in PROSE for lang in ("en", "vi"))}
)
"""What a column can be, beside a field of the workspace's own, `x-…`."""

OWN = re.compile(r"x-[A-Za-z0-9_-]{1,60}")

IGNORED = frozenset({"stt", "tt", "so tt", "so thu tu", "no", "nr", "number", "so", ""})
"""Columns that only count."""

_ROLE_HEADINGS: Mapping[str, Headings] = {
    Role.LEAD: Headings(
        "lead, lead agency, lead party, lead ministry, responsible, responsible party, responsible agency",
        "đơn vị chủ trì, cơ quan chủ trì, bên chủ trì, chủ trì, bộ chủ trì, đơn vị thực hiện, "
        "cơ quan thực hiện, đơn vị chủ trì thực hiện, cơ quan chủ trì thực hiện",
    ),
    Role.SUPPORTING: Headings(
        "supporting, supporting agency, supporting agencies, supporting parties, support",
        "đơn vị phối hợp, cơ quan phối hợp, bên phối hợp, phối hợp, đơn vị phối hợp thực hiện",
    ),
    Role.COUNTERPART: Headings("counterpart, partner", "đối tác, phía đối tác, đối tác nước ngoài"),
    Role.REQUESTER: Headings(
        "requester, requested by", "bên đề nghị, đơn vị đề nghị, cơ quan đề nghị, bên đề xuất"
    ),
    Role.ASSIGNER: Headings("assigner, assigned by", "đơn vị giao, cơ quan giao, bên giao"),
    Role.FUNDER: Headings("funder, donor, funded by", "bên tài trợ, đơn vị tài trợ, nhà tài trợ"),
    Role.MONITOR: Headings(
        "monitor, monitored by", "đơn vị theo dõi, cơ quan theo dõi, đơn vị giám sát, cơ quan giám sát"
    ),
    Role.SIGNATORY: Headings(
        "signatory, signatories, signed by", "bên ký kết, bên ký, các bên ký kết, các bên ký"
    ),
}
_HEADINGS: Mapping[str, Headings] = {
    **{path: field.headings for path, field in COLUMNS.items() if field.headings},
    **_ROLE_HEADINGS,
}
_ENGLISH = {path: headings.en for path, headings in _HEADINGS.items() if headings.en}
_VIETNAMESE = {path: headings.vi for path, headings in _HEADINGS.items() if headings.vi}

_LANGUAGES: Mapping[str, str] = {
    **dict.fromkeys(("vi", "tieng viet", "vietnamese", "in vietnamese", "bang tieng viet"), "vi"),
    **dict.fromkeys(("en", "tieng anh", "english", "in english", "bang tieng anh"), "en"),
}


def folded_heading(text: str) -> str:
    """A name as names are compared: `Thời hạn (hoàn thành)` as `thoi han hoan thanh`."""
    return " ".join(re.findall("[a-z0-9]+", fold(text)))


def _names(table: Mapping[str, str], lang: str) -> dict[str, str]:
    return {
        folded_heading(name): f"{field}.{lang}" if lang and field in PROSE else field
        for field, names in table.items()
        for name in names.split(",")
    }


NAMES: Mapping[str, str] = {
    **{folded_heading(field): field for field in sorted(FIELDS)},
    **_names(_ENGLISH, ""),
    **_names(_VIETNAMESE, "vi"),
}
"""Which field each name is; a text by language that names none is in the reader's."""


_WRITTEN: Mapping[str, str] = {
    folded_heading(name): name.strip()
    for table in (_ENGLISH, _VIETNAMESE)
    for names in table.values()
    for name in names.split(",")
}
_ALIKE = 0.8
_LONGEST = 64


def field_of(name: str) -> str | None:
    """The field that a column of that name is; empty for one that only counts, None for an unknown one."""
    if OWN.fullmatch(name.strip().lower()):
        return name.strip().lower()
    for item in (name, re.sub(r"\([^)]*\)", " ", name)):
        plain = folded_heading(item)
        if plain in IGNORED:
            return ""
        if found := NAMES.get(plain) or _with_language(plain):
            return found
    return None


def _with_language(plain: str) -> str | None:
    """`noi dung tieng anh` is the title in English."""
    for words, lang in _LANGUAGES.items():
        rest = plain.removesuffix(f" {words}")
        field = NAMES.get(rest, "").removesuffix(".vi") if rest != plain else ""
        if field in PROSE:
            return f"{field}.{lang}"
    return None


def near_name(name: str) -> str:
    """The known name of a column that is nearly this one, as people write it; empty where none is."""
    found = get_close_matches(folded_heading(name)[:_LONGEST], _WRITTEN, n=1, cutoff=_ALIKE)
    return _WRITTEN[found[0]] if found else ""
