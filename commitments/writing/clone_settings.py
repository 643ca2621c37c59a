"""What a clone is told about records: how git shows and merges them here. Touches no committed file.

It is told by the clone's own settings and attributes, which all its working trees share and no push carries.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from commitments.errors import N_, CommitmentsError
from commitments.reading.git import Repository
from commitments.writing.store import write_whole

_ATTRIBUTES = "info/attributes"
_TEXTCONV = "diff.commitments.textconv"
_NAME = "merge.commitments.name"
_DRIVER = "merge.commitments.driver"
_SECTIONS = ("diff.commitments", "merge.commitments")
_NAMED = b" diff=commitments merge=commitments"
_ABSENT = (1, 5, 128)
"""How git ends where it is asked for, or to remove, what it does not have."""


@dataclass(frozen=True, slots=True)
class Clone:
    """One clone, and the command line that stands for `commit` in it."""

    repository: Repository
    program: tuple[str, ...]

    @property
    def attributes(self) -> Path:
        """The file that says which files are records."""
        return Path(self.repository.common) / _ATTRIBUTES

    @property
    def settings(self) -> Mapping[str, str]:
        """What git is told. Where `commit` is gone, git shows and merges lines as it did before."""
        own = " ".join(shlex.quote(item) for item in self.program)
        merge = f"{own.replace('%', '%%')} git-merge -- %O %A %B %L %P %S %X %Y"
        by_lines = "git merge-file --marker-size=%L %A %O %B"
        return {
            _TEXTCONV: f'{own} git-textconv -- "$1" || cat --',
            _NAME: "commitment records, field by field",
            _DRIVER: f"{merge}; code=$?; test $code -lt 2 && exit $code; {by_lines}",
        }

    def missing(self) -> list[str]:
        """The settings that are not as they should be, and the attributes where they name no records."""
        found = [name for name, value in self.settings.items() if self._standing(name) != value]
        return found + ([] if self._names_records(self._attributes()) else [_ATTRIBUTES])

    def set_up(self) -> None:
        """Tell git."""
        for name, value in self.settings.items():
            if self._standing(name) != value:
                self._change("--replace-all", name, value)
        data = self._attributes()
        if not self._names_records(data):
            end = b"\n" if data and not data.endswith(b"\n") else b""
            self._write(data + end + self._line + b"\n")

    def undo(self) -> bool:
        """Take it back; whether there was anything. Settings stay while another workspace here needs them."""
        data = self._attributes()
        others = [line for line in data.splitlines(keepends=True) if line.rstrip() != self._line]
        had = len(b"".join(others)) < len(data)
        if had:
            self._write(b"".join(others))
        if any(line.rstrip().endswith(_NAMED) for line in others):
            return had
        removed = [self._change("--remove-section", section) for section in _SECTIONS]
        return had or any(removed)

    def _names_records(self, data: bytes) -> bool:
        return self._line in map(bytes.rstrip, data.splitlines())

    @property
    def _line(self) -> bytes:
        return pattern(os.fsencode(self.repository.prefix)) + _NAMED

    def _standing(self, name: str) -> str | None:
        found = self.repository.answer("config", "--local", "--null", "--get", name)
        return os.fsdecode(found.stdout.removesuffix(b"\0")) if found.returncode == 0 else None

    def _change(self, *arguments: str) -> bool:
        """Change a setting; False where there is none."""
        found = self.repository.answer("config", "--local", *arguments)
        if found.returncode in _ABSENT and arguments[0].startswith("--remove"):
            return False
        if found.returncode:
            raise CommitmentsError(
                N_("git does not change its settings in {folder}: {reason}"),
                folder=self.repository.common,
                reason=" ".join(found.stderr.decode("utf-8", "replace").split())[:300],
            )
        return True

    def _attributes(self) -> bytes:
        """The file of attributes as it stands; raises where a link would lead out of the repository."""
        for place in (self.attributes, self.attributes.parent):
            if place.is_symlink():
                raise CommitmentsError(N_("{path} is a link, and is not followed"), path=str(place))
        try:
            return self.attributes.read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise self._refused(N_("{path} could not be read: {reason}"), error) from error

    def _write(self, data: bytes) -> None:
        try:
            self.attributes.parent.mkdir(exist_ok=True)
            if not data:
                self.attributes.unlink()
                return
        except OSError as error:
            raise self._refused(N_("{path} could not be written: {reason}"), error) from error
        write_whole(self.attributes, data)

    def _refused(self, message: str, error: OSError) -> CommitmentsError:
        return CommitmentsError(message, path=str(self.attributes), reason=error.strerror or str(error))


def pattern(prefix: bytes) -> bytes:
    """Which files are records, as a file of attributes says it, below a folder of the repository."""
    plain = b"".join(b"\\" + item if item in b"*?[\\" else item for item in _each(prefix))
    whole = b"/" + plain + b"records/**/*.yaml"
    if not any(item in b' "\t' or item < b" " for item in _each(whole)):
        return whole
    return b'"' + b"".join(map(_quoted, _each(whole))) + b'"'


def _each(text: bytes) -> Iterator[bytes]:
    return (text[place : place + 1] for place in range(len(text)))


def _quoted(character: bytes) -> bytes:
    if character in b'"\\':
        return b"\\" + character
    return b"\\%03o" % ord(character) if character < b" " else character
