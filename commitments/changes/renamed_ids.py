"""Finds records that only changed their id. It judges no change.

Records are followed by their ids, so a changed id looks like one record removed and one added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from commitments.changes.change_set import RecordEdit
from commitments.changes.compare import canonical_text, canonical_value
from commitments.changes.list_entries import text_or_empty

_MOST_PAIRS = 10_000
"""The most pairs of one source that are compared; where there are more, the old records count as removed."""
_ALIKE_SHARE = 0.5
"""Two records are alike where more than this share of their fields is equal."""


def follow_renamed_ids(edits: Sequence[RecordEdit]) -> Iterator[tuple[RecordEdit, RecordEdit]]:
    """Yields each edit as it was given, and as the rules judge it.

    A record that changed its id is judged once: the added record, with the removed one as its state before.
    A removed file whose id still stands in another file is not judged at all.
    """
    removed = [edit for edit in edits if edit.before is not None and edit.after is None and edit.readable]
    standing_ids = {edit.id for edit in edits if edit.after is not None} if removed else set()
    lost = [edit for edit in removed if edit.id not in standing_ids]
    origins = _find_origins(lost, [edit for edit in edits if _adds_record(edit)]) if lost else {}
    skipped = {id(edit) for edit in removed if edit.id in standing_ids} | {
        id(edit) for edit in origins.values()
    }
    for edit in edits:
        if id(edit) in origins:
            origin = origins[id(edit)]
            yield edit, edit._replace(before=origin.before, old_path=origin.old_path)
        elif id(edit) not in skipped:
            yield edit, edit


def _adds_record(edit: RecordEdit) -> bool:
    return edit.before is None and edit.old_path is None and edit.after is not None


_Texts = Mapping[str, str]
"""The fields of a record but its id, as texts that are equal where they mean the same."""


class _ComparedEdit(NamedTuple):
    """An edit that has one state only, ready for comparing."""

    edit: RecordEdit
    texts: _Texts
    names: Set[str]
    """The title and the summary of the record in every language."""


def _compared_edit(edit: RecordEdit) -> _ComparedEdit:
    record = canonical_value(edit.after or edit.before or {})
    texts = {name: canonical_text(value, name) for name, value in record.items() if name != "id"}
    prose = [record.get(name) for name in ("title", "summary")]
    names = [name for value in prose for name in (value.values() if isinstance(value, dict) else [value])]
    return _ComparedEdit(edit, texts, {name for name in names if text_or_empty(name)})


def _find_origins(removed: Sequence[RecordEdit], added: Sequence[RecordEdit]) -> dict[int, RecordEdit]:
    """Finds what an added record was before; the keys are the identities of the added edits as objects."""
    origins: dict[int, RecordEdit] = {}
    added_at = {edit.new_path: edit for edit in added}
    unmatched = []
    for edit in removed:
        successor = added_at.get(edit.old_path)
        if successor and _is_alike(edit, successor):
            origins[id(successor)] = edit
        else:
            unmatched.append(edit)
    if unmatched and len(origins) < len(added):
        origins.update(_pair_by_content(unmatched, [edit for edit in added if id(edit) not in origins]))
    return origins


def _is_alike(removed: RecordEdit, added: RecordEdit) -> bool:
    """Whether two records of one file are the same, and the second is not another written over the first."""
    old, new = _compared_edit(removed), _compared_edit(added)
    same_source = "source" in old.texts and old.texts["source"] == new.texts.get("source")
    return same_source or bool(old.names & new.names) or _equal_share(old, new) > _ALIKE_SHARE


def _pair_by_content(
    removed: Sequence[RecordEdit], added: Sequence[RecordEdit]
) -> Iterator[tuple[int, RecordEdit]]:
    """Pairs the records of one source that are clearly the same: first those that differ only in their id."""
    olds_by_source: defaultdict[tuple[str, str], list[_ComparedEdit]] = defaultdict(list)
    for old in map(_compared_edit, removed):
        olds_by_source[_source_key(old)].append(old)
    news_by_source: defaultdict[tuple[str, str], list[_ComparedEdit]] = defaultdict(list)
    for new in map(_compared_edit, added):
        if "source" in new.texts and _source_key(new) in olds_by_source:
            news_by_source[_source_key(new)].append(new)
    for source, news in news_by_source.items():
        olds = olds_by_source[source]
        equal = list(_pair_equal(olds, news))
        yield from ((id(new.edit), old.edit) for old, new in equal)
        paired = {id(compared.edit) for pair in equal for compared in pair}
        unpaired = (
            [compared for compared in side if id(compared.edit) not in paired] for side in (olds, news)
        )
        yield from _pair_most_alike(*unpaired)


def _pair_equal(
    olds: Sequence[_ComparedEdit], news: Sequence[_ComparedEdit]
) -> Iterator[tuple[_ComparedEdit, _ComparedEdit]]:
    waiting: defaultdict[frozenset[tuple[str, str]], list[_ComparedEdit]] = defaultdict(list)
    for old in reversed(olds):
        waiting[frozenset(old.texts.items())].append(old)
    for new in news:
        if equals := waiting.get(frozenset(new.texts.items())):
            yield equals.pop(), new


def _pair_most_alike(
    olds: Sequence[_ComparedEdit], news: Sequence[_ComparedEdit]
) -> Iterator[tuple[int, RecordEdit]]:
    """Pairs the records that are most alike, each once."""
    if len(olds) * len(news) > _MOST_PAIRS:
        return
    scores = [
        (_likeness(old, new), -old_index, -new_index)
        for old_index, old in enumerate(olds)
        for new_index, new in enumerate(news)
    ]
    paired: set[tuple[str, int]] = set()
    for score, old_rank, new_rank in sorted(scores, reverse=True):
        ends = {("old", old_rank), ("new", new_rank)}
        if score and not paired & ends:
            paired |= ends
            yield id(news[-new_rank].edit), olds[-old_rank].edit


def _likeness(old: _ComparedEdit, new: _ComparedEdit) -> float:
    """The share of fields that are equal; 0 where the two are not clearly one record.

    The parties of one meeting agree on several things of the same kind. Those differ in their titles
    and in their places in the source.
    """
    share = _equal_share(old, new, {"source", "made_on"})
    is_identified = old.names & new.names or '"locator"' in old.texts["source"]
    return share if is_identified and share > _ALIKE_SHARE else 0


def _equal_share(old: _ComparedEdit, new: _ComparedEdit, ignored: Set[str] = frozenset()) -> float:
    fields = (old.texts.keys() | new.texts.keys()) - ignored
    equal = sum(old.texts.get(name) == new.texts.get(name) for name in fields)
    return equal / max(len(fields), 1)


def _source_key(compared: _ComparedEdit) -> tuple[str, str]:
    return compared.texts.get("source", ""), compared.texts.get("made_on", "")
