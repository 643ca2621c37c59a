"""What the command lines of the benchmark take as numbers, topics and folders. Measures nothing."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.story import FEWEST


def positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 up")
    return int(text)


def sizes(text: str) -> tuple[int, ...]:
    return tuple(sorted({positive(part) for part in text.split(",")}))


def histories(text: str) -> tuple[int, ...]:
    found = sizes(text)
    if found[0] < FEWEST:
        raise argparse.ArgumentTypeError(f"a history has at least {FEWEST} commits")
    return found


def some_of(topics: Sequence[str]) -> Callable[[str], tuple[str, ...]]:
    """Takes a list of some of these topics."""

    def asked(text: str) -> tuple[str, ...]:
        found = tuple(text.split(","))
        if unknown := [topic for topic in found if topic not in topics]:
            known = ", ".join(topics)
            raise argparse.ArgumentTypeError(f"no such topic: {', '.join(unknown)}; there are {known}")
        return found

    return asked


def folder(text: str) -> Path:
    return Path(text).resolve()
