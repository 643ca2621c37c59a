"""Histories of any kind, for laws: edits, moves, merges, spells that nobody can read. Asserts nothing."""

from __future__ import annotations

import json
from typing import Any

from gitstory import GitStory
from hypothesis import strategies as st
from replay import canonical

from commitments.reading.git.repository import Repository
from commitments.reading.yaml.yaml_text import parse

PATHS = ["records/a.yaml", "records/deep/a.yaml", "records/2025/x/b.yaml"]
BESIDE = ["README.md", "records/a.txt", "records/.hidden/a.yaml", "records/.a.yaml", "schema/a.yaml"]
IDS = ["a", "a", "b", None]

dues = st.sampled_from(["2026-Q2", "2026-Q4", "2026", 2026, "2026-12-31"])
updates = st.lists(
    st.builds(
        lambda day, note: {"date": f"2026-01-{day:02}", "note": {"en": note}},
        st.integers(1, 3),
        st.sampled_from(["Begun.", "Begun. ", "It's: #1", "Đã khởi động"]),
    ),
    max_size=3,
)
steps = st.lists(
    st.fixed_dictionaries({"id": st.sampled_from(["m1", "m2"]), "due": dues}),
    max_size=2,
    unique_by=lambda m: m["id"],
)
records = st.fixed_dictionaries(
    {"id": st.sampled_from(IDS)},
    optional={
        "title": st.sampled_from(["Plain", {"en": "One"}, {"en": "One", "vi": "Một"}]),
        "status": st.sampled_from(["agreed", "in_progress", "lost"]),
        "due": dues,
        "updates": updates,
        "milestones": steps,
        "tags": st.lists(st.sampled_from(["ai", "ports"]), max_size=3),
        "x-own": st.sampled_from([None, {"b": 1, "a.b": [1, 2]}, [2, 1], "text"]),
    },
)
BROKEN = [
    "- a list\n",
    "just text\n",
    "id: a\nid: b\n",
    "id: 'open\n",
    "",
    "id: &x a\n",
    "\xff",
    "id: a\n" + " " * 262_200,
]


def written(record: dict[str, Any], style: int) -> str:
    """A record in one of the ways that people write them."""
    lines = [f"# written {style}" if style % 2 else ""]
    order = sorted(record) if style % 3 else list(record)
    for name in order:
        value = record[name]
        if value is None and name == "id":
            continue
        if style % 4 == 3 and isinstance(value, list) and value:
            lines += [f"{name}:", *(f"- {json.dumps(item, ensure_ascii=style % 5 == 0)}" for item in value)]
        else:
            lines.append(f"{name}: {json.dumps(value, ensure_ascii=False)}")
    feed = "\r\n" if style % 7 == 6 else "\n"
    return feed.join([*lines, ""])


texts = st.one_of(
    st.builds(written, records, st.integers(0, 41)),
    st.builds(written, records, st.integers(0, 41)),
    st.sampled_from(BROKEN),
)

Op = tuple[str, Any]
ops = st.one_of(
    st.tuples(st.just("write"), st.dictionaries(st.sampled_from(PATHS), texts, min_size=1, max_size=3)),
    st.tuples(st.just("write"), st.dictionaries(st.sampled_from(PATHS), texts, min_size=1, max_size=2)),
    st.tuples(st.just("edit"), st.tuples(st.sampled_from(PATHS), texts)),
    st.tuples(st.just("edit"), st.tuples(st.sampled_from(PATHS), texts)),
    st.tuples(st.just("break"), st.tuples(st.sampled_from(PATHS), st.sampled_from(BROKEN))),
    st.tuples(st.just("remove"), st.sampled_from(PATHS)),
    st.tuples(st.just("move"), st.tuples(st.sampled_from(PATHS), st.sampled_from(PATHS))),
    st.tuples(st.just("mode"), st.sampled_from(PATHS)),
    st.tuples(st.just("link"), st.sampled_from(PATHS)),
    st.tuples(st.just("beside"), st.sampled_from(BESIDE)),
    st.tuples(st.just("branch"), st.none()),
    st.tuples(st.just("merge"), st.none()),
    st.tuples(st.just("swap"), st.tuples(st.sampled_from(PATHS), st.sampled_from(PATHS))),
)


def tell(story: GitStory, told: list[Op]) -> None:
    """Commit what is told; what makes no sense where the story stands is passed over."""
    files: dict[str, dict[str, str]] = {"main": {}}
    here = "main"
    story.commit({"README.md": "begun"})
    for number, (op, what) in enumerate(told):
        now = files[here]
        match op:
            case "write":
                now |= what
                story.commit(dict(what))
            case "edit" | "break" if what[0] in now:
                now[what[0]] = what[1]
                story.commit({what[0]: what[1]})
            case "remove" if what in now:
                del now[what]
                story.commit({what: None})
            case "move" if what[0] in now and what[0] != what[1]:
                now[what[1]] = now.pop(what[0])
                story.commit({what[0]: None, what[1]: now[what[1]]})
            case "swap" if what[0] in now and what[1] in now:
                now[what[0]], now[what[1]] = now[what[1]], now[what[0]]
                story.commit({item: now[item] for item in what})
            case "mode" if what in now:
                story.commit({what: story.executable(now[what])})
            case "link" if what in now:
                del now[what]
                story.commit({what: story.link("elsewhere.yaml")})
            case "beside":
                story.commit({what: f"id: beside-{number}\n"})
            case "branch" if here == "main":
                here = f"side-{number}"
                files[here] = dict(now)
                story.branch(here)
            case "merge" if here != "main":
                side, here = here, "main"
                story.switch("main")
                story.merge(side)
                files["main"] = {path: text for path, text in held(story).items() if path in PATHS}


def held(story: GitStory) -> dict[str, str]:
    """The record texts of where the story stands."""
    return {
        path: data.decode("latin-1")
        for path, data in records_of(story.repository(), story.head or "").items()
    }


def records_of(repository: Repository, commit: str) -> dict[str, bytes]:
    """The bytes of every record of a commit."""
    blobs = [blob for blob in repository.tree(commit, "records") if blob.regular]
    names = {blob.path.decode(): blob.id for blob in blobs}
    known = {path: id for path, id in names.items() if path.endswith(".yaml") and "/." not in path}
    return dict(zip(known, repository.blobs(list(known.values())), strict=True))


def readable(files: dict[str, bytes]) -> dict[str, str]:
    """The canonical records of those files that can be read."""
    parsed = {path: parse(data) for path, data in files.items()}
    return {
        path: canonical(item.value)
        for path, item in parsed.items()
        if isinstance(item.value, dict) and not item.faults
    }
