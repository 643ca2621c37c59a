"""Records at random, and what people do to them. It asserts nothing and imports nothing that merges."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any

from handwriting import Draft, Path, item_name

Edit = Callable[[Draft, Random], None]

WORDS = [
    *("Bộ Tài chính", "draft", "it's late", "yes: no", "# no comment", "a, b", "[x]", "2026", "null"),
    *("Đã họp", "- x", '"quoted"', "ends:", "{a}", "x #1", "true", "Hội đồng", "100%", "'", "a\\b"),
]
PROSE = [
    *("The group met.\nIt meets again.", "Kỳ họp thứ mười.\n", "One\n\nTwo\n"),
    *("# Heading\ntext\n", "  indented\nless\n"),
]
DAYS = ["2026-01-12", "2026-03", "2026-Q4", "2027", 2026, "2025-11-02"]


def draft(chance: Random) -> Draft:
    """A record with some of all fields."""
    value: dict[str, Any] = {"id": "small", "title": _prose(chance), "kind": "mou", "status": "agreed"}
    more: dict[str, Callable[[Random], Any]] = {
        "summary": _prose,
        "parties": lambda c: _distinct("parties", [_party(c) for _ in range(c.randint(1, 4))]),
        "due": lambda c: c.choice(DAYS),
        "due_changes": lambda c: _distinct("due_changes", [_move(c) for _ in range(c.randint(1, 2))]),
        "milestones": lambda c: _distinct("milestones", [_step(c) for _ in range(c.randint(1, 4))]),
        "updates": lambda c: [_update(c) for _ in range(c.randint(0, 4))],
        "evidence": lambda c: _distinct("evidence", [_proof(c) for _ in range(c.randint(1, 3))]),
        "scope": lambda c: [_prose(c) for _ in range(c.randint(1, 3))],
        "tags": lambda c: c.sample(["ai", "events", "nước", "x y", "2026"], c.randint(1, 3)),
        "x-own": lambda c: c.choice([1, None, {"a": 1, "b": [1, 2]}, [1, 2], "x", {}, [{"id": "a", "n": 1}]]),
    }
    value |= {name: make(chance) for name, make in more.items() if chance.random() < 0.6}
    made = Draft(value, chance.randrange(1000))
    made.ending = chance.choice(["\n", "\n", "\n", "\r\n"])
    made.mark = chance.random() < 0.1
    made.last = chance.random() < 0.8
    if chance.random() < 0.5:
        made.above[()] = ["# yaml-language-server: $schema=../schema/commitment.schema.json"]
    for _ in range(chance.randrange(4)):
        _remark(made, chance)
    return made


def _prose(chance: Random) -> dict[str, Any]:
    texts = WORDS + PROSE
    return {lang: chance.choice(texts) for lang in chance.choice([("en",), ("vi",), ("en", "vi")])}


def _party(chance: Random) -> dict[str, Any]:
    return {"party": chance.choice(["acme", "vn-mof", "hcmc"]), "role": chance.choice(["lead", "funder"])}


def _move(chance: Random) -> dict[str, Any]:
    return {
        "date": chance.choice(DAYS[:2]),
        "from": "2025",
        "to": chance.choice(DAYS),
        "reason": _prose(chance),
    }


def _update(chance: Random) -> dict[str, Any]:
    return {"date": f"2026-0{chance.randint(1, 4)}-01", "by": "acme", "note": _prose(chance)}


def _proof(chance: Random) -> dict[str, Any]:
    return {
        "date": "2026-03-02",
        "title": chance.choice(WORDS),
        "url": f"https://example.org/{chance.randint(1, 9)}",
    }


def _step(chance: Random) -> dict[str, Any]:
    made: dict[str, Any] = {"id": f"m{chance.randint(1, 5)}", "title": _prose(chance)}
    if chance.random() < 0.5:
        made["due"] = chance.choice(DAYS)
    if chance.random() < 0.3:
        made |= {"status": "met", "met_on": "2026-03", "evidence": [_proof(chance)]}
    return made


MAKERS: dict[str, Callable[[Random], Any]] = {
    "milestones": _step,
    "parties": _party,
    "updates": _update,
    "evidence": _proof,
    "due_changes": _move,
    "scope": _prose,
    "tags": lambda c: c.choice(["new", "mới", "ai", "2027"]),
}


def _distinct(name: str, items: list[Any]) -> list[Any]:
    return list({item_name(name, item): item for item in items}.values())


def places(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any, Any]]:
    """Everything inside: its path, what it is in, and its key or index there."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield (*path, name), value, name
            yield from places(item, (*path, name))
    elif isinstance(value, list):
        for place, item in enumerate(value):
            here = (*path, item_name(path[-1], item))
            yield here, value, place
            yield from places(item, here)


