"""Holds the rows of fields that stand in several places: deadlines, evidence, dates. It reads no record."""

from __future__ import annotations

from dataclasses import replace

from commitments.errors import N_
from commitments.model.fields.field import Field, Headings, Shape, Tense

FIRST_PAPER_YEAR = 1945
"""The first likely year of instruments and documents."""


def date_field(headings: Headings | None = None) -> Field:
    """The row of the date of a list entry."""
    return Field("date", Shape.DATE, noun=N_("date"), tense=Tense.ENTERED, headings=headings)


def without_column(field: Field) -> Field:
    """The row of a field that no table column can hold."""
    return replace(field, headings=None, parts=tuple(map(without_column, field.parts)))


EVENT = Field("event", Shape.EVENT, noun=N_("moved by the event"), reads_on=True, headings=Headings())
AGREED_BY = Field(
    "agreed_by",
    Shape.PARTY,
    noun=N_("agreed by"),
    reads_on=True,
    headings=Headings(vi="bên chấp thuận, cơ quan chấp thuận"),
)
EVIDENCE = Field(
    "evidence",
    Shape.LIST,
    label=N_("Evidence"),
    noun=N_("evidence"),
    keys=(("url",), ("title",), ("date",)),
    parts=(
        date_field(Headings(vi="ngày tài liệu kiểm chứng, ngày bằng chứng")),
        Field(
            "title",
            Shape.TEXT,
            noun=N_("title"),
            headings=Headings(
                "evidence, evidence title",
                "tài liệu kiểm chứng, tên tài liệu kiểm chứng, bằng chứng, tài liệu chứng minh, minh chứng, "
                "tài liệu minh chứng",
            ),
        ),
        Field(
            "url",
            Shape.URL,
            noun=N_("address"),
            headings=Headings(
                "evidence url, evidence link, link, url",
                "liên kết, đường dẫn, đường dẫn tài liệu kiểm chứng, đường dẫn bằng chứng, "
                "liên kết bằng chứng",
            ),
        ),
    ),
)
DUE = Field(
    "due",
    Shape.DATE,
    label=N_("Due"),
    noun=N_("due"),
    tense=Tense.TO_COME,
    headings=Headings(
        "due, due date, deadline, target date, time limit, due by",
        "thời hạn, thời hạn hoàn thành, hạn hoàn thành, hạn, hạn cuối, thời gian hoàn thành, "
        "thời hạn thực hiện, thời gian thực hiện",
    ),
)
DUE_BASIS = Field(
    "due_basis",
    Shape.LONG_PROSE,
    label=N_("Basis of the date"),
    noun=N_("basis of the date"),
    headings=Headings(
        "due basis, basis of the deadline", "căn cứ xác định thời hạn, căn cứ thời hạn, cơ sở thời hạn"
    ),
)
DUE_CHANGES = Field(
    "due_changes",
    Shape.LIST,
    label=N_("Deadline moved"),
    noun=N_("moves of the deadline"),
    keys=(("date",),),
    parts=(
        date_field(Headings("moved on, changed on", "ngày điều chỉnh")),
        Field("from", Shape.DATE, noun=N_("old date"), tense=Tense.TO_COME),
        Field("to", Shape.DATE, noun=N_("new date"), tense=Tense.TO_COME),
        Field(
            "reason",
            Shape.LONG_PROSE,
            noun=N_("reason"),
            headings=Headings(
                "reason, reason for change, reason for the change, reason for moving",
                "lý do điều chỉnh, lý do gia hạn, lý do thay đổi thời hạn",
            ),
        ),
        AGREED_BY,
        without_column(EVENT),
    ),
)
DUE_EVENT = Field(
    "due_event",
    Shape.MAPPING,
    label=N_("Event of the date"),
    noun=N_("event of the date"),
    parts=(
        without_column(replace(EVENT, noun=N_("event of the date"), reads_on=False)),
        Field("when", Shape.CHOICE, noun=N_("when it falls due")),
        Field("within", Shape.DURATION, noun=N_("time between event and deadline")),
    ),
)
MET_ON = Field(
    "met_on",
    Shape.DATE,
    label=N_("Met on"),
    noun=N_("met on"),
    reads_on=True,
    tense=Tense.HAPPENED,
    headings=Headings(
        "met on, completed on, completion date, date completed, date of completion",
        "ngày hoàn thành, thời điểm hoàn thành, ngày hoàn thành thực tế",
    ),
)
