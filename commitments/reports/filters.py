"""Picks the commitments that a filter names. It must not judge a record, and it reads no file.

One option repeated means or, different options mean and.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from commitments.errors import N_, UnknownNameError
from commitments.model.folding import fold
from commitments.model.lifecycle import Kind
from commitments.model.nearest import nearest_words
from commitments.model.outline import Outline
from commitments.model.party import Registry
from commitments.model.party_reader import find_party


@dataclass(frozen=True, slots=True)
class RecordFilter:
    """A filter; an empty one picks everything."""

    ids: Sequence[str] = ()
    """Exact ids, or patterns with `*`."""
    status: Sequence[str] = ()
    kind: Sequence[str] = ()
    party: Sequence[str] = ()
    """A party stands for the bodies below it too; so does a lead."""
    lead: Sequence[str] = ()
    tag: Sequence[str] = ()
    part_of: Sequence[str] = ()
    """All descendants of these records."""
    due_before: date | None = None
    text: Sequence[str] = ()

    @property
    def names_meetings(self) -> bool:
        """Whether the filter names meetings, which other filters leave out."""
        return bool(self.ids) or Kind.MEETING in self.kind


OutlineTest = Callable[[Outline], bool]


def pick_outlines(
    outlines: Iterable[Outline],
    by: RecordFilter,
    registry: Registry,
    texts: Callable[[], Mapping[str, str]],
    unread: Collection[str] = (),
) -> list[Outline]:
    """The outlines that a filter picks, in their order; raises UnknownNameError for an unknown id or party.

    `unread` holds the ids of records that exist but cannot be read. `texts` gives the folded text of each
    record by path, and is called only where the filter has a text.
    """
    all_outlines = list(outlines)
    known_ids = {*unread, *(outline.id for outline in all_outlines)}
    tests = list(_outline_tests(all_outlines, by, registry, texts, known_ids))
    return [outline for outline in all_outlines if all(test(outline) for test in tests)]


def _outline_tests(
    outlines: Sequence[Outline],
    by: RecordFilter,
    registry: Registry,
    texts: Callable[[], Mapping[str, str]],
    known_ids: Collection[str],
) -> Iterator[OutlineTest]:
    if by.ids:
        yield _id_test(by.ids, known_ids)
    if by.status:
        yield lambda outline: outline.status in by.status
    if by.kind:
        yield lambda outline: outline.kind in by.kind
    if by.party:
        parties = _parties_with_below(outlines, by.party, registry)
        yield lambda outline: any(key.rpartition("/")[0] in parties for key in outline.items(outline.parties))
    if by.lead:
        leads = _parties_with_below(outlines, by.lead, registry)
        yield lambda outline: any(key in leads for key in outline.items(outline.lead))
    if by.tag:
        yield lambda outline: any(key in by.tag for key in outline.items(outline.tags))
    if by.part_of:
        descendants = _descendants(outlines, by.part_of, known_ids)
        yield lambda outline: outline.id in descendants
    if by.due_before:
        last = by.due_before.toordinal()
        yield lambda outline: 0 < outline.due_latest < last
    if by.text:
        words, text = [fold(line) for line in by.text], texts()
        yield lambda outline: any(word in text.get(outline.path, "") for word in words)


def _id_test(ids: Sequence[str], known_ids: Collection[str]) -> OutlineTest:
    exact = {id for id in ids if "*" not in id}
    patterns = [re.compile(".*".join(map(re.escape, id.split("*")))) for id in ids if "*" in id]
    for id in exact:
        require_id(id, known_ids)
    return lambda outline: outline.id in exact or any(pattern.fullmatch(outline.id) for pattern in patterns)


def require_id(id: str, ids: Iterable[str]) -> None:
    """Raise UnknownNameError, with the three nearest ids, where no record has this id."""
    known_ids = set(ids)
    if id not in known_ids:
        suggestions = ", ".join(nearest_words(id, sorted(known_ids)))
        raise UnknownNameError(
            N_("There is no record {id}"),
            N_("Nearest: {near}")
            if suggestions
            else N_("`commit status --all` lists the ids, with --kind meeting those of meetings."),
            id=id,
            near=suggestions,
        )


def _parties_with_below(
    outlines: Sequence[Outline], parties: Sequence[str], registry: Registry
) -> frozenset[str]:
    known_parties = {key.rpartition("/")[0] for outline in outlines for key in outline.items(outline.parties)}
    ids = [find_party(party, registry, known_parties) for party in parties]
    return frozenset().union(*map(registry.with_below_and_before, ids))


def _descendants(outlines: Sequence[Outline], roots: Sequence[str], known_ids: Collection[str]) -> set[str]:
    for root in roots:
        require_id(root, known_ids)
    children = children_by_parent(outlines)
    descendants: set[str] = set()
    waiting = list(roots)
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child.id not in descendants:
                descendants.add(child.id)
                waiting.append(child.id)
    return descendants


def children_by_parent(outlines: Iterable[Outline]) -> Mapping[str, list[Outline]]:
    """The records that are directly part of each record."""
    children: dict[str, list[Outline]] = defaultdict(list)
    for outline in outlines:
        if outline.part_of:
            children[outline.part_of].append(outline)
    return children
