"""What holds of all merges: each side's edit is there, or there is no merge. Situations: see the tables."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from random import Random

from drafts import EDITS, MEANT, UNSTYLED, Edit, draft, edited
from facts import lost
from handwriting import Draft, write
from hypothesis import given
from hypothesis import strategies as some
from laws import examples, law
from replay import canonical

from commitments.changes.compare import compare
from commitments.reading.yaml.yaml_text import parse
from commitments.writing.merging.merge import merge_texts

seeds = some.integers(0, 1 << 40)
Three = tuple[bytes, bytes, bytes]


def drafted(chance: Random, times: int, edits: Sequence[Edit] = EDITS) -> Three:
    """A record and what two people made of it, each by some edits."""
    base = draft(chance)
    ours, theirs = (edited(base, chance, chance.randint(1, times), edits) for _ in range(2))
    return write(base), write(ours), write(theirs)


def scratched(text: bytes, chance: Random) -> bytes:
    """A text whose lines were edited without regard to what they mean."""
    lines = text.split(b"\n")
    place, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    change: Callable[[], None] = chance.choice(
        [
            lambda: lines.pop(place) and None,
            lambda: lines.insert(place, lines[other]),
            lambda: lines.__setitem__(place, lines[place] + chance.choice([b" # c", b"x", b" "])),
            lambda: lines.__setitem__(place, b" " + lines[place]),
            lambda: lines.__setitem__(slice(place, other), reversed(lines[place:other])),
        ]
    )
    change()
    return b"\n".join(lines)


def holds_the_laws(base: bytes, ours: bytes, theirs: bytes) -> bool:
    """Whether there is a merge; fails where it breaks a law."""
    result, mirrored = merge_texts(base, ours, theirs), merge_texts(base, theirs, ours)
    if result is None:
        return False
    if theirs in (ours, base) or ours == base:
        assert result == (theirs if ours == base else ours)
        return True
    b, o, t, m = (parse(item) for item in (base, ours, theirs, result))
    assert not any(item.faults for item in (b, o, t, m)), "what cannot be read was merged"
    assert list(lost(b.value, o.value, t.value, m.value)) == []
    if mirrored is not None:
        assert canonical(parse(mirrored).value) == canonical(m.value)
    _keeps_comments(base, ours, theirs, result)
    return True


def _keeps_comments(*texts: bytes) -> None:
    """A comment is there that both sides have, or that one of them wrote."""
    b, o, t, m = (Counter(_comments(text)) for text in texts)
    for said in {*o, *t}:
        assert m[said] or not ((o[said] and t[said]) or not b[said]), said


def _keeps_lines(*texts: bytes) -> None:
    """A line that neither side touched is there as it was, though a dash may have come before it or gone."""
    b, o, t, m = (Counter(map(_without_dash, text.splitlines())) for text in texts)
    for line in b:
        assert m[line] >= b[line] or not b[line] == o[line] == t[line], line


def _without_dash(line: bytes) -> bytes:
    return re.sub(rb"^( *)-(?= |$)", rb"\1 ", line.removeprefix(b"\xef\xbb\xbf")).rstrip(b" ")


def _comments(text: bytes) -> list[bytes]:
    return re.findall(rb"# ((?:xem l\xe1\xba\xa1i|per letter|due: 2020) [0-9]+)", text)


@law(250)
@given(seeds)
def test_each_edit_is_there_or_there_is_no_merge(seed: int) -> None:
    chance = Random(seed)
    holds_the_laws(*drafted(chance, chance.choice([1, 3, 8])))


@law(250)
@given(seeds)
def test_lines_that_nobody_touched_stay_as_they_were(seed: int) -> None:
    texts = drafted(Random(seed), 3, UNSTYLED)
    result = merge_texts(*texts)
    if result is not None:
        _keeps_lines(*texts, result)


@law(250)
@given(seeds)
def test_nor_is_one_lost_whose_lines_were_edited_blindly(seed: int) -> None:
    chance = Random(seed)
    base, ours, theirs = drafted(chance, 1)
    holds_the_laws(base, scratched(ours, chance), scratched(theirs, chance))


@law(50)
@given(seeds)
def test_unrelated_records_lose_nothing(seed: int) -> None:
    chance = Random(seed)
    holds_the_laws(*(write(draft(chance)) for _ in range(3)))


@law(100)
@given(seeds | some.binary(max_size=40))
def test_where_one_side_did_nothing_the_other_holds_byte_for_byte(given: int | bytes) -> None:
    chance = Random(0 if isinstance(given, bytes) else given)
    base, ours, _ = drafted(chance, 4)
    ours = given if isinstance(given, bytes) else ours
    assert merge_texts(base, ours, base) == ours
    assert merge_texts(base, base, ours) == ours
    assert merge_texts(base, ours, ours) == ours


@law(100)
@given(some.binary(max_size=60), some.binary(max_size=60), some.binary(max_size=60))
def test_any_bytes_are_no_merge_but_where_they_are_equal(base: bytes, ours: bytes, theirs: bytes) -> None:
    holds_the_laws(base, ours, theirs)


def test_edits_of_different_fields_are_nearly_always_merged() -> None:
    told, merges, count = 0, 0, examples(300, 60)
    for seed in range(count):
        chance = Random(seed)
        base = draft(chance)
        ours, theirs = edited(base, chance, 1, MEANT), edited(base, chance, 1, MEANT)
        if _fields(base, ours) & _fields(base, theirs) or not (_fields(base, ours) and _fields(base, theirs)):
            continue
        told += 1
        merges += holds_the_laws(write(base), write(ours), write(theirs))
    assert told > count / 2
    assert merges / told > 0.97


def test_edits_at_random_are_mostly_merged() -> None:
    count = examples(300, 60)
    answers = Counter(holds_the_laws(*drafted(Random(seed), 2)) for seed in range(count))
    assert answers[True] > 0.8 * count


def _fields(old: Draft, new: Draft) -> set[str]:
    """Which fields of a record an edit changed, of those at the margin."""
    return {re.split(r"[.\[]", row.field)[0] for row in compare(old.value, new.value)}
