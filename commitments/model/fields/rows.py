"""Holds the table of fields: one row says all that the program knows of a field. It judges no record.

The rows stand in the order of the schema, which says which values are valid. A test holds both to the same
names and shapes.
"""

from __future__ import annotations

from dataclasses import replace

from commitments.errors import N_
from commitments.model.fields.field import Field, Headings, Shape, Tense
from commitments.model.fields.in_force import IN_FORCE
from commitments.model.fields.shared import (
    DUE,
    DUE_BASIS,
    DUE_CHANGES,
    DUE_EVENT,
    EVIDENCE,
    FIRST_PAPER_YEAR,
    MET_ON,
    date_field,
    without_column,
)
from commitments.model.fields.source import SOURCE

FIELDS: tuple[Field, ...] = (
    Field(
        "id",
        Shape.ID,
        label=N_("Id"),
        noun=N_("id"),
        headings=Headings("id, code, record id", "mã, mã số, mã hồ sơ, mã cam kết, mã nhiệm vụ"),
    ),
    Field(
        "title",
        Shape.PROSE,
        noun=N_("title"),
        headings=Headings(
            "title, commitment, task, action, content, name",
            "nội dung, tên cam kết, cam kết, nhiệm vụ, tên nhiệm vụ, nội dung công việc, nội dung nhiệm vụ, "
            "nội dung cam kết, tên gọi, tiêu đề, tên, công việc, thỏa thuận, tên thỏa thuận, "
            "nội dung thỏa thuận",
        ),
    ),
    Field(
        "summary",
        Shape.LONG_PROSE,
        label=N_("Summary"),
        noun=N_("summary"),
        headings=Headings(
            "summary, description, details", "tóm tắt, mô tả, nội dung tóm tắt, nội dung chi tiết"
        ),
    ),
    Field(
        "kind",
        Shape.CHOICE,
        noun=N_("kind"),
        headings=Headings("kind, type", "loại, loại cam kết, loại văn bản, loại hình"),
    ),
    Field(
        "status",
        Shape.CHOICE,
        noun=N_("status"),
        headings=Headings(
            "status, state", "trạng thái, tình trạng, tình trạng thực hiện, trạng thái thực hiện"
        ),
    ),
    Field(
        "part_of",
        Shape.LINK,
        label=N_("Part of"),
        noun=N_("part of"),
        reads_on=True,
        headings=Headings("part of, parent", "thuộc, thuộc cam kết, thuộc hồ sơ, thuộc thỏa thuận"),
    ),
    Field(
        "depends_on", Shape.LINK, several=True, label=N_("Depends on"), noun=N_("depends on"), reads_on=True
    ),
    Field(
        "superseded_by",
        Shape.LINK,
        label=N_("Superseded by"),
        noun=N_("superseded by"),
        reads_on=True,
        headings=Headings(vi="hồ sơ thay thế, được thay thế bởi, được thay thế bằng"),
    ),
    Field(
        "parties",
        Shape.LIST,
        label=N_("Parties"),
        noun=N_("parties"),
        keys=(("party", "role"),),
        parts=(
            Field("party", Shape.PARTY, noun=N_("party")),
            Field("role", Shape.CHOICE, noun=N_("role")),
        ),
    ),
    Field(
        "made_on",
        Shape.DATE,
        label=N_("Made on"),
        noun=N_("made on"),
        reads_on=True,
        tense=Tense.HAPPENED,
        likely_from=FIRST_PAPER_YEAR,
        headings=Headings(
            "made on, date signed, signed on, date of signature, agreed on",
            "ngày ký, ngày ký kết, ngày xác lập, ngày giao, ngày đề nghị, ngày cam kết, ngày thỏa thuận",
        ),
    ),
    DUE,
    DUE_BASIS,
    DUE_EVENT,
    IN_FORCE,
    Field(
        "deliverable",
        Shape.LONG_PROSE,
        label=N_("Deliverable"),
        noun=N_("deliverable"),
        headings=Headings(
            "deliverable, deliverables, output, outputs, product",
            "sản phẩm, sản phẩm đầu ra, kết quả đầu ra, sản phẩm kết quả đầu ra, sản phẩm dự kiến, "
            "sản phẩm hoàn thành",
        ),
    ),
    DUE_CHANGES,
    Field(
        "repeats",
        Shape.MAPPING,
        label=N_("Repeats"),
        noun=N_("repeats"),
        reads_on=True,
        parts=(
            Field("rule", Shape.RULE, noun=N_("repeats"), reads_on=True),
            Field("starts", Shape.DATE, noun=N_("repeats from"), reads_on=True, tense=Tense.TO_COME),
            Field(
                "held",
                Shape.LIST,
                label=N_("Held"),
                noun=N_("occurrences"),
                keys=(("occurrence",),),
                in_order_of="occurrence",
                parts=(
                    Field("occurrence", Shape.DATE, noun=N_("occurrence"), tense=Tense.TO_COME),
                    without_column(MET_ON),
                    without_column(EVIDENCE),
                    Field("lapsed", Shape.LONG_PROSE, noun=N_("reason for letting it go")),
                ),
            ),
        ),
    ),
    Field(
        "milestones",
        Shape.LIST,
        label=N_("Milestones"),
        noun=N_("milestones"),
        keys=(("id",),),
        parts=(
            Field("id", Shape.ID),
            Field("title", Shape.PROSE, noun=N_("title")),
            without_column(DUE),
            without_column(DUE_BASIS),
            without_column(DUE_EVENT),
            without_column(DUE_CHANGES),
            Field("status", Shape.CHOICE, noun=N_("status")),
            without_column(MET_ON),
            without_column(EVIDENCE),
        ),
    ),
    Field(
        "updates",
        Shape.LIST,
        label=N_("Updates"),
        noun=N_("updates"),
        keys=(("date",),),
        in_order_of="date",
        parts=(
            date_field(
                Headings(
                    "updated on, update date, date of update, reported on", "ngày cập nhật, ngày báo cáo"
                )
            ),
            Field(
                "by",
                Shape.PARTY,
                noun=N_("reported by"),
                reads_on=True,
                headings=Headings(
                    "reported by", "bên báo cáo, đơn vị báo cáo, đơn vị cập nhật, cơ quan báo cáo"
                ),
            ),
            Field("about", Shape.CHOICE, noun=N_("what it is about")),
            Field(
                "note",
                Shape.LONG_PROSE,
                noun=N_("note"),
                headings=Headings(
                    "note, notes, remarks, update, progress, result, results, comments",
                    "nội dung cập nhật, ghi chú, kết quả, kết quả thực hiện, tiến độ, tiến độ thực hiện, "
                    "tình hình thực hiện, tình hình, cập nhật",
                ),
            ),
        ),
    ),
    EVIDENCE,
    MET_ON,
    Field(
        "closing",
        Shape.MAPPING,
        label=N_("Closed"),
        noun=N_("reason for closing"),
        parts=(
            replace(
                date_field(Headings("closed on, closing date", "ngày kết thúc, ngày đóng")),
                noun=N_("closed on"),
                reads_on=True,
            ),
            Field(
                "reason",
                Shape.LONG_PROSE,
                noun=N_("reason for closing"),
                headings=Headings("closing reason, reason for closing", "lý do kết thúc, lý do đóng"),
            ),
            Field("by", Shape.PARTY, noun=N_("by whose doing"), reads_on=True, headings=Headings()),
        ),
    ),
    Field(
        "review_by",
        Shape.DATE,
        label=N_("Review by"),
        noun=N_("review date"),
        tense=Tense.TO_COME,
        headings=Headings(
            "review by, review date", "hạn rà soát, ngày rà soát, ngày xem xét lại, hạn xem xét lại"
        ),
    ),
    Field(
        "place",
        Shape.PROSE,
        label=N_("Place"),
        noun=N_("place"),
        headings=Headings("place, location", "địa điểm, nơi ký"),
    ),
    Field(
        "scope",
        Shape.PROSE,
        several=True,
        label=N_("Fields of cooperation"),
        noun=N_("fields of cooperation"),
        reads_on=True,
    ),
    SOURCE,
    Field("binding", Shape.FLAG, label=N_("Binding"), noun=N_("legally binding"), reads_on=True),
    Field(
        "tags",
        Shape.TEXT,
        several=True,
        label=N_("Tags"),
        noun=N_("tags"),
        reads_on=True,
        headings=Headings("tags, keywords", "thẻ, nhãn, từ khóa"),
    ),
)
"""Every field of a record, in the order of the schema, its pages and its forms."""
