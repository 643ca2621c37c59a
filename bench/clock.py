"""When the commits of a made history are made. Never reads a clock."""

from datetime import date, datetime, timedelta, timezone

FIRST, LAST = date(2024, 11, 20), date(2026, 11, 20)
"""The days of the first and the last commit."""
HANOI = timezone(timedelta(hours=7))
_WORK = 10 * 3600
"""Seconds of a working day, which begins at eight."""


def seconds_of(at: int, commits: int) -> int:
    """Since 1970, for the commit at that place from 0; all are spread evenly over the working hours."""
    days = (LAST - FIRST).days + 1
    day, second = divmod(at * (days * _WORK - 1) // (commits - 1), _WORK)
    eight = datetime(FIRST.year, FIRST.month, FIRST.day, 8, tzinfo=HANOI)
    return int(eight.timestamp()) + day * 24 * 3600 + second


def day_of(at: int, commits: int) -> date:
    return datetime.fromtimestamp(seconds_of(at, commits), HANOI).date()
