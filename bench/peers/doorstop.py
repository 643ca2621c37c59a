"""doorstop: one document of as many items, each with all that our record holds."""

import subprocess
from collections.abc import Iterator

import yaml

from bench.measure import Command
from bench.peers.entries import Entry, Mapping, entries
from bench.peers.environments import Had, Pip
from bench.peers.peer import Entrant, Ground, Peer, versions
from bench.rows import Race

_SETTINGS = "settings:\n  digits: 6\n  itemformat: yaml\n  prefix: REC\n  sep: ''\n"


def _lay(ground: Ground, _: Had) -> None:
    document = ground.data / "REC"
    document.mkdir()
    (document / ".doorstop.yml").write_text(_SETTINGS, encoding="utf-8")
    for entry in entries(ground.root, ground.size):
        text = yaml.dump(_item(entry), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=True)
        (document / f"{_uid(entry.id)}.yml").write_text(text, encoding="utf-8")
    # It asks which files are under version control, and takes none without.
    for words in (("init", "--quiet"), ("add", "--all")):
        subprocess.run(["git", *words], cwd=ground.data, check=True)


def _uid(id: str) -> str:
    return f"REC{id[-6:]}"


def _item(entry: Entry) -> Mapping:
    own = {
        "active": True,
        "derived": False,
        "header": entry.title,
        "level": f"1.{entry.number}",
        "links": [{_uid(link): None} for link in _links(entry)],
        "normative": True,
        "ref": "",
        "reviewed": None,
        "text": entry.text,
    }
    return own | {f"our-{key}": value for key, value in entry.whole.items() if key not in ("id", "summary")}


def _links(entry: Entry) -> Iterator[str]:
    if entry.parent is not None:
        yield entry.parent
    yield from entry.whole.get("depends_on", ())


def _ask(ground: Ground, had: Had) -> Command:
    # Its review stamps would all be missing, which is a warning for each item and no work of ours.
    return Command((had.program, "-F", "-W"), cwd=ground.data)


PEER = Peer(
    "doorstop",
    Pip("doorstop", "doorstop"),
    (
        versions("doorstop", ("--version",)),
        Entrant(Race.VALIDATING, "doorstop -F", _ask, _lay),
    ),
    "One document of as many items, each with everything that our record holds. It checks its own fields, "
    "levels and links, and takes ours as they come. Told not to rewrite files and not to ask for reviews.",
)
