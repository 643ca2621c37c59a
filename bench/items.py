"""The YAML lines of the parts of a made record that come and go: an update, a proof, a moved deadline.

Knows one part at a time and no whole record.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from bench.dice import Dice
from bench.shape import Shape
from bench.wording import DELAYS, Prose

Lines = Iterable[str]


def record_id(number: int) -> str:
    return f"rec-{number:06d}"


def prose(key: str, said: Prose, indent: str = "") -> Lines:
    yield f"{indent}{key}:"
    yield f"{indent}  en: {said.en}"
    yield f"{indent}  vi: {said.vi}"


def title(deed: Prose, place: Prose, stage: int) -> Lines:
    return prose(
        "title",
        Prose(f"{deed.en} in {place.en}, stage {stage}", f"{deed.vi} tại {place.vi}, giai đoạn {stage}"),
    )


def due_change(day: date, old: str, new: str, parties: Sequence[str], dice: Dice) -> Lines:
    yield f"  - date: {day}"
    yield f"    from: {old}"
    yield f"    to: {new}"
    yield from prose("reason", dice.pick(DELAYS), "    ")
    yield f"    agreed_by: {dice.pick(parties)}"


def milestone_moves(day: date, old: str, new: str, dice: Dice) -> Lines:
    """The moves of a milestone's deadline, of which there is one."""
    reason = dice.pick(DELAYS)
    yield "    due_changes:"
    yield f"      - {{date: {day}, from: {old}, to: {new},"
    yield f"         reason: {{en: {reason.en}, vi: {reason.vi}}}}}"


def update(day: date, note: Prose, parties: Sequence[str], dice: Dice) -> Lines:
    yield f"  - date: {day}"
    yield f"    by: {dice.pick(parties)}"
    yield from prose("note", note, "    ")


def proof(shape: Shape, day: date, indent: str, dice: Dice) -> Lines:
    reference = dice.between(100, 9999)
    yield f"{indent}- date: {day}"
    yield f"{indent}  title: Công văn số {reference} về kết quả thực hiện"
    yield f"{indent}  url: https://example.org/{shape.made.year}/{record_id(shape.number)}/{reference}.pdf"
