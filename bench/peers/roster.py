"""Who is measured beside us: one row a peer. Another is one more file and one more row."""

from collections.abc import Iterator, Sequence

from bench.peers import (
    backlog,
    check_jsonschema,
    check_yaml,
    doorstop,
    git_history,
    hledger,
    reno,
    taskwarrior,
    todoman,
    yamale,
)
from bench.peers.peer import Entrant, Peer
from bench.rows import Race

PEERS: tuple[Peer, ...] = (
    check_jsonschema.PEER,
    check_yaml.PEER,
    yamale.PEER,
    doorstop.PEER,
    taskwarrior.PEER,
    hledger.PEER,
    todoman.PEER,
    backlog.PEER,
    reno.PEER,
    git_history.PEER,
)


def entrants(race: Race, peers: Sequence[Peer] = PEERS) -> Iterator[tuple[Peer, Entrant]]:
    """Everyone in one race, with the peer it is of."""
    for peer in peers:
        yield from ((peer, entrant) for entrant in peer.entrants if entrant.race is race)
