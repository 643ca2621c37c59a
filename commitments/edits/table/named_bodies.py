"""Splits a text into the names of bodies by the words that begin them. It must not know a registry."""

from __future__ import annotations

import re

from commitments.edits.table.body_words import begins_body, is_collective

_PARTS = re.compile(r"( ?[,/] ?| [&+] | and | và )")
_COMPANY_ENDS = re.compile(r"(?:inc|ltd|llc|plc|gmbh|corp|jsc|co|s\.?a)\b.*", re.IGNORECASE)


def split_names(text: str) -> list[str]:
    """The names of a text, parted by any sign; a part that begins no body belongs to the one before."""
    names: list[str] = []
    for line in re.split(r"[;\n]", text):
        tokens = _PARTS.split(" ".join(line.split()))
        pieces, signs = tokens[::2], ["", *tokens[1::2]]
        if is_collective(line.strip()) and not any(map(begins_body, pieces)):
            names.append(line)
            continue
        knows_bodies = any(begins_body(piece) or _begins_many(piece) for piece in pieces)
        for place, (sign, piece) in enumerate(zip(signs, pieces, strict=True)):
            parts_people = sign.strip() == "," and not knows_bodies
            is_new = begins_body(piece) or _begins_many(piece) or parts_people
            if place == 0 or (is_new and not _COMPANY_ENDS.match(piece)):
                names.append(piece)
            else:
                names[-1] += sign + piece
    return names


def _begins_many(piece: str) -> bool:
    return is_collective(piece) and " " in piece
