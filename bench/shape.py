"""What is true of the n-th made record: its kind, status, parent and days. Writes no YAML."""

from dataclasses import dataclass
from datetime import date, timedelta

from bench.days import TODAY, Due, any_wording
from bench.dice import Dice

OPEN = frozenset({"proposed", "agreed", "in_progress", "suspended"})
CLOSED_SHORT = frozenset({"partially_fulfilled", "not_fulfilled", "withdrawn"})

_INSTRUMENT_STATUS = (("in_progress", 0.7), ("agreed", 0.3))
_ACTION_STATUS = (
    ("proposed", 0.08),
    ("agreed", 0.16),
    ("in_progress", 0.34),
    ("suspended", 0.03),
    ("fulfilled", 0.27),
    ("partially_fulfilled", 0.04),
    ("not_fulfilled", 0.03),
    ("withdrawn", 0.03),
    ("superseded", 0.02),
)
_ACTION_KIND = (
    ("agreed_action", 0.5),
    ("request", 0.2),
    ("assignment", 0.15),
    ("public_pledge", 0.1),
    ("other", 0.05),
)
_TOP = ("treaty", "mou", "declaration", "communique", "exchange_of_notes")
_MIDDLE = ("mou", "cooperation_programme", "arrangement", "letter_of_intent")
_LOW = ("cooperation_plan", "agreed_minutes", "contract", "record_of_discussion")


@dataclass(frozen=True, slots=True)
class Shape:
    """The facts of one record that its other parts must agree with."""

    number: int
    kind: str
    status: str
    parent: int | None
    made: date
    due: Due | None
    aim: date
    """The day that due words; every milestone lies between made and it."""
    met: date | None

    @property
    def is_instrument(self) -> bool:
        return self.number % 20 == 1

    @property
    def is_meeting(self) -> bool:
        return self.kind == "meeting"


def shape_of(number: int, records: int, dice: Dice) -> Shape:
    """The n-th of so many records; each twenty, hundred and thousand hangs under its first, an instrument."""
    parent = parent_of(number)
    if number % 20 == 1:
        return _instrument(number, parent, dice)
    if number % 20 == 2:
        return _meeting(number, parent, dice)
    return _action(number, parent, records, dice)


def parent_of(number: int) -> int | None:
    """The meeting, for some actions; else the first of the twenty, hundred or thousand, if another."""
    first_of_twenty = (number - 1) // 20 * 20 + 1
    if number - first_of_twenty in range(3, 7):
        return first_of_twenty + 1
    firsts = ((number - 1) // reach * reach + 1 for reach in (20, 100, 1000))
    return next((first for first in firsts if first != number), None)


def _instrument(number: int, parent: int | None, dice: Dice) -> Shape:
    kinds = _TOP if number % 1000 == 1 else _MIDDLE if number % 100 == 1 else _LOW
    made = dice.day(TODAY - timedelta(days=1700), TODAY - timedelta(days=700))
    aim = made + timedelta(days=dice.between(900, 2200))
    due = any_wording(dice, aim) if dice.chance(0.4) else None
    return Shape(number, dice.pick(kinds), dice.weighted(_INSTRUMENT_STATUS), parent, made, due, aim, None)


def _meeting(number: int, parent: int | None, dice: Dice) -> Shape:
    held = dice.day(TODAY - timedelta(days=1500), TODAY - timedelta(days=30))
    return Shape(number, "meeting", "fulfilled", parent, held, None, held, held)


def _action(number: int, parent: int | None, records: int, dice: Dice) -> Shape:
    status = dice.weighted(_ACTION_STATUS)
    if status == "superseded" and number == records:
        status = "agreed"
    kind = dice.weighted(_ACTION_KIND)
    made, aim = _days(status, dice)
    due = any_wording(dice, aim) if dice.chance(0.8) else None
    return Shape(number, kind, status, parent, made, due, aim, _met(status, made, aim, dice))


def _days(status: str, dice: Dice) -> tuple[date, date]:
    if status in OPEN:
        made = dice.day(TODAY - timedelta(days=900), TODAY - timedelta(days=30))
        soonest = max(made, TODAY - timedelta(days=220)) + timedelta(days=120)
        return made, dice.day(soonest, TODAY + timedelta(days=900))
    made = dice.day(TODAY - timedelta(days=1700), TODAY - timedelta(days=500))
    return made, made + timedelta(days=dice.between(150, 450))


def _met(status: str, made: date, aim: date, dice: Dice) -> date | None:
    if status not in {"fulfilled", "partially_fulfilled"}:
        return None
    return dice.day(made + timedelta(days=100), min(aim + timedelta(days=90), TODAY))
