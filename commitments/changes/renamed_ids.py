"""Which record that left is the same as one that came, under another id. Judges nothing.

Records are followed by their ids, so an id that changed looks like one record removed and one added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from commitments.changes.change_set import Edit
from commitments.changes.compare import canonical, canonical_text
from commitments.changes.list_entries import word

_MOST = 10_000
"""Of one source, so many pairs are compared at most; beyond that, what left counts as removed."""
_HALF = 0.5


def reunited(edits: Sequence[Edit]) -> Iterator[tuple[Edit, Edit]]:
    """Each edit as it was given, and as it is to be judged.

    A record that changed its id is judged once, as what came, with what left before it. A copy that
    left while its like under the same id stayed is not judged at all.
    """
    gone = [each for each in edits if each.before is not None and each.after is None and each.readable]
    standing = {each.id for each in edits if each.after is not None} if gone else set()
    left = [each for each in gone if each.id not in standing]
    origins = _origins(left, [each for each in edits if _is_new(each)]) if left else {}
    passed_over = {id(each) for each in gone if each.id in standing} | {id(each) for each in origins.values()}
    for each in edits:
        if id(each) in origins:
            origin = origins[id(each)]
            yield each, each._replace(before=origin.before, old_path=origin.old_path)
        elif id(each) not in passed_over:
            yield each, each


def _is_new(edit: Edit) -> bool:
    return edit.before is None and edit.old_path is None and edit.after is not None


_Texts = Mapping[str, str]
"""The fields of a record but its id, as texts that are equal where they mean the same."""


class _Told(NamedTuple):
    """An edit with the one state it has."""

    edit: Edit
    texts: _Texts
    names: Set[str]
    """Its title and summary in every language."""


def _told(edit: Edit) -> _Told:
    record = canonical(edit.after or edit.before or {})
    texts = {name: canonical_text(value, name) for name, value in record.items() if name != "id"}
    prose = [record.get(name) for name in ("title", "summary")]
    names = [text for each in prose for text in (each.values() if isinstance(each, dict) else [each])]
    return _Told(edit, texts, {each for each in names if word(each)})


def _origins(gone: Sequence[Edit], come: Sequence[Edit]) -> dict[int, Edit]:
    """For what came, by its identity as an object, what it was before: most alike first."""
    found: dict[int, Edit] = {}
    at = {each.new_path: each for each in come}
    rest = []
    for each in gone:
        there = at.get(each.old_path)
        if there and _is_alike(each, there):
            found[id(there)] = each
        else:
            rest.append(each)
    if rest and len(found) < len(come):
        found.update(_by_content(rest, [each for each in come if id(each) not in found]))
    return found


def _is_alike(gone: Edit, come: Edit) -> bool:
    """Whether what stands in the same file is the same record, and not another that was written over it."""
    old, new = _told(gone), _told(come)
    same_source = "source" in old.texts and old.texts["source"] == new.texts.get("source")
    return same_source or bool(old.names & new.names) or _share(old, new) > _HALF


def _by_content(gone: Sequence[Edit], come: Sequence[Edit]) -> Iterator[tuple[int, Edit]]:
    """Those of one source that are clearly the same: first what is equal but for its id."""
    left: defaultdict[tuple[str, str], list[_Told]] = defaultdict(list)
    for each in map(_told, gone):
        left[_origin(each)].append(each)
    came: defaultdict[tuple[str, str], list[_Told]] = defaultdict(list)
    for each in map(_told, come):
        if "source" in each.texts and _origin(each) in left:
            came[_origin(each)].append(each)
    for origin, news in came.items():
        equal = list(_equal(left[origin], news))
        yield from ((id(new.edit), old.edit) for old, new in equal)
        taken = {id(each.edit) for pair in equal for each in pair}
        sides = ([each for each in side if id(each.edit) not in taken] for side in (left[origin], news))
        yield from _paired(*sides)


def _equal(olds: Sequence[_Told], news: Sequence[_Told]) -> Iterator[tuple[_Told, _Told]]:
    waiting: defaultdict[frozenset[tuple[str, str]], list[_Told]] = defaultdict(list)
    for each in reversed(olds):
        waiting[frozenset(each.texts.items())].append(each)
    for each in news:
        if same := waiting.get(frozenset(each.texts.items())):
            yield same.pop(), each


def _paired(olds: Sequence[_Told], news: Sequence[_Told]) -> Iterator[tuple[int, Edit]]:
    """Those that are most alike, each once."""
    if len(olds) * len(news) > _MOST:
        return
    scores = [
        (_likeness(before, after), -first, -second)
        for first, before in enumerate(olds)
        for second, after in enumerate(news)
    ]
    taken: set[tuple[str, int]] = set()
    for score, first, second in sorted(scores, reverse=True):
        ends = {("old", first), ("new", second)}
        if score and not taken & ends:
            taken |= ends
            yield id(news[-second].edit), olds[-first].edit


def _likeness(old: _Told, new: _Told) -> float:
    """The share of fields that are equal, of what is clearly one record; else 0.

    The parties of one meeting agree on several things of the same kind: those differ in their titles,
    and in the places of the source that tell of them.
    """
    share = _share(old, new, {"source", "made_on"})
    named = old.names & new.names or '"locator"' in old.texts["source"]
    return share if named and share > _HALF else 0


def _share(old: _Told, new: _Told, without: Set[str] = frozenset()) -> float:
    fields = (old.texts.keys() | new.texts.keys()) - without
    equal = sum(old.texts.get(name) == new.texts.get(name) for name in fields)
    return equal / max(len(fields), 1)


def _origin(of: _Told) -> tuple[str, str]:
    return of.texts.get("source", ""), of.texts.get("made_on", "")
