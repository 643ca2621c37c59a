"""What of a folder is read: regular files, without following a link, whatever else lies there."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commitments.errors import CommitmentsError
from commitments.reading.folder import Listing, NotRead, find_root, listing, read
from commitments.reading.source_file import SourceFile

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs links and special files of POSIX")
linux = pytest.mark.skipif(sys.platform != "linux", reason="needs file names of any bytes")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with one record."""
    place = tmp_path / "workspace"
    (place / "records").mkdir(parents=True)
    (place / "records/a.yaml").write_bytes(b"id: a\n")
    return place


def paths(found: Listing) -> list[str]:
    return [file.path for file in found.entries]


def rule(found: SourceFile | NotRead) -> str:
    assert isinstance(found, NotRead)
    return found.finding.rule


def test_sub_folders_are_read_and_order_is_that_of_paths(root: Path) -> None:
    for name in ("b/c.yaml", "b.yaml", "Z.yaml", "b/d/e.yaml", "đ.yaml"):
        (root / "records" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "records" / name).write_bytes(b"")
    assert paths(listing(root)) == sorted(
        f"records/{n}" for n in ("a.yaml", "b/c.yaml", "b.yaml", "Z.yaml", "b/d/e.yaml", "đ.yaml")
    )


def test_what_is_no_record_is_named(root: Path) -> None:
    for name in (
        "b.yml",
        "notes.txt",
        "c.YAML",
        "d.yaml.bak",
        ".hidden.yaml",
        ".gitkeep",
        ".sub/e.yaml",
        "yaml",
    ):
        (root / "records" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "records" / name).write_bytes(b"")
    found = listing(root)
    assert paths(found) == ["records/a.yaml"]
    strays = {"b.yml", "notes.txt", "c.YAML", "d.yaml.bak", ".hidden.yaml", "yaml"}
    assert strays <= {stray.removeprefix("records/") for stray in found.strays}
    assert "records/.gitkeep" not in found.strays
    assert found.refused == []


@pytest.mark.parametrize(
    ("files", "nested"),
    [
        ({".git/HEAD": "ref: refs/heads/main\n"}, True),
        ({".git": "gitdir: ../../own\n"}, True),
        ({".git": "gitdir: ../../own"}, True),
        ({".git": "gitdir: ../../gone\n"}, False),
        ({".git": "anything"}, False),
        ({".git": ""}, False),
        ({".git": "gitdir: \0"}, False),
        ({".git/config": ""}, False),
        ({".gitignore": ""}, False),
        ({"git/HEAD": ""}, False),
    ],
    ids=str,
)
@pytest.mark.parametrize("name", ["other", "other.yaml", "deep/other"])
def test_a_repository_of_its_own_is_not_entered(
    name: str, files: dict[str, str], nested: bool, root: Path
) -> None:
    """What git takes for one: a folder `.git` with a HEAD, or a file that leads to such."""
    (root / "own").mkdir()
    (root / "own/HEAD").write_text("ref: refs/heads/main\n")
    for path, text in {"b.yaml": "id: b\n", "sub/c.yaml": "id: c\n", **files}.items():
        place = root / "records" / name / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text.replace("../..", "../" * (2 + name.count("/")) + ".").replace("/./own", "/own"))
    within = [] if nested else [f"records/{name}/b.yaml", f"records/{name}/sub/c.yaml"]
    assert paths(listing(root)) == ["records/a.yaml", *within]
    assert listing(root).nested == [f"records/{name}"] * nested


