"""Holds the rows of the term of an instrument. It judges no term."""

from __future__ import annotations

from dataclasses import replace

from commitments.errors import N_
from commitments.model.fields.field import Field, Headings, Shape, Tense
from commitments.model.fields.shared import AGREED_BY, FIRST_PAPER_YEAR, date_field, without_column

_CHANGES = Field(
    "changes",
    Shape.LIST,
    label=N_("Term changed"),
    noun=N_("changes of the term"),
    keys=(("field", "date"),),
    parts=(
        Field("field", Shape.CHOICE, noun=N_("day of the term")),
        replace(date_field(), likely_from=FIRST_PAPER_YEAR),
        Field(
            "from",
            Shape.DATE,
            noun=N_("old date"),
            tense=Tense.TO_COME,
            likely_from=FIRST_PAPER_YEAR,
        ),
        Field(
            "to",
            Shape.DATE,
            noun=N_("new date"),
            tense=Tense.TO_COME,
            likely_from=FIRST_PAPER_YEAR,
        ),
        Field("reason", Shape.LONG_PROSE, noun=N_("reason")),
        without_column(AGREED_BY),
        Field("by_instrument", Shape.LINK, noun=N_("by the instrument"), reads_on=True),
    ),
)

IN_FORCE = Field(
    "in_force",
    Shape.MAPPING,
    label=N_("In force"),
    noun=N_("term"),
    parts=(
        Field(
            "from",
            Shape.DATE,
            noun=N_("in force from"),
            reads_on=True,
            tense=Tense.TO_COME,
            likely_from=FIRST_PAPER_YEAR,
            headings=Headings(
                "in force from, entry into force, effective date, effective from",
                "ngày có hiệu lực, có hiệu lực từ, hiệu lực từ",
            ),
        ),
        Field(
            "until",
            Shape.DATE,
            noun=N_("in force until"),
            reads_on=True,
            tense=Tense.TO_COME,
            likely_from=FIRST_PAPER_YEAR,
            headings=Headings(
                "in force until, expiry, expiry date, expires on, valid until",
                "ngày hết hiệu lực, hiệu lực đến, có hiệu lực đến, thời hạn hiệu lực",
            ),
        ),
        Field("renewal", Shape.CHOICE, noun=N_("renewal")),
        Field("period", Shape.DURATION, noun=N_("period of renewal")),
        Field("times", Shape.NUMBER, noun=N_("most renewals")),
        Field("notice", Shape.DURATION, noun=N_("period of notice")),
        Field("pending", Shape.LONG_PROSE, noun=N_("what its entry into force waits for")),
        Field(
            "ends",
            Shape.DATE,
            noun=N_("ends"),
            reads_on=True,
            tense=Tense.TO_COME,
            likely_from=FIRST_PAPER_YEAR,
        ),
        Field(
            "notice_given",
            Shape.MAPPING,
            noun=N_("notice given"),
            parts=(
                replace(
                    date_field(), noun=N_("notice given on"), reads_on=True, likely_from=FIRST_PAPER_YEAR
                ),
                Field("by", Shape.PARTY, noun=N_("notice given by"), reads_on=True),
            ),
        ),
        _CHANGES,
    ),
)
