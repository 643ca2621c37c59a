"""A word that is not known is refused with the nearest ones that are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

NEAR = [
    (["status", "--status", "fulfiled"], "fulfilled"),
    (["status", "--kind", "meetng"], "meeting"),
    (["status", "--party", "acmee"], "acme"),
    (["status", "--lead", "vn-mo"], "vn-mof"),
    (["status", "--part-of", "lat"], "late"),
    (["status", "undatd"], "undated"),
    (["status", "--by", "partyy"], "party"),
    (["status", "--format", "jsonll"], "jsonl"),
    (["--color", "neverr", "status"], "never"),
    (["show", "meetin"], "meeting"),
]


@pytest.mark.parametrize(("arguments", "near"), NEAR)
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_the_nearest_is_named(arguments: list[str], near: str, lang: str, world: Path, run: Run) -> None:
    status, out, err = run("--lang", lang, *arguments, root=world)
    assert (status, out) == (2, "")
    assert near in err


def test_an_unknown_id_suggests_three(
    make_workspace: Callable[..., Path], record: Callable[..., str], run: Run
) -> None:
    names = ["water-one", "water-two", "water-three", "water-four", "other"]
    root = make_workspace({f"{id}.yaml": record(id=id) for id in names})
    _, _, err = run("show", "water-on", root=root)
    assert sum(name in err for name in names) == 3
    assert "water-one" in err and "other" not in err


def test_nothing_near_is_no_suggestion(world: Path, run: Run) -> None:
    for arguments in (
        ["show", "zzzzzzzz"],
        ["status", "--party", "zzzzzzzz"],
        ["status", "--status", "zzzzzzzz"],
    ):
        status, _, err = run(*arguments, root=world)
        assert status == 2
        assert "None" not in err and "{near}" not in err and "  ," not in err


def test_an_endless_word_is_no_endless_answer(world: Path, run: Run) -> None:
    for arguments in (
        ["show", "x" * 100_000],
        ["status", "--party", "x" * 100_000],
        ["status", "x" * 100_000],
    ):
        assert run(*arguments, root=world).status == 2
