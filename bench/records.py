"""Makes the n-th record of a workspace as plain values, valid by the record format. Writes no YAML.

A record holds strings, booleans, lists and mappings alone; dates are ISO strings.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from bench import words
from bench.dates import TODAY, any_wording, last_day, narrow_wording
from bench.dice import Dice

Record = dict[str, Any]
Fields = Iterator[tuple[str, Any]]

OPEN = frozenset({"proposed", "agreed", "in_progress", "suspended"})
CLOSED_SHORT = frozenset({"partially_fulfilled", "not_fulfilled", "withdrawn"})
_ACTION_STATUSES = (
    *(("proposed", 0.08), ("agreed", 0.16), ("in_progress", 0.34), ("suspended", 0.03)),
    *(("fulfilled", 0.27), ("partially_fulfilled", 0.04), ("not_fulfilled", 0.03)),
    *(("withdrawn", 0.03), ("superseded", 0.02)),
)
_ACTION_KINDS = (
    *(("agreed_action", 0.5), ("request", 0.2), ("assignment", 0.15), ("public_pledge", 0.1)),
    ("other", 0.05),
)
_INSTRUMENT_KINDS = {
    1_000: ("treaty", "mou", "declaration", "communique", "exchange_of_notes"),
    100: ("mou", "cooperation_programme", "arrangement", "letter_of_intent"),
    20: ("cooperation_plan", "agreed_minutes", "contract", "record_of_discussion"),
}
"""The kinds of the instrument that stands first of so many records."""


class Life(NamedTuple):
    """What the parts of a record must agree with."""

    number: int
    kind: str
    status: str
    made: date
    aim: date
    """The day that the deadline words; every milestone lies between made and it."""
    met: date | None
    today: date
    parties: Sequence[str]
    dice: Dice

    @property
    def is_instrument(self) -> bool:
        return self.number % 20 == 1

    @property
    def is_meeting(self) -> bool:
        return self.kind == "meeting"


def make_record(number: int, records: int, parties: Sequence[str], today: date = TODAY) -> Record:
    """The n-th of so many records as it stands on a day; the same for the same arguments, always."""
    life = _life(number, records, parties, today)
    parts = (_head, _links, _parties, _deadline, _recurrence, _milestones, _updates, _evidence, _end, _tail)
    return {key: value for part in parts for key, value in part(life)}


def record_id(number: int) -> str:
    return f"rec-{number:06d}"


def _life(number: int, records: int, parties: Sequence[str], today: date) -> Life:
    """Each twenty, hundred and thousand records hang under their first, which is an instrument."""
    dice = Dice(number)
    if number % 20 == 1:
        kinds = next(kinds for reach, kinds in _INSTRUMENT_KINDS.items() if number % reach == 1)
        made = dice.day(today - timedelta(days=1700), today - timedelta(days=700))
        aim = made + timedelta(days=dice.between(900, 2200))
        status = dice.weighted((("in_progress", 0.7), ("agreed", 0.3)))
        return Life(number, dice.pick(kinds), status, made, aim, None, today, parties, dice)
    if number % 20 == 2:
        day = dice.day(today - timedelta(days=1500), today - timedelta(days=30))
        return Life(number, "meeting", "fulfilled", day, day, day, today, parties, dice)
    status = dice.weighted(_ACTION_STATUSES)
    status = "agreed" if status == "superseded" and number == records else status
    kind = dice.weighted(_ACTION_KINDS)
    if kind == "assignment" and status == "proposed":
        status = "agreed"
    made, aim, met = _days(status, today, dice)
    return Life(number, kind, status, made, aim, met, today, parties, dice)


def _days(status: str, today: date, dice: Dice) -> tuple[date, date, date | None]:
    """When an action was made, when it is due, and when it was met."""
    if status in OPEN:
        made = dice.day(today - timedelta(days=900), today - timedelta(days=30))
        soonest = max(made, today - timedelta(days=220)) + timedelta(days=120)
        return made, dice.day(soonest, today + timedelta(days=900)), None
    made = dice.day(today - timedelta(days=1700), today - timedelta(days=500))
    aim = made + timedelta(days=dice.between(150, 450))
    is_met = status in {"fulfilled", "partially_fulfilled"}
    latest = min(aim + timedelta(days=90), today)
    return made, aim, dice.day(made + timedelta(days=100), latest) if is_met else None


def _head(life: Life) -> Fields:
    dice = life.dice
    yield "id", record_id(life.number)
    yield "title", make_title(life.number, dice)
    first = dice.between(0, len(words.AIMS) - 1)
    aims = (*words.AIMS[first:], *words.AIMS[:first])[: dice.between(2, 4)]
    english, vietnamese = (("".join(f"{line}\n" for line in lines)) for lines in zip(*aims, strict=True))
    yield "summary", {"en": english, "vi": vietnamese}
    yield from (("kind", life.kind), ("status", life.status))


def make_title(number: int, dice: Dice) -> Record:
    deed, place = dice.pick(words.DEEDS), dice.pick(words.PLACES)
    stage = number // 20 + 1
    english = f"{deed.en} in {place.en}, stage {stage}"
    return {"en": english, "vi": f"{deed.vi} tại {place.vi}, giai đoạn {stage}"}


def _links(life: Life) -> Fields:
    if parent := _parent(life.number):
        yield "part_of", record_id(parent)
    if life.number > 20 and not life.is_instrument and life.dice.chance(0.1):
        yield "depends_on", [record_id(life.number - life.dice.between(1, 15))]
    if life.status == "superseded":
        yield "superseded_by", record_id(life.number + 1)


def _parent(number: int) -> int | None:
    """The meeting, for some actions; else the first of the twenty, hundred or thousand, if another."""
    first_of_twenty = (number - 1) // 20 * 20 + 1
    if number - first_of_twenty in range(3, 7):
        return first_of_twenty + 1
    firsts = ((number - 1) // reach * reach + 1 for reach in (20, 100, 1_000))
    return next((first for first in firsts if first != number), None)


def _parties(life: Life) -> Fields:
    first, second, third = (life.dice.pick(life.parties) for _ in range(3))
    roles = ("signatory", "signatory") if life.is_instrument else ("lead", "counterpart")
    parties = [{"party": first, "role": roles[0]}]
    if second != first:
        parties.append({"party": second, "role": roles[1]})
    role = life.dice.pick(("supporting", "funder", "monitor", "requester", "assigner"))
    yield "parties", [*parties, {"party": third, "role": role}]


def _deadline(life: Life) -> Fields:
    dice = life.dice
    yield "made_on", life.made.isoformat()
    if life.is_meeting or not dice.chance(0.4 if life.is_instrument else 0.8):
        if not life.is_meeting:
            yield "due_basis", dice.pick(words.BASES)._asdict()
        return
    due = any_wording(life.aim, dice)
    yield "due", due
    if dice.chance(0.3):
        yield "due_basis", dice.pick(words.BASES)._asdict()
    if moves := dice.weighted(((0, 0.6), (1, 0.25), (2, 0.15))):
        yield "due_changes", _due_changes(life, due, moves)


def _due_changes(life: Life, due: str, moves: int) -> list[Record]:
    # Each step moves by more than a quarter, so that no two neighbours are worded alike.
    dice = life.dice
    targets = (life.aim - timedelta(days=100 * back) for back in range(moves, 0, -1))
    wordings = [*(narrow_wording(target, dice) for target in targets), due]
    last = min(life.met or life.today, life.today)
    middle = life.made + (last - life.made) // 2
    days = (dice.day(life.made, middle), dice.day(middle, last))[-moves:]
    steps = zip(days, pairwise(wordings), strict=True)
    return [make_due_change(day, old, new, life.parties, dice) for day, (old, new) in steps]


def make_due_change(day: date, old: str, new: str, parties: Sequence[str], dice: Dice) -> Record:
    return make_move(day, old, new, dice) | {"agreed_by": dice.pick(parties)}


def make_move(day: date, old: str, new: str, dice: Dice) -> Record:
    """A move of a deadline, as a milestone has it."""
    return {"date": day.isoformat(), "from": old, "to": new, "reason": dice.pick(words.DELAYS)._asdict()}


def _recurrence(life: Life) -> Fields:
    if life.status not in {"agreed", "in_progress"} or not life.dice.chance(0.06):
        return
    made, today = life.made.isoformat(), life.today.isoformat()
    series = life.dice.pick([row for row in words.SERIES if not row.starts or row.starts > made])
    held = [{"occurrence": name, "met_on": day} for name, day in series.held.items() if day <= today]
    if held and life.dice.chance(0.3):
        held.pop()  # so that one is missed
    repeats = {"rule": series.rule, "starts": series.starts, "held": held}
    yield "repeats", {key: value for key, value in repeats.items() if value}


def _milestones(life: Life) -> Fields:
    if life.is_meeting or not life.dice.chance(0.85):
        return
    count = life.dice.between(1, 3)
    span = life.aim - life.made
    targets = [life.made + span * place // (count + 1) for place in range(1, count + 1)]
    yield "milestones", [dict(_milestone(life, place, target)) for place, target in enumerate(targets, 1)]


def _milestone(life: Life, place: int, target: date) -> Fields:
    dice = life.dice
    yield "id", f"m{place}"
    yield "title", dice.pick(words.MILESTONES)._asdict()
    month = f"{target:%Y-%m}"
    is_month = dice.chance(0.5) and (last_day(month) or target) <= life.aim
    due = month if is_month else target.isoformat()
    yield "due", due
    if dice.chance(0.1):
        yield "due_changes", [make_move(life.made, f"{target - timedelta(days=60):%Y-%m}", due, dice)]
    status = _milestone_status(life, place, target)
    if status != "scheduled" or dice.chance(0.3):
        yield "status", status
    if status in {"met", "partially_met"}:
        met = min(life.met or life.today, dice.day(target, target + timedelta(days=20)))
        yield "met_on", met.isoformat()
        yield "evidence", [make_proof(life.number, met, dice)]


def _milestone_status(life: Life, place: int, target: date) -> str:
    if life.status == "fulfilled":
        return "met"
    if life.status == "partially_fulfilled":
        return "met" if place == 1 else "partially_met"
    if life.status not in OPEN:
        return "not_met"
    is_late = life.number % 7 == 0
    return "met" if life.status == "in_progress" and target < life.today and not is_late else "scheduled"


def make_proof(number: int, day: date, dice: Dice) -> Record:
    reference = dice.between(100, 9_999)
    url = f"https://example.org/{record_id(number)}/{day.year}/{reference}.pdf"
    return {"date": day.isoformat(), "title": f"Công văn số {reference} về kết quả thực hiện", "url": url}


def make_update(day: date, notes: Sequence[words.Prose], parties: Sequence[str], dice: Dice) -> Record:
    return {"date": day.isoformat(), "by": dice.pick(parties), "note": dice.pick(notes)._asdict()}


def _updates(life: Life) -> Fields:
    if life.is_meeting or life.status == "proposed":
        return
    dice, day = life.dice, life.made
    updates = []
    for _ in range(dice.between(1, 3)):
        day = dice.day(day, life.met or life.today)
        updates.append(make_update(day, words.NOTES, life.parties, dice))
    if life.status == "suspended":
        updates.append(make_update(dice.day(day, life.today), words.PAUSES, life.parties, dice))
    yield "updates", updates


def _evidence(life: Life) -> Fields:
    dice = life.dice
    if life.is_meeting or (life.met is None and not dice.chance(0.2)):
        return
    days = [life.met or dice.day(life.made, life.today) for _ in range(dice.between(1, 2))]
    yield "evidence", [make_proof(life.number, day, dice) for day in days]


def _end(life: Life) -> Fields:
    if life.met is not None:
        yield "met_on", life.met.isoformat()
    if life.status in CLOSED_SHORT:
        day = life.dice.day(life.met or life.aim, life.today)
        yield "closing", {"date": day.isoformat(), "reason": life.dice.pick(words.ENDINGS)._asdict()}
    if life.status == "suspended":
        soonest, latest = life.today - timedelta(days=60), life.today + timedelta(days=200)
        yield "review_by", life.dice.day(soonest, latest).isoformat()


def _tail(life: Life) -> Fields:
    dice = life.dice
    if life.is_meeting or dice.chance(0.2):
        yield "place", dice.pick(words.PLACES)._asdict()
    if life.is_instrument:
        yield "scope", [field._asdict() for field in words.FIELDS[: dice.between(2, 5)]]
    yield "source", dict(_source(life))
    if dice.chance(0.4):
        yield "binding", dice.chance(0.5)
    first = dice.between(0, len(words.TAGS) - 2)
    yield "tags", list(words.TAGS[first : first + 2])
    if dice.chance(0.1):
        yield "x-file-number", f"{life.number}/BC-{life.made.year}"


def _source(life: Life) -> Fields:
    meeting, item = divmod(life.number - 1, 20)
    title = f"Biên bản làm việc lần thứ {meeting + 1}"
    yield from (("document", f"bien-ban-{meeting + 1:05d}.pdf"), ("title", title))
    yield from (("publisher", "Cổng thông tin hợp tác"), ("published_on", life.made.isoformat()))
    yield "locator", f"item {item + 1}"
    if life.dice.chance(0.2):
        yield "note", life.dice.pick(words.DOUBTS)._asdict()
