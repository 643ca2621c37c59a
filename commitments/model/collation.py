"""The order of titles and names: that of CLDR for Vietnamese, which suits English too. Knows no locale.

After CLDR 44, `vi`: ă and â follow a, đ follows d, ê e, ô and ơ o, and ư u, as letters of their own;
tones decide only between words of the same letters, in the order level, grave, hook, tilde, acute,
dot; then lower case comes before upper.
"""

from __future__ import annotations

import unicodedata

_PRIMARY_ORDER = (
    " _-–—,;:!?.…·'‘’\"“”«»()[]{}§@*/\\&#%•`^°+±<=>|~$£₫€0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
)
_FOREIGN = {"ø": "o", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")


class _Weights(dict[int, str]):
    """Weights by character, for `str.translate`; a foreign letter takes the weight of its base."""

    def __init__(self, foreign: str | None) -> None:
        super().__init__()
        self._foreign = foreign
        """The weight of a foreign accent; None where only the base counts."""

    def __missing__(self, code: int) -> str:
        letter = unicodedata.normalize("NFD", chr(code))[0].lower()
        base = _FOREIGN.get(letter, letter)
        if unicodedata.category(chr(code)) == "Mn":
            self[code] = self._foreign or ""
        elif base == chr(code).lower():
            self[code] = base
        else:
            self[code] = self._foreign or "".join(self.get(ord(item), item) for item in base)
        return self[code]


def _weights() -> tuple[_Weights, _Weights]:
    letters, tones = _Weights(None), _Weights(str(len(_TONES)))
    for rank, letter in enumerate(_PRIMARY_ORDER, 1):
        for weight, tone in enumerate(_TONES):
            for shown in (letter, letter.upper()):
                composed = unicodedata.normalize("NFC", shown + tone)
                if len(composed) == 1:
                    letters[ord(composed)] = chr(rank)
                    tones[ord(composed)] = str(weight)
    return letters, tones


_LETTERS, _TONE = _weights()


def sort_key(text: str) -> tuple[str, str, str]:
    """A key by which text sorts as CLDR's `vi` has it."""
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    return composed.translate(_LETTERS), composed.translate(_TONE), composed.swapcase()
