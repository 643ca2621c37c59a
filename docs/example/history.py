"""Lays out the invented git history of this invented workspace as a new repository.

It must not hold a text twice: the last commit is the workspace beside it, and every
earlier state is that one with the edits of history/story.toml undone, last to first.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from fnmatch import fnmatchcase
from pathlib import Path

HERE = Path(__file__).resolve().parent
COMMITTED = ("README.md", "commitments.toml", "schema/*.yaml", "records/**/*.yaml")
BESIDE = "schema/*.json"
"""Copies of the shipped schemas lie in the working tree alone, so that no commit's id depends on them."""
MAIN = "main"

Files = dict[str, str]
Delta = dict[str, str | None]


class StoryError(Exception):
    """The story does not fit the files it ends in."""


@dataclass(frozen=True, slots=True)
class Step:
    """One commit of the story."""

    when: datetime
    who: str
    message: str
    edits: tuple[tuple[str, ...], ...] = ()
    branch: str = MAIN
    merge: str = ""
    tag: str = ""
    committer: str = ""
    committed: datetime | None = None


def workspace(root: Path) -> Files:
    """The files of the last commit. A Windows checkout may hold CRLF; commit ids must not."""
    paths = sorted(path for pattern in COMMITTED for path in root.glob(pattern))
    texts = ((p, p.read_bytes().decode("utf-8").replace("\r\n", "\n")) for p in paths)
    return {path.relative_to(root).as_posix(): text for path, text in texts}


