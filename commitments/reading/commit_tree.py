"""Which files a workspace held in one commit, and their bytes. Opens nothing on disk; judges no record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from commitments.errors import N_, CommitmentsError
from commitments.model.problem import Finding
from commitments.reading.folder import RECORDS, FileEntry, Listing, NotRead, is_record
from commitments.reading.git import Blob, Repository
from commitments.reading.settings import PATH as SETTINGS_PATH
from commitments.reading.source_file import SourceFile
from commitments.reading.text import RECORD

_LISTED = (RECORDS, "schema", SETTINGS_PATH)
_DIGITS = 15
"""Of an object id in each stamp: as nanoseconds, that many lie before 2007 and so have long settled."""


@dataclass(eq=False)
class Tree:
    """The files of a workspace in one commit, as `Files` has them."""

    repository: Repository
    commit: str
    on_disk: ClassVar[bool] = False

    def listing(self) -> Listing:
        """What stands below `records/`, told as for a folder; a stamp is made of the object id."""
        found = Listing()
        aside: dict[str, list[str]] = {}
        for path, blob in self._listed.items():
            if not path.startswith(f"{RECORDS}/"):
                continue
            if blob.regular and is_record(path):
                found.entries.append(_entry(path, blob))
            else:
                place, of = _aside(path, blob)
                aside.setdefault(of, []).append(place)
        found.entries.sort()
        found.strays = sorted({*aside.get("stray", ())})
        found.refused = sorted({*aside.get("refused", ())})
        found.nested = sorted({*aside.get("nested", ())})
        found.unnameable = sorted({*aside.get("unnameable", ())})
        return found

    def holds_records(self) -> bool:
        """Whether there is any record."""
        return any(blob.regular and is_record(path) for path, blob in self._listed.items())

    def read(self, path: str, most: int = RECORD.size) -> SourceFile | NotRead:
        """The bytes of one file."""
        return next(self._read([path], most))

    def read_all(self, paths: Sequence[str]) -> Iterator[SourceFile | NotRead]:
        """The bytes of several records, asked of one process."""
        return self._read(paths, RECORD.size)

    def _read(self, paths: Sequence[str], most: int) -> Iterator[SourceFile | NotRead]:
        blobs = [self._at(path) for path in paths]
        fit = [item.id for item in blobs if item and item.regular and item.size <= most]
        contents = self.repository.blobs(fit)
        for path, blob in zip(paths, blobs, strict=True):
            if blob is None or not blob.regular:
                yield NotRead(path, Finding("not-a-regular-file"))
            elif blob.size > most:
                yield SourceFile(path, b" " * (most + 1))  # what it says makes no difference
            else:
                yield SourceFile(path, next(contents))

    def exists(self, path: str) -> bool:
        """Whether anything stands there, be it a link or a folder."""
        return self.is_file(path) or any(item.startswith(f"{path}/") for item in self._around(path))

    def is_file(self, path: str) -> bool:
        """Whether a file stands there, or a link, wherever that leads."""
        return self._at(path) is not None

    def no_record(self) -> CommitmentsError:
        """What to say where nothing stands below `records/`."""
        return CommitmentsError(
            N_("There is no record to look at: commit {commit} holds no .yaml file below {folder}"),
            N_("`git log -- {folder}` lists the commits that touched any."),
            commit=self.commit[:7],
            folder=f"{self.repository.prefix}{RECORDS}/",
        )

    def _at(self, path: str) -> Blob | None:
        return self._around(path).get(path)

    def _around(self, path: str) -> dict[str, Blob]:
        return self._listed if path.partition("/")[0] in _LISTED else self._every

    @cached_property
    def _listed(self) -> dict[str, Blob]:
        """What a workspace is made of, by path."""
        return self._below(*(self.repository.prefix + item for item in _LISTED))

    @cached_property
    def _every(self) -> dict[str, Blob]:
        """All that lies in the workspace's folder; only what is named from elsewhere is looked for here."""
        prefix = self.repository.prefix
        return self._below(*((prefix.rstrip("/"),) if prefix else ()))

    def _below(self, *paths: str) -> dict[str, Blob]:
        top = self.repository.prefix
        found = ((_text(item.path), item) for item in self.repository.tree(self.commit, *paths))
        return {path.removeprefix(top): item for path, item in found}


def _text(path: bytes) -> str:
    return path.decode("utf-8", "surrogateescape")


def _entry(path: str, blob: Blob) -> FileEntry:
    return FileEntry(path, blob.size, int(blob.id[:_DIGITS], 16), int(blob.id[_DIGITS : 2 * _DIGITS], 16))


def _aside(path: str, blob: Blob) -> tuple[str, str]:
    """What stands aside because of a path that is no record, and as what: the rule of the folder on disk."""
    place, *names = path.split("/")
    for index, name in enumerate(names):
        place = f"{place}/{name}"
        if not name.isprintable():
            return place, "unnameable"
        if name.startswith(".") and index < len(names) - 1:
            hidden = "/".join([RECORDS, *names[index + 1 :]])
            return place, "stray" if blob.regular and is_record(hidden) else ""
    if not blob.regular:
        return path, "nested" if blob.submodule else "refused"
    dotted = names[-1].startswith(".") and not path.endswith((".yaml", ".yml"))
    return path, "" if dotted else "stray"
