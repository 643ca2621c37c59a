"""Records as texts, what is done to them at random, and what came of it. Decides nothing about either."""

from __future__ import annotations

import copy
from collections import Counter
from random import Random
from typing import Any, NamedTuple

from drafts import DAYS, MAKERS, PROSE, WORDS, draft
from handwriting import write
from scrawl import scrawled
from untouched import judged

from commitments.edits.steps import Drop, EditStep, Insert, Put
from commitments.errors import CommitmentsError
from commitments.reading.yaml.yaml_text import parse
from commitments.writing.splicing.splice import splice_record

TEXTS = [
    *WORDS,
    *PROSE,
    *("", " ", "a: b", "x:", "#", "-", "?", "y", "No", "12:30", "1_000", "0o17", "0x1f", "1e3", "2026-01-02"),
    *(
        "2026-01-02 10:00",
        "~",
        "=",
        "<<",
        "...",
        "---",
        "|",
        ">-",
        "%",
        "@x",
        "`x`",
        "a  b",
        "trailing: ",
        "é",
    ),
    *("Thủ tướng giao: báo cáo “trước 15/8”, {gấp} [mật] #1", "word " * 40 + "end", "Đã họp. " * 30 + "Xong"),
    *(
        "both ' and \"",
        "back\\slash",
        "line one\nline two",
        "one\n\n  two\n\nthree",
        "\nfirst blank",
        "end\n\n",
    ),
    *(
        "- a\n- b\n",
        "# no\n# comment",
        "  deep\nless",
        "key: |\n  x\n",
        "a\u00a0b",
        "https://example.org/a?b=c#d",
    ),
]
PLAIN = [*DAYS, True, False, 0, -1, 1.5, 2026, None, "met", "in_progress", "acme"]
FIELDS = [
    "due",
    "due_basis",
    "place",
    "met_on",
    "closing",
    "review_by",
    "summary",
    "binding",
    "made_on",
    "tags",
]
MORE = ["x-new", "x-file number", "en", "vi", "note", "dew", "status", "url", "evidence", "title"]


class Done(NamedTuple):
    """What became of an edit: nothing, the reason of a refusal, or what is wrong."""

    refused: str = ""
    wrong: str = ""


def text_of(chance: Random) -> bytes:
    """A record, as somebody wrote it."""
    made = draft(chance)
    if chance.random() < 0.4:
        return write(made)
    return scrawled(made.value, chance)


def step_of(value: Any, chance: Random) -> EditStep:
    """Something that is done to a record."""
    places = list(_places(value, ()))
    while True:
        pointer, found, inside = chance.choice(places)
        match chance.randrange(8):
            case 0 | 1 if not isinstance(found, dict | list):
                return Put(pointer, _scalar(chance))
            case 2 if chance.random() < 0.4:
                return Put(pointer, _any(chance))
            case 3 | 4:
                key = chance.choice([*FIELDS, *MORE])
                if isinstance(found, dict) and key not in found:
                    return Put((*pointer, key), _any(chance))
                if key not in value:
                    return Put((key,), _any(chance))
            case 5 if isinstance(found, list) and found:
                at = chance.choice([0, len(found), len(found), chance.randint(0, len(found))])
                return Insert((*pointer, at), _item(str(pointer[-1]), chance))
            case 6 if len(inside) > 1:
                return Drop(pointer)
            case 7 if isinstance(found, dict | list) and found:
                return Put(pointer, _altered(found, chance))


def _places(value: Any, pointer: tuple[str | int, ...]) -> Any:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, pair in pairs:
        yield (*pointer, step), pair, value
        yield from _places(pair, (*pointer, step))


def _scalar(chance: Random) -> Any:
    return chance.choice(TEXTS) if chance.random() < 0.7 else chance.choice(PLAIN)


def _any(chance: Random) -> Any:
    more = [{}, [], {"en": _scalar(chance)}, {"en": "a", "vi": chance.choice(TEXTS)}, [_scalar(chance)]]
    more += [["a", "b"], [{"party": "acme", "role": "lead"}], {"a": {"b": [1, {"c": "d"}]}}, [["x", "y"], []]]
    made = [MAKERS[name](chance) for name in MAKERS]
    return chance.choice([_scalar(chance), _scalar(chance), chance.choice(more), [chance.choice(made)]])


def _item(name: str, chance: Random) -> Any:
    return MAKERS[name](chance) if name in MAKERS and chance.random() < 0.8 else _any(chance)


def _altered(value: Any, chance: Random) -> Any:
    """A mapping or a list with a few things otherwise."""
    new = copy.deepcopy(value)
    places = list(_places(new, ()))
    for _ in range(chance.randint(1, 3)):
        pointer, _, inside = chance.choice(places)
        if isinstance(inside, dict) or pointer[-1] < len(inside):
            inside[pointer[-1]] = _scalar(chance)
    return new


def once(chance: Random) -> Done:
    """One edit of one record."""
    text = text_of(chance)
    step = step_of(parse(text).value, chance)
    return done(text, step)


def done(text: bytes, step: EditStep) -> Done:
    try:
        result = splice_record(text, [step], "records/x.yaml")
    except CommitmentsError as error:
        return Done(refused=str(error.__cause__ or error.message))
    try:
        judged(text, step, result)
    except AssertionError as error:
        return Done(wrong=f"{error}\n{step}\n{text!r}\n{result!r}")
    return Done()


def run(seed: int, count: int) -> Counter[Done]:
    """Many edits, each from a seed of its own, so that one can be done again."""
    return Counter(once(Random(f"{seed} {number}")) for number in range(count))
