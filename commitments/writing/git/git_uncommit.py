"""Takes back the last commit of this clone: moves the branch to the commit before. Changes no file.

Runs plumbing only, and nothing that a repository configures.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from tempfile import TemporaryDirectory

from commitments.errors import N_, CommitmentsError, EditError, GitError
from commitments.reading.git.git_output import Touch, read_paths
from commitments.reading.git.plumbing import Plumbing
from commitments.reading.git.repository import Repository

_SETTINGS = ("-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}")
_PATIENCE = 30
"""Seconds that git has for one step."""
_CHUNK = 200
"""How many paths git is asked about at once."""


def require_removable(repository: Repository, commit: str) -> None:
    """Raise EditError where a commit must stay: another came after it, or others may have it."""
    if repository.head != commit:
        raise EditError(
            N_("{commit} is no longer the last commit here, so it is not taken back"),
            N_("Write the edit that corrects it, and say why; nothing that stands in the history is undone."),
            commit=commit[:7],
        )
    if repository.is_published(commit):
        raise EditError(
            N_("{commit} has left this clone, and is not taken back: others may have it"),
            N_(
                "Write the edit that corrects it, with the reason: `commit reschedule` for a deadline, "
                "`commit reopen` for what was closed, else `commit update`."
            ),
            commit=commit[:7],
        )


def take_back_commit(repository: Repository, commit: str, parent: str) -> None:
    """Move the branch from a commit to its parent, and what git has staged of its files; files stay.

    With an empty parent, the branch has no commit afterwards. Raises GitError where git refuses; all is then
    as before.
    """
    [touches] = repository.touched([(commit, parent or None)])
    entries = _index_entries(repository, touches, parent)
    move = ("update-ref", "-m", "commit undo")
    answer = _run(
        repository, [*move, "HEAD", parent, commit] if parent else [*move, "-d", "HEAD", commit], b""
    )
    if answer is None or answer.returncode:
        raise GitError(
            N_("git did not take {commit} back: {reason}"),
            N_("Nothing was changed. Try again when no other git is running."),
            commit=commit[:7],
            reason=" ".join(answer.stderr.decode("utf-8", "replace").split())[-500:] if answer else "",
        )
    if entries:
        _update_index(repository, entries)


def _update_index(repository: Repository, entries: bytes) -> None:
    """Write entries into the index; where git cannot, the files stay staged.

    A git that writes the index runs filters over files that changed just before. It sees an empty folder
    instead, and the index keeps its time, so that the next git looks at those files again.
    """
    index = os.path.join(repository.git_dir, "index")
    with suppress(OSError), TemporaryDirectory() as empty:
        time = os.stat(index).st_mtime_ns
        place = (f"--git-dir={repository.git_dir}", f"--work-tree={empty}")
        _run(repository, [*place, "update-index", "-z", "--index-info"], entries, empty)
        os.utime(index, ns=(time, time))


def _index_entries(repository: Repository, touches: Sequence[Touch], parent: str) -> bytes:
    """The entries of the index that the parent has, for files that are staged as the commit has them."""
    staged: dict[str, str] = {}
    with suppress(CommitmentsError):
        staged = _staged_ids(repository)
    prefix = repository.prefix
    own = [
        touch.path
        for touch in touches
        if os.fsdecode(touch.path).startswith(prefix)
        and staged.get(os.fsdecode(touch.path).removeprefix(prefix)) == touch.new
    ]
    entries = dict.fromkeys(own, b"0 " + b"0" * (64 if repository.object_format == "sha256" else 40))
    for start in range(0, len(own) if parent else 0, _CHUNK):
        paths = map(os.fsdecode, own[start : start + _CHUNK])
        arguments = ("ls-tree", "-r", "-z", "--full-tree", "--", parent, *paths)
        with repository.started(*arguments) as running:
            for line in read_paths(running.out):
                attributes, _, path = line.partition("\t")
                if os.fsencode(path) in entries:
                    entries[os.fsencode(path)] = os.fsencode(attributes)
            running.finish()
    return b"".join(attributes + b"\t" + path + b"\0" for path, attributes in entries.items())


def _staged_ids(repository: Repository) -> dict[str, str]:
    """The object ids of the files in the index, by path from the workspace."""
    with repository.with_index().started("ls-files", "-t", "-z", "--stage") as running:
        rows = [line.partition("\t") for line in read_paths(running.out)]
        running.finish()
    return {path: attributes.split()[2] for attributes, _, path in rows}


def _run(
    repository: Plumbing, arguments: Sequence[str], data: bytes, folder: str = ""
) -> subprocess.CompletedProcess[bytes] | None:
    """The answer of git; None where it cannot be started or does not end."""
    try:
        return subprocess.run(
            [repository.program, *_SETTINGS, *arguments],
            cwd=folder or repository.place,
            env=dict(repository.with_index().environ),
            input=data,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
