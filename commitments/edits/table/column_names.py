"""What people call the columns of their tables, in Vietnamese and English, and which field each is.

Names are kept as `named` makes them: without marks, case or punctuation. Knows no table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches

from commitments.model.folding import fold
from commitments.model.lifecycle import Role

PROSE = frozenset(
    {
        *("title", "summary", "due_basis", "due_changes.reason", "updates.note", "closing.reason"),
        *("place", "source.note"),
    }
)
"""Fields that hold a text by language."""

DATES = frozenset(
    {
        *("made_on", "met_on", "review_by", "source.published_on", "updates.date", "evidence.date"),
        *("due_changes.date", "closing.date"),
    }
)
"""Fields that hold a date and nothing else; `due` takes words too."""

ROLES = frozenset(each.value for each in Role)
"""Columns of parties are called by their role."""

FIELDS: frozenset[str] = frozenset(
    {
        *("id", "kind", "status", "part_of", "superseded_by", "due", "tags"),
        *("source.document", "source.title", "source.publisher", "source.locator", "source.url"),
        *("updates.by", "due_changes.agreed_by", "evidence.title", "evidence.url"),
        *DATES,
        *ROLES,
        *PROSE,
        *(f"{each}.{lang}" for each in PROSE for lang in ("en", "vi")),
    }
)
"""What a column can be, beside a field of the workspace's own, `x-…`."""

OWN = re.compile(r"x-[A-Za-z0-9_-]{1,60}")

IGNORED = frozenset({"stt", "tt", "so tt", "so thu tu", "no", "nr", "number", "so", ""})
"""Columns that only count."""

