"""The cache file itself: where it lies, and that a bad one costs time and nothing else."""

from __future__ import annotations

import errno
import json
import os
import random
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from bounds import HANGS

from commitments.cache import cache_file, codec

Told = Callable[..., Any]
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs links and users of POSIX")


@pytest.fixture
def warm(
    make_workspace: Callable[..., Path],
    record: Callable[..., str],
    told: Told,
    environ: dict[str, str],
    aged: Callable[[Path], None],
) -> tuple[Path, Path, Any]:
    """A workspace, its cache file, and what is told of it."""
    root = make_workspace(
        {
            "small.yaml": record(due="2026-10", tags=["ai"], title={"en": "Hold", "vi": "Tổ chức"}),
            "b.yaml": record(id="b", part_of="gone", parties=[{"party": "acmee", "role": "lead"}]),
            "c.yaml": "id: [\n",
            "d.yaml": record(id="d", status="fulfiled"),
        }
    )
    aged(root)
    answer = told(root, environ)
    [file] = Path(environ["COMMIT_CACHE_DIR"]).iterdir()
    return root, file, answer


def without(name: str) -> Callable[[bytes], bytes]:
    """A cache that is whole, but lacks a column."""

    def spoil(data: bytes) -> bytes:
        return codec.to_bytes({item: block for item, block in codec.from_bytes(data).items() if item != name})

    return spoil


