"""Withholds e-mail addresses from what the public sees. Knows no record and no format."""

from __future__ import annotations

import re

_LOCAL_SIGN = r"[\w.+%'’-]"
_MAIL_ADDRESS = re.compile(
    rf"(?:(?<!{_LOCAL_SIGN}){_LOCAL_SIGN}++|\"[^\"@\n]{{1,64}}\")"
    r"[@＠﹫](?:[\w-]+(?:[.．。][\w-]+)*|\[[0-9A-Fa-f.:]+\])"
)
"""An e-mail address, or what reads like one: better a word too many than an address on a public page."""
_WITHHELD = "[…]"


def without_addresses(text: str) -> str:
    """A text in which an e-mail address reads `[…]`."""
    return _MAIL_ADDRESS.sub(_WITHHELD, text) if "@" in text or "＠" in text or "﹫" in text else text