_VIETNAMESE: Mapping[str, str] = {
    "id": "mã, mã số, mã hồ sơ, mã cam kết, mã nhiệm vụ",
    "title": "nội dung, tên cam kết, cam kết, nhiệm vụ, tên nhiệm vụ, nội dung công việc, nội dung nhiệm vụ, "
    "nội dung cam kết, tiêu đề, tên, công việc, thỏa thuận, tên thỏa thuận, nội dung thỏa thuận",
    "summary": "tóm tắt, mô tả, nội dung tóm tắt, nội dung chi tiết",
    "kind": "loại, loại cam kết, loại văn bản, loại hình",
    "status": "trạng thái, tình trạng, tình trạng thực hiện, trạng thái thực hiện",
    "lead": "đơn vị chủ trì, cơ quan chủ trì, bên chủ trì, chủ trì, bộ chủ trì, đơn vị thực hiện, "
    "cơ quan thực hiện, đơn vị chủ trì thực hiện, cơ quan chủ trì thực hiện",
    "supporting": "đơn vị phối hợp, cơ quan phối hợp, bên phối hợp, phối hợp, đơn vị phối hợp thực hiện",
    "counterpart": "đối tác, phía đối tác, đối tác nước ngoài",
    "requester": "bên đề nghị, đơn vị đề nghị, cơ quan đề nghị, bên đề xuất",
    "assigner": "đơn vị giao, cơ quan giao, bên giao",
    "funder": "bên tài trợ, đơn vị tài trợ, nhà tài trợ",
    "monitor": "đơn vị theo dõi, cơ quan theo dõi, đơn vị giám sát, cơ quan giám sát",
    "signatory": "bên ký kết, bên ký, các bên ký kết, các bên ký",
    "made_on": "ngày ký, ngày ký kết, ngày xác lập, ngày giao, ngày thỏa thuận",
    "due": "thời hạn, thời hạn hoàn thành, hạn hoàn thành, hạn, hạn cuối, thời gian hoàn thành, "
    "thời hạn thực hiện, thời gian thực hiện",
    "due_basis": "căn cứ thời hạn, cơ sở thời hạn",
    "due_changes.reason": "lý do điều chỉnh, lý do gia hạn, lý do thay đổi thời hạn",
    "due_changes.date": "ngày điều chỉnh",
    "part_of": "thuộc, thuộc cam kết, thuộc hồ sơ, thuộc thỏa thuận",
    "superseded_by": "được thay thế bởi, được thay thế bằng",
    "met_on": "ngày hoàn thành, thời điểm hoàn thành, ngày hoàn thành thực tế",
    "review_by": "ngày xem xét lại, hạn xem xét lại",
    "updates.note": "ghi chú, kết quả, kết quả thực hiện, tiến độ, tiến độ thực hiện, tình hình thực hiện, "
    "tình hình, cập nhật",
    "updates.date": "ngày cập nhật, ngày báo cáo",
    "updates.by": "đơn vị báo cáo, đơn vị cập nhật, cơ quan báo cáo",
    "evidence.title": "bằng chứng, tài liệu chứng minh, minh chứng, tài liệu kiểm chứng",
    "evidence.url": "liên kết, đường dẫn, đường dẫn bằng chứng, liên kết bằng chứng",
    "evidence.date": "ngày bằng chứng",
    "source.document": "văn bản, tài liệu nguồn, số văn bản, số hiệu văn bản, số ký hiệu, nguồn, "
    "văn bản giao nhiệm vụ",
    "source.title": "tên văn bản, trích yếu",
    "source.publisher": "cơ quan ban hành",
    "source.published_on": "ngày ban hành",
    "source.locator": "vị trí, mục, điều khoản",
    "closing.reason": "lý do kết thúc, lý do đóng",
    "closing.date": "ngày kết thúc, ngày đóng",
    "place": "địa điểm, nơi ký",
    "tags": "thẻ, nhãn, từ khóa",
}
_ENGLISH: Mapping[str, str] = {
    "id": "id, code, record id",
    "title": "title, commitment, task, action, content, name",
    "summary": "summary, description, details",
    "kind": "kind, type",
    "status": "status, state",
    "lead": "lead, lead agency, lead party, lead ministry, responsible, responsible party, "
    "responsible agency",
    "supporting": "supporting, supporting agency, supporting agencies, supporting parties, support",
    "counterpart": "counterpart, partner",
    "requester": "requester, requested by",
    "assigner": "assigner, assigned by",
    "funder": "funder, donor, funded by",
    "monitor": "monitor, monitored by",
    "signatory": "signatory, signatories, signed by",
    "made_on": "made on, date signed, signed on, date of signature, agreed on",
    "due": "due, due date, deadline, target date, time limit, due by",
    "due_basis": "due basis, basis of the deadline",
    "due_changes.reason": "reason, reason for change, reason for the change, reason for moving",
    "due_changes.date": "moved on, changed on",
    "part_of": "part of, parent",
    "met_on": "met on, completed on, completion date, date completed, date of completion",
    "review_by": "review by, review date",
    "updates.note": "note, notes, remarks, update, progress, result, results, comments",
    "updates.date": "updated on, update date, date of update, reported on",
    "updates.by": "reported by",
    "evidence.title": "evidence, evidence title",
    "evidence.url": "evidence url, evidence link, link, url",
    "source.document": "document, source, source document",
    "source.locator": "locator, item, clause",
    "closing.reason": "closing reason, reason for closing",
    "closing.date": "closed on, closing date",
    "place": "place, location",
    "tags": "tags, keywords",
}

_LANGUAGES: Mapping[str, str] = {
    **dict.fromkeys(("vi", "tieng viet", "vietnamese", "in vietnamese", "bang tieng viet"), "vi"),
    **dict.fromkeys(("en", "tieng anh", "english", "in english", "bang tieng anh"), "en"),
}


def named(text: str) -> str:
    """A name as names are compared: `Thời hạn (hoàn thành)` as `thoi han hoan thanh`."""
    return " ".join(re.findall("[a-z0-9]+", fold(text)))


def _names(table: Mapping[str, str], lang: str) -> dict[str, str]:
    return {
        named(name): f"{field}.{lang}" if lang and field in PROSE else field
        for field, names in table.items()
        for name in names.split(",")
    }


NAMES: Mapping[str, str] = {
    **{named(each): each for each in sorted(FIELDS)},
    **_names(_ENGLISH, ""),
    **_names(_VIETNAMESE, "vi"),
}
"""Which field each name is; a text by language that names none is in the reader's."""


_WRITTEN: Mapping[str, str] = {
    named(name): name.strip()
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
    for each in (name, re.sub(r"\([^)]*\)", " ", name)):
        plain = named(each)
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
    found = get_close_matches(named(name)[:_LONGEST], _WRITTEN, n=1, cutoff=_ALIKE)
    return _WRITTEN[found[0]] if found else ""