def edited(old: Draft, chance: Random, times: int = 1, edits: Sequence[Edit] | None = None) -> Draft:
    """A draft after some edits."""
    new = copy.deepcopy(old)
    for _ in range(times):
        chance.choice(edits or EDITS)(new, chance)
    return new


def _set(made: Draft, chance: Random) -> None:
    """Another value for a scalar."""
    found = [place for place in places(made.value) if not isinstance(place[1][place[2]], dict | list)]
    path, container, key = chance.choice(found)
    container[key] = chance.choice(DAYS if path[-1] in ("due", "to", "date", "met_on") else WORDS + PROSE[:1])


def _add_item(made: Draft, chance: Random) -> None:
    lists = [(path[-1], place[key]) for path, place, key in places(made.value) if path[-1] in MAKERS]
    lists = [(name, item) for name, item in lists if isinstance(item, list)]
    name = chance.choice([*MAKERS, *(name for name, _ in lists)])
    items = next((item for of, item in lists if of == name), None)
    if items is None:
        made.value[name] = items = []
    new = MAKERS[name](chance)
    if name == "updates" or item_name(name, new) not in [item_name(name, item) for item in items]:
        items.insert(chance.choice([len(items), len(items), len(items), 0]), new)


def _drop(made: Draft, chance: Random) -> None:
    _, container, key = chance.choice(list(places(made.value)))
    if len(container) > 1:
        del container[key]


def _add_field(made: Draft, chance: Random) -> None:
    mappings = [
        made.value,
        *(place[key] for _, place, key in places(made.value) if isinstance(place[key], dict)),
    ]
    name = chance.choice(["place", "binding", "x-new", "met_on", "closing"])
    here = chance.choice([made.value, *mappings])
    here.setdefault(name, chance.choice([_prose(chance), "2026-05", True, {}, ["a"]]))


def _reorder(made: Draft, chance: Random) -> None:
    containers = [made.value, *(place[key] for _, place, key in places(made.value))]
    here = chance.choice([container for container in containers if isinstance(container, dict | list)])
    if isinstance(here, list):
        chance.shuffle(here)
    else:
        names = list(here.items())
        chance.shuffle(names)
        here.clear()
        here.update(names)


def _remark(made: Draft, chance: Random) -> None:
    """A comment written, changed or taken out; or a blank line."""
    path = chance.choice([("$end",), *(path for path, _, _ in places(made.value))])
    said = f"{chance.choice(['xem lại', 'per letter', 'due: 2020'])} {chance.randrange(100)}"
    if chance.random() < 0.3:
        made.beside[path] = said
    elif made.above.pop(path, None) is None or chance.random() < 0.5:
        made.above[path] = [*([""] * chance.randrange(2)), f"# {said}"]


def _restyle(made: Draft, chance: Random) -> None:
    made.restyled[chance.choice([path for path, _, _ in places(made.value)])] = chance.randrange(1, 9)


def _frame(made: Draft, chance: Random) -> None:
    """Line ends, the last one, the byte order mark, or the whole handwriting."""
    which = chance.randrange(8)
    if which == 0:
        made.hand += 1
    elif which == 1:
        made.ending = {"\n": "\r\n", "\r\n": "\n"}[made.ending]
    elif which == 2:
        made.mark = not made.mark
    elif which == 3:
        made.last = not made.last


MEANT = (_set, _set, _add_item, _add_item, _drop, _add_field)
"""Edits that change what a record says, and the order of nothing."""
UNSTYLED = (*MEANT, _reorder, _remark)
"""With the order of things and comments, but none that only write the same in another way."""
EDITS = (*UNSTYLED, _restyle, _frame)
