"""The YAML text of the n-th made record, valid by the record format. Writes no file and parses nothing."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from bench.days import TODAY, Due, in_month, month_end, narrow_wording, on_day
from bench.dice import Dice
from bench.items import Lines, due_change, milestone_moves, proof, prose, record_id, title, update
from bench.recurrence import repeats
from bench.shape import CLOSED_SHORT, OPEN, Shape, shape_of
from bench.wording import (
    AIMS,
    BASES,
    DEEDS,
    DOUBTS,
    ENDINGS,
    FIELDS,
    NOTES,
    PAUSES,
    PLACES,
    STEPS,
    TAGS,
)


def record_text(number: int, records: int, parties: Sequence[str]) -> str:
    """The whole file of the n-th of so many records; the same text for the same arguments, always."""
    dice = Dice(number)
    shape = shape_of(number, records, dice)
    parts = (
        _head(shape, dice),
        _links(shape, dice),
        _parties(shape, parties, dice),
        _deadline(shape, parties, dice),
        _recurring(shape, dice),
        _milestones(shape, dice),
        _updates(shape, parties, dice),
        _evidence(shape, dice),
        _end(shape, dice),
        _tail(shape, dice),
    )
    return "\n".join(line for part in parts for line in part) + "\n"


def _head(shape: Shape, dice: Dice) -> Lines:
    deed, place = dice.pick(DEEDS), dice.pick(PLACES)
    stage = shape.number // 20 + 1
    yield "# yaml-language-server: $schema=../../schema/commitment.schema.json"
    yield f"id: {record_id(shape.number)}"
    yield from title(deed, place, stage)
    first = dice.between(0, len(AIMS) - 1)
    aims = (*AIMS[first:], *AIMS[:first])[: dice.between(2, 4)]
    style = dice.pick(("|", ">-", ">"))
    yield "summary:"
    yield from (f"  en: {style}", *(f"    {aim.en}" for aim in aims))
    yield from (f"  vi: {style}", *(f"    {aim.vi}" for aim in aims))
    yield f"kind: {shape.kind}"
    yield f"status: {shape.status}"


def _links(shape: Shape, dice: Dice) -> Lines:
    if shape.parent is not None:
        yield f"part_of: {record_id(shape.parent)}"
    if shape.number > 20 and not shape.is_instrument and dice.chance(0.1):
        yield f"depends_on: [{record_id(shape.number - dice.between(1, 15))}]"
    if shape.status == "superseded":
        yield f"superseded_by: {record_id(shape.number + 1)}"


def _parties(shape: Shape, parties: Sequence[str], dice: Dice) -> Lines:
    one, two, three = (dice.pick(parties) for _ in range(3))
    yield "parties:"
    first = "signatory" if shape.is_instrument else "lead"
    yield f"  - {{party: {one}, role: {first}}}"
    if two != one:
        second = "signatory" if shape.is_instrument else "counterpart"
        yield f"  - {{party: {two}, role: {second}}}"
    third = dice.pick(("supporting", "funder", "monitor", "requester", "assigner"))
    yield f"  - party: {three}"
    yield f"    role: {third}"


def _deadline(shape: Shape, parties: Sequence[str], dice: Dice) -> Lines:
    yield f"made_on: {shape.made}"
    if shape.due is None:
        if not shape.is_meeting:
            yield from prose("due_basis", dice.pick(BASES))
        return
    yield f"due: {shape.due.text}"
    if dice.chance(0.3):
        yield from prose("due_basis", dice.pick(BASES))
    moves = dice.weighted(((0, 0.6), (1, 0.25), (2, 0.15)))
    if moves:
        yield from _due_changes(shape, shape.due, moves, parties, dice)


def _due_changes(shape: Shape, due: Due, moves: int, parties: Sequence[str], dice: Dice) -> Lines:
    # Each step moves by more than a quarter, so that no two neighbours are worded alike.
    targets = (shape.aim - timedelta(days=100 * back) for back in range(moves, 0, -1))
    chain = [*(narrow_wording(dice, target).text for target in targets), due.text]
    last = min(shape.met or TODAY, TODAY)
    half = shape.made + (last - shape.made) // 2
    days = [dice.day(shape.made, half), dice.day(half, last)][-moves:]
    yield "due_changes:"
    for day, (old, new) in zip(days, pairwise(chain), strict=True):
        yield from due_change(day, old, new, parties, dice)


def _recurring(shape: Shape, dice: Dice) -> Lines:
    if shape.status in {"agreed", "in_progress"} and dice.chance(0.06):
        return repeats(shape.made, dice)
    return ()


def _milestones(shape: Shape, dice: Dice) -> Lines:
    if shape.is_meeting or not dice.chance(0.85):
        return
    count = dice.between(1, 3)
    yield "milestones:"
    for step in range(1, count + 1):
        target = shape.made + (shape.aim - shape.made) * step // (count + 1)
        yield from _milestone(shape, step, target, dice)


def _milestone(shape: Shape, step: int, target: date, dice: Dice) -> Lines:
    whole_month = month_end(target.year, target.month) <= shape.aim and dice.chance(0.5)
    due = in_month(target) if whole_month else on_day(target)
    yield f"  - id: m{step}"
    yield from prose("title", dice.pick(STEPS), "    ")
    yield f"    due: {due.text}"
    if dice.chance(0.1):
        old = in_month(target - timedelta(days=60)).text
        yield from milestone_moves(shape.made, old, due.text, dice)
    status = _milestone_status(shape, step, target)
    if status != "scheduled" or dice.chance(0.3):
        yield f"    status: {status}"
    if status in {"met", "partially_met"}:
        met = min(shape.met or TODAY, dice.day(target, target + timedelta(days=20)))
        yield f"    met_on: {met}"
        yield "    evidence:"
        yield from proof(shape, met, "      ", dice)


def _milestone_status(shape: Shape, step: int, target: date) -> str:
    if shape.status == "fulfilled":
        return "met"
    if shape.status == "partially_fulfilled":
        return "met" if step == 1 else "partially_met"
    if shape.status not in OPEN:
        return "not_met"
    late = shape.number % 7 == 0
    return "met" if shape.status == "in_progress" and target < TODAY and not late else "scheduled"


def _updates(shape: Shape, parties: Sequence[str], dice: Dice) -> Lines:
    if shape.is_meeting or shape.status == "proposed":
        return
    day = shape.made
    yield "updates:"
    for _ in range(dice.between(1, 3)):
        day = dice.day(day, shape.met or TODAY)
        yield from update(day, dice.pick(NOTES), parties, dice)
    if shape.status == "suspended":
        yield from update(dice.day(day, TODAY), dice.pick(PAUSES), parties, dice)


def _evidence(shape: Shape, dice: Dice) -> Lines:
    if shape.is_meeting or (shape.met is None and not dice.chance(0.2)):
        return
    yield "evidence:"
    for _ in range(dice.between(1, 2)):
        yield from proof(shape, shape.met or dice.day(shape.made, TODAY), "  ", dice)


def _end(shape: Shape, dice: Dice) -> Lines:
    if shape.met is not None:
        yield f"met_on: {shape.met}"
    if shape.status in CLOSED_SHORT:
        yield "closing:"
        yield f"  date: {dice.day(shape.met or shape.aim, TODAY)}"
        yield from prose("reason", dice.pick(ENDINGS), "  ")
    if shape.status == "suspended":
        yield f"review_by: {dice.day(TODAY - timedelta(days=60), TODAY + timedelta(days=200))}"


def _tail(shape: Shape, dice: Dice) -> Lines:
    if shape.is_meeting or dice.chance(0.2):
        place = dice.pick(PLACES)
        yield f"place: {{en: {place.en}, vi: {place.vi}}}"
    if shape.is_instrument:
        yield "scope:"
        yield from (f"  - {{en: {field.en}, vi: {field.vi}}}" for field in FIELDS[: dice.between(2, 5)])
    yield from _source(shape, dice)
    if dice.chance(0.4):
        yield f"binding: {dice.pick(('true', 'false'))}"
    first = dice.between(0, len(TAGS) - 2)
    yield f"tags: [{', '.join(TAGS[first : first + 2])}]"
    if dice.chance(0.1):
        yield f"x-file-number: {shape.number}/BC-{shape.made.year}"


def _source(shape: Shape, dice: Dice) -> Lines:
    yield "source:"
    yield f"  document: bien-ban-{(shape.number - 1) // 20 + 1:05d}.pdf"
    yield f"  title: Biên bản làm việc lần thứ {(shape.number - 1) // 20 + 1}"
    yield "  publisher: Cổng thông tin hợp tác"
    yield f"  published_on: {shape.made}"
    yield f"  locator: item {(shape.number - 1) % 20 + 1}"
    if dice.chance(0.2):
        yield from prose("note", dice.pick(DOUBTS), "  ")
