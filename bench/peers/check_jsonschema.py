"""check-jsonschema: our own files against our own schema."""

import os
import shlex
from pathlib import Path

from bench.measure import Command
from bench.peers.environments import Had, Pip
from bench.peers.peer import Entrant, Ground, Peer, versions
from bench.rows import Race
from bench.workspace import SCHEMA

_LIST = "files.txt"


def record_files(root: Path) -> tuple[str, ...]:
    """As a shell or pre-commit would name them."""
    return tuple(path.relative_to(root).as_posix() for path in sorted((root / "records").glob("*/*.yaml")))


def list_files(ground: Ground, _: Had) -> None:
    (ground.data / _LIST).write_text("\n".join(record_files(ground.root)) + "\n", encoding="utf-8")


def on_all_cores(ground: Ground, *argv: str) -> Command:
    """As pre-commit runs a hook: as many processes as there are cores, each with its share of the files."""
    cores = os.cpu_count() or 1
    share = str(-(-ground.size // cores))
    words = shlex.join(("xargs", "-P", str(cores), "-n", share, *argv))
    return Command(("sh", "-c", f"{words} < {shlex.quote(str(ground.data / _LIST))}"))


def _one(ground: Ground, had: Had) -> Command:
    return Command((*_words(had), *record_files(ground.root)), expects=b"ok")


def _words(had: Had) -> tuple[str, ...]:
    return (had.program, "--schemafile", f"schema/{SCHEMA.name}")


def _all(ground: Ground, had: Had) -> Command:
    return on_all_cores(ground, *_words(had))


PEER = Peer(
    "check-jsonschema",
    Pip("check-jsonschema", "check-jsonschema"),
    (
        versions("check-jsonschema", ("--version",)),
        Entrant(Race.VALIDATING, "check-jsonschema", _one),
        Entrant(Race.VALIDATING, "check-jsonschema on all cores", _all, list_files),
    ),
    "It holds the same files against the same schema, without the rules that no schema can say: dates in "
    "order, ids and links that exist, parties that are known. pre-commit runs it on all cores, so it stands "
    "here twice.",
)
