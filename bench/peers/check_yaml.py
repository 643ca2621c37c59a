"""check-yaml of pre-commit-hooks: whether our own files are YAML."""

from bench.measure import Command
from bench.peers.check_jsonschema import list_files, on_all_cores
from bench.peers.environments import Had, Pip
from bench.peers.peer import Entrant, Ground, Peer
from bench.rows import Race


def _ask(ground: Ground, had: Had) -> Command:
    return on_all_cores(ground, had.program)


PEER = Peer(
    "check-yaml",
    Pip("pre-commit-hooks", "check-yaml"),
    (Entrant(Race.VALIDATING, "check-yaml on all cores", _ask, list_files),),
    "The hook of pre-commit asks only whether a file is YAML, and knows no schema. It is run as pre-commit "
    "runs it, on all cores, without the time pre-commit itself takes.",
)
