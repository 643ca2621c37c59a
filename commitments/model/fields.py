"""The fields of a record: one row says all that the program knows of a field. It reads and judges no record.

Comparing, checking, merging, showing, importing and the documents read this table. The schema says what a
value may look like; a test holds the two to the same names and shapes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto

from commitments.errors import N_
from commitments.model.dates import LIKELY_FROM

_OF_PAPERS = 1945
"""The year from which instruments and documents are likely."""


class Shape(Enum):
    """What stands in a field."""

    ID = auto()
    TEXT = auto()
    """Text in one line, in its own language."""
    PROSE = auto()
    """Text by language, in one line."""
    LONG_PROSE = auto()
    """Text by language, in as many lines as it needs."""
    CHOICE = auto()
    """A word of a closed list."""
    DATE = auto()
    LINK = auto()
    """The id of another record."""
    PARTY = auto()
    """The id of a party."""
    URL = auto()
    RULE = auto()
    """A rule of recurrence."""
    FLAG = auto()
    LIST = auto()
    MAPPING = auto()


class Tense(Enum):
    """What the day of a date field stands for."""

    HAPPENED = auto()
    """Something happened then; the day may become known more exactly."""
    ENTERED = auto()
    """An entry of a list is dated so, and known by it."""
    TO_COME = auto()
    """Something falls due, begins or recurs then."""


@dataclass(frozen=True, slots=True)
class Headings:
    """What people call a column of a table that holds the field: names with commas between."""

    en: str = ""
    vi: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record, or of what stands in a field."""

    name: str
    shape: Shape
    label: str = ""
    """Message id: what stands before the value in `show`."""
    noun: str = ""
    """Message id: what a sentence about a change calls the field; without one it is called by its path."""
    several: bool = False
    """Whether a list of such values stands in the field."""
    reads_on: bool = False
    """Whether the noun and the value read as one, as `made on: 2 May`."""
    tense: Tense | None = None
    """Of a date."""
    likely_from: int = LIKELY_FROM
    """Of a date: the year before which it is hardly meant."""
    keys: tuple[tuple[str, ...], ...] = ()
    """Of a list: the names by which its items are known, in order of choice."""
    in_order_of: str = ""
    """Of a list: the date by which its items stand in order."""
    headings: Headings | None = None
    """None where no column of a table can be the field."""
    parts: tuple[Field, ...] = ()
    """The fields of a mapping, or of each item of a list."""


def _dated(headings: Headings | None = None) -> Field:
    return Field("date", Shape.DATE, tense=Tense.ENTERED, headings=headings)


def _no_column(field: Field) -> Field:
    """The same field where no column of a table can be it."""
    return replace(field, headings=None, parts=tuple(map(_no_column, field.parts)))


