"""Laws of the cache: with it or without, in one process or two, a workspace tells the same.

Workspaces change by the throw of seeded dice; what is told is all of it: problems, outlines, order, texts.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commitments.cache import file_stamps as seen_module
from commitments.reading import folder
from commitments.workspace.open_workspace import Workspace

Told = Callable[..., Any]
linux = pytest.mark.skipif(sys.platform != "linux", reason="helper processes are forked on Linux only")
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs links and permissions of POSIX")

NAMES = [f"records/{name}.yaml" for name in ("a", "b", "c", "sub/d", "sub/e", "f")]
CHOICES: dict[str, list[Any]] = {
    "status": ["agreed", "proposed", "fulfilled", "suspended", "fulfiled"],
    "due": [None, "2026-10-31", "2026-Q4", "2026-02-30", 2026],
    "part_of": [None, "a", "b", "gone", "d"],
    "parties": [[{"party": "acme", "role": "lead"}], [{"party": "acmee", "role": "lead"}], []],
    "tags": [None, ["ai"], ["ai", "b"]],
    "title": [{"en": "Hold a day"}, {"en": "Hold b day"}, {"vi": "Ngày hội"}, {"en": "x", "vi": "Đề án"}],
}
BROKEN = [b"", b"\xff", b"a: &x 1\n", b"- a\n", b"id: a\nid: b\n", b"id: e\xcc\x81\n"]


def content(path: str, dice: random.Random, record: Callable[..., str]) -> bytes:
    if dice.random() < 0.2:
        return dice.choice(BROKEN)
    fields = {name: dice.choice(values) for name, values in CHOICES.items()}
    stem = Path(path).stem if dice.random() < 0.9 else "a"
    text = record(id=stem, **fields)
    if dice.random() < 0.3:
        text = f"# yaml-language-server: $schema={dice.choice(['../schema/x.json', 'parties.yaml'])}\n{text}"
    return text.encode()


def put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_symlink() or (path.exists() and not path.is_file()):
        path.unlink()
    path.write_bytes(data)


def swap_letters(path: Path) -> None:
    """Change a file without changing its size or its time of modification, within the same two seconds."""
    before = path.stat()
    if time.time_ns() - before.st_mtime_ns < 1_900_000_000:
        path.write_bytes(path.read_bytes().translate(bytes.maketrans(b"ab", b"ba")))
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def edit(root: Path, dice: random.Random, record: Callable[..., str]) -> None:
    path = root / dice.choice(NAMES)
    act = dice.randrange(9)
    plain = path.is_file() and not path.is_symlink()
    if act == 0 and plain:
        path.unlink()
    elif act == 1 and plain:
        swap_letters(path)
    elif act == 2 and plain:
        path.rename(root / "records" / f"{dice.choice('abcxyz')}.yaml")
    elif act in (3, 4) and sys.platform != "win32":
        path.unlink(missing_ok=True)
        path.parent.mkdir(exist_ok=True)
        path.symlink_to(root / dice.choice(NAMES))
    elif act == 5:
        put(
            root / "schema/parties.yaml",
            dice.choice([b"", b"- {id: acme, name: {en: A}, kind: company}\n", b"x"]),
        )
    elif act == 6:
        put(root / "records" / dice.choice(["x.yml", ".y.yaml", "z.txt"]), b"")
    elif act == 7:
        put(
            root / "commitments.toml",
            dice.choice([b"", b"due_soon_days = 5\n", b'timezone = "Asia/Tokyo"\n']),
        )
    else:
        put(path, content(str(path), dice, record))


@pytest.mark.parametrize("seed", range(4))
def test_a_cached_answer_equals_an_uncached_one(
    seed: int,
    make_workspace: Callable[..., Path],
    record: Callable[..., str],
    told: Told,
    environ: dict[str, str],
    aged: Callable[[Path], None],
) -> None:
    dice = random.Random(seed)
    root = make_workspace({name: content(name, dice, record) for name in NAMES[:4]})
    for step in range(40):
        for _ in range(dice.choice([0, 1, 1, 2])):
            edit(root, dice, record)
        assert told(root, environ) == told(root, environ, use_cache=False), (seed, step)
        if dice.random() < 0.5:
            aged(root)
            told(root, environ)


@linux
@pytest.mark.parametrize("seed", range(3))
def test_two_processes_tell_what_one_tells(
    seed: int,
    make_workspace: Callable[..., Path],
    record: Callable[..., str],
    told: Told,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dice = random.Random(seed)
    root = make_workspace({f"records/r{n}.yaml": content(f"r{n}", dice, record) for n in range(9)})
    alone = told(root, {}, use_cache=False)
    forks: list[int] = []
    fork = os.fork
    monkeypatch.setattr("commitments.workspace.helper_process._MIN_ITEMS", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    monkeypatch.setattr(os, "fork", lambda: forks.append(1) or fork())
    assert told(root, {}, use_cache=False) == alone
    assert forks


def test_a_warm_run_reads_no_record(
    make_workspace: Callable[..., Path],
    record: Callable[..., str],
    told: Told,
    environ: dict[str, str],
    aged: Callable[[Path], None],
    reads: list[str],
) -> None:
    root = make_workspace({"small.yaml": record(), "b.yaml": record(id="b"), "c.yaml": "bad: [\n"})
    aged(root)
    first = told(root, environ)
    reads.clear()
    assert told(root, environ) == first
    assert reads == []
    (root / "records/b.yaml").write_text(record(id="b", due=2026), encoding="utf-8")
    told(root, environ)
    assert set(reads) <= {"records/b.yaml", "records/small.yaml"}
    assert "records/b.yaml" in reads


def test_what_was_just_modified_is_read_again(
    make_workspace: Callable[..., Path],
    record: Callable[..., str],
    told: Told,
    environ: dict[str, str],
    reads: list[str],
) -> None:
    root = make_workspace({"small.yaml": record()})
    told(root, environ)
    reads.clear()
    told(root, environ)
    assert "records/small.yaml" in reads


def test_what_was_modified_while_much_was_read_is_read_again(
    make_workspace: Callable[..., Path],
    record: Callable[..., str],
    told: Told,
    environ: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Reading takes ten seconds here; a file read early may change after that within its old stamp."""
    root = make_workspace({"small.yaml": record(title={"en": "Old"})})
    path = root / "records/small.yaml"
    stamp = path.stat().st_mtime_ns
    late = {"by": 0}
    whole = folder.read

    def slow(*given: Any) -> Any:
        late["by"] = 10 * 10**9
        return whole(*given)

    monkeypatch.setattr(folder, "read", slow)
    monkeypatch.setattr(seen_module, "time_ns", lambda: stamp + late["by"])
    told(root, environ)
    path.write_text(record(title={"en": "New"}), encoding="utf-8")
    os.utime(path, ns=(stamp, stamp))
    assert told(root, environ)[1][0].title_en == "New"


