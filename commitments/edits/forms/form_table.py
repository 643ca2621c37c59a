"""Lists the forms that people fill on a code host, with their fields. Reads none.

The templates of issues that `commit init` ships have these fields in this order; a test holds the two equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple


class FormKind(StrEnum):
    """What a form asks for."""

    UPDATE = "update"
    EVIDENCE = "evidence"
    OBSTACLE = "obstacle"
    DEADLINE = "deadline"


class FormField(NamedTuple):
    """One field; its heading has both languages, and either alone is read too."""

    name: str
    english: str
    vietnamese: str
    required: bool = True

    @property
    def label(self) -> str:
        """The heading as forms show it."""
        return f"{self.english} / {self.vietnamese}"


class Form(NamedTuple):
    """One form; no two forms have equal required fields."""

    kind: FormKind
    fields: Sequence[FormField]


_RECORD = FormField("record", "Id of the record", "Mã hồ sơ")
_DATE = FormField("date", "Date", "Ngày")
_ADDRESS = FormField("evidence", "Evidence, as an address", "Tài liệu kiểm chứng (đường dẫn)", required=False)
_TITLE = FormField("title", "Title of the evidence", "Tên tài liệu kiểm chứng", required=False)

FORMS: Sequence[Form] = (
    Form(
        FormKind.UPDATE,
        (
            _RECORD,
            _DATE,
            FormField("note", "What happened", "Diễn biến"),
            FormField("status", "New status, if it changes", "Tình trạng mới (nếu thay đổi)", required=False),
            _ADDRESS,
            _TITLE,
        ),
    ),
    Form(
        FormKind.EVIDENCE,
        (_RECORD, _DATE, _TITLE._replace(required=True), _ADDRESS._replace(required=True)),
    ),
    Form(
        FormKind.OBSTACLE,
        (
            _RECORD,
            _DATE,
            FormField("obstacle", "What stands in the way", "Khó khăn, vướng mắc"),
            FormField("recommendation", "What you recommend", "Đề xuất, kiến nghị", required=False),
        ),
    ),
    Form(
        FormKind.DEADLINE,
        (
            _RECORD,
            FormField("due", "New deadline", "Thời hạn mới"),
            FormField("reason", "Why", "Lý do"),
            FormField("agreed_by", "Who agreed to it", "Bên chấp thuận", required=False),
        ),
    ),
)
