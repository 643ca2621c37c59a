"""Reads the references of a repository from its files, as far as these are plain. Starts no program.

Whoever made the repository may have put anything in their place: nothing is followed, and all is bounded.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple

_MOST_OF_REF = 4096
"""Bytes of the file of one reference, or of one that names a folder."""
_MOST = 1 << 20
"""Bytes of the settings, and of what the last fetch brought."""
_MOST_PACKED = 64 << 20
"""Bytes of the file of packed references."""
_MOST_LINKS = 5
"""References that name one another, as git follows them."""
_OPEN = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

_ID = re.compile(rb"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_REF = re.compile(r"refs(?:/(?!\.)[^\x00-\x20\x7f~^:?*\[\\/]+(?<!\.lock))+")
_FETCHED = re.compile(
    rb"([0-9a-f]{40}(?:[0-9a-f]{24})?)\t\t(?:branch '([^'\n]*)' of |(?!(?:[a-z-]+ )*'))[^\n]*"
)
"""A line of FETCH_HEAD that is for merging, of a branch or of the HEAD of a remote."""
_PACKED_REMOTE = re.compile(rb" refs/remotes/([^/\n]+)/")
_SECTION = re.compile(r'\[([A-Za-z0-9-]+)(?: "([^"\\\n]*)")?\]')
_SETTING = re.compile(r"([A-Za-z][A-Za-z0-9-]*)[ \t]*=[ \t]*([^\"\\#;\s]+)")


class UnclearFilesError(Exception):
    """The files are not of the plain kind, so that only git tells what they mean."""


class Fetched(NamedTuple):
    """A commit that the last fetch brought for merging."""

    id: str
    branch: str
    """The branch of the remote; empty for its HEAD."""


@dataclass(frozen=True)
class RefFiles:
    """The files of one repository, as seen from one of its working trees."""

    own: str
    """The git folder of the working tree."""
    common: str
    """The git folder that all working trees share."""

    @classmethod
    def at(cls, git_dir: str) -> RefFiles:
        """Those of the git folder of a working tree, or of a bare repository."""
        data = _read(os.path.join(git_dir, "commondir"), _MOST_OF_REF)
        name = os.fsdecode(data or b"").rstrip("\r\n")
        return cls(git_dir, os.path.join(git_dir, name) if name and "\0" not in name else git_dir)

    @property
    def is_shallow(self) -> bool:
        """Whether the repository lacks older commits on purpose."""
        with suppress(OSError, ValueError):
            return os.stat(os.path.join(self.common, "shallow")).st_size > 0
        return False

    @property
    def is_plain(self) -> bool:
        """Whether references are kept as files."""
        return not os.path.lexists(os.path.join(self.common, "reftable"))

    def branch(self) -> str | None:
        """The full name of the branch of HEAD; None where HEAD is detached.

        Raises UnclearFilesError where HEAD is neither.
        """
        data = _read(os.path.join(self.own, "HEAD"), _MOST_OF_REF) or b""
        if _ID.fullmatch(data.strip()):
            return None
        if (name := _symbolic(data)) is None:
            raise UnclearFilesError
        return name

    def head(self) -> str | None:
        """The commit of HEAD; None where its branch has none. Raises UnclearFilesError."""
        branch = self.branch()
        if branch is not None:
            return self.id(branch)
        return (_read(os.path.join(self.own, "HEAD"), _MOST_OF_REF) or b"").strip().decode("ascii", "replace")

    def id(self, ref: str) -> str | None:
        """The object that a reference names; None where there is no such reference."""
        for _ in range(_MOST_LINKS):
            if not _REF.fullmatch(ref) or ".." in ref:
                return None
            data = _read(os.path.join(self.common, *ref.split("/")), _MOST_OF_REF)
            if data is None:
                return self._packed_id(ref)
            if match := _ID.fullmatch(data.strip()):
                return match[0].decode("ascii")
            target = _symbolic(data)
            if target is None:
                return None
            ref = target
        return None

    def _packed_id(self, ref: str) -> str | None:
        data = _read(os.path.join(self.common, "packed-refs"), _MOST_PACKED)
        if data is None:
            return None
        if len(data) > _MOST_PACKED:
            raise UnclearFilesError
        end = data.find(b" %s\n" % os.fsencode(ref))
        id = data[data.rfind(b"\n", 0, max(end, 0)) + 1 : max(end, 0)]
        return id.decode("ascii") if _ID.fullmatch(id) else None

    def remotes(self) -> set[str]:
        """The remotes of which there is any reference."""
        names: set[str] = set()
        with suppress(OSError), os.scandir(os.path.join(self.common, "refs", "remotes")) as folders:
            names.update(entry.name for entry in folders if entry.is_dir() and os.listdir(entry.path))
        data = _read(os.path.join(self.common, "packed-refs"), _MOST_PACKED) or b""
        names.update(map(os.fsdecode, _PACKED_REMOTE.findall(data)))
        return names

    def upstream(self, branch: str) -> str | None:
        """The reference of a remote that a branch follows; None where it follows none.

        Raises UnclearFilesError where the settings are not of the plain kind.
        """
        own = dict(self._settings("branch", branch.removeprefix("refs/heads/")))
        remote, merge = own.get("remote"), own.get("merge")
        if not remote or not merge or remote == ".":
            return None
        for key, value in self._settings("remote", remote):
            source, colon, target = value.removeprefix("+").partition(":")
            if key == "fetch" and colon and (name := _mapped(merge, source, target)):
                return name
        return None

    def _settings(self, kind: str, name: str) -> Iterator[tuple[str, str]]:
        """The settings of a section of one name, each with its key in small letters."""
        section = ("", "")
        for line in self._setting_lines():
            if match := _SECTION.fullmatch(line):
                section = (match[1].lower(), match[2] or "")
                if section[0] in ("include", "includeif"):
                    raise UnclearFilesError
                continue
            match = _SETTING.fullmatch(line)
            if line[0] == "[" or line[-1] == "\\" or (match is None and section[0] in ("branch", "remote")):
                raise UnclearFilesError
            if match and section == (kind, name):
                yield match[1].lower(), match[2]

    def _setting_lines(self) -> Iterator[str]:
        data = _read(os.path.join(self.common, "config"), _MOST) or b""
        if len(data) > _MOST:
            raise UnclearFilesError
        lines = (line.strip() for line in data.decode("utf-8", "surrogateescape").split("\n"))
        return (line for line in lines if line and line[0] not in "#;")

    def fetched(self) -> list[Fetched]:
        """What the last fetch brought for merging."""
        data = _read(os.path.join(self.own, "FETCH_HEAD"), _MOST) or b""
        matches = filter(None, map(_FETCHED.fullmatch, data[:_MOST].split(b"\n")))
        return [Fetched(match[1].decode("ascii"), os.fsdecode(match[2] or b"")) for match in matches]


def _mapped(ref: str, source: str, target: str) -> str | None:
    """What a rule of fetching calls a reference of the remote here; None where it is about others."""
    if source == ref:
        return target
    before, star, after = source.partition("*")
    if not star or not ref.startswith(before) or not ref.endswith(after):
        return None
    return target.replace("*", ref[len(before) : len(ref) - len(after)], 1)


def _symbolic(data: bytes) -> str | None:
    """The reference that a reference names instead of an object."""
    text = os.fsdecode(data).rstrip("\r\n")
    name = text.removeprefix("ref:").strip() if text.startswith("ref:") else ""
    return name if _REF.fullmatch(name) and ".." not in name else None


def _read(path: str, most: int) -> bytes | None:
    """A regular file up to `most` bytes and one more; None for anything else."""
    try:
        handle = os.open(path, _OPEN)
    except (OSError, ValueError):
        return None
    with open(handle, "rb", buffering=0) as file:
        try:
            return file.read(most + 1) if stat.S_ISREG(os.fstat(handle).st_mode) else None
        except OSError:
            return None
