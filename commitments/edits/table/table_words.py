"""Holds words of tables for statuses and kinds, and words that say nothing. It must not read a cell.

Only words that mean one thing stand here; a table's own words are given with `--value`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from commitments.model.folding import fold
from commitments.model.lifecycle import Kind, Status

_STATUS_WORDS: Mapping[Status, str] = {
    Status.AGREED: "open, not started, not yet started, to do, todo, pending, planned, confirmed, pledged, "
    "ready to start, accepted, approved, scheduled, assigned, not begun, signed, in force, valid, "
    "đã ký, đã ký kết, còn hiệu lực, đang có hiệu lực, "
    "chưa thực hiện, chưa triển khai, chưa bắt đầu, đã giao, mới giao, chờ thực hiện",
    Status.IN_PROGRESS: "ongoing, on-going, on going, under way, underway, started, in process, wip, active, "
    "in the works, delayed, late, overdue, behind schedule, on track, at risk, "
    "under implementation, implementing, "
    "đang triển khai, đang xử lý, đang làm, đang tiến hành, chậm tiến độ, quá hạn, "
    "đang thực hiện trong hạn, đang thực hiện quá hạn, đang thực hiện đúng hạn, đúng tiến độ, "
    "chưa hoàn thành trong hạn, chưa hoàn thành quá hạn",
    Status.SUSPENDED: "on hold, paused, postponed, deferred, stalled, tạm hoãn, hoãn, đang tạm dừng",
    Status.FULFILLED: "complete, completed, done, finished, delivered, achieved, implemented, kept, "
    "đã hoàn thành, đã xong, xong, đã thực hiện, "
    "hoàn thành đúng hạn, hoàn thành quá hạn, hoàn thành trước hạn, đã hoàn thành đúng hạn",
    Status.PARTIALLY_FULFILLED: "partly, partially, largely, partial, partially completed, "
    "partially complete, partially done, partially delivered, partly done, partly delivered, "
    "hoàn thành một phần, thực hiện một phần",
    Status.NOT_FULFILLED: "not delivered, undelivered, failed, broken, not achieved, "
    "không hoàn thành, không đạt, không thực hiện được",
    Status.WITHDRAWN: "cancelled, canceled, abandoned, dropped, void, "
    "hủy, huỷ, đã hủy, đã huỷ, hủy bỏ, huỷ bỏ, không thực hiện nữa, dừng thực hiện",
}
_STATUS_WORDS_ELSEWHERE: Mapping[Status, str] = {
    Status.AGREED: "non commencé, pas commencé, à faire, prévu, offen, nicht begonnen, geplant, pendiente, "
    "no iniciado, sin iniciar, 未着手, 未実施, 予定, 미착수, 예정, 未开始, 未启动, 未開始, "
    "ยังไม่เริ่ม, ยังไม่ดำเนินการ",
    Status.IN_PROGRESS: "en cours, in arbeit, in bearbeitung, laufend, en curso, en proceso, "
    "実施中, 進行中, 対応中, 진행중, 진행 중, 추진중, 추진 중, 进行中, 推进中, 正在进行, "
    "กำลังดำเนินการ, อยู่ระหว่างดำเนินการ",
    Status.SUSPENDED: "suspendu, reporté, zurückgestellt, pausiert, suspendido, 保留, 보류, 暂停, ระงับ",
    Status.FULFILLED: "terminé, achevé, réalisé, fait, erledigt, abgeschlossen, umgesetzt, completado, "
    "terminado, cumplido, 完了, 実施済, 済, 완료, 已完成, 完成, เสร็จสิ้น, แล้วเสร็จ, ดำเนินการแล้วเสร็จ",
    Status.WITHDRAWN: "annulé, abandonné, abgebrochen, cancelado, 中止, 취소, 取消, 已取消, ยกเลิก",
}
"""Words of other languages, for the tables whose headings are known."""

_KIND_WORDS: Mapping[Kind, str] = {
    Kind.MOU: "biên bản ghi nhớ, memorandum, memorandum of understanding",
}
_TICKS = frozenset({"✓", "✔", "☑", "✅", "√"})
_PERCENT = re.compile(r"([0-9]{1,3})(?:[.,][0-9]+)? ?%")

_NOTHING = frozenset(
    {
        *("n/a", "na", "tbc", "tbd", "tba", "nil", "none", "unknown", "?", "??", "…", "no date", "not set"),
        *("to be confirmed", "to be determined", "to be decided", "not applicable", "to be advised"),
        *("chua xac dinh", "khong xac dinh", "chua co", "chua ro", "khong", "khong co"),
    }
)
"""Words in a column of dates that say nothing, folded."""

_ENDLESS = frozenset(
    {
        *("unlimited", "indefinite", "indefinitely", "no expiry", "open-ended", "open ended", "permanent"),
        *("khong thoi han", "vo thoi han", "khong xac dinh thoi han"),
    }
)
_RENEWS = re.compile(
    r"(?:auto|automatic|automatically|tacit)[- ]?(?:renew\w*)?|tu dong gia han|mac nhien gia han"
)


def synonyms() -> dict[str, dict[str, str]]:
    """Other words of tables for the values of `status` and of `kind`, by the field, folded."""
    return {
        "status": {
            fold(word).strip(): status.value
            for status, words in (*_STATUS_WORDS.items(), *_STATUS_WORDS_ELSEWHERE.items())
            for word in words.split(",")
        },
        "kind": {
            fold(word).strip(): kind.value for kind, words in _KIND_WORDS.items() for word in words.split(",")
        },
    }


def status_by_share(value: object) -> Status | None:
    """The status that a tick or a share of the work means; None for any other value."""
    if value is True or (isinstance(value, str) and value.strip() in _TICKS):
        return Status.FULFILLED
    match = _PERCENT.fullmatch(value.strip()) if isinstance(value, str) else None
    share = int(match[1]) if match else value * 100 if isinstance(value, float) and 0 < value <= 1 else None
    if share is None or not 0 <= share <= 100:
        return None
    return Status.AGREED if share == 0 else Status.IN_PROGRESS if share < 100 else Status.FULFILLED


_TIME = re.compile(r"(?<![ ,T])[ ,T]+[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?: ?[AaPp]\.?[Mm]\.?)?$")
_REMARK = re.compile(r"(.+?) *\((?:tbc|tbd|to be confirmed|du kien|expected|estimated|est\.?|tentative)\)")
_SHORT_YEAR = re.compile(r"([0-3]?[0-9])[-/ ]([A-Za-z]{3,9})[-/ ,]+([0-9]{2})")
_YEAR_END = re.compile(r"(?:cuoi nam|end(?: of)?(?: the year)?) ([0-9]{4})")


def plain_date_text(text: str) -> tuple[str, bool]:
    """The date in a text without a time of day, a remark or a short year; and whether words are left out."""
    date_text = _TIME.sub("", " ".join(text.split()))
    if match := _SHORT_YEAR.fullmatch(date_text):
        return f"{match[1]} {match[2]} 20{match[3]}", False
    folded = fold(date_text)
    if match := _YEAR_END.fullmatch(folded):
        return match[1], True
    match = _REMARK.fullmatch(folded)
    return (match[1], True) if match else (date_text, False)


_LIKE_DATE = re.compile(r"[0-9] ?[/.-] ?[0-9]{1,2} ?[/.-] ?[0-9]|\b[0-9]{1,2} ?[/.-] ?(?:19|20)[0-9]{2}\b")


def is_expired(text: str) -> bool:
    """Whether a text in a column of statuses says that a term is over, which the last day says better."""
    return fold(" ".join(text.split())).strip(" .") in (
        "expired",
        "lapsed",
        "het hieu luc",
        "da het hieu luc",
        "het han",
    )


def has_no_status(text: str) -> bool:
    """Whether a text in a column of statuses says that there is none."""
    return fold(" ".join(text.split())).strip(" .") in (
        "n/a",
        "na",
        "not applicable",
        "khong ap dung",
        "khong co",
    )


def looks_like_date(text: str) -> bool:
    """Whether a text has numbers as days and months have, so that what cannot be read of it is a fault."""
    return _LIKE_DATE.search(text) is not None


def says_nothing(text: str) -> bool:
    """Whether a text in a column of dates says that there is none yet."""
    return fold(" ".join(text.split())).strip("()[] .") in _NOTHING or text.strip() in _NOTHING


def is_endless(text: str) -> bool:
    """Whether a text in a column of last days says that there is none."""
    return fold(" ".join(text.split())).strip(" .") in _ENDLESS


def renews_by_itself(text: str) -> bool:
    """Whether a text in a column of last days says that the term goes on by itself."""
    return _RENEWS.fullmatch(fold(" ".join(text.split())).strip(" .")) is not None
