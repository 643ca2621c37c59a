"""Tells by its words what sort of body a name is, and where a name begins. It proposes; people decide.

It must not know a registry.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from commitments.model.folding import fold, is_vietnamese
from commitments.model.parties.party import PartyKind

_FIRST_WORDS: Mapping[PartyKind, str] = {
    PartyKind.MISSION: "dai su quan, tong lanh su quan, lanh su quan, phai doan",
    PartyKind.COMPANY: "tong cong ty, cong ty, tap doan, ngan hang thuong mai, ngan hang tmcp, doanh nghiep",
    PartyKind.UNIVERSITY: "dai hoc, truong dai hoc, truong, hoc vien",
    PartyKind.INSTITUTE: "vien, trung tam",
    PartyKind.ASSOCIATION: "hoi, hiep hoi, lien doan, lien hiep, lien minh, mat tran, doan thanh nien, quy",
    PartyKind.LOCAL_AUTHORITY: "ubnd, uy ban nhan dan, hdnd, hoi dong nhan dan, tinh, thanh pho, tp, tp., "
    "quan, huyen, thi xa, phuong, xa, city of, county of, province of, municipality of",
    PartyKind.MINISTRY: "bo, ministry",
    PartyKind.AGENCY: "tong cuc, cuc, chi cuc, vu, so, ban, van phong, kho bac, ngan hang nha nuoc, "
    "thanh tra, uy ban, bao hiem, toa an, vien kiem sat, kiem toan, dai, thong tan xa, phong, department, "
    "office, directorate, bureau, agency, commission, authority, council, secretariat",
    PartyKind.GOVERNMENT: "chinh phu, government of, quoc hoi, nha nuoc",
    PartyKind.INTERNATIONAL_ORGANISATION: "lien hop quoc, lien hiep quoc, united nations, world bank",
}
_ANY_WORDS: Mapping[PartyKind, str] = {
    PartyKind.MISSION: "embassy, consulate, high commission",
    PartyKind.COMPANY: "inc, ltd, llc, plc, gmbh, corp, corporation, jsc, limited, company, holdings, bank",
    PartyKind.UNIVERSITY: "university, college, school, academy, universite, universitat, universidad",
    PartyKind.INSTITUTE: "institute, centre, center, laboratory, institut, instituto",
    PartyKind.ASSOCIATION: "association, federation, society, foundation, union, chamber",
    PartyKind.LOCAL_AUTHORITY: "city, province, county, municipality, prefecture, district, borough",
    PartyKind.MINISTRY: "ministry",
    PartyKind.AGENCY: "department, office, directorate, bureau, agency, commission, authority, council, "
    "secretariat, administration, service, board, inspectorate",
    PartyKind.INTERNATIONAL_ORGANISATION: "nations, undp, unicef, unesco, who, fao, ilo, oecd, asean, adb",
}
_COLLECTIVE = re.compile(
    r"(?:cac|moi|nhung|tat ca|toan the|all|relevant|other|various|concerned)\b.*"
    r"|(?:ubnd|uy ban nhan dan|hdnd|so|cong an) (?:cac|cap|cua cac)\b.*|(?:bo|so|nganh|don vi),? .*lien quan"
    r"|bo,? nganh.*|dia phuong|everyone|everybody"
)
_ACRONYM = re.compile(r"[^\W\d_a-z]{2,}[0-9]*(?:[&-][^\W\d_a-z]+)*")
_SMALL_WORDS = frozenset({"and", "of", "the", "for", "va"})


def _folded_words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+\.?", fold(text))


def is_collective(text: str) -> bool:
    """Whether a text names many bodies at once, as `các bộ, ngành, địa phương` does, or nobody yet."""
    return _COLLECTIVE.fullmatch(" ".join(fold(text).split()).strip(" .,;")) is not None


def is_acronym(text: str) -> bool:
    """Whether a text is nothing but capitals, as `TTXVN` is."""
    return _ACRONYM.fullmatch(text.strip()) is not None


@lru_cache(maxsize=4096)
def body_kind(name: str) -> PartyKind | None:
    """The kind that the words of a name tell; None where they tell none."""
    folded = " ".join(_folded_words(name))
    for kind, words in _FIRST_WORDS.items():
        if any(folded.startswith(f"{word} ") for word in words.split(", ")):
            return kind
    words_of_name = {word.rstrip(".") for word in folded.split()}
    return next((kind for kind, words in _ANY_WORDS.items() if words_of_name & {*words.split(", ")}), None)


def begins_body(text: str) -> bool:
    """Whether a text is the beginning of the name of a body, not the middle of one."""
    return body_kind(text) is not None or is_acronym(text)


def name_language(name: str) -> str:
    """The language of a name, Vietnamese or else English."""
    first = " ".join(_folded_words(name)[:1])
    vietnamese_words = {"bo", "so", "cuc", "vu", "ubnd", "hdnd", "ban"}
    return "vi" if is_vietnamese(name) or first in vietnamese_words else "en"


def short_name(name: str) -> str:
    """The usual short form of a ministry's or department's long name, as `Bộ KH&CN` or `MoST`; else empty."""
    words = name.split()
    if name_language(name) == "vi" and words[0] in ("Bộ", "Sở") and len(words) > 2:
        letters = ("&" if fold(word) == "va" else word[0].upper() for word in words[1:])
        return f"{words[0]} {''.join(letters)}".replace(",", "")
    if words[0] == "Ministry" and len(words) > 2:
        return "".join("" if word in ("and", "the") else word[0] for word in words)
    return ""
