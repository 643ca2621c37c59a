"""An installation that lost a part, or holds a broken one: English words, one line, the right status."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from bounds import HANGS

import commitments
from commitments.locale import messages
from commitments.locale.messages import Messages

Run = Callable[..., Any]
PACKAGE = Path(commitments.__file__).parent
CATALOGUE = "locale/vi/LC_MESSAGES/commitments.mo"
WHOLE = (PACKAGE / CATALOGUE).read_bytes()

DAMAGED = {
    "empty": b"",
    "short": WHOLE[:1000],
    "cut in its texts": WHOLE[:-20_000],
    "no catalogue": b"commitments " * 1000,
    "a pointer astray": WHOLE[:12] + b"\xff\xff\xff\x7f" + WHOLE[16:],
    "no text": WHOLE.replace("Lỗi".encode(), b"\xff" * 5),
    "no plural": WHOLE.replace(b"plural=0", b"plural=$"),
}


@pytest.fixture
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The only Vietnamese catalogue there is, for a test to damage."""
    path = tmp_path / "words" / "vi/LC_MESSAGES/commitments.mo"
    path.parent.mkdir(parents=True)
    path.write_bytes(WHOLE)
    for name in (
        "commitments.locale.CATALOGUE_FOLDER",
        "commitments.locale.messages.CATALOGUE_FOLDER",
        "commitments.cli.app.CATALOGUE_FOLDER",
    ):
        monkeypatch.setattr(name, tmp_path / "words")
    monkeypatch.setattr(messages, "_damaged", {})
    messages._catalogue.cache_clear()
    yield path
    messages._catalogue.cache_clear()


def damages(path: Path) -> Iterator[str]:
    """Each way to damage a file, once it is done."""
    for name, data in DAMAGED.items():
        path.write_bytes(data)
        yield name
    path.unlink()
    yield "gone"
    path.mkdir()
    yield "a folder"
    shutil.rmtree(path.parents[1])
    yield "without its folder"


def test_without_a_catalogue_the_words_are_english(catalogue: Path, world: Path, run: Run) -> None:
    questions = (
        (["status"], 0, "overdue"),
        (["overdue", "--exit-code"], 1, "late"),
        (["show", "zzz"], 2, "There is no record zzz"),
        (["status", "--help"], 0, "Options:"),
        (["nothing"], 2, "No such command"),
        (["validate", "-f", "json"], 0, "checked"),
    )
    for damage in damages(catalogue):
        for command, expected, words in questions:
            messages._catalogue.cache_clear()
            status, out, err = run("--lang", "vi", *command, root=world)
            assert (status, words in out + err) == (expected, True), (damage, command, err)
            assert err.count("The messages in the language vi cannot be read") == 1, damage
            assert "Traceback" not in err


def test_who_asks_for_english_hears_nothing_of_it(catalogue: Path, world: Path, run: Run) -> None:
    catalogue.write_bytes(b"")
    assert run("--lang", "en", "status", root=world).err == ""


def test_words_whose_braces_are_damaged_stay_in_english(catalogue: Path) -> None:
    for wrong in (b"{other_}", b"{option ", b"{0.abcd}", b"{option!", b"option}}"):
        messages._catalogue.cache_clear()
        catalogue.write_bytes(WHOLE.replace(b"{option}", wrong))
        said = Messages("vi").say("{option} does not take {given}", option="--by", given="x")
        assert said in ("--by does not take x", "option} không nhận giá trị x")


SCHEMAS = ("commitment.schema.json", "parties.schema.json", "events.schema.json")


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A copy of the package, for a test to damage."""
    shutil.copytree(PACKAGE, tmp_path / "site/commitments", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "site/commitments"


def asked(installed: Path, root: Path, *arguments: str) -> tuple[int, bytes, str]:
    ran = subprocess.run(
        [sys.executable, "-m", "commitments", "--root", str(root), "--no-cache", *arguments],
        env={**os.environ, "PYTHONPATH": str(installed.parent), "PYTHONSAFEPATH": "1"},
        cwd=root,
        capture_output=True,
        timeout=HANGS,
    )
    return ran.returncode, ran.stdout, ran.stderr.decode()


def test_a_schema_that_is_missing_or_broken_is_one_line(installed: Path, world: Path) -> None:
    folder = installed / "schema"
    for damage in ("broken", "gone", "without its folder"):
        for name in SCHEMAS:
            if damage == "broken":
                (folder / name).write_bytes((folder / name).read_bytes()[:300])
            elif damage == "gone":
                (folder / name).unlink()
        if damage == "without its folder":
            folder.rmdir()
        for command in (["status"], ["validate"]):
            status, out, err = asked(installed, world, *command)
            assert (status, out) == (2, b""), (damage, err)
            assert err.startswith("commit: The installed schema") and err.count("\n") == 1
        assert asked(installed, world, "--help")[0] == 0


def test_a_process_without_a_catalogue_says_so_once(installed: Path, world: Path) -> None:
    (installed / CATALOGUE).unlink()
    status, out, err = asked(installed, world, "--lang", "vi", "status")
    assert (status, err.count("\n")) == (0, 1) and err.startswith("The messages in the language vi cannot")
    assert out
