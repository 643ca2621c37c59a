"""All record files of a workspace, each examined once and remembered. Does not look across records."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from commitments.cache import cache_file, codec
from commitments.cache.codec import Blocks
from commitments.cache.derived_results import DerivedResults
from commitments.cache.examined_file import NOT_OPENED, ExaminedFile, problem
from commitments.cache.file_stamps import FileStamps, stamped
from commitments.cache.garbage_collection import without_garbage_collection
from commitments.model.outline import SEP, Outline
from commitments.model.problem import Finding, Problem, Severity
from commitments.model.references import LINKS, References, split
from commitments.reading.folder import FileEntry, Files, Listing
from commitments.workspace.helper_process import split_in_two

if TYPE_CHECKING:
    from commitments.cache.examined_states import ExaminedStates


class Survey(DerivedResults):
    """What stands in the record files of one state of a workspace."""

    def __init__(
        self, listing: Listing, blocks: Blocks, place: Path | None, key: str, changed: bool = False
    ) -> None:
        super().__init__(blocks, place, key, changed)
        self.listing = listing

    @cached_property
    def outlines(self) -> Sequence[Outline]:
        """Every commitment that has a meaning, by path."""
        return codec.outlines(self.blocks)

    @cached_property
    def problems(self) -> list[Problem]:
        """What is wrong with files by themselves."""
        return codec.decode_problems(self.blocks["problem"])

    def links(self) -> References:
        """The links of each file to other records; they stand before its parties."""
        return {
            path: [part for part in split(refs, SEP) if part[0].startswith(LINKS)]
            for path, refs in self._references()
            if refs.startswith(LINKS)
        }

    def parties(self, strangers: Collection[str]) -> References:
        """Where each file names one of these parties."""
        found: dict[str, list[tuple[str, str]]] = {}
        for path, refs in self._references() if strangers else ():
            for way, to in split(refs, SEP):
                if to in strangers and not way.startswith(LINKS):
                    found.setdefault(path, []).append((way, to))
        return found

    def named_parties(self) -> set[str]:
        """Every party that any file names; the same few are named thousands of times."""
        distinct = {part for _, refs in self._references() for part in refs.split(SEP)}
        return {
            to for reference in distinct for way, to in split(reference, SEP) if not way.startswith(LINKS)
        }

    def _references(self) -> Iterator[tuple[str, str]]:
        return zip(codec.texts(self.blocks, "file"), codec.texts(self.blocks, "refs"), strict=True)

    def modelines(self) -> list[tuple[str, str]]:
        """Path and named schema of every file whose modeline names one."""
        pairs = zip(codec.texts(self.blocks, "file"), codec.texts(self.blocks, "modeline"), strict=True)
        return [(path, target) for path, target in pairs if target]

    def refused(self) -> list[Problem]:
        """Files that were not opened: links, special files, names that cannot be shown."""
        return [
            *(problem(path, Finding("not-a-regular-file")) for path in self.listing.refused),
            *(problem(path, Finding("unsafe-file-name")) for path in self.listing.unnameable),
        ]

    @property
    def checked(self) -> int:
        """How many record files were looked at."""
        return len(self.listing.entries) + len(self.refused())

    def left_out(self) -> list[Problem]:
        """Why each file without a meaning is left out: its first error."""
        problems = [*self.problems, *self.refused()]
        readable = {outline.path for outline in self.outlines} if problems else frozenset()
        found: dict[str, Problem] = {}
        for item in problems:
            if item.severity is Severity.ERROR and item.path not in readable:
                found.setdefault(item.path, item)
        return list(found.values())

    def by_title(self, lang: str) -> list[Outline]:
        """The outlines in the order of their titles in a language."""
        order = self.kept(f"@order_{lang}", b"", lambda: title_order(self.outlines, lang))
        return [self.outlines[place] for place in codec.numbers(order)]


def title_order(outlines: Sequence[Outline], lang: str) -> bytes:
    """The places of outlines sorted by title."""
    from commitments.model.collation import sort_key  # the order is kept

    keys = [(sort_key(outline.title(lang)), outline.id) for outline in outlines]
    return array("q", sorted(range(len(keys)), key=keys.__getitem__)).tobytes()


def survey(
    files: Files, seen: FileStamps, place: Path | None, key: str, memory: ExaminedStates | None = None
) -> Survey:
    """Look at every file that was seen, reading only what the cache at `place` does not know under `key`.

    `memory` knows other states of the same workspace, and learns this one.
    """
    listing = seen.listing
    known = memory.loaded(place, key) if memory else cache_file.load(place, key)
    if known is not None and all(known.get(name) == data for name, data in seen.stamps.items()):
        return Survey(listing, known, place, key)
    with without_garbage_collection():
        blocks = _refreshed(files, listing.entries, known, memory)
    found = Survey(listing, blocks, place, key, changed=True)
    doubtful = {item.path for item in found.problems if item.rule in NOT_OPENED}
    found.blocks = {**blocks, **seen.lasting(doubtful)}
    return found


def _refreshed(
    files: Files, entries: Sequence[FileEntry], known: Blocks | None, memory: ExaminedStates | None
) -> Blocks:
    kept = memory.of(entries) if memory else _unchanged(entries, known) if known is not None else {}
    fresh = [file.path for file in entries if file.path not in kept]
    if fresh:
        from commitments.workspace.examine import examine, prepare  # and with it YAML and the schema

        prepare()

    def work(paths: Sequence[str]) -> bytes:
        return codec.to_bytes(codec.encode([examine(path) for path in files.read_all(paths)]))

    blocks = codec.joined(codec.from_bytes(part) for part in split_in_two(work, fresh) if part)
    if not kept and memory is None:
        return blocks
    kept.update((block.path, block) for block in codec.decode(blocks))
    if memory is not None:
        memory.learn(entries, kept)
    return codec.encode([kept[file.path] for file in entries])


def _unchanged(entries: Sequence[FileEntry], known: Blocks) -> dict[str, ExaminedFile]:
    """What is known of the files that are as they were."""
    now = {file.path: file[1:] for file in entries}
    return {file.path: file for file, stamp in stamped(known) if now.get(file.path) == stamp}


def titles(known: Blocks, lang: str) -> list[tuple[str, str]]:
    """The ids, each with its title, for completion, which needs no more."""
    ids, english, vietnamese = (codec.texts(known, name) for name in ("id", "title_en", "title_vi"))
    first, second = (vietnamese, english) if lang == "vi" else (english, vietnamese)
    every = zip(ids, first, second, strict=True)
    return [(id, one or other or id) for id, one, other in every]
