"""Sets up how git shows and merges records in a clone. Touches no committed file.

The settings and attributes are the clone's own: all its working trees share them, and no push carries them.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from commitments.errors import N_, GitError, WriteError, system_reason
from commitments.reading.git.repository import Repository
from commitments.writing.store import write_whole

_ATTRIBUTES = "info/attributes"
_TEXTCONV = "diff.commitments.textconv"
_NAME = "merge.commitments.name"
_DRIVER = "merge.commitments.driver"
_SECTIONS = ("diff.commitments", "merge.commitments")
_DRIVERS = b" diff=commitments merge=commitments"
_ABSENT = (1, 5, 128)
"""The statuses of git where a setting to read or remove does not exist."""


@dataclass(frozen=True, slots=True)
class ConfiguredClone:
    """One clone, and the command line that stands for `commit` in it."""

    repository: Repository
    program: tuple[str, ...]

    @property
    def attributes(self) -> Path:
        """The file that tells git which files are records."""
        return Path(self.repository.common) / _ATTRIBUTES

    @property
    def settings(self) -> Mapping[str, str]:
        """The settings of git, by name; without `commit` on the machine, git shows and merges plain lines."""
        command = " ".join(shlex.quote(word) for word in self.program)
        merge = f"{command.replace('%', '%%')} git-merge -- %O %A %B %L %P %S %X %Y"
        by_lines = "git merge-file --marker-size=%L %A %O %B"
        return {
            _TEXTCONV: f'{command} git-textconv -- "$1" || cat --',
            _NAME: "commitment records, field by field",
            _DRIVER: f"{merge}; code=$?; test $code -lt 2 && exit $code; {by_lines}",
        }

    def missing(self) -> list[str]:
        """The names of settings with another value, and of the attributes file where it names no records."""
        names = [name for name, value in self.settings.items() if self._setting(name) != value]
        return names + ([] if self._names_records(self._attributes_text()) else [_ATTRIBUTES])

    def set_up(self) -> None:
        """Write the settings and attributes that are missing; raises GitError and WriteError."""
        for name, value in self.settings.items():
            if self._setting(name) != value:
                self._change_setting("--replace-all", name, value)
        data = self._attributes_text()
        if not self._names_records(data):
            end = b"\n" if data and not data.endswith(b"\n") else b""
            self._write_attributes(data + end + self._line + b"\n")

    def undo(self) -> bool:
        """Remove what `set_up` wrote; returns whether anything was removed.

        The settings stay while another workspace of this clone needs them. Raises GitError and WriteError.
        """
        data = self._attributes_text()
        others = [line for line in data.splitlines(keepends=True) if line.rstrip() != self._line]
        has_line = len(b"".join(others)) < len(data)
        if has_line:
            self._write_attributes(b"".join(others))
        if any(line.rstrip().endswith(_DRIVERS) for line in others):
            return has_line
        removed = [self._change_setting("--remove-section", section) for section in _SECTIONS]
        return has_line or any(removed)

    def _names_records(self, data: bytes) -> bool:
        return self._line in map(bytes.rstrip, data.splitlines())

    @property
    def _line(self) -> bytes:
        return pattern(os.fsencode(self.repository.prefix)) + _DRIVERS

    def _setting(self, name: str) -> str | None:
        answer = self.repository.answer("config", "--local", "--null", "--get", name)
        return os.fsdecode(answer.stdout.removesuffix(b"\0")) if answer.returncode == 0 else None

    def _change_setting(self, *arguments: str) -> bool:
        """Change or remove a setting; False where the one to remove does not exist."""
        answer = self.repository.answer("config", "--local", *arguments)
        if answer.returncode in _ABSENT and arguments[0].startswith("--remove"):
            return False
        if answer.returncode:
            raise GitError(
                N_("git could not change its settings in {folder}: {reason}"),
                folder=self.repository.common,
                reason=" ".join(answer.stderr.decode("utf-8", "replace").split())[:300],
            )
        return True

    def _attributes_text(self) -> bytes:
        """The text of the attributes file; raises WriteError for a link, which may leave the repository."""
        for place in (self.attributes, self.attributes.parent):
            if place.is_symlink():
                raise WriteError(N_("{path} is a link, so it is not followed"), path=str(place))
        try:
            return self.attributes.read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise self._file_error(N_("{path} could not be read: {reason}"), error) from error

    def _write_attributes(self, data: bytes) -> None:
        try:
            self.attributes.parent.mkdir(exist_ok=True)
            if not data:
                self.attributes.unlink()
                return
        except OSError as error:
            raise self._file_error(N_("{path} could not be written: {reason}"), error) from error
        write_whole(self.attributes, data)

    def _file_error(self, message: str, error: OSError) -> WriteError:
        return WriteError(message, path=str(self.attributes), reason=system_reason(error))


def pattern(prefix: bytes) -> bytes:
    """The pattern of an attributes file for the records below a folder of the repository.

    `prefix` is that folder with a slash at its end, or empty. See gitattributes(5) for the quoting.
    """
    folder = b"".join(b"\\" + byte if byte in b"*?[\\" else byte for byte in _single_bytes(prefix))
    path = b"/" + folder + b"records/**/*.yaml"
    if not any(byte in b' "\t' or byte < b" " for byte in _single_bytes(path)):
        return path
    return b'"' + b"".join(map(_escaped, _single_bytes(path))) + b'"'


def _single_bytes(text: bytes) -> Iterator[bytes]:
    return (text[index : index + 1] for index in range(len(text)))


def _escaped(character: bytes) -> bytes:
    if character in b'"\\':
        return b"\\" + character
    return b"\\%03o" % ord(character) if character < b" " else character
