"""Packs the details of the records of a page in blocks, and keeps unchanged blocks. Judges nothing."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import tzinfo
from functools import cached_property, partial
from typing import TYPE_CHECKING

from commitments.cache.kept_texts import KeptTexts
from commitments.reading.folder import NotRead
from commitments.reading.source_file import SourceFile
from commitments.reading.yaml.yaml_text import parse
from commitments.render.page.both_languages import Text
from commitments.render.page.content import PackedDetails
from commitments.render.page.facts import Fact, FactWriter, packed_facts
from commitments.render.page.marked_words import MarkTable, has_signs
from commitments.render.page.markup import Markup
from commitments.render.page.packing import SMALL, packed
from commitments.workspace.examine import commitment_of

if TYPE_CHECKING:
    from commitments.changes.change import Change
    from commitments.cli.session import Session
    from commitments.model.outline import Outline

_RECORDS_IN_BLOCK = 250
_FORMAT = 1
"""Raised where equal records get other details, so that blocks of an older program are not kept."""


class PageDetails:
    """The details of some records. A block is made anew only where one of its records changed."""

    def __init__(
        self, session: Session, outlines: Sequence[Outline], changes: Sequence[Change], is_public: bool
    ) -> None:
        self._workspace, self._parts, self._is_public = session.workspace, session.parts, is_public
        self._titles = {outline.id: outline for outline in session.workspace.survey.outlines}
        self._ids = {outline.path: outline.id for outline in outlines}
        self._changes: dict[str, list[Change]] = defaultdict(list)
        for change in changes:
            self._changes[change.id].append(change)
        self._writer = FactWriter(
            self._workspace.registry, self._workspace.events, session.zone, self._titles, is_public
        )

    def packed(self, paths: Sequence[str]) -> PackedDetails:
        """The details of the records at some paths, in blocks."""
        workspace = self._workspace
        kept = KeptTexts(*workspace.cache_place("-page-public" if self._is_public else "-page"))
        context = self._context()
        blocks: list[tuple[Sequence[str], str]] = []
        texts: dict[str, list[str]] = {}
        for zone, block_paths in self._blocks_of_zones(paths):
            sources = list(workspace.files.read_all(block_paths))
            key = self._key(context + repr(zone).encode(), sources)
            writing = partial(self._block, sources, zone)
            block, block_texts = json.loads(kept.recall_or_compute(key, writing))
            blocks.append((block_paths, block))
            texts.update(block_texts)
        kept.remember()
        return PackedDetails(blocks, texts)

    def _blocks_of_zones(self, paths: Sequence[str]) -> Iterator[tuple[tzinfo | None, Sequence[str]]]:
        """The paths in blocks, each of registers in one time zone."""
        zones = {names.member: session.zone for names, session in self._parts}
        paths_by_zone: dict[tzinfo | None, list[str]] = defaultdict(list)
        for path in sorted(paths):
            paths_by_zone[zones[self._workspace.names_at(path).member]].append(path)
        for zone, zone_paths in paths_by_zone.items():
            for block_paths in _in_blocks(zone_paths):
                yield zone, block_paths

    def _context(self) -> bytes:
        """What all details rest on beside their records: parties, events, titles of records."""
        digest = hashlib.sha256(f"{_FORMAT}".encode())
        for file in self._name_files():
            digest.update(file.data if isinstance(file, SourceFile) else repr(file).encode())
        for names, _ in self._parts:
            digest.update(repr(names).encode("utf-8", "backslashreplace"))
        for id, outline in sorted(self._titles.items()):
            digest.update(
                f"{id}\0{outline.title_en}\0{outline.title_vi}\0".encode("utf-8", "backslashreplace")
            )
        return digest.digest()

    def _key(self, context: bytes, sources: Iterable[object]) -> str:
        digest = hashlib.sha256(context)
        for source in sources:
            if isinstance(source, SourceFile):
                digest.update(source.path.encode("utf-8", "backslashreplace") + source.data)
                for change in self._history(source.path):
                    row = (change.at.id, change.at.author, change.kind, change.field, change.old, change.new)
                    digest.update("\0".join(row).encode("utf-8", "backslashreplace"))
            else:
                digest.update(repr(source).encode())
        return digest.hexdigest()

    def _history(self, path: str) -> list[Change]:
        return self._changes.get(self._ids.get(path, ""), [])

    def _name_files(self) -> Iterator[SourceFile | NotRead | None]:
        """The files of parties and events of all registers, and of the roof over them."""
        for workspace in (self._workspace, *(part.session.workspace for part in self._parts)):
            yield workspace.registry_file
            yield workspace.events_file

    def _block(self, sources: Sequence[object], zone: tzinfo | None) -> str:
        """One block as JSON: its packed details, and the texts of its marks."""
        markup, labels = Markup("en", self._is_public), dict[Text, int]()
        writer = replace(self._writer, zone=zone, table=MarkTable())
        records = []
        for source in sources:
            facts: list[Fact] = []
            with_marks = False
            if isinstance(source, SourceFile) and (
                commitment := commitment_of(
                    parse(source.data), source.path, self._workspace.names_at(source.path)
                )
            ):
                history = self._history(source.path)
                with_marks = self._takes_marks(source, history)
                facts = writer.facts(commitment, history, with_marks)
            records.append(packed_facts(facts, labels, markup, with_marks))
        table = writer.table
        block = packed(
            {
                "labels": [list(label) for label in labels],
                "messages": [list(text) for text in table.messages],
                "records": records,
            },
            SMALL,
        )
        texts = {key: [markup.clean(text.en), markup.clean(text.vi)] for key, text in table.texts.items()}
        return json.dumps([block, texts])

    def _takes_marks(self, source: SourceFile, history: Sequence[Change]) -> bool:
        """Whether no text that goes into the details of a record holds a sign of a mark."""
        if self._names_hold_signs or has_signs(source.data.decode("utf-8", "replace")):
            return False
        return not any(
            has_signs(f"{change.at.author}{change.old}{change.new}{change.field}") for change in history
        )

    @cached_property
    def _names_hold_signs(self) -> bool:
        """Whether the name of a party, an event or a record holds a sign of a mark."""
        files = self._name_files()
        titles = (f"{outline.title_en}{outline.title_vi}" for outline in self._titles.values())
        return any(
            has_signs(file.data.decode("utf-8", "replace")) for file in files if isinstance(file, SourceFile)
        ) or any(map(has_signs, titles))


def _in_blocks(paths: Sequence[str]) -> Iterator[list[str]]:
    yield from (
        list(paths[start : start + _RECORDS_IN_BLOCK]) for start in range(0, len(paths), _RECORDS_IN_BLOCK)
    )
