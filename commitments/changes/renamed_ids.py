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


def with_renamed_ids(edits: Sequence[Edit]) -> Iterator[tuple[Edit, Edit]]:
    """Each edit as it was given, and as it is to be judged.

    A record that changed its id is judged once, as what came, with what left before it. A copy that
    left while its like under the same id stayed is not judged at all.
    """
    gone = [edit for edit in edits if edit.before is not None and edit.after is None and edit.readable]
    standing = {edit.id for edit in edits if edit.after is not None} if gone else set()
    left = [item for item in gone if item.id not in standing]
    origins = _origins(left, [edit for edit in edits if _is_new(edit)]) if left else {}
    passed_over = {id(item) for item in gone if item.id in standing} | {id(item) for item in origins.values()}
    for edit in edits:
        if id(edit) in origins:
            origin = origins[id(edit)]
            yield edit, edit._replace(before=origin.before, old_path=origin.old_path)
        elif id(edit) not in passed_over:
            yield edit, edit


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
    names = [text for item in prose for text in (item.values() if isinstance(item, dict) else [item])]
    return _Told(edit, texts, {item for item in names if word(item)})


def _origins(gone: Sequence[Edit], come: Sequence[Edit]) -> dict[int, Edit]:
    """For what came, by its identity as an object, what it was before: most alike first."""
    found: dict[int, Edit] = {}
    at = {item.new_path: item for item in come}
    rest = []
    for item in gone:
        there = at.get(item.old_path)
        if there and _is_alike(item, there):
            found[id(there)] = item
        else:
            rest.append(item)
    if rest and len(found) < len(come):
        found.update(_by_content(rest, [item for item in come if id(item) not in found]))
    return found


def _is_alike(gone: Edit, come: Edit) -> bool:
    """Whether what stands in the same file is the same record, and not another that was written over it."""
    old, new = _told(gone), _told(come)
    same_source = "source" in old.texts and old.texts["source"] == new.texts.get("source")
    return same_source or bool(old.names & new.names) or _share(old, new) > _HALF


def _by_content(gone: Sequence[Edit], come: Sequence[Edit]) -> Iterator[tuple[int, Edit]]:
    """Those of one source that are clearly the same: first what is equal but for its id."""
    left: defaultdict[tuple[str, str], list[_Told]] = defaultdict(list)
    for item in map(_told, gone):
        left[_origin(item)].append(item)
    came: defaultdict[tuple[str, str], list[_Told]] = defaultdict(list)
    for item in map(_told, come):
        if "source" in item.texts and _origin(item) in left:
            came[_origin(item)].append(item)
    for origin, news in came.items():
        equal = list(_equal(left[origin], news))
        yield from ((id(new.edit), old.edit) for old, new in equal)
        taken = {id(judged.edit) for pair in equal for judged in pair}
        sides = ([judged for judged in side if id(judged.edit) not in taken] for side in (left[origin], news))
        yield from _paired(*sides)


def _equal(olds: Sequence[_Told], news: Sequence[_Told]) -> Iterator[tuple[_Told, _Told]]:
    waiting: defaultdict[frozenset[tuple[str, str]], list[_Told]] = defaultdict(list)
    for old in reversed(olds):
        waiting[frozenset(old.texts.items())].append(old)
    for piece in news:
        if same := waiting.get(frozenset(piece.texts.items())):
            yield same.pop(), piece


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


def _origin(told: _Told) -> tuple[str, str]:
    return told.texts.get("source", ""), told.texts.get("made_on", "")
