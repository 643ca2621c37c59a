"""All record files of a workspace, each examined once and remembered. Does not look across records."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from time import time_ns
from typing import TYPE_CHECKING

from commitments.model.outline import SEP, Outline
from commitments.model.problem import Finding, Problem, Severity
from commitments.model.references import LINKS, References, split
from commitments.reading.folder import Entry, Files, Listing
from commitments.workspace import cache, codec
from commitments.workspace.codec import Blocks
from commitments.workspace.collecting import uncollected
from commitments.workspace.examined import NOT_OPENED, Examined, problem
from commitments.workspace.parallel import in_two

if TYPE_CHECKING:
    from commitments.workspace.memory import Memory

_SETTLED_NS = 2_000_000_000
"""What was modified this shortly before it was read may change again within the same stamp."""


@dataclass
class Survey:
    """What stands in the record files of one state of a workspace."""

    blocks: Blocks
    listing: Listing
    place: Path | None = None
    key: str = ""
    changed: bool = False
    """Whether there is more to remember than was loaded."""

    def kept(self, name: str, of: bytes, compute: Callable[[], bytes]) -> bytes:
        """What `compute` makes of these very files and of `of`, remembered with them under `name`."""
        head = len(of).to_bytes(8, "big") + of
        known = self.blocks.get(name, b"")
        if known.startswith(head):
            return known[len(head) :]
        result = compute()
        self.blocks = {**self.blocks, name: head + result}
        self.changed = True
        return result

    def remember(self) -> None:
        """Save what was learnt, for the next run."""
        if self.changed:
            cache.save(self.place, self.key, self.blocks)
            self.changed = False

    @cached_property
    def outlines(self) -> Sequence[Outline]:
        """Every commitment that has a meaning, by path."""
        return codec.outlines(self.blocks)

    def titles(self, lang: str) -> list[tuple[str, str]]:
        """Every id with its title, for completion, which needs no more."""
        ids, english, vietnamese = (codec.texts(self.blocks, name) for name in ("id", "title_en", "title_vi"))
        first, second = (vietnamese, english) if lang == "vi" else (english, vietnamese)
        return [(id, one or other or id) for id, one, other in zip(ids, first, second, strict=True)]

    @cached_property
    def problems(self) -> list[Problem]:
        """What is wrong with files by themselves."""
        return codec.decode_problems(self.blocks["problem"])

    def links(self) -> References:
        """The links of each file to other records; they stand before its parties."""
        return {
            path: [each for each in split(refs, SEP) if each[0].startswith(LINKS)]
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
        distinct = {each for _, refs in self._references() for each in refs.split(SEP)}
        return {to for each in distinct for way, to in split(each, SEP) if not way.startswith(LINKS)}

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
        readable = {each.path for each in self.outlines} if problems else frozenset()
        found: dict[str, Problem] = {}
        for each in problems:
            if each.severity is Severity.ERROR and each.path not in readable:
                found.setdefault(each.path, each)
        return list(found.values())

    def by_title(self, lang: str) -> list[Outline]:
        """The outlines in the order of their titles in a language."""
        order = self.kept(f"@order_{lang}", b"", lambda: title_order(self.outlines, lang))
        return [self.outlines[place] for place in codec.numbers(order)]


def title_order(outlines: Sequence[Outline], lang: str) -> bytes:
    """The places of outlines sorted by title."""
    from commitments.model.collation import sort_key  # the order is kept

    keys = [(sort_key(each.title(lang)), each.id) for each in outlines]
    return array("q", sorted(range(len(keys)), key=keys.__getitem__)).tobytes()


def survey(files: Files, place: Path | None, key: str, memory: Memory | None = None) -> Survey:
    """Look at every record file, reading only what the cache at `place` does not know under `key`.

    `memory` knows other states of the same workspace, and learns this one.
    """
    settled = time_ns() - _SETTLED_NS
    listing = files.listing()
    known = memory.loaded(place, key) if memory else cache.load(place, key)
    if known is not None and all(known.get(name) == data for name, data in _stamps(listing).items()):
        return Survey(known, listing, place, key)
    with uncollected():
        blocks = _refreshed(files, listing.entries, known, memory)
    found = Survey(blocks, listing, place, key, changed=True)
    doubtful = {each.path for each in found.problems if each.rule in NOT_OPENED}
    found.blocks = {**blocks, **_stamps(listing, settled, doubtful)}
    return found


def _stamps(listing: Listing, settled: int | None = None, doubtful: Container[str] = ()) -> Blocks:
    """What tells whether files are as they were; nothing tells it of one just modified or not opened."""
    times = [each.mtime_ns for each in listing.entries]
    if settled is not None:
        times = [
            each.mtime_ns if each.mtime_ns < settled and each.path not in doubtful else 0
            for each in listing.entries
        ]
    return {
        "file": codec.pack_texts(each.path for each in listing.entries),
        "@size": array("q", [each.size for each in listing.entries]).tobytes(),
        "@time": array("q", times).tobytes(),
        "@changed": array("q", [each.ctime_ns for each in listing.entries]).tobytes(),
        "@refused": codec.pack_texts(ascii(each) for each in (*listing.refused, *listing.unnameable)),
    }


def _refreshed(files: Files, entries: Sequence[Entry], known: Blocks | None, memory: Memory | None) -> Blocks:
    kept = memory.of(entries) if memory else _unchanged(entries, known) if known is not None else {}
    fresh = [each.path for each in entries if each.path not in kept]
    if fresh:
        from commitments.workspace.examine import examine, prepare  # and with it YAML and the schema

        prepare()

    def work(paths: Sequence[str]) -> bytes:
        return codec.to_bytes(codec.encode([examine(each) for each in files.read_all(paths)]))

    blocks = codec.joined(codec.from_bytes(part) for part in in_two(work, fresh) if part)
    if not kept and memory is None:
        return blocks
    kept.update((each.path, each) for each in codec.decode(blocks))
    if memory is not None:
        memory.learn(entries, kept)
    return codec.encode([kept[each.path] for each in entries])


def _unchanged(entries: Sequence[Entry], known: Blocks) -> dict[str, Examined]:
    """What is known of the files that are as they were."""
    now = {each.path: each[1:] for each in entries}
    return {each.path: each for each, stamp in stamped(known) if now.get(each.path) == stamp}


def stamped(known: Blocks) -> Iterator[tuple[Examined, tuple[int, ...]]]:
    """What was examined, with its size and times then."""
    stamps = zip(*(codec.numbers(known[name]) for name in ("@size", "@time", "@changed")), strict=True)
    return zip(codec.decode(known), stamps, strict=True)
