"""Finds where links form a ring. It knows names and links, and not what they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

_MOST_NAMES = 12
"""How many names of a ring a message holds."""

Graph = Mapping[str, Sequence[str]]
"""The targets of the links of each node."""


def cycles(graph: Graph) -> Iterator[list[str]]:
    """Yields one ring for each strongly connected component: a shortest one through its least node."""
    for component in _components(graph):
        least = min(component)
        if len(component) > 1 or least in graph.get(least, ()):
            yield _shortest_ring(graph, least, component)


def rings_through(graph: Graph, links: Iterable[tuple[str, str]]) -> Iterator[list[str]]:
    """Yields one ring for each strongly connected component that holds one of some links.

    It is a shortest ring along the least of these links, with the source of that link first.
    """
    components = list(_components(graph))
    numbers = {node: number for number, component in enumerate(components) for node in component}
    done: set[int] = set()
    for source, target in sorted(set(links)):
        number = numbers.get(source)
        if number is None or number in done or number != numbers.get(target):
            continue
        done.add(number)
        yield [source, *_shortest_path(graph, target, source, components[number])]


def _shortest_path(graph: Graph, start: str, end: str, component: set[str]) -> list[str]:
    """A shortest path within a component, without its end."""
    predecessors: dict[str, str] = {}
    wave = [start] if start != end else []
    while wave:
        next_wave = []
        for node in wave:
            for target in graph.get(node, ()):
                if target == end:
                    return _path_from_start(node, start, predecessors)
                if target in component and target != start and target not in predecessors:
                    predecessors[target] = node
                    next_wave.append(target)
        wave = next_wave
    return []


def _components(graph: Graph) -> Iterator[set[str]]:
    """The strongly connected components, after Tarjan (1972), without recursion."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    trail: list[str] = []
    on_trail: set[str] = set()
    for start in graph:
        if start in index:
            continue
        work = [(start, iter(graph[start]))]
        _enter_node(start, index, low, trail, on_trail)
        while work:
            node, links = work[-1]
            target = next(links, None)
            if target is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    yield _take_component(node, trail, on_trail)
            elif target not in index:
                _enter_node(target, index, low, trail, on_trail)
                work.append((target, iter(graph.get(target, ()))))
            elif target in on_trail:
                low[node] = min(low[node], index[target])


def _enter_node(
    node: str, index: dict[str, int], low: dict[str, int], trail: list[str], on_trail: set[str]
) -> None:
    index[node] = low[node] = len(index)
    trail.append(node)
    on_trail.add(node)


def _take_component(node: str, trail: list[str], on_trail: set[str]) -> set[str]:
    """Takes the trail from `node` to its end out of the trail."""
    begin = len(trail) - 1
    while trail[begin] != node:
        begin -= 1
    component = set(trail[begin:])
    del trail[begin:]
    on_trail -= component
    return component


def _shortest_ring(graph: Graph, start: str, component: set[str]) -> list[str]:
    """The shortest ring through `start`, by breadth-first search within its component."""
    predecessors: dict[str, str] = {}
    wave = [start]
    while wave:
        next_wave = []
        for node in wave:
            for target in graph.get(node, ()):
                if target == start:
                    return _path_from_start(node, start, predecessors)
                if target in component and target not in predecessors:
                    predecessors[target] = node
                    next_wave.append(target)
        wave = next_wave
    return [start]


def _path_from_start(node: str, start: str, predecessors: Mapping[str, str]) -> list[str]:
    path = [node]
    while path[-1] != start:
        path.append(predecessors[path[-1]])
    return path[::-1]


def ring_text(ring: Sequence[str]) -> str:
    """The names of a ring, cut to what fits into a line."""
    names = [*ring, ring[0]]
    return " → ".join([*names[:_MOST_NAMES], *(["…"] if len(names) > _MOST_NAMES else [])])
