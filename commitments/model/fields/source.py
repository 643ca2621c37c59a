"""Holds the rows of the source of a record. It reads no document."""

from __future__ import annotations

from commitments.errors import N_
from commitments.model.fields.field import Field, Headings, Shape, Tense
from commitments.model.fields.shared import FIRST_PAPER_YEAR

SOURCE = Field(
    "source",
    Shape.MAPPING,
    label=N_("Source"),
    noun=N_("source"),
    parts=(
        Field(
            "document",
            Shape.TEXT,
            noun=N_("document of the source"),
            headings=Headings(
                "document, source, source document",
                "văn bản nguồn, văn bản, tài liệu nguồn, số văn bản, số hiệu văn bản, số ký hiệu, nguồn, "
                "văn bản giao nhiệm vụ",
            ),
        ),
        Field(
            "title",
            Shape.TEXT,
            noun=N_("title of the source"),
            headings=Headings(vi="tên văn bản nguồn, tên văn bản, trích yếu"),
        ),
        Field(
            "publisher",
            Shape.TEXT,
            noun=N_("publisher of the source"),
            headings=Headings(vi="đơn vị công bố văn bản nguồn, đơn vị công bố, cơ quan ban hành"),
        ),
        Field(
            "published_on",
            Shape.DATE,
            noun=N_("source published on"),
            reads_on=True,
            tense=Tense.HAPPENED,
            likely_from=FIRST_PAPER_YEAR,
            headings=Headings(vi="ngày công bố văn bản nguồn, ngày công bố, ngày ban hành"),
        ),
        Field(
            "locator",
            Shape.TEXT,
            noun=N_("place in the source"),
            headings=Headings("locator, item, clause", "vị trí trong văn bản nguồn, vị trí, mục, điều khoản"),
        ),
        Field(
            "url",
            Shape.URL,
            noun=N_("address of the source"),
            headings=Headings(vi="địa chỉ văn bản nguồn"),
        ),
        Field(
            "note",
            Shape.LONG_PROSE,
            noun=N_("note on the source"),
            headings=Headings(vi="ghi chú về văn bản nguồn"),
        ),
    ),
)
