"""Examines all record files of a workspace, each once, and remembers them. Does not look across records."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from commitments.cache import cache_file, codec
from commitments.cache.codec import Blocks
from commitments.cache.derived_results import DerivedResults
from commitments.cache.examined_file import NOT_OPENED, ExaminedFile, located_problem
from commitments.cache.file_stamps import FileStamps, stamped_files
from commitments.cache.garbage_collection import without_garbage_collection
from commitments.model.fields import Shape
from commitments.model.members import MemberNames, outline_columns
from commitments.model.outline import ITEM_SEPARATOR, Outline
from commitments.model.problem import Finding, Problem, Severity
from commitments.model.references import GRAPH_FIELDS, References, decode_references, reference_shape
from commitments.reading.folder import FileEntry, Files, Listing
from commitments.workspace.helper_process import split_in_two

if TYPE_CHECKING:
    from commitments.cache.examined_states import ExaminedStates


_LINK_PREFIXES = (*GRAPH_FIELDS, "in_force/")


class Survey(DerivedResults):
    """What was examined of the record files of one state of a workspace."""

    def __init__(
        self, listing: Listing, blocks: Blocks, place: Path | None, key: str, changed: bool = False
    ) -> None:
        super().__init__(blocks, place, key, changed)
        self.listing = listing

    @cached_property
    def outlines(self) -> Sequence[Outline]:
        """The outlines of all commitments that have a meaning, by path."""
        return codec.decode_outlines(self.blocks)

    @cached_property
    def problems(self) -> list[Problem]:
        """The problems of files by themselves."""
        return codec.decode_problems(self.blocks["problem"])

    def links(self) -> References:
        """The links of each file to other records."""
        return {
            path: [
                reference
                for reference in decode_references(refs, ITEM_SEPARATOR)
                if reference_shape(reference[0]) is Shape.LINK
            ]
            for path, refs in self._references()
            if refs.startswith(_LINK_PREFIXES)  # links stand before parties
        }

    def parties(self, ids: Collection[str]) -> References:
        """The places at which each file names one of these parties."""
        return self._places(ids, Shape.PARTY)

    def _places(self, ids: Collection[str], shape: Shape) -> References:
        by_path: dict[str, list[tuple[str, str]]] = {}
        for path, refs in self._references() if ids else ():
            for pointer_text, target in decode_references(refs, ITEM_SEPARATOR):
                if target in ids and reference_shape(pointer_text) is shape:
                    by_path.setdefault(path, []).append((pointer_text, target))
        return by_path

    def named_parties(self) -> set[str]:
        """The ids of all parties that any file names."""
        # few parties are named thousands of times, so that it pays to split each reference once
        distinct = {reference for _, refs in self._references() for reference in refs.split(ITEM_SEPARATOR)}
        return {
            target
            for reference in distinct
            for pointer_text, target in decode_references(reference, ITEM_SEPARATOR)
            if reference_shape(pointer_text) is Shape.PARTY
        }

    def events(self) -> References:
        """The places at which each file names an event."""
        pairs = (
            (path, decode_references(refs, ITEM_SEPARATOR))
            for path, refs in self._references()
            if "event=" in refs
        )
        return {
            path: named
            for path, references in pairs
            if (named := [pair for pair in references if reference_shape(pair[0]) is Shape.EVENT])
        }

    def _references(self) -> Iterator[tuple[str, str]]:
        return zip(
            codec.decode_texts(self.blocks, "file"), codec.decode_texts(self.blocks, "refs"), strict=True
        )

    def modelines(self) -> list[tuple[str, str]]:
        """The path and the named schema of each file whose modeline names one."""
        pairs = zip(
            codec.decode_texts(self.blocks, "file"), codec.decode_texts(self.blocks, "modeline"), strict=True
        )
        return [(path, target) for path, target in pairs if target]

    def refused(self) -> list[Problem]:
        """The problems of files that were not opened: links, special files, names that cannot be shown."""
        return refused_files(self.listing)

    def nested(self) -> list[str]:
        """The folders below `records/` that are git repositories of their own."""
        return self.listing.nested

    @property
    def checked(self) -> int:
        """How many record files there are, opened or not."""
        return self.listing.count

    def left_out(self) -> list[Problem]:
        """The first error of each file without a meaning, which is why it is left out."""
        problems = [*self.problems, *self.refused()]
        readable = {outline.path for outline in self.outlines} if problems else frozenset()
        first_errors: dict[str, Problem] = {}
        for candidate in problems:
            if candidate.severity is Severity.ERROR and candidate.path not in readable:
                first_errors.setdefault(candidate.path, candidate)
        return list(first_errors.values())

    def by_title(self, lang: str) -> list[Outline]:
        """The outlines in the order of their titles in a language."""
        return [self.outlines[index] for index in self.title_order(lang)]

    def title_order(self, lang: str) -> list[int]:
        """The indices of the outlines in the order of their titles in a language."""
        order = self.recall_or_compute(f"@order_{lang}", b"", lambda: title_order(self.outlines, lang))
        return codec.decode_numbers(order)

    def outlines_named(self, names: MemberNames) -> Sequence[Outline]:
        """The outlines as a roof names what is in them."""
        changed = outline_columns(names, ITEM_SEPARATOR)
        return codec.decode_outlines(self.blocks, changed) if changed else self.outlines


def refused_files(listing: Listing) -> list[Problem]:
    """The problems of listed files that are never opened."""
    return [
        *(located_problem(path, Finding("not-a-regular-file")) for path in listing.refused),
        *(located_problem(path, Finding("unsafe-file-name")) for path in listing.unnameable),
    ]


def title_order(outlines: Sequence[Outline], lang: str) -> bytes:
    """The indices of the outlines in the order of their titles, as bytes of 64-bit numbers."""
    from commitments.model.collation import sort_key  # the order is kept

    keys = [(sort_key(outline.title(lang)), outline.id) for outline in outlines]
    return array("q", sorted(range(len(keys)), key=keys.__getitem__)).tobytes()


def survey(
    files: Files, seen: FileStamps, place: Path | None, key: str, memory: ExaminedStates | None = None
) -> Survey:
    """Examine every listed file, and read only what the cache at `place` does not hold under `key`.

    `memory` holds other states of the same workspace, and learns this one.
    """
    listing = seen.listing
    kept = memory.cached_blocks(place, key) if memory else cache_file.load_blocks(place, key)
    if kept is not None and all(kept.get(name) == data for name, data in seen.stamps.items()):
        return Survey(listing, kept, place, key)
    with without_garbage_collection():
        blocks = _examine_entries(files, listing.entries, kept, memory)
    result = Survey(listing, blocks, place, key, changed=True)
    not_opened = {problem.path for problem in result.problems if problem.rule in NOT_OPENED}
    result.blocks = {**blocks, **seen.lasting(not_opened)}
    return result


def _examine_entries(
    files: Files, entries: Sequence[FileEntry], kept: Blocks | None, memory: ExaminedStates | None
) -> Blocks:
    """The columns of all entries, of which only new and changed files are read."""
    if memory:
        examined = memory.examined_files(entries)
    else:
        examined = {} if kept is None else _unchanged_files(entries, kept)
    changed = [entry.path for entry in entries if entry.path not in examined]
    if changed:
        from commitments.workspace.examine import examine, prepare  # and with it YAML and the schema

        prepare()

    def examine_paths(paths: Sequence[str]) -> bytes:
        return codec.to_bytes(codec.encode([examine(source) for source in files.read_all(paths)]))

    blocks = codec.join_blocks(
        codec.from_bytes(part) for part in split_in_two(examine_paths, changed) if part
    )
    if not examined and memory is None:
        return blocks
    examined.update((file.path, file) for file in codec.decode(blocks))
    if memory is not None:
        memory.learn(entries, examined)
    return codec.encode([examined[entry.path] for entry in entries])


def _unchanged_files(entries: Sequence[FileEntry], kept: Blocks) -> dict[str, ExaminedFile]:
    """The kept files whose size and times are as they were, by path."""
    stamps = {entry.path: entry[1:] for entry in entries}
    return {file.path: file for file, stamp in stamped_files(kept) if stamps.get(file.path) == stamp}


def record_titles(blocks: Blocks, lang: str) -> list[tuple[str, str]]:
    """The id and the title of each record, in the language `lang` where there is one, for completion."""
    ids, english, vietnamese = (codec.decode_texts(blocks, name) for name in ("id", "title_en", "title_vi"))
    first, second = (vietnamese, english) if lang == "vi" else (english, vietnamese)
    return [(id, title or other or id) for id, title, other in zip(ids, first, second, strict=True)]
