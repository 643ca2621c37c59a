"""Holds what the reader of dates goes by besides the text. It must not read a date or a clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from commitments.model.fields import Tense

DateOrder: TypeAlias = Literal["dmy", "mdy"]
"""Whether the day or the month comes first in a date of numbers."""

DATE_ORDERS: tuple[DateOrder, ...] = ("dmy", "mdy")
"""Every order."""

Epoch: TypeAlias = int
"""The year from which a workbook counts days: 1900 or 1904."""


@dataclass(frozen=True, slots=True)
class DateTerms:
    """What a date is read by: the caller knows the day, the settings and the purpose."""

    today: date | None = None
    """The day that `tomorrow` and `+30d` count from; None refuses such words."""
    order: DateOrder | None = None
    """What settles `5/8/2026`; None refuses it."""
    tense: Tense = Tense.TO_COME
    """A date to come takes limits (`by June 2026`) and coming weekdays; every other takes past ones."""
    epoch: Epoch | None = None
    """What whole numbers of five digits count from; None refuses them."""

    fiscal_start: int | None = None
    """The month in which fiscal years start, from 1; None refuses them."""

    @property
    def looks_back(self) -> bool:
        """Whether a past date is meant."""
        return self.tense is not Tense.TO_COME


NO_TERMS = DateTerms()
"""The terms of a date to come where neither the day nor the order is known."""


def settled_order(setting: str | None, lang: str, option: str | None = None) -> DateOrder | None:
    """The order of `--dates`, else of the settings, else of Vietnamese answers; None where nothing tells."""
    word = option or setting or ("dmy" if lang == "vi" else None)
    return next((order for order in DATE_ORDERS if order == word), None)
