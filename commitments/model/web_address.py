"""Finds why a browser cannot open a text as a web address, by RFC 3986. It opens nothing."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

_PARTS = re.compile(r"https?://(?P<authority>[^/?#]*)(?P<tail>.*)", re.DOTALL)
_QUOTES = frozenset('"<>\\`“”„‟«»‹›＂')
_REFUSED_IN_ASCII = re.compile(r'[\x00-\x20"<>\\`\x7f]')
_UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})
"""The Unicode categories of controls, invisible signs, surrogates and spaces."""

_LABEL = re.compile(r"(?!-+$)[a-z0-9_-]{1,63}")
_LETTER_CATEGORIES = ("L", "M", "N")
_BETWEEN_LETTERS = frozenset("-_·・")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_QUAD = re.compile(r"(?:0|[1-9][0-9]{0,2})(?:\.(?:0|[1-9][0-9]{0,2})){3}")
_LONGEST_HOST = 253
_LAST_PORT = 65_535


class AddressFault(StrEnum):
    """Why an address cannot be opened, or opens another place than it seems to."""

    FORM = "form"
    CHARACTER = "character"
    """A quote, an angle bracket, a backslash, a space or an invisible sign."""
    USER = "user"
    """A name or a password before the host; RFC 9110, section 4.2.4, removes them from web addresses."""
    HOST = "host"
    PORT = "port"
    PERCENT = "percent"
    """A percent sign that two hexadecimal digits do not follow."""


def address_fault(text: str) -> AddressFault | None:
    """The first fault of an address; None where it has none."""
    parts = _PARTS.fullmatch(text)
    if parts is None:
        return AddressFault.FORM
    if _has_refused_sign(text):
        return AddressFault.CHARACTER
    if "@" in parts["authority"]:
        return AddressFault.USER
    host, port = _host_and_port(parts["authority"])
    if not _is_host(host):
        return AddressFault.HOST
    if port is not None and not _is_port(port):
        return AddressFault.PORT
    return AddressFault.PERCENT if re.search(r"%(?![0-9A-Fa-f]{2})", parts["tail"]) else None


def _has_refused_sign(text: str) -> bool:
    if text.isascii():
        return _REFUSED_IN_ASCII.search(text) is not None
    return any(sign in _QUOTES or unicodedata.category(sign) in _UNSEEN_CATEGORIES for sign in text)


def _host_and_port(authority: str) -> tuple[str, str | None]:
    """The host, with its brackets if it has any, and the port as text; None without a port."""
    end = authority.find("]") + 1 if authority.startswith("[") else 0
    host, colon, port = authority[end:].partition(":")
    return authority[:end] + host, port if colon else None


def _is_port(text: str) -> bool:
    return re.fullmatch("[0-9]{1,5}", text) is not None and 1 <= int(text) <= _LAST_PORT


@lru_cache(maxsize=1024)
def _is_host(host: str) -> bool:
    if host.startswith("["):
        return host.endswith("]") and _is_ipv6(host[1:-1])
    letters = (sign for sign in host if not sign.isascii())
    if not all(
        unicodedata.category(letter)[0] in _LETTER_CATEGORIES or letter in _BETWEEN_LETTERS
        for letter in letters
    ):
        return False
    labels = unicodedata.normalize("NFKC", host.casefold()).removesuffix(".").split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return _is_ipv4(".".join(labels))
    return (
        all(map(_is_host_label, labels))
        and sum(len(_ascii_label(label)) + 1 for label in labels) <= _LONGEST_HOST + 1
    )


def _is_ipv4(host: str) -> bool:
    return _QUAD.fullmatch(host) is not None and all(int(number) < 256 for number in host.split("."))


def _is_ipv6(host: str) -> bool:
    from ipaddress import IPv6Address  # few addresses have one

    if not re.fullmatch(r"[0-9A-Fa-f:.]+", host):
        return False
    try:
        IPv6Address(host)
    except ValueError:
        return False
    return True


def _is_host_label(label: str) -> bool:
    """Whether a text may be a part of a host: at most 63 letters of any script, digits and hyphens."""
    if label.startswith("xn--") and not _is_punycode(label[4:]):
        return False
    return _LABEL.fullmatch(_ascii_label(label)) is not None


def _ascii_label(label: str) -> str:
    """A label as the network asks for it: letters outside ASCII are written in punycode (RFC 3492)."""
    return label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")


def _is_punycode(text: str) -> bool:
    try:
        letters = text.encode("ascii").decode("punycode")
    except (ValueError, OverflowError):
        return False
    return not letters.isascii() and all(unicodedata.category(letter)[0] not in "CZ" for letter in letters)