def story(path: Path) -> tuple[dict[str, str], list[Step]]:
    """Who takes part, and the steps, oldest first."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    steps = [
        Step(**{**step, "edits": tuple(tuple(edit) for edit in step.get("edits", ()))})
        for step in told["commit"]
    ]
    return told["people"], steps


@dataclass(slots=True)
class Rewind:
    """The files as they stand, and how to undo each kind of edit on them."""

    files: Files
    deleted: Files = field(default_factory=dict)
    dropped: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    def undo(self, edit: tuple[str, ...]) -> None:
        """Bring the files back to before one edit."""
        kind, path, *rest = edit
        match kind, rest:
            case "create", []:
                for name in self._matching(path):
                    self.deleted[name] = self.files.pop(name)
            case "delete", []:
                self.files[_path(path)] = self.deleted.pop(_path(path))
            case "delete", [text]:
                self.files[_path(path)] = text
            case "rename", [new]:
                self.files[_path(path)] = self.files.pop(_path(new))
            case "set", [old, new]:
                before, after = _split(self.files[_path(path)], new)
                self.files[_path(path)] = before + old + after
            case "add", [block]:
                for name in self._matching(path):
                    self._cut(name, block)
            case "drop", [block]:
                self._restore(_path(path), block)
            case "move", [block, line]:
                self._put_before(_path(path), self._cut(_path(path), block), line)
            case "crlf", []:
                self.files[_path(path)] = self.files[_path(path)].replace("\r\n", "\n")
            case "lf", []:
                self.files[_path(path)] = self.files[_path(path)].replace("\n", "\r\n")
            case _:
                raise StoryError(f"not an edit: {edit}")

    def _matching(self, path: str) -> list[str]:
        if "*" in path:
            return [name for name in self.files if fnmatchcase(name, path)]
        return [_path(path)]

    def _cut(self, path: str, start: str) -> str:
        before, block, after = _around(self.files[path], start)
        self.dropped[path, start] = before, block
        self.files[path] = before + after
        return block

    def _restore(self, path: str, start: str) -> None:
        before, block = self.dropped.pop((path, start))
        if not self.files[path].startswith(before):
            raise StoryError(f"{path}: edited above {start!r} while that was dropped")
        self.files[path] = before + block + self.files[path].removeprefix(before)

    def _put_before(self, path: str, block: str, line: str) -> None:
        before, found, after = _around(self.files[path], line)
        self.files[path] = before + block + found + after


def _path(name: str) -> str:
    return name if Path(name).suffix else f"records/{name}.yaml"


def _split(text: str, part: str) -> tuple[str, str]:
    if text.count(part) != 1:
        raise StoryError(f"{part!r} stands there {text.count(part)} times, not once")
    before, _, after = text.partition(part)
    return before, after


def _around(text: str, start: str) -> tuple[str, str, str]:
    """What stands before the block that begins so, the block itself, and what follows."""
    before = _split("\n" + text, "\n" + start)[0].removeprefix("\n")
    before += "\n" if before else ""
    lines = text[len(before) :].splitlines(keepends=True)
    deep = len(start) - len(start.lstrip())
    size = 1
    while size < len(lines) and lines[size].startswith(" " * (deep + 1)):
        size += 1
    return before, "".join(lines[:size]), "".join(lines[size:])


def deltas(files: Files, steps: list[Step]) -> list[Delta]:
    """What each step changed: the new text of a file, or None where it went."""
    rewind, changes = Rewind(dict(files)), []
    for step in reversed(steps):
        after = dict(rewind.files)
        for edit in reversed(step.edits):
            try:
                rewind.undo(edit)
            except StoryError as fault:
                raise StoryError(f"{step.message!r}, {edit[:2]}: {fault}") from fault
        before = rewind.files if step is not steps[0] else {}
        changes.append(_delta(before, after))
    return changes[::-1]


def _delta(before: Files, after: Files) -> Delta:
    paths = sorted(before.keys() | after.keys())
    return {path: after.get(path) for path in paths if before.get(path) != after.get(path)}


def with_merges(steps: list[Step], changes: list[Delta]) -> Iterator[tuple[Step, Delta]]:
    """Each step with its changes; a merge brings those of its side branch."""
    waiting: dict[str, Delta] = {}
    for step, delta in zip(steps, changes, strict=True):
        if step.branch != MAIN:
            waiting.setdefault(step.branch, {}).update(delta)
        elif any(delta.keys() & side.keys() for side in waiting.values()):
            raise StoryError(f"{step.message}: touches what a side branch has in hand")
        yield step, delta | waiting.pop(step.merge, {})


def stream(people: dict[str, str], told: Iterable[tuple[Step, Delta]]) -> Iterator[bytes]:
    """The whole history in the words of `git fast-import`."""
    tips: dict[str, int] = {}
    for mark, (step, delta) in enumerate(told, start=1):
        parents = [tips.get(step.branch) or tips.get(MAIN), tips.get(step.merge)]
        yield from _commit(people, step, mark, parents)
        for path, text in delta.items():
            yield f"D {path}\n".encode() if text is None else _file(path, text)
        if step.tag:
            yield f"reset refs/tags/{step.tag}\nfrom :{mark}\n\n".encode()
        tips[step.branch] = mark


def _commit(people: dict[str, str], step: Step, mark: int, parents: list[int | None]) -> Iterator[bytes]:
    yield f"commit refs/heads/{step.branch}\nmark :{mark}\n".encode()
    yield f"author {people[step.who]} {_time(step.when)}\n".encode()
    committer = people[step.committer or step.who]
    yield f"committer {committer} {_time(step.committed or step.when)}\n".encode()
    yield _data(step.message.strip() + "\n")
    for word, parent in zip(("from", "merge"), parents, strict=True):
        yield f"{word} :{parent}\n".encode() if parent else b""


def _time(when: datetime) -> str:
    return f"{int(when.timestamp())} {when:%z}"


def _file(path: str, text: str) -> bytes:
    return f"M 100644 inline {path}\n".encode() + _data(text)


def _data(text: str) -> bytes:
    raw = text.encode()
    return f"data {len(raw)}\n".encode() + raw + b"\n"


def lay_out(target: Path) -> int:
    """Make the repository in an empty folder; the answer is its number of commits."""
    people, steps = story(HERE / "history" / "story.toml")
    told = with_merges(steps, deltas(workspace(HERE), steps))
    history = b"".join(stream(people, told))
    target.mkdir(parents=True, exist_ok=True)
    _git(target, "init", "--quiet", f"--initial-branch={MAIN}", "--template=", ".")
    for key in ("core.autocrlf", "commit.gpgsign"):
        _git(target, "config", key, "false")
    _git(target, "fast-import", "--quiet", told=history)
    _git(target, "reset", "--quiet", "--hard")
    _lay_beside(target)
    return len(steps)


def _lay_beside(target: Path) -> None:
    (target / ".git/info").mkdir(exist_ok=True)
    (target / ".git/info/exclude").write_text(f"/{BESIDE}\n", encoding="utf-8")
    for path in HERE.glob(BESIDE):
        shutil.copyfile(path, target / path.relative_to(HERE))


def _git(folder: Path, *words: str, told: bytes = b"") -> None:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", *words], cwd=folder, env=clean | quiet, input=told, check=True)


def main() -> None:
    """Read the command line, refuse a folder that holds anything, and lay out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("dir", metavar="DIR", type=Path, help="a folder that is absent or empty")
    target: Path = parser.parse_args().dir
    if target.exists() and not target.is_dir():
        parser.error(f"{target} is not a folder")
    if target.is_dir() and any(target.iterdir()):
        parser.error(f"{target} is not empty")
    if shutil.which("git") is None:
        parser.error("git is not installed")
    try:
        sys.stdout.write(f"{lay_out(target)} commits in {target}\n")
    except StoryError as fault:
        parser.exit(1, f"The story does not fit the files: {fault}\n")


if __name__ == "__main__":
    main()