@posix
def test_links_are_refused_wherever_they_lead(root: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_bytes(b"password: x\n")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/b.yaml").write_bytes(b"id: b\n")
    links = {"out.yaml": secret, "in.yaml": root / "records/a.yaml", "dangling.yaml": tmp_path / "gone"}
    links |= {"loop.yaml": root / "records/loop.yaml", "folder": tmp_path / "elsewhere", "up": root}
    for name, target in links.items():
        (root / "records" / name).symlink_to(target)
    found = listing(root)
    assert paths(found) == ["records/a.yaml"]
    assert found.refused == sorted(f"records/{name}" for name in links)
    for name in ("out.yaml", "in.yaml", "dangling.yaml", "loop.yaml"):
        assert rule(read(root, f"records/{name}")) in ("file-not-readable", "not-a-regular-file")


@posix
@pytest.mark.usefixtures("soon")
def test_a_fifo_is_refused_and_never_waited_for(root: Path) -> None:
    os.mkfifo(root / "records/b.yaml")
    assert listing(root).refused == ["records/b.yaml"]
    assert rule(read(root, "records/b.yaml")) == "not-a-regular-file"


@posix
@pytest.mark.usefixtures("soon")
def test_a_socket_and_a_device_are_refused(root: Path) -> None:
    import socket

    here = os.getcwd()
    os.chdir(root / "records")  # names of sockets are short
    try:
        with socket.socket(socket.AF_UNIX) as opened:
            opened.bind("s.yaml")
    finally:
        os.chdir(here)
    assert listing(root).refused == ["records/s.yaml"]
    assert isinstance(read(root, "records/s.yaml"), NotRead)
    assert rule(read("/dev", "null")) == "not-a-regular-file"


def test_a_folder_named_like_a_record_is_a_folder(root: Path) -> None:
    (root / "records/b.yaml").mkdir()
    (root / "records/b.yaml/c.yaml").write_bytes(b"id: c\n")
    assert paths(listing(root)) == ["records/a.yaml", "records/b.yaml/c.yaml"]
    assert rule(read(root, "records/b.yaml")) in ("file-not-readable", "not-a-regular-file")


def test_a_file_that_may_not_be_opened_is_a_finding(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> int:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse)
        found = read(root, "records/a.yaml")
    assert isinstance(found, NotRead)
    assert (found.path, found.finding.rule) == ("records/a.yaml", "file-not-readable")
    assert found.finding.values["reason"] == "Permission denied"


def test_a_file_that_fails_while_it_is_read_is_a_finding(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = os.listdir("/proc/self/fd") if sys.platform == "linux" else []

    def fail(*_: Any) -> bytes:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, "read", fail)
        assert rule(read(root, "records/a.yaml")) == "file-not-readable"
    if before:
        assert len(os.listdir("/proc/self/fd")) == len(before)


def test_a_file_that_vanished_is_a_finding(root: Path) -> None:
    assert rule(read(root, "records/gone.yaml")) == "file-not-readable"


def test_short_reads_are_put_together(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "records/a.yaml").write_bytes(b"x" * 100)
    whole = os.read
    with monkeypatch.context() as patch:
        patch.setattr(os, "read", lambda handle, most: whole(handle, min(most, 7)))
        found = read(root, "records/a.yaml")
    assert found == SourceFile("records/a.yaml", b"x" * 100)
    assert read(root, "records/a.yaml") == SourceFile("records/a.yaml", b"x" * 100)


@posix
def test_no_more_is_read_than_shows_that_it_is_too_much(root: Path) -> None:
    with open(root / "records/a.yaml", "wb") as file:
        file.truncate(5 * 1024**3)  # a hole, not a disk full of zeros
    found = read(root, "records/a.yaml")
    assert isinstance(found, SourceFile)
    assert len(found.data) == 256 * 1024 + 1


def test_a_folder_that_may_not_be_listed_is_named(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "records/closed").mkdir()
    scan: Callable[[str], Any] = os.scandir

    def refuse(path: str) -> Any:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scan(path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", refuse)
        found = listing(root)
    assert paths(found) == ["records/a.yaml"]
    assert found.refused == ["records/closed"]


@linux
@pytest.mark.parametrize(
    "name", [b"\xff\xfe.yaml", b"caf\xe9.yaml", b"a\x1eb.yaml", b"a\nb.yaml", b"\x1b[31m.yaml"]
)
def test_a_file_name_of_any_bytes_is_never_passed_over(root: Path, name: bytes) -> None:
    with open(os.path.join(os.fsencode(root / "records"), name), "wb") as file:
        file.write(b"id: b\n")
    found = listing(root)
    path = f"records/{os.fsdecode(name)}"
    every = [*paths(found), *found.strays, *found.refused, *getattr(found, "unnameable", ())]
    assert sorted(every) == sorted(["records/a.yaml", path])


def test_the_root_is_the_nearest_folder_that_holds_records(root: Path) -> None:
    below = root / "docs/deep"
    below.mkdir(parents=True)
    assert find_root(below, None) == root
    assert find_root(root / "records", None) == root
    (root / "docs/records").mkdir()
    assert find_root(below, None) == root / "docs"
    assert find_root(below, str(root)) == root


def test_no_root_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(CommitmentsError):
        find_root(Path(tmp_path.anchor) / "no-such-folder", None)
    with pytest.raises(CommitmentsError):
        find_root(tmp_path, str(tmp_path))
    (tmp_path / "records").write_bytes(b"")
    with pytest.raises(CommitmentsError):
        find_root(tmp_path, str(tmp_path))


@posix
def test_a_linked_records_folder_is_no_workspace(root: Path, tmp_path: Path) -> None:
    other = root / "other"
    other.mkdir()
    (tmp_path / "elsewhere").mkdir()
    (other / "records").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CommitmentsError):
        find_root(other, str(other))
    assert find_root(other, None) == root
