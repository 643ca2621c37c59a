"""The commands and workspaces that pages show, run and laid out for real. Compares nothing."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from functools import cached_property
from io import StringIO
from pathlib import Path
from typing import Any

from docs_package import main
from docs_pages import DOCS, EXAMPLE, Fence, fences, read

RECORD = "records/example.yaml"
_SETTLED = {"LC_ALL": "C", "COLUMNS": "80"}
_UNSET = ("COMMIT_LANG", "COMMIT_ROOT", "COMMIT_DEBUG", "NO_COLOR")
_BLOCK = re.compile(r"^(?P<key>[A-Za-z_][\w-]*):.*(?:\n(?:[ \t#-].*)?)*\n?", re.MULTILINE)


@contextmanager
def settled(folder: Path) -> Iterator[None]:
    """An environment in which every machine answers alike, with a cache of its own."""
    before = dict(os.environ)
    os.environ.update(_SETTLED, COMMIT_CACHE_DIR=str(folder / "cache"))
    for name in _UNSET:
        os.environ.pop(name, None)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@dataclass(eq=False)
class Stage:
    """Scratch folders, and commands run in them."""

    folder: Path
    _made: list[Path] = field(default_factory=list)

    @cached_property
    def example(self) -> Path:
        """The example with its history, laid out; in its own folder git would tell of this repository."""
        root = self.folder / "example"
        subprocess.run([sys.executable, EXAMPLE / "history.py", root], check=True, capture_output=True)
        return root

    def workspace(self, files: Mapping[str, str | bytes]) -> Path:
        """A new workspace of some files."""
        root = self.folder / f"workspace-{len(self._made)}"
        self._made.append(root)
        (root / "records").mkdir(parents=True)
        put(root, files)
        return root

    def run(self, arguments: Sequence[str], at: Path) -> tuple[int, str]:
        """Exit status and whole output of `commit`, in the order it came."""
        told = StringIO()
        with settled(self.folder), chdir(at), redirect_stdout(told), redirect_stderr(told):
            status = main(arguments)
        return status, told.getvalue()

    def problems(self, root: Path) -> list[dict[str, Any]]:
        """What `commit validate` finds in a workspace."""
        _, told = self.run(["validate", "--format", "json", "--today", "2026-11-22"], root)
        found: list[dict[str, Any]] = json.loads(told)["problems"]
        return found


def put(root: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files of a workspace."""
    for path, content in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content if isinstance(content, bytes) else content.encode())


def commands(fence: Fence) -> list[str]:
    """The command lines of a console block."""
    return [line[2:] for line in fence.text.splitlines() if line.startswith("$ ")]


def minimal() -> str:
    """The record that examples stand on, from the page that shows it."""
    return next(
        fence.text for fence in fences(read(DOCS / "fields" / "index.md")) if "minimal" in fence.marks
    )


def parties() -> str:
    """The registry that examples stand on, from the page that shows it."""
    page = read(DOCS / "fields" / "parties-file.md")
    return next(fence.text for fence in fences(page) if fence.file == "schema/parties.yaml")


def events() -> str:
    """The events that examples name, from the page that shows them."""
    page = read(DOCS / "fields" / "events-file.md")
    return next(fence.text for fence in fences(page) if fence.file == "schema/events.yaml")


def record(fragment: str, path: str = RECORD) -> str:
    """The minimal record with some fields put in the place of its own, or behind them."""
    given = {match["key"] for match in _BLOCK.finditer(fragment)}
    kept = "".join(match[0] for match in _BLOCK.finditer(minimal()) if match["key"] not in given)
    id = path.rpartition("/")[2].removesuffix(".yaml")
    return kept.replace("id: example\n", f"id: {id}\n") + fragment


def files_of(blocks: Sequence[Fence]) -> dict[str, str]:
    """The files that the blocks of an example make, with the registries and the record they stand on.

    A block without a file name is the record; one marked `whole` stands as it is, and any other block
    of a record holds only the fields that differ from the minimal record. `bare` adds nothing.
    """
    is_bare = any("bare" in block.marks for block in blocks)
    found = {} if is_bare else {"schema/parties.yaml": parties(), "schema/events.yaml": events()}
    for block in blocks:
        path = block.file or RECORD
        fragment = path.startswith("records/") and path.endswith(".yaml") and "whole" not in block.marks
        found[path] = record(block.text, path) if fragment else block.text
    found.setdefault(RECORD, minimal())
    return found
