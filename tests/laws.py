"""On how many examples a law is tried: few by default, many where `--laws many` asks for it.

Knows no law. The root's conftest sets `many` before any test module is imported.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, settings

FEW = 20
"""For a law whose example takes a millisecond or so."""
FEW_IN_GIT = 4
"""For a law whose example is a repository."""

many = False


def examples(most: int, few: int = FEW) -> int:
    """How many examples to take, of a law that `most` examples try well."""
    return most if many else min(few, most)


def law(most: int, few: int = FEW, **more: Any) -> Callable[[Any], Any]:
    """`hypothesis.settings` with so many examples."""
    return settings(max_examples=examples(most, few), **more)


def use(number: str) -> None:
    """Let all laws be tried on "few" or on "many" examples, the same in every run."""
    global many
    many = number == "many"
    settings.register_profile(
        number,
        database=None,
        deadline=None,
        derandomize=True,
        max_examples=examples(100),
        suppress_health_check=[HealthCheck.too_slow],  # by the clock, which runs on while others work
    )
    settings.load_profile(number)
    if not many:
        _take_no_constants_of_loaded_modules()


def _take_no_constants_of_loaded_modules() -> None:
    """Keep hypothesis from drawing texts and numbers that stand in our modules.

    It knows those loaded so far, so that examples followed from which tests ran before, in which process.
    """
    from hypothesis.internal.conjecture import providers

    if hasattr(providers, "_get_local_constants"):  # not so in older releases
        none = providers._local_constants
        providers._get_local_constants = lambda: none
