"""Where links go round in a circle. Knows names and links, not what they are of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

Graph = Mapping[str, Sequence[str]]


def cycles(graph: Graph) -> Iterator[list[str]]:
    """One ring for each knot of a graph: a shortest one through the least name of the knot."""
    for knot in _knots(graph):
        least = min(knot)
        if len(knot) > 1 or least in graph.get(least, ()):
            yield _shortest_ring(graph, least, knot)


def _knots(graph: Graph) -> Iterator[set[str]]:
    """The strongly connected components, after Tarjan (1972), without recursion."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    trail: list[str] = []
    on_trail: set[str] = set()
    for start in graph:
        if start in index:
            continue
        work = [(start, iter(graph[start]))]
        _enter(start, index, low, trail, on_trail)
        while work:
            name, links = work[-1]
            to = next(links, None)
            if to is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[name])
                if low[name] == index[name]:
                    yield _leave(name, trail, on_trail)
            elif to not in index:
                _enter(to, index, low, trail, on_trail)
                work.append((to, iter(graph.get(to, ()))))
            elif to in on_trail:
                low[name] = min(low[name], index[to])


def _enter(
    name: str, index: dict[str, int], low: dict[str, int], trail: list[str], on_trail: set[str]
) -> None:
    index[name] = low[name] = len(index)
    trail.append(name)
    on_trail.add(name)


def _leave(name: str, trail: list[str], on_trail: set[str]) -> set[str]:
    at = len(trail) - 1
    while trail[at] != name:
        at -= 1
    knot = set(trail[at:])
    del trail[at:]
    on_trail -= knot
    return knot


def _shortest_ring(graph: Graph, start: str, knot: set[str]) -> list[str]:
    came_from: dict[str, str] = {}
    wave = [start]
    while wave:
        further = []
        for name in wave:
            for to in graph.get(name, ()):
                if to == start:
                    return _way_back(name, start, came_from)
                if to in knot and to not in came_from:
                    came_from[to] = name
                    further.append(to)
        wave = further
    return [start]


def _way_back(name: str, start: str, came_from: Mapping[str, str]) -> list[str]:
    ring = [name]
    while ring[-1] != start:
        ring.append(came_from[ring[-1]])
    return ring[::-1]
