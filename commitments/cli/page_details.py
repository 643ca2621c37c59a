"""Packs the details of the records of a page in blocks, and keeps unchanged blocks. Judges nothing."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from commitments.cache.kept_texts import KeptTexts
from commitments.reading.source_file import SourceFile
from commitments.reading.yaml.yaml_text import parse
from commitments.render.page.both_languages import Text
from commitments.render.page.facts import FactWriter, packed_facts
from commitments.render.page.markup import Markup
from commitments.render.page.packing import packed_text
from commitments.workspace.examine import commitment_of

if TYPE_CHECKING:
    from commitments.changes.change import Change
    from commitments.cli.session import Session
    from commitments.model.outline import Outline

_RECORDS_IN_BLOCK = 100
Block = tuple[list[str], str]
"""The paths of records, and their packed details in this order."""


class PageDetails:
    """The details of some records. A block is made anew only where one of its records changed."""

    def __init__(
        self, session: Session, outlines: Sequence[Outline], changes: Sequence[Change], is_public: bool
    ) -> None:
        self._workspace, self._is_public = session.workspace, is_public
        self._titles = {outline.id: outline for outline in session.workspace.survey.outlines}
        self._ids = {outline.path: outline.id for outline in outlines}
        self._changes: dict[str, list[Change]] = defaultdict(list)
        for change in changes:
            self._changes[change.id].append(change)
        self._writer = FactWriter(
            self._workspace.registry, self._workspace.events, session.zone, self._titles, is_public
        )

    def chunks(self, paths: Sequence[str]) -> list[Block]:
        """Blocks of packed details of the records at some paths."""
        workspace = self._workspace
        kept = KeptTexts(*workspace.cache_place("-page-public" if self._is_public else "-page"))
        context = self._context()
        blocks: list[Block] = []
        for block_paths in _in_blocks(sorted(paths)):
            sources = list(workspace.files.read_all(block_paths))
            key = self._key(context, sources)
            packed_block = kept.recall_or_compute(key, partial(self._packed, sources))
            blocks.append((block_paths, packed_block))
        kept.remember()
        return blocks

    def _context(self) -> bytes:
        """What all details rest on beside their records: parties, events, titles of records."""
        digest = hashlib.sha256(repr(self._writer.zone).encode())
        for file in (self._workspace.registry_file, self._workspace.events_file):
            digest.update(file.data if isinstance(file, SourceFile) else repr(file).encode())
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

    def _packed(self, sources: Sequence[object]) -> str:
        markup, labels = Markup("en", self._is_public), dict[Text, int]()
        records = []
        for source in sources:
            commitment = (
                commitment_of(parse(source.data), source.path) if isinstance(source, SourceFile) else None
            )
            facts = self._writer.facts(commitment, self._history(commitment.path)) if commitment else []
            records.append(packed_facts(facts, labels, markup))
        text = json.dumps(
            {"labels": [list(label) for label in labels], "records": records}, ensure_ascii=False
        )
        return packed_text(text)


def _in_blocks(paths: Sequence[str]) -> Iterator[list[str]]:
    yield from (
        list(paths[start : start + _RECORDS_IN_BLOCK]) for start in range(0, len(paths), _RECORDS_IN_BLOCK)
    )