def flipped(seed: int) -> Callable[[bytes], bytes]:
    def spoil(data: bytes) -> bytes:
        dice = random.Random(seed)
        changed = bytearray(data)
        for _ in range(dice.choice([1, 1, 8])):
            changed[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        return bytes(changed)

    return spoil


SPOILT: Mapping[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "cut in the middle": lambda data: data[: len(data) // 2],
    "cut by one": lambda data: data[:-1],
    "longer by one": lambda data: data + b"x",
    "only zeros": lambda data: bytes(len(data)),
    "zeros after the header": lambda data: (
        data[: data.index(b"\n") + 1] + bytes(len(data) - data.index(b"\n") - 1)
    ),
    "zeros at the end": lambda data: data[: len(data) * 2 // 3] + bytes(len(data) - len(data) * 2 // 3),
    "another format": lambda data: b"SQLite format 3\0" + data,
    "a number": lambda data: b"5\n",
    "nothing": lambda data: b"null\n",
    "an empty list": lambda data: b"[]\n",
    "a deep list": lambda data: b"[" * 200_000 + b"\n",
    "a large number": lambda data: b"9" * 5000 + b"\n",
    "no line end": lambda data: data.replace(b"\n", b" "),
    "a column less": without("title_en"),
    "no problems": without("problem"),
    "no key": without("@key"),
    "not in this encoding": lambda data: data.decode("latin-1").encode("utf-16"),
    **{f"bits flipped, {seed}": flipped(seed) for seed in range(40)},
}


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=list(SPOILT))
def test_a_broken_cache_is_silently_rebuilt(
    spoil: Callable[[bytes], bytes], warm: tuple[Path, Path, Any], told: Told, environ: dict[str, str]
) -> None:
    root, file, answer = warm
    good = file.read_bytes()
    assert spoil(good) != good
    file.write_bytes(spoil(good))
    assert told(root, environ) == answer
    assert told(root, environ) == answer


def test_a_cache_of_another_workspace_is_passed_over(
    warm: tuple[Path, Path, Any],
    make_workspace: Callable[..., Path],
    record: Callable[..., str],
    told: Told,
    environ: dict[str, str],
) -> None:
    root, file, answer = warm
    other = make_workspace({"small.yaml": record(title={"en": "Other"})})
    told(other, environ)
    [foreign] = set(file.parent.iterdir()) - {file}
    file.write_bytes(foreign.read_bytes())
    assert told(root, environ) == answer


def test_a_cache_that_is_a_folder_is_passed_over(
    warm: tuple[Path, Path, Any], told: Told, environ: dict[str, str]
) -> None:
    root, file, answer = warm
    file.unlink()
    file.mkdir()
    (file / "x").write_bytes(b"")
    assert told(root, environ) == answer


@posix
def test_a_cache_of_another_user_is_passed_over(
    warm: tuple[Path, Path, Any],
    told: Told,
    environ: dict[str, str],
    reads: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root, _, answer = warm
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    assert told(root, environ) == answer
    assert "records/small.yaml" in reads


def test_a_cache_that_cannot_be_opened_is_passed_over(
    warm: tuple[Path, Path, Any], told: Told, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root, file, answer = warm
    whole = open

    def refuse(path: Any, *given: Any, **named: Any) -> Any:
        if str(path) == str(file):
            raise PermissionError(13, "Permission denied")
        return whole(path, *given, **named)

    with monkeypatch.context() as patch:
        patch.setattr("builtins.open", refuse)
        assert told(root, environ) == answer


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EDQUOT])
def test_a_cache_that_cannot_be_written_is_no_fault_and_leaves_nothing(
    number: int,
    make_workspace: Callable[..., Path],
    record: Callable[..., str],
    told: Told,
    environ: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root = make_workspace({"small.yaml": record()})
    uncached = told(root, environ, use_cache=False)

    def fail(*_: Any, **__: Any) -> Any:
        raise OSError(number, os.strerror(number))

    whole = open

    def opened(path: Any, mode: str = "r", *given: Any, **named: Any) -> Any:
        return fail() if set(mode) & set("wxa") else whole(path, mode, *given, **named)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fail)
        assert told(root, environ) == uncached
    with monkeypatch.context() as patch:
        patch.setattr("builtins.open", opened)
        for target in ("NamedTemporaryFile", "mkstemp"):
            patch.setattr(tempfile, target, fail)
        assert told(root, environ) == uncached
    place = Path(environ["COMMIT_CACHE_DIR"])
    assert not place.exists() or list(place.iterdir()) == []


def test_an_interrupted_write_of_the_cache_leaves_nothing(
    make_workspace: Callable[..., Path],
    record: Callable[..., str],
    told: Told,
    environ: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root = make_workspace({"small.yaml": record()})

    def interrupt(*_: Any, **__: Any) -> Any:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", interrupt)
        with pytest.raises(KeyboardInterrupt):
            told(root, environ)
    place = Path(environ["COMMIT_CACHE_DIR"])
    assert not place.exists() or list(place.iterdir()) == []


@posix
def test_nobody_else_may_read_the_cache(warm: tuple[Path, Path, Any]) -> None:
    _, file, _ = warm
    assert stat.S_IMODE(file.parent.stat().st_mode) & 0o077 == 0
    assert stat.S_IMODE(file.stat().st_mode) & 0o077 == 0


def test_the_cache_is_data_and_no_code(warm: tuple[Path, Path, Any]) -> None:
    _, file, _ = warm
    assert set(codec.from_bytes(file.read_bytes())) >= set(codec.BLOCK_NAMES)
    source = Path(cache_file.__file__).read_text(encoding="utf-8") + Path(codec.__file__).read_text(
        encoding="utf-8"
    )
    assert not {"pickle", "marshal", "shelve", "eval(", "exec("} & set(source.replace("(", "( ").split())


def test_many_processes_at_once_do_not_spoil_it(
    make_workspace: Callable[..., Path], record: Callable[..., str], told: Told, environ: dict[str, str]
) -> None:
    root = make_workspace({f"r{n}.yaml": record(id=f"r{n}", due="2026-03") for n in range(30)})
    command = [
        sys.executable,
        "-m",
        "commitments",
        "--root",
        str(root),
        "--today",
        "2026-11-22",
        "status",
        "-f",
        "json",
    ]
    several = [
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **environ}
        )
        for _ in range(4)
    ]
    answers = {(item.communicate(timeout=HANGS), item.returncode) for item in several}
    assert len(answers) == 1
    [((out, err), status)] = answers
    assert (err, status) == (b"", 0)
    assert len(json.loads(out)["records"]) == 30
    assert {path.suffix for path in Path(environ["COMMIT_CACHE_DIR"]).iterdir()} == {".cache"}
    assert told(root, environ) == told(root, environ, use_cache=False)
