"""Reads the cells of evidence: titles, and one address or several, with words between them maybe.

It must not know a record, and judges no address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_BEGIN = re.compile(r"https?://", re.IGNORECASE)
_SEPARATORS = ";,|"
_CLOSERS = {")": "(", "]": "[", ">": "<", "}": "{", '"': '"'}
_AROUND = ' \t\n:;,.|–—-()[]<>{}"'
_LONGEST_TITLE = 500


class EvidencePiece(NamedTuple):
    """A piece of evidence as cells give it."""

    title: str
    url: str | None = None


def evidence_pieces(title: str | None, address: str | None) -> list[EvidencePiece]:
    """The pieces of evidence of a row; one without a title is titled by its address.

    Several titles belong to several addresses where they are as many; else the title is that of all.
    """
    links = _links(address or "") or _links(title or "")
    if not links:
        if title is not None:
            return [EvidencePiece(_one_line(title), address and _one_line(address))]
        return [] if address is None else [EvidencePiece(_one_line(address))]
    titles = _titles(title or "", len(links))
    return [
        EvidencePiece(": ".join(filter(None, (name, link.title))) or str(link.url)[:_LONGEST_TITLE], link.url)
        for name, link in zip(titles, links, strict=True)
    ]


def count_addresses(text: str) -> int:
    """How many addresses a text holds; one within another counts as a part of it."""
    return sum(1 for _ in _addresses(text))


def with_addresses(value: object, addresses: Sequence[str]) -> object:
    """A cell with the addresses that stand behind its words, after them; other cells as they are."""
    if not addresses:
        return value
    text = "" if value is None else str(value)
    unseen = (address for address in dict.fromkeys(addresses) if address not in text)
    return "\n".join([text, *unseen]).strip()


def _titles(text: str, number: int) -> list[str]:
    """A title for each of so many addresses; empty where the text has the addresses in itself."""
    if _BEGIN.search(text):
        return [""] * number
    parts = [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]
    return parts if len(parts) == number else [_one_line(text)] * number


def _links(text: str) -> list[EvidencePiece]:
    """The addresses of a text, each with the words before it; the last has those behind it too."""
    links: list[EvidencePiece] = []
    end = 0
    for start, address in _addresses(text):
        links.append(EvidencePiece(_words(text[end:start]), address))
        end = start + len(address)
    if links and (rest := _words(text[end:])):
        links[-1] = links[-1]._replace(title=" ".join(filter(None, (links[-1].title, rest))))
    return links


def _addresses(text: str) -> Iterator[tuple[int, str]]:
    """The addresses of a text with their places; one within another, as after `?u=`, is a part of it."""
    for token in re.finditer(r"\S+", text):
        word = token[0]
        starts = [match.start() for match in _BEGIN.finditer(word)]
        starts = [start for start in starts if start == starts[0] or word[start - 1] in _SEPARATORS]
        for start, end in pairwise([*starts, len(word)]):
            yield token.start() + start, _without_end_signs(word[start:end])


def _without_end_signs(address: str) -> str:
    """An address without the signs of the sentence around it."""
    address = address.rstrip(_SEPARATORS + ".")
    closer = address[-1:]
    if closer in _CLOSERS and _CLOSERS[closer] not in address[:-1]:
        address = address.rstrip(closer + _SEPARATORS + ".")
    return address


def _words(text: str) -> str:
    return _one_line(text.strip(_AROUND))


def _one_line(text: str) -> str:
    return " ".join(text.split())