def test_a_record_that_could_not_be_opened_is_tried_again(
    make_workspace: Callable[..., Path],
    record: Callable[..., str],
    told: Told,
    environ: dict[str, str],
    aged: Callable[[Path], None],
) -> None:
    root = make_workspace({"small.yaml": record(), "b.yaml": record(id="b")})
    aged(root)
    opened = os.open

    def refuse(path: Any, *given: Any, **named: Any) -> int:
        if str(path).endswith("b.yaml"):
            raise PermissionError(13, "Permission denied")
        return opened(path, *given, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "open", refuse)
        assert [sentence.rule for sentence in told(root, environ)[2]] == ["file-not-readable"]
    assert told(root, environ) == told(root, environ, use_cache=False)
    assert told(root, environ)[2] == []


@posix
def test_a_link_that_went_away_no_longer_stands_for_a_record(
    make_workspace: Callable[..., Path],
    record: Callable[..., str],
    told: Told,
    environ: dict[str, str],
    aged: Callable[[Path], None],
) -> None:
    root = make_workspace({"small.yaml": record(part_of="b")})
    (root / "records/b.yaml").symlink_to(root / "records/small.yaml")
    aged(root)
    told(root, environ)
    (root / "records/b.yaml").unlink()
    assert told(root, environ) == told(root, environ, use_cache=False)
    assert {problem.rule for problem in told(root, environ)[0].problems} >= {"unknown-record"}


def test_another_version_of_the_tool_reads_again(
    make_workspace: Callable[..., Path],
    record: Callable[..., str],
    told: Told,
    environ: dict[str, str],
    aged: Callable[[Path], None],
    reads: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    root = make_workspace({"small.yaml": record()})
    aged(root)
    told(root, environ)
    reads.clear()
    monkeypatch.setattr("commitments.workspace.open_workspace.__version__", "9.9.9")
    told(root, environ)
    assert "records/small.yaml" in reads


def test_workspaces_do_not_share_what_they_know(
    make_workspace: Callable[..., Path],
    record: Callable[..., str],
    told: Told,
    environ: dict[str, str],
    aged: Callable[[Path], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Even where the names of their caches fall together."""
    one = make_workspace({"small.yaml": record(title={"en": "One"})})
    two = make_workspace({"small.yaml": record(title={"en": "Two"})})
    for root in (one, two):
        aged(root)
        os.utime(root / "records/small.yaml", (10**9, 10**9))
    shared = Path(environ["COMMIT_CACHE_DIR"]) / "shared.cache"
    monkeypatch.setattr("commitments.cache.cache_file.cache_path", lambda *_: shared)
    for root, title in ((one, "One"), (two, "Two"), (one, "One")):
        assert told(root, environ)[1][0].title_en == title


def test_a_record_may_change_between_two_questions_of_one_run(
    make_workspace: Callable[..., Path], record: Callable[..., str], environ: dict[str, str]
) -> None:
    from commitments.workspace.validate import validate
    from commitments.workspace.whole_records import ledger, searchable_texts

    root = make_workspace({"small.yaml": record(part_of="gone"), "b.yaml": record(id="b", part_of="gone")})
    workspace = Workspace(root, environ)
    assert len(workspace.survey.outlines) == 2
    (root / "records/small.yaml").write_text("[", encoding="utf-8")
    (root / "records/b.yaml").unlink()
    assert validate(workspace).checked == 2
    assert searchable_texts(workspace) == {}
    assert ledger(workspace).commitments == ()
