"""Small real repositories for tests, told commit by commit. Asserts nothing.

    def test_it(git_story):
        story = git_story()                             # a new repository, on the unborn branch main
        first = story.commit({"records/a.yaml": "id: a\n"}, when="2025-01-06T15:02:00+07:00")
        story.branch("side")                            # from here, and stand on it
        story.commit({"records/a.yaml": None, "records/b.yaml": "id: b\n"}, author="An <an@example.org>")
        story.switch("main")
        story.merge("side", message="Merge side")       # of two who changed a path, the other side wins
        story.tag("v1")
        story.write({"records/b.yaml": "id: edited\n"}) # in the working tree, uncommitted
        repository = story.repository()                 # as the product opens it; story.root is its folder

What is not given is fixed: Vi <vi@example.org>, one commit a day from 2025-01-01 at 09:00 in Viet Nam.
`commit` gives the id of the commit, and the same telling gives the same ids everywhere. A path of None is
removed; `link`, `executable` and `gitlink` give other modes. Names, dates and messages given as bytes go
into the commit as they are (`when=b"1731377100 +99999999"`), and `forge` writes any bytes as a commit.
`git_story(object_format="sha256")`, `git_story(checkout=False)` without files on disk (quicker), and
`git_story(name="…")` for the folder's name. Clones: `bare()`, `shallow(depth)`, `worktree(name)`.
Objects are written from here, so that a story costs one process; `git` runs any command on it. It has no
index: `story.git("read-tree", "HEAD")` makes one for commands such as `status`.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from gitobjects import Content, Objects, Tree, as_bytes, executable, gitlink, lay, link, put

from commitments.reading.git.open_repository import open_repository
from commitments.reading.git.repository import Repository

VI = "Vi <vi@example.org>"
START = 1735696800  # 2025-01-01T09:00:00+07:00
DAY = 86_400
Files = Mapping[Any, Content]
"""By path, as text or as bytes."""
When = str | int | bytes | None
"""An ISO date with its zone, seconds since 1970, the bytes that a commit shall hold, or the next day."""


def clean_environment() -> dict[str, str]:
    """For running git: where programs are, and nothing of whoever runs the tests."""
    names = ("PATH", "PATHEXT", "SYSTEMROOT", "TEMP", "TMPDIR")
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0"}
    return {name: os.environ[name] for name in names if name in os.environ} | own | {"LC_ALL": "C"}


class GitStory:
    """One repository as it is told; see the head of this file."""

    link = staticmethod(link)
    executable = staticmethod(executable)
    gitlink = staticmethod(gitlink)

    def __init__(self, root: Path, object_format: str = "sha1", checkout: bool = True) -> None:
        self.root = root
        self.git_dir = root / ".git"
        self.objects = Objects(self.git_dir / "objects", object_format)
        self.head: str | None = None
        self.commits: list[str] = []
        """All ids in the order of telling."""
        self._checkout = checkout
        self._branch: str | None = "main"
        self._trees: dict[str | None, Tree] = {}
        self._parents: dict[str, tuple[str, ...]] = {}
        root.mkdir(parents=True)
        self.git("init", "--quiet", "--template=", "-b", "main", f"--object-format={object_format}")

    def commit(
        self,
        files: Files | None = None,
        message: str | bytes | None = None,
        author: str | bytes = VI,
        when: When = None,
        *,
        committer: str | bytes | None = None,
        authored: When = None,
        headers: bytes = b"",
    ) -> str:
        """Change some files and commit; the id. `when` is the committer's date, and the author's as well.

        `headers` are whole lines, such as `b"encoding latin1\\n"`.
        """
        people = self._people(author, when, committer, authored)
        return self._committed(self._tree(), files, (self.head,), people + headers, message)

    def merge(
        self,
        *branches: str,
        files: Files | None = None,
        message: str | bytes | None = None,
        author: str | bytes = VI,
        when: When = None,
    ) -> str:
        """Merge branches or commits into where the story stands, with some files on top; the id."""
        others = [self.resolve(branch) for branch in branches]
        people = self._people(author, when, None, None)
        return self._committed(self._merged(others), files, (self.head, *others), people, message)

    def forge(self, data: bytes, files: Files | None = None) -> str:
        """Any bytes as a commit; `{tree}` and `{parent}` in them stand for the ids of these."""
        tree = self.objects.changed(self._tree(), dict(files or {}))
        whole = data.replace(b"{tree}", self.objects.tree(tree).encode())
        whole = whole.replace(b"{parent}", (self.head or "").encode())
        return self._record(whole, tree, (self.head,) if self.head else ())

    def branch(self, name: str, at: str | None = None) -> None:
        """Make a branch at a commit, or here, and stand on it."""
        start = self.resolve(at) if at else self.head
        assert start is not None
        self.ref(f"refs/heads/{name}", start)
        self.switch(name)

    def orphan(self, name: str) -> None:
        """Stand on a new branch without any commit or file."""
        self._stand(None, name)

    def switch(self, name: str) -> None:
        """Stand on a branch."""
        self._stand(self.resolve(name), name)

    def detach(self, at: str | None = None) -> None:
        """Stand on a commit, and on no branch."""
        self._stand(self.resolve(at) if at else self.head, None)

    def tag(self, name: str, message: str | None = None, at: str | None = None) -> str:
        """Tag a commit, or this one; with a message it is a tag object. What the tag points to."""
        target = self.resolve(at) if at else self.head or ""
        if message is not None:
            about = f"object {target}\ntype commit\ntag {name}\ntagger {VI} {START} +0700\n\n{message}\n"
            target = self.objects.write("tag", about.encode())
        self.ref(f"refs/tags/{name}", target)
        return target

    def resolve(self, name: str) -> str:
        """The commit of a branch, or a commit itself."""
        place = self.git_dir / "refs/heads" / name
        return place.read_text().strip() if place.is_file() else name

    def write(self, files: Files) -> None:
        """Change files in the working tree alone."""
        for path, content in files.items():
            put(self.root, as_bytes(path), content)

    def ref(self, name: str, text: str) -> None:
        """Write a reference, or anything else that lies in the repository's own folder."""
        place = self.git_dir / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text + "\n", encoding="utf-8", newline="\n")

    def config(self, *lines: str) -> None:
        """Add lines to the repository's own settings: `story.config("[core]", "fsmonitor = x")`."""
        with open(self.git_dir / "config", "a", encoding="utf-8") as file:
            file.write("\n".join([*lines, ""]))

    def git(self, *arguments: str, stdin: bytes = b"", where: Path | None = None) -> str:
        """Run any git command here, or in another folder, and give what it prints."""
        people = ["-c", "user.name=Vi", "-c", "user.email=vi@example.org", "-c", "protocol.file.allow=always"]
        done = subprocess.run(
            ["git", *people, *arguments],
            cwd=where or self.root,
            env=clean_environment(),
            input=stdin,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
        return done.stdout.decode("utf-8", "surrogateescape").strip()

    def repository(self, bare: bool = False, **environ: str) -> Repository:
        """The repository as the product opens it, in a clean environment with additions."""
        return open_repository(self.root, {**clean_environment(), **environ}, bare)

    def bare(self, name: str = "bare.git") -> Path:
        """A bare clone beside the repository."""
        target = self.root.parent / name
        self.git("clone", "--quiet", "--bare", "--template=", str(self.root), str(target))
        return target

    def shallow(self, depth: int, name: str = "shallow") -> Path:
        """A clone that holds the last commits only."""
        target = self.root.parent / name
        url = self.root.resolve().as_uri()
        self.git("clone", "--quiet", f"--depth={depth}", "--template=", url, str(target))
        return target

    def worktree(self, name: str = "linked", at: str = "HEAD") -> Path:
        """A second working tree of the repository."""
        target = self.root.parent / name
        self.git("worktree", "add", "--quiet", "--detach", str(target), at)
        return target

    def _tree(self) -> Tree:
        return self._trees.get(self.head, {})

    def _people(
        self, author: str | bytes, when: When, committer: str | bytes | None, authored: When
    ) -> bytes:
        stamp = _stamp(START + len(self.commits) * DAY if when is None else when)
        wrote = stamp if authored is None else _stamp(authored)
        by = as_bytes(author if committer is None else committer)
        return b"author %s %s\ncommitter %s %s\n" % (as_bytes(author), wrote, by, stamp)

    def _committed(
        self,
        before: Tree,
        files: Files | None,
        above: tuple[str | None, ...],
        headers: bytes,
        message: str | bytes | None,
    ) -> str:
        tree = self.objects.changed(before, dict(files or {}))
        parents = tuple(item for item in above if item)
        text = f"commit {len(self.commits) + 1}\n" if message is None else message
        lines = [f"tree {self.objects.tree(tree)}\n", *(f"parent {parent}\n" for parent in parents)]
        return self._record("".join(lines).encode() + headers + b"\n" + as_bytes(text), tree, parents)

    def _record(self, data: bytes, tree: Tree, parents: tuple[str, ...]) -> str:
        id = self.objects.write("commit", data)
        self._trees[id] = tree
        self._parents[id] = parents
        self.commits.append(id)
        self._go(id)
        self.ref(f"refs/heads/{self._branch}" if self._branch else "HEAD", id)
        return id

    def _merged(self, others: list[str]) -> Tree:
        """This tree with what the others changed since the fork; theirs wins."""
        assert self.head is not None
        merged = dict(self._tree())
        mine = self._ancestors(self.head)
        for other in others:
            theirs = self._trees[other]
            base = self._trees.get(
                next((ancestor for ancestor in self._ancestors(other) if ancestor in mine), None), {}
            )
            for path in {*base, *theirs}:
                if base.get(path) != theirs.get(path):
                    merged.pop(path, None)
                    merged |= {path: theirs[path]} if path in theirs else {}
        return merged

    def _ancestors(self, commit: str) -> list[str]:
        """A commit and all before it, nearest first."""
        found = {commit: None}
        queue = [commit]
        for item in queue:
            new = [parent for parent in self._parents[item] if parent not in found]
            found |= dict.fromkeys(new)
            queue += new
        return list(found)

    def _stand(self, commit: str | None, branch: str | None) -> None:
        self._go(commit)
        self._branch = branch
        self.ref("HEAD", f"ref: refs/heads/{branch}" if branch else f"{commit}")

    def _go(self, commit: str | None) -> None:
        if self._checkout:
            lay(self.root, self.objects, self._tree(), self._trees.get(commit, {}))
        self.head = commit


def _stamp(when: str | int | bytes) -> bytes:
    """A date as a commit holds it: `1731377100 +0700`."""
    if isinstance(when, bytes):
        return when
    if isinstance(when, int):
        return f"{when} +0700".encode()
    moment = datetime.fromisoformat(when)
    assert moment.tzinfo is not None, "a date needs its zone"
    return f"{int(moment.timestamp())} {moment:%z}".encode()
