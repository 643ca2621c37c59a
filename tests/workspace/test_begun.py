"""Completion of ids: whatever happens to files, what is offered is what a look at all of them would offer."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commitments.errors import CommitmentsError
from commitments.model.names import stem
from commitments.reading import folder
from commitments.workspace import opened
from commitments.workspace.begun import begun
from commitments.workspace.opened import Workspace
from commitments.workspace.survey import titles

Record = Callable[..., str]
Offered = list[tuple[str, str]]

OLD = 1_700_000_000
BEGINNINGS = ("a", "ab", "b", "sub", "rec", "z", "a.y", "/", "")


@pytest.fixture
def root(make_workspace: Callable[..., Path], record: Record, environ: dict[str, str]) -> Path:
    """A workspace that is remembered, with a file that is not called after its id."""
    names = ("a", "ab", "b", "sub/abc", "sub/z", "sub.yaml/a1")
    files = {f"{name}.yaml": record(id=name.rpartition("/")[2]) for name in names}
    files["other.yaml"] = record(id="again", title={"en": "Named otherwise", "vi": "Tên khác"})
    made = make_workspace({f"records/{name}": text for name, text in files.items()})
    learn(made, environ)
    return made


def learn(root: Path, environ: dict[str, str]) -> None:
    """Remember every record, as one that was not touched of late."""
    for path in (root / "records").rglob("*"):
        if not path.is_symlink():
            os.utime(path, (OLD, OLD))
    workspace = Workspace(root, environ)
    assert workspace.survey
    workspace.remember()


def offered(root: Path, environ: dict[str, str], beginning: str, use_cache: bool = True) -> Offered:
    try:
        return begun(Workspace(root, environ, use_cache, light=True), beginning, "en")
    except CommitmentsError:
        return []


def in_full(root: Path, beginning: str) -> Offered:
    """The long way, without anything remembered."""
    try:
        every = titles(Workspace(root, {}, use_cache=False).survey.blocks, "en")
    except CommitmentsError:
        return []
    return [each for each in every if each[0].startswith(beginning)]


def well_named(root: Path, beginning: str) -> set[str]:
    """The ids that begin so of files that are called after them."""
    try:
        outlines = Workspace(root, {}, use_cache=False).survey.outlines
    except CommitmentsError:
        return set()
    return {each.id for each in outlines if each.id == stem(each.path) and each.id.startswith(beginning)}


def put(root: Path, name: str, text: str, settled: bool = True) -> None:
    path = root / "records" / name
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    path.write_text(text, encoding="utf-8")
    if settled:
        os.utime(path, (OLD, OLD))


def move(root: Path, old: str, new: str) -> None:
    (root / "records" / old).rename(root / "records" / new)


def link(root: Path, name: str) -> None:
    """The same files by way of a link, which is not followed."""
    (root / "records" / name).rename(root / "elsewhere")
    (root / "records" / name).symlink_to(root / "elsewhere")


def fold_up(root: Path) -> None:
    (root / "records").rename(root / "r")
    (root / "records").mkdir()


ACTS: dict[str, Callable[[Path, Record], object]] = {
    "nothing": lambda root, record: None,
    "another id": lambda root, record: put(root, "a.yaml", record(id="c")),
    "another id of its size": lambda root, record: put(root, "ab.yaml", record(id="az")),
    "another title": lambda root, record: put(root, "a.yaml", record(id="a", title={"en": "Hold an AI dax"})),
    "just written": lambda root, record: put(root, "a.yaml", record(id="a5"), settled=False),
    "no id": lambda root, record: put(root, "a.yaml", "[\n"),
    "no bytes": lambda root, record: put(root, "ab.yaml", ""),
    "removed": lambda root, record: (root / "records/a.yaml").unlink(),
    "added": lambda root, record: put(root, "ac.yaml", record(id="ac")),
    "added below": lambda root, record: put(root, "new/ac.yaml", record(id="ac")),
    "added below a name of records": lambda root, record: put(root, "new.yaml/ac.yaml", record(id="ac")),
    "added where nobody looks": lambda root, record: put(root, ".new/ac.yaml", record(id="ac")),
    "a second one": lambda root, record: put(root, "sub/a.yaml", record(id="a")),
    "renamed": lambda root, record: move(root, "a.yaml", "ax.yaml"),
    "renamed to another": lambda root, record: move(root, "a.yaml", "y.yaml"),
    "moved": lambda root, record: move(root, "a.yaml", "sub/a.yaml"),
    "two for each other": lambda root, record: (
        move(root, "a.yaml", "x"),
        move(root, "ab.yaml", "a.yaml"),
        move(root, "x", "ab.yaml"),
    ),
    "folder renamed": lambda root, record: move(root, "sub", "bus"),
    "folder of a record's name renamed": lambda root, record: move(root, "sub.yaml", "sub"[::-1] + ".yaml"),
    "folder in its place": lambda root, record: (
        (root / "records/a.yaml").unlink(),
        (root / "records/a.yaml").mkdir(),
    ),
    "the one of another name removed": lambda root, record: (root / "records/other.yaml").unlink(),
    "the one of another name changed": lambda root, record: put(root, "other.yaml", record(id="agaix")),
    "none left": lambda root, record: fold_up(root),
}
OF_POSIX: dict[str, Callable[[Path, Record], object]] = {
    "link": lambda root, record: link(root, "a.yaml"),
    "link to a folder": lambda root, record: link(root, "sub"),
    "link to a folder of a record's name": lambda root, record: link(root, "sub.yaml"),
    "unsafe name": lambda root, record: move(root, "a.yaml", "a\x1b.yaml"),
}
if sys.platform != "win32":
    ACTS |= OF_POSIX


@pytest.mark.parametrize("act", ACTS.values(), ids=list(ACTS))
def test_what_is_offered_is_what_the_long_way_offers(
    act: Callable[[Path, Record], object], root: Path, record: Record, environ: dict[str, str]
) -> None:
    act(root, record)
    for beginning in BEGINNINGS:
        assert offered(root, environ, beginning) == in_full(root, beginning), beginning


def test_titles_are_in_the_language_asked_for(root: Path, environ: dict[str, str]) -> None:
    assert begun(Workspace(root, environ), "aga", "vi") == [("again", "Tên khác")]
    assert begun(Workspace(root, environ), "aga", "en") == [("again", "Named otherwise")]


def test_a_new_id_in_a_file_of_another_name_is_told_later_and_none_that_is_gone(
    root: Path, record: Record, environ: dict[str, str]
) -> None:
    put(root, "other.yaml", record(id="b2"))
    put(root, "zz.yaml", record(id="a7"))
    for beginning in BEGINNINGS:
        assert set(offered(root, environ, beginning)) <= set(in_full(root, beginning))
    learn(root, environ)
    for beginning in BEGINNINGS:
        assert offered(root, environ, beginning) == in_full(root, beginning)


@pytest.mark.parametrize("seed", range(3))
def test_no_id_that_is_gone_is_ever_offered(
    seed: int, root: Path, record: Record, environ: dict[str, str]
) -> None:
    dice = random.Random(seed)
    names = ("a", "ab", "b", "sub/abc", "sub/z", "other", "y")
    for step in range(60):
        name, other = dice.sample(names, 2)
        path = root / "records" / f"{name}.yaml"
        called = (name if dice.random() < 0.7 else other).rpartition("/")[2]
        if dice.random() < 0.3:
            path.unlink(missing_ok=True)
        elif path.exists() and dice.random() < 0.3:
            move(root, f"{name}.yaml", f"{other}.yaml")
        else:
            put(root, f"{name}.yaml", record(id=called), settled=dice.random() < 0.8)
        for beginning in BEGINNINGS[:4]:
            found, expected = offered(root, environ, beginning), in_full(root, beginning)
            assert set(found) <= set(expected), (seed, step)
            assert well_named(root, beginning) <= {id for id, _ in found}, (seed, step)
        if dice.random() < 0.3:
            learn(root, environ) if any((root / "records").rglob("*.yaml")) else None


def test_only_what_begins_so_is_looked_at(
    root: Path, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    enter = folder._enter

    def noted(entry: os.DirEntry[str], path: str, *more: Any) -> None:
        if entry.is_file(follow_symlinks=False):
            looked.append(path)
        enter(entry, path, *more)

    monkeypatch.setattr(folder, "_enter", noted)
    monkeypatch.setattr(opened, "survey", lambda *_: pytest.fail("every record was looked at"))
    assert [id for id, _ in offered(root, environ, "ab")] == ["ab", "abc"]
    assert sorted(looked) == ["records/ab.yaml", "records/sub/abc.yaml"]
    assert [id for id, _ in offered(root, environ, "aga")] == ["again"]
    assert [id for id, _ in offered(root, environ, "a1")] == ["a1"]


def test_without_a_cache_every_record_is_read(root: Path, environ: dict[str, str]) -> None:
    assert offered(root, environ, "ab", use_cache=False) == in_full(root, "ab")
    for path in Path(environ["COMMIT_CACHE_DIR"]).iterdir():
        path.write_bytes(b"broken")
    assert offered(root, environ, "ab") == in_full(root, "ab")