_AGREED_BY = Field("agreed_by", Shape.PARTY, headings=Headings())
_EVIDENCE = Field(
    "evidence",
    Shape.LIST,
    label=N_("Evidence"),
    keys=(("url",), ("title",), ("date",)),
    parts=(
        _dated(Headings(vi="ngày bằng chứng")),
        Field(
            "title",
            Shape.TEXT,
            headings=Headings(
                "evidence, evidence title",
                "bằng chứng, tài liệu chứng minh, minh chứng, tài liệu kiểm chứng",
            ),
        ),
        Field(
            "url",
            Shape.URL,
            headings=Headings(
                "evidence url, evidence link, link, url",
                "liên kết, đường dẫn, đường dẫn bằng chứng, liên kết bằng chứng",
            ),
        ),
    ),
)
_DUE = Field(
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
_DUE_BASIS = Field(
    "due_basis",
    Shape.LONG_PROSE,
    label=N_("Basis of the date"),
    noun=N_("basis of the date"),
    headings=Headings("due basis, basis of the deadline", "căn cứ thời hạn, cơ sở thời hạn"),
)
_DUE_CHANGES = Field(
    "due_changes",
    Shape.LIST,
    label=N_("Deadline moved"),
    keys=(("date",),),
    parts=(
        _dated(Headings("moved on, changed on", "ngày điều chỉnh")),
        Field("from", Shape.DATE, tense=Tense.TO_COME),
        Field("to", Shape.DATE, tense=Tense.TO_COME),
        Field(
            "reason",
            Shape.LONG_PROSE,
            noun=N_("reason"),
            headings=Headings(
                "reason, reason for change, reason for the change, reason for moving",
                "lý do điều chỉnh, lý do gia hạn, lý do thay đổi thời hạn",
            ),
        ),
        _AGREED_BY,
    ),
)
_MET_ON = Field(
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

FIELDS: tuple[Field, ...] = (
    Field(
        "id",
        Shape.ID,
        label=N_("Id"),
        headings=Headings("id, code, record id", "mã, mã số, mã hồ sơ, mã cam kết, mã nhiệm vụ"),
    ),
    Field(
        "title",
        Shape.PROSE,
        noun=N_("title"),
        headings=Headings(
            "title, commitment, task, action, content, name",
            "nội dung, tên cam kết, cam kết, nhiệm vụ, tên nhiệm vụ, nội dung công việc, nội dung nhiệm vụ, "
            "nội dung cam kết, tiêu đề, tên, công việc, thỏa thuận, tên thỏa thuận, nội dung thỏa thuận",
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
        headings=Headings(vi="được thay thế bởi, được thay thế bằng"),
    ),
    Field(
        "parties",
        Shape.LIST,
        label=N_("Parties"),
        keys=(("party", "role"),),
        parts=(Field("party", Shape.PARTY), Field("role", Shape.CHOICE)),
    ),
    Field(
        "made_on",
        Shape.DATE,
        label=N_("Made on"),
        noun=N_("made on"),
        reads_on=True,
        tense=Tense.HAPPENED,
        likely_from=_OF_PAPERS,
        headings=Headings(
            "made on, date signed, signed on, date of signature, agreed on",
            "ngày ký, ngày ký kết, ngày xác lập, ngày giao, ngày thỏa thuận",
        ),
    ),
    _DUE,
    _DUE_BASIS,
    _DUE_CHANGES,
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
                keys=(("occurrence",),),
                in_order_of="occurrence",
                parts=(
                    Field("occurrence", Shape.DATE, tense=Tense.TO_COME),
                    _no_column(_MET_ON),
                    _no_column(_EVIDENCE),
                ),
            ),
        ),
    ),
    Field(
        "milestones",
        Shape.LIST,
        label=N_("Milestones"),
        keys=(("id",),),
        parts=(
            Field("id", Shape.ID),
            Field("title", Shape.PROSE, noun=N_("title")),
            _no_column(_DUE),
            _no_column(_DUE_BASIS),
            _no_column(_DUE_CHANGES),
            Field("status", Shape.CHOICE, noun=N_("status")),
            _no_column(_MET_ON),
            _no_column(_EVIDENCE),
        ),
    ),
    Field(
        "updates",
        Shape.LIST,
        label=N_("Updates"),
        keys=(("date",),),
        in_order_of="date",
        parts=(
            _dated(
                Headings(
                    "updated on, update date, date of update, reported on", "ngày cập nhật, ngày báo cáo"
                )
            ),
            Field(
                "by",
                Shape.PARTY,
                headings=Headings("reported by", "đơn vị báo cáo, đơn vị cập nhật, cơ quan báo cáo"),
            ),
            Field(
                "note",
                Shape.LONG_PROSE,
                noun=N_("note"),
                headings=Headings(
                    "note, notes, remarks, update, progress, result, results, comments",
                    "ghi chú, kết quả, kết quả thực hiện, tiến độ, tiến độ thực hiện, tình hình thực hiện, "
                    "tình hình, cập nhật",
                ),
            ),
        ),
    ),
    _EVIDENCE,
    _MET_ON,
    Field(
        "closing",
        Shape.MAPPING,
        label=N_("Closed"),
        noun=N_("reason for closing"),
        parts=(
            _dated(Headings("closed on, closing date", "ngày kết thúc, ngày đóng")),
            Field(
                "reason",
                Shape.LONG_PROSE,
                noun=N_("reason for closing"),
                headings=Headings("closing reason, reason for closing", "lý do kết thúc, lý do đóng"),
            ),
        ),
    ),
    Field(
        "review_by",
        Shape.DATE,
        label=N_("Review by"),
        noun=N_("review date"),
        tense=Tense.TO_COME,
        headings=Headings("review by, review date", "ngày xem xét lại, hạn xem xét lại"),
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
    Field(
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
                    "văn bản, tài liệu nguồn, số văn bản, số hiệu văn bản, số ký hiệu, nguồn, "
                    "văn bản giao nhiệm vụ",
                ),
            ),
            Field(
                "title",
                Shape.TEXT,
                noun=N_("title of the source"),
                headings=Headings(vi="tên văn bản, trích yếu"),
            ),
            Field(
                "publisher",
                Shape.TEXT,
                noun=N_("publisher of the source"),
                headings=Headings(vi="cơ quan ban hành"),
            ),
            Field(
                "published_on",
                Shape.DATE,
                noun=N_("source published on"),
                reads_on=True,
                tense=Tense.HAPPENED,
                likely_from=_OF_PAPERS,
                headings=Headings(vi="ngày ban hành"),
            ),
            Field(
                "locator",
                Shape.TEXT,
                noun=N_("place in the source"),
                headings=Headings("locator, item, clause", "vị trí, mục, điều khoản"),
            ),
            Field("url", Shape.URL, noun=N_("address of the source"), headings=Headings()),
            Field("note", Shape.LONG_PROSE, noun=N_("note on the source"), headings=Headings()),
        ),
    ),
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
"""Every field of a record, in the order of the schema, which is that of its pages and forms."""


def walk(fields: Iterable[Field] = FIELDS, way: str = "") -> Iterator[tuple[str, Field]]:
    """Every field with the way to it, as `milestones.due`; items of lists add no name."""
    for field in fields:
        path = f"{way}{field.name}"
        yield path, field
        yield from walk(field.parts, f"{path}.")


BY_PATH: Mapping[str, Field] = dict(walk())
"""Every field by the way to it."""

_EVERY = tuple(BY_PATH.values())

DATE_NAMES = frozenset(field.name for field in _EVERY if field.shape is Shape.DATE)
"""What fields that hold a date are called; nothing else in a record is called so."""

HAPPENED_NAMES = frozenset(field.name for field in _EVERY if field.tense is Tense.HAPPENED)
"""What dates of past events are called."""

PARTY_NAMES = frozenset(field.name for field in _EVERY if field.shape is Shape.PARTY)
"""What fields that hold the id of a party are called."""

LIST_KEYS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    field.name: field.keys for field in _EVERY if field.keys
}
"""By what the items of a list are known: the first choice of which the first name holds a text."""

LIST_ORDER: Mapping[str, str] = {field.name: field.in_order_of for field in _EVERY if field.in_order_of}
"""Lists that stand in the order of a date, and that date."""


def named_by_path(fields: Iterable[Field] = FIELDS) -> Mapping[str, Field]:
    """Fields with a noun, by the way from the record or from the item of a list in which they stand."""
    named: dict[str, Field] = {}
    for path, field in walk(fields):
        item = path
        for above in (
            above for above, holder in BY_PATH.items() if holder.keys and path.startswith(f"{above}.")
        ):
            item = path.removeprefix(f"{above}.")
        if field.noun:
            named.setdefault(item, field)
    return named
