"""Which commitments a filter picks. One option repeated means or, different options mean and."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from commitments.errors import N_, CommitmentsError
from commitments.model.folding import fold
from commitments.model.lifecycle import Kind
from commitments.model.nearest import nearest_few
from commitments.model.outline import Outline
from commitments.model.party import Registry


@dataclass(frozen=True, slots=True)
class Selection:
    """A filter as asked for; empty means everything."""

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
        """Whether meetings are asked for and not only come along."""
        return bool(self.ids) or Kind.MEETING in self.kind


Test = Callable[[Outline], bool]


def select(
    outlines: Iterable[Outline],
    by: Selection,
    registry: Registry,
    texts: Callable[[], Mapping[str, str]],
    unread: Collection[str] = (),
) -> list[Outline]:
    """The outlines a filter picks, in their order; raises CommitmentsError for an unknown id or party.

    `unread` are the ids of records that exist but have no meaning. `texts` gives the folded text of each
    record by path, and is only called where text is sought.
    """
    every = list(outlines)
    known = {*unread, *(item.id for item in every)}
    tests = list(_tests(every, by, registry, texts, known))
    return [item for item in every if all(test(item) for test in tests)]


def _tests(
    every: Sequence[Outline],
    by: Selection,
    registry: Registry,
    texts: Callable[[], Mapping[str, str]],
    known: Collection[str],
) -> Iterator[Test]:
    if by.ids:
        yield _id_test(by.ids, known)
    if by.status:
        yield lambda outline: outline.status in by.status
    if by.kind:
        yield lambda outline: outline.kind in by.kind
    if by.party:
        parties = _with_below(every, by.party, registry)
        yield lambda outline: any(
            item.rpartition("/")[0] in parties for item in outline.items(outline.parties)
        )
    if by.lead:
        leads = _with_below(every, by.lead, registry)
        yield lambda outline: any(item in leads for item in outline.items(outline.lead))
    if by.tag:
        yield lambda outline: any(item in by.tag for item in outline.items(outline.tags))
    if by.part_of:
        below = _descendants(every, by.part_of, known)
        yield lambda outline: outline.id in below
    if by.due_before:
        last = by.due_before.toordinal()
        yield lambda outline: 0 < outline.due_latest < last
    if by.text:
        sought, text = [fold(line) for line in by.text], texts()
        yield lambda outline: any(entry in text.get(outline.path, "") for entry in sought)


def _id_test(ids: Sequence[str], known: Collection[str]) -> Test:
    exact = {id for id in ids if "*" not in id}
    patterns = [re.compile(".*".join(map(re.escape, id.split("*")))) for id in ids if "*" in id]
    for id in exact:
        require_id(id, known)
    return lambda outline: outline.id in exact or any(pattern.fullmatch(outline.id) for pattern in patterns)


def require_id(id: str, known: Iterable[str]) -> None:
    """Raise CommitmentsError, with the three nearest, where no record has this id."""
    every = set(known)
    if id not in every:
        near = ", ".join(nearest_few(id, sorted(every)))
        raise CommitmentsError(
            N_("There is no record {id}"),
            N_("Nearest: {near}")
            if near
            else N_("`commit status --all` lists the ids, with --kind meeting those of meetings."),
            id=id,
            near=near,
        )


def require_party(party: str, known: Collection[str]) -> None:
    """Raise CommitmentsError, with the three nearest, where nobody has this id."""
    if party not in known:
        near = ", ".join(nearest_few(party, sorted(known)))
        raise CommitmentsError(
            N_("There is no party {party}"),
            N_("Nearest: {near}") if near else N_("Parties stand in schema/parties.yaml."),
            party=party,
            near=near,
        )


def _with_below(every: Sequence[Outline], parties: Sequence[str], registry: Registry) -> frozenset[str]:
    known = set(registry.parties) | {
        item.rpartition("/")[0] for entry in every for item in entry.items(entry.parties)
    }
    for party in parties:
        require_party(party, known)
    return frozenset().union(*(registry.with_below(party) for party in parties))


def _descendants(every: Sequence[Outline], roots: Sequence[str], known: Collection[str]) -> set[str]:
    for root in roots:
        require_id(root, known)
    children = children_by_parent(every)
    found: set[str] = set()
    waiting = list(roots)
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child.id not in found:
                found.add(child.id)
                waiting.append(child.id)
    return found


def children_by_parent(every: Iterable[Outline]) -> Mapping[str, list[Outline]]:
    """The records that are directly part of each record."""
    found: dict[str, list[Outline]] = defaultdict(list)
    for outline in every:
        if outline.part_of:
            found[outline.part_of].append(outline)
    return found
