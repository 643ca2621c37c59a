"""The `repeats` block of a made record, from a few fixed patterns. Computes no occurrence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bench.dice import Dice


@dataclass(frozen=True, slots=True)
class Pattern:
    """A rule, its start, and its first occurrences with the day each was held."""

    rule: str
    starts: str | None = None
    held: tuple[tuple[str, str], ...] = ()

    def fits(self, made: date) -> bool:
        """Whether it starts no earlier than the commitment was made."""
        return self.starts is None or self.starts > made.isoformat()


PATTERNS = (
    Pattern("FREQ=YEARLY"),
    Pattern("FREQ=YEARLY;BYMONTH=11"),
    Pattern(
        "FREQ=YEARLY",
        "2024-10",
        (("2024-10", "2024-10-21"), ("2025-10", "2025-10-20"), ("2026-10", "2026-10-19")),
    ),
    Pattern("FREQ=YEARLY;COUNT=5", "2025", (("2025", "2025-05-15"), ("2026", "2026-06-03"))),
    Pattern(
        "FREQ=MONTHLY;INTERVAL=3",
        "2026-01",
        (
            ("2026-01", "2026-01-15"),
            ("2026-04", "2026-04-16"),
            ("2026-07", "2026-07-16"),
            ("2026-10", "2026-10-15"),
        ),
    ),
    Pattern(
        "FREQ=MONTHLY;BYMONTHDAY=15;UNTIL=20271231",
        "2026-09-15",
        (("2026-09-15", "2026-09-15"), ("2026-10-15", "2026-10-16"), ("2026-11-15", "2026-11-16")),
    ),
    Pattern(
        "FREQ=WEEKLY;BYDAY=MO;COUNT=3",
        "2026-11-02",
        (("2026-11-02", "2026-11-02"), ("2026-11-09", "2026-11-09"), ("2026-11-16", "2026-11-17")),
    ),
)


def repeats(made: date, dice: Dice) -> Iterable[str]:
    """The block's lines; now and then its last occurrence is missing, and so missed."""
    pattern = dice.pick([pattern for pattern in PATTERNS if pattern.fits(made)])
    yield "repeats:"
    yield f"  rule: {pattern.rule}"
    if pattern.starts is not None:
        yield f"  starts: {pattern.starts}"
    held = pattern.held[:-1] if dice.chance(0.3) else pattern.held
    if held:
        yield "  held:"
    for occurrence, met in held:
        yield f"    - occurrence: {occurrence}"
        yield f"      met_on: {met}"
