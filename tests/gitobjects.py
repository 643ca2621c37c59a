"""Objects, trees and working trees as git keeps them, written without git; for tests/gitstory.py."""

from __future__ import annotations

import hashlib
import os
import shutil
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

Tree = Mapping[bytes, tuple[bytes, str]]
"""Mode and id by path."""


class Entry(NamedTuple):
    """What a tree holds at a path: a mode, and the bytes of a blob or the id of another's commit."""

    mode: bytes
    content: bytes


Content = str | bytes | Entry | None


def link(target: str | bytes) -> Entry:
    """A symbolic link."""
    return Entry(b"120000", as_bytes(target))


def executable(content: str | bytes) -> Entry:
    """A file that may be run."""
    return Entry(b"100755", as_bytes(content))


def gitlink(commit: str) -> Entry:
    """A submodule at a commit."""
    return Entry(b"160000", commit.encode())


def as_bytes(text: str | bytes) -> bytes:
    return text.encode() if isinstance(text, str) else text


def as_entry(content: str | bytes | Entry) -> Entry:
    return content if isinstance(content, Entry) else Entry(b"100644", as_bytes(content))


class Objects:
    """The loose objects of a repository."""

    def __init__(self, place: Path, object_format: str) -> None:
        self.place = place
        self._hash = getattr(hashlib, object_format)
        self._written: set[str] = set()

    def path(self, id: str) -> Path:
        """Where an object lies."""
        return self.place / id[:2] / id[2:]

    def write(self, kind: str, data: bytes) -> str:
        """Any bytes as an object; its id."""
        whole = f"{kind} {len(data)}\0".encode() + data
        id: str = self._hash(whole).hexdigest()
        if id not in self._written:
            self._written.add(id)
            self.path(id).parent.mkdir(exist_ok=True)
            self.path(id).write_bytes(zlib.compress(whole, 1))
        return id

    def read(self, id: str) -> bytes:
        return zlib.decompress(self.path(id).read_bytes()).partition(b"\0")[2]

    def changed(self, tree: Tree, files: Mapping[str | bytes, Content]) -> Tree:
        """A tree after some of its files changed; a file and a folder of one name give way to the new."""
        new = dict(tree)
        for name, content in files.items():
            path = as_bytes(name)
            for other in [item for item in new if _in_the_way(item, path)]:
                del new[other]
            if content is not None:
                mode, data = as_entry(content)
                new[path] = mode, data.decode() if mode == b"160000" else self.write("blob", data)
        return new

    def tree(self, files: Tree) -> str:
        """The id of a tree, all folders of which are written."""
        folders: dict[bytes, dict[bytes, tuple[bytes, str]]] = {}
        entries: list[tuple[bytes, bytes, str]] = []
        for path, (mode, id) in files.items():
            first, slash, rest = path.partition(b"/")
            if slash:
                folders.setdefault(first, {})[rest] = mode, id
            else:
                entries.append((first, mode, id))
        entries += [(name + b"/", b"40000", self.tree(below)) for name, below in folders.items()]
        lines = (
            mode + b" " + name.removesuffix(b"/") + b"\0" + bytes.fromhex(id)
            for name, mode, id in sorted(entries)
        )
        return self.write("tree", b"".join(lines))


def _in_the_way(other: bytes, path: bytes) -> bool:
    return other == path or other.startswith(path + b"/") or path.startswith(other + b"/")


def lay(root: Path, objects: Objects, old: Tree, new: Tree) -> None:
    """Bring a folder from one tree to another."""
    for path in old.keys() - new.keys():
        put(root, path, None)
    for path, (mode, id) in new.items():
        if old.get(path) != (mode, id) and mode != b"160000":
            put(root, path, Entry(mode, objects.read(id)))


def put(root: Path, path: bytes, content: Content) -> None:
    """Write or remove one file, and the folders that it leaves empty."""
    if any(part in (b"", b".", b"..", b".git") for part in path.split(b"/")):
        return  # a tree may hold such names, and no folder can
    place = os.path.join(os.fsencode(root), path)
    if os.path.isdir(place) and not os.path.islink(place):
        shutil.rmtree(place)
    elif os.path.lexists(place):
        os.unlink(place)
    if content is None:
        _prune(os.fsencode(root), os.path.dirname(place))
        return
    mode, data = as_entry(content)
    os.makedirs(os.path.dirname(place), exist_ok=True)
    if mode == b"120000" and os.name != "nt":
        os.symlink(data, place)
        return
    with open(place, "wb") as file:
        file.write(data)
    os.chmod(place, 0o755 if mode == b"100755" else 0o644)


def _prune(root: bytes, folder: bytes) -> None:
    while folder != root and os.path.isdir(folder) and not os.listdir(folder):
        os.rmdir(folder)
        folder = os.path.dirname(folder)
