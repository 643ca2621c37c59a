"""Picks the commitments that a filter names. It reads no file, and asks for no day.

One option repeated means or, different options mean and.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from commitments.model.folding import fold
from commitments.model.lifecycle import OPEN_STATUSES, Kind, Status
from commitments.model.members import SEPARATOR
from commitments.model.outline import Outline
from commitments.model.parties.party import Registry
from commitments.model.parties.party_reader import find_party
from commitments.model.timeliness import Clock
from commitments.reports.record_ids import known_id
from commitments.reports.status import is_stale, judge
from commitments.reports.words_in_use import words_near

STATUS_GROUPS: Mapping[str, frozenset[str]] = {
    "open": frozenset(status.value for status in OPEN_STATUSES),
    "closed": frozenset(status.value for status in Status if status not in OPEN_STATUSES),
}
"""The words that stand for several statuses."""

_STATUSES = frozenset(status.value for status in Status)


@dataclass(frozen=True, slots=True)
class RecordFilter:
    """A filter; an empty one picks everything."""

    ids: Sequence[str] = ()
    """Ids or paths of records, or patterns of ids with `*`."""
    status: Sequence[str] = ()
    """Statuses, `open`, `closed`, or words that only a timeliness has."""
    timeliness: Sequence[str] = ()
    kind: Sequence[str] = ()
    party: Sequence[str] = ()
    """A party stands for the bodies below it too; so does a lead."""
    lead: Sequence[str] = ()
    role: Sequence[str] = ()
    """Narrows `party` and `country`; alone it picks records with any party in this role."""
    country: Sequence[str] = ()
    """ISO 3166-1 alpha-2, of any party."""
    tag: Sequence[str] = ()
    part_of: Sequence[str] = ()
    """All descendants of these records."""
    due_before: date | None = None
    stale: bool = False
    text: Sequence[str] = ()

    @property
    def names_meetings(self) -> bool:
        """Whether the filter names meetings, which other filters leave out."""
        return bool(self.ids) or Kind.MEETING in self.kind

    @property
    def shows_closed(self) -> bool:
        """Whether the filter asks for closed records, which lists leave out otherwise."""
        return bool(self.ids or self.status or self.timeliness)

    @property
    def needs_day(self) -> bool:
        """Whether the day decides which records are picked."""
        return bool(self.timeliness or self.stale or _timeliness_words(self.status))


OutlineTest = Callable[[Outline], bool]


class WordTest(NamedTuple):
    """The test for one word of an option."""

    option: str
    word: str
    test: OutlineTest
    parties: Collection[str] = frozenset()
    """The parties that a word names where `roles` narrow it."""
    roles: Collection[str] = frozenset()


class UnmatchedWord(NamedTuple):
    """A word that could fit a record, and fits none."""

    option: str
    word: str
    near: tuple[str, ...]
    """Up to three words that fit records, the nearest first; with `roles`, all roles that records have."""
    roles: tuple[str, ...] = ()
    """The roles in which no record has the party; empty where no record has it at all."""


class Selection(NamedTuple):
    """The records that a filter picks."""

    outlines: list[Outline]
    unmatched: list[UnmatchedWord]


def pick_outlines(
    outlines: Iterable[Outline],
    by: RecordFilter,
    registry: Registry,
    clock: Clock,
    texts: Callable[[], Mapping[str, str]],
    unread: Collection[str] = (),
) -> list[Outline]:
    """The outlines that a filter picks, in their order; see `select_records`."""
    all_outlines = list(outlines)
    tests = _all_tests(all_outlines, by, registry, clock, texts, unread)
    return _picked(all_outlines, tests)


def select_records(
    outlines: Iterable[Outline],
    by: RecordFilter,
    registry: Registry,
    clock: Clock,
    texts: Callable[[], Mapping[str, str]],
    unread: Collection[str] = (),
) -> Selection:
    """The outlines that a filter picks, in their order, and its words that fit no record.

    `unread` holds the ids of records that exist but cannot be read. `texts` gives the folded text of each
    record by path, and is called only where the filter has a text. Raises UnknownNameError for an unknown id
    or party.
    """
    all_outlines = list(outlines)
    tests = _all_tests(all_outlines, by, registry, clock, texts, unread)
    unmatched = [
        _unmatched_word(test, all_outlines, registry, clock)
        for word_tests in tests
        for test in word_tests
        if test.word and not any(map(test.test, all_outlines))
    ]
    return Selection(_picked(all_outlines, tests), unmatched)


def _unmatched_word(
    test: WordTest, outlines: Sequence[Outline], registry: Registry, clock: Clock
) -> UnmatchedWord:
    """A word that fits no record, with what would fit."""
    if test.roles:
        roles = {role for outline in outlines for party, role in outline.roles() if party in test.parties}
        if roles:
            return UnmatchedWord(
                test.option, test.word, tuple(sorted(filter(None, roles))), tuple(sorted(test.roles))
            )
    near = words_near(test.option, test.word, outlines, registry, clock)
    return UnmatchedWord(test.option, test.word, tuple(word for word in near if word != test.word))


def _picked(outlines: Sequence[Outline], tests: Sequence[Sequence[WordTest]]) -> list[Outline]:
    picked = list(outlines)
    for word_tests in tests:
        picked = [outline for outline in picked if any(word.test(outline) for word in word_tests)]
    return picked


def _all_tests(
    outlines: Sequence[Outline],
    by: RecordFilter,
    registry: Registry,
    clock: Clock,
    texts: Callable[[], Mapping[str, str]],
    unread: Collection[str],
) -> list[list[WordTest]]:
    """The tests of each option that the filter has."""
    paths = {**dict.fromkeys(unread, ""), **{outline.id: outline.path for outline in reversed(outlines)}}
    tests = [
        [WordTest("ID", word if "*" in word else "", _id_test(word, paths)) for word in by.ids],
        [WordTest("--status", word, _status_test(word, clock)) for word in by.status],
        [WordTest("--timeliness", word, _timeliness_test(word, clock)) for word in by.timeliness],
        [WordTest("--kind", word, _kind_test(word)) for word in by.kind],
        *_party_tests(outlines, by, registry),
        [WordTest("--tag", word, _tag_test(word)) for word in by.tag],
        [WordTest("--part-of", word, _part_test(word, outlines, paths)) for word in by.part_of],
        [WordTest("--due-before", "", _due_test(by.due_before))] if by.due_before else [],
        [WordTest("--stale", "", lambda outline: is_stale(judge(outline, clock)))] if by.stale else [],
    ]
    if by.text:
        text_by_path = texts()
        tests.append([WordTest("--text", word, _text_test(word, text_by_path)) for word in by.text])
    return [word_tests for word_tests in tests if word_tests]


def _id_test(word: str, paths: Mapping[str, str]) -> OutlineTest:
    if "*" in word:
        pattern = re.compile(".*".join(map(re.escape, word.split("*"))), re.IGNORECASE)
        return lambda outline: pattern.fullmatch(outline.id) is not None
    id = known_id(word, paths)
    return lambda outline: outline.id == id


def _status_test(word: str, clock: Clock) -> OutlineTest:
    if _timeliness_words([word]):
        return _timeliness_test(word, clock)
    statuses = STATUS_GROUPS.get(word, frozenset({word}))
    return lambda outline: outline.status in statuses


def _timeliness_words(words: Sequence[str]) -> list[str]:
    return [word for word in words if word not in _STATUSES and word not in STATUS_GROUPS]


def _timeliness_test(word: str, clock: Clock) -> OutlineTest:
    return lambda outline: outline.counts and judge(outline, clock).timeliness == word


def _kind_test(word: str) -> OutlineTest:
    return lambda outline: outline.kind == word


def _tag_test(word: str) -> OutlineTest:
    return lambda outline: word in outline.items(outline.tags)


def _part_test(word: str, outlines: Sequence[Outline], paths: Mapping[str, str]) -> OutlineTest:
    elsewhere = {outline.part_of: "" for outline in outlines if SEPARATOR in outline.part_of}
    descendants = _descendants(outlines, known_id(word, {**elsewhere, **paths}))
    return lambda outline: outline.id in descendants


def _due_test(before: date) -> OutlineTest:
    first = before.toordinal()
    return lambda outline: 0 < outline.due_latest < first


def _text_test(word: str, text_by_path: Mapping[str, str]) -> OutlineTest:
    folded = fold(word)
    return lambda outline: folded in text_by_path.get(outline.path, "")


def _party_tests(
    outlines: Sequence[Outline], by: RecordFilter, registry: Registry
) -> Iterator[list[WordTest]]:
    """The tests of the options that look at the parties of a record."""
    roles = frozenset(by.role)
    named = {*by.party, *by.lead}
    known_parties = {party for outline in outlines for party, _ in outline.roles()} if named else set()

    def bodies(party: str) -> frozenset[str]:
        return registry.with_below_and_before(find_party(party, registry, known_parties))

    def narrowed_test(option: str, word: str, parties: frozenset[str]) -> WordTest:
        return WordTest(option, word, _role_test(parties, roles), parties, roles)

    yield [narrowed_test("--party", word, bodies(word)) for word in by.party]
    yield [WordTest("--lead", word, _lead_test(bodies(word))) for word in by.lead]
    yield [
        narrowed_test("--country", word, frozenset(_parties_of_country(word, registry)))
        for word in by.country
    ]
    if not (by.party or by.country):
        yield [WordTest("--role", word, _role_test(None, frozenset({word}))) for word in by.role]


def _lead_test(parties: frozenset[str]) -> OutlineTest:
    return lambda outline: not parties.isdisjoint(outline.leads())


def _role_test(parties: Collection[str] | None, roles: Collection[str]) -> OutlineTest:
    """Whether one of the parties, or any party, has one of the roles, or any role."""
    return lambda outline: any(
        (parties is None or party in parties) and (not roles or role in roles)
        for party, role in outline.roles()
    )


def _parties_of_country(code: str, registry: Registry) -> frozenset[str]:
    return frozenset(party.id for party in registry.parties.values() if party.country == code)


def _descendants(outlines: Sequence[Outline], root: str) -> set[str]:
    children = children_by_parent(outlines)
    descendants: set[str] = set()
    waiting = [root]
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
