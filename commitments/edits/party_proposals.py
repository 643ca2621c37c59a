"""Proposes what a new party may be, from its name: language, kind and short name. It must not decide any."""

from __future__ import annotations

import re

from commitments.edits.new_party import NewParty, is_party_id
from commitments.model.folding import fold
from commitments.model.parties.party import PartyKind

_KIND_BY_FIRST_WORDS = (
    (PartyKind.GOVERNMENT, "chính phủ"),
    (PartyKind.LOCAL_AUTHORITY, "ủy ban nhân dân|uỷ ban nhân dân|ubnd|sở|tỉnh|thành phố"),
    (PartyKind.MISSION, "đại sứ quán|tổng lãnh sự quán|lãnh sự quán|phái đoàn|cơ quan đại diện"),
    (PartyKind.AGENCY, "tổng cục|cục|ủy ban|uỷ ban|thanh tra|văn phòng|ngân hàng nhà nước|viện kiểm sát"),
    (PartyKind.COMPANY, "tổng công ty|công ty|tập đoàn|ngân hàng|doanh nghiệp"),
    (PartyKind.UNIVERSITY, "đại học|trường đại học|trường|học viện"),
    (PartyKind.INSTITUTE, "viện|trung tâm"),
    (PartyKind.ASSOCIATION, "hiệp hội|hội|liên đoàn|liên minh|phòng thương mại"),
    (PartyKind.MINISTRY, "bộ"),
)
"""Vietnamese names begin with the kind of the body."""

_KIND_BY_WORD = (
    (PartyKind.MINISTRY, "ministry"),
    (PartyKind.MISSION, "embassy|consulate|high commission|permanent mission"),
    (PartyKind.LOCAL_AUTHORITY, "people's committee|provincial|province|municipality|city council|city of"),
    (PartyKind.UNIVERSITY, "university|college"),
    (PartyKind.INSTITUTE, "institute|centre|center"),
    (PartyKind.ASSOCIATION, "association|federation|chamber|society|union of"),
    (
        PartyKind.INTERNATIONAL_ORGANISATION,
        "united nations|world bank|organisation|organization|european union",
    ),
    (PartyKind.AGENCY, "agency|authority|directorate|bureau|state bank|inspectorate"),
    (PartyKind.COMPANY, "company|corporation|corp|inc|ltd|limited|plc|llc|gmbh|group|bank"),
    (PartyKind.GOVERNMENT, "government"),
)
"""English names hold the kind of the body somewhere."""

_VIETNAMESE_LETTER = re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
_SMALL_WORDS = frozenset({"of", "and", "the", "for"})


def proposed_party(text: str, reader_lang: str) -> NewParty:
    """The request for a new party that a text names; its kind is empty where the name does not tell it."""
    if is_party_id(text):
        return NewParty(text, reader_lang, "")
    lang = _language(text, reader_lang)
    kind = _kind(text)
    short = _short_name(text, lang) if kind == PartyKind.MINISTRY else None
    proposal = NewParty(text, lang, kind)
    return proposal._replace(short_vi=short) if lang == "vi" else proposal._replace(short=short)


def _language(name: str, reader_lang: str) -> str:
    """The language of a name: by the word for its kind, else Vietnamese by its letters, else the reader's."""
    if _kind_by_first_words(name):
        return "vi"
    if _kind_by_word(name):
        return "en"
    return "vi" if _VIETNAMESE_LETTER.search(name.lower()) else reader_lang


def _kind(name: str) -> str:
    return _kind_by_first_words(name) or _kind_by_word(name)


def _kind_by_first_words(name: str) -> str:
    folded = fold(name)
    for kind, words in _KIND_BY_FIRST_WORDS:
        if re.match(rf"(?:{fold(words)})\b", folded):
            return kind
    return ""


def _kind_by_word(name: str) -> str:
    folded = fold(name).replace("’", "'")
    for kind, words in _KIND_BY_WORD:
        if re.search(rf"\b(?:{words})\b", folded):
            return kind
    return ""


def _short_name(name: str, lang: str) -> str | None:
    """The short name of a ministry: `Bộ KH&CN`, `MoST`; None for a name of one word."""
    first, *others = name.split()
    if not others:
        return None
    if lang == "vi":
        letters = ("&" if word == "và" else word[0].upper() for word in others if word[0].isalpha())
        return f"{first} {''.join(letters)}"
    if first.lower() != "ministry":
        return None
    capitals = (word[0].upper() for word in others if word.lower() not in _SMALL_WORDS)
    return f"Mo{''.join(capitals)}"
