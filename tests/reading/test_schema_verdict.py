"""The shipped schemas judge alone, the same with either validator, and fetch nothing.

What the schemas take and refuse is shown in tests/schema; here it is how they are asked.
"""

from __future__ import annotations

import copy
import json
import random
import re
import shutil
import socket
import sys
import urllib.request  # noqa: F401 - the way of those who fetch must be there to be refused
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import referencing
from bounds import little_work
from laws import examples

from commitments.model.problem import Finding
from commitments.reading import schema
from commitments.reading.source_file import SourceFile
from commitments.reading.text import MOST_FAULTS, REGISTRY
from commitments.reading.yaml.yaml_text import parse
from commitments.workspace.examine import examine
from commitments.workspace.open_workspace import Workspace
from commitments.workspace.validate import validate

ROOT = Path(__file__).resolve().parents[2]
RECORDS = [
    parse(path.read_bytes()).value
    for folder in ("records", "docs/example/records")
    for path in sorted((ROOT / folder).rglob("*.yaml"))
]
LISTS = [
    parse(path.read_bytes(), limits=REGISTRY).value
    for path in (ROOT / "schema/parties.yaml", ROOT / "docs/example/schema/parties.yaml")
]
# fmt: off
HOSTILE: list[Any] = [
    None, True, False, 0, -1, 1, 2026, 9999, 10_000, 2**31, 2**63, 2**64, 10**299, -(10**299), 1.0, 2026.0,
    0.1, 1e308, 5e-324,
    "", " ", "\n", "x", "a-b", "A", "-", "a\n", "2026", "2026-10-31", "2026-10-31\n",
    "2026/..",    "x" * 500, "x" * 501, "x" * 65, "😀" * 300, "😀" * 301, "ế", "é", "٢", "NO", "https://a", "https://a\n",
    "FREQ=YEARLY", "FREQ=", "fulfilled", "suspended", "superseded", "meeting",
    "\ufeff", "\x00", "\x85", "\u2028",
    [], {}, [[]], [{}], [None], {"en": "x"}, {"en": ""}, {"fr": "x"}, {"": 1}, {"x-own": [1.5]},
    {"en": "x", "vi": 1},
]
# fmt: on


@pytest.fixture(autouse=True)
def fresh_validators() -> Iterator[None]:
    """Each test asks validators of its own making."""
    forget_validators()
    yield
    forget_validators()


@pytest.fixture
def no_rust(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine for which jsonschema-rs has no wheel."""
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whoever opens a socket fails, and so does the test, even where the failure is caught."""
    attempts: list[str] = []

    def refuse(*given: Any, **_: Any) -> Any:
        attempts.append(repr(given))
        raise OSError("no network here")

    for name in ("create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    yield
    assert attempts == []


def forget_validators() -> None:
    for known in (
        schema.schema_acceptor,
        schema._fast_validator,
        schema._validator,
        schema._branches_stand_alone,
    ):
        known.cache_clear()


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield at
    for step, item in value.items() if isinstance(value, dict) else ():
        yield from places(item, (*at, step))
    for step, item in enumerate(value) if isinstance(value, list) else ():
        yield from places(item, (*at, step))


def mutant(original: Any, dice: random.Random) -> Any:
    """A copy with one to three places deleted, replaced, doubled or added to."""
    value = copy.deepcopy(original)
    for _ in range(dice.randint(1, 3)):
        *way, last = dice.choice([place for place in places(value) if place] or [(None,)])
        holder = value
        for step in way:
            holder = holder[step]
        act = dice.randrange(4)
        if last is None:
            return dice.choice(HOSTILE)
        if act == 0:
            del holder[last]
        elif act == 1 and isinstance(holder, list):
            holder.extend([copy.deepcopy(holder[last])] * dice.choice([1, 200, 500]))
        elif act == 2 and isinstance(holder, dict):
            holder[dice.choice(["due", "x-a", "on", "closing", "en", "X-a", "status"])] = dice.choice(HOSTILE)
        else:
            holder[last] = copy.deepcopy(dice.choice(HOSTILE))
    return value


def mutants(name: str, count: int) -> list[Any]:
    dice = random.Random(name)
    originals = RECORDS if name == schema.COMMITMENT else [item[:6] for item in LISTS]
    return [*originals, *(mutant(dice.choice(originals), dice) for _ in range(count))]


@pytest.mark.parametrize(
    ("name", "count"),
    [(schema.COMMITMENT, examples(700, 150)), (schema.PARTIES, examples(200, 60))],
    ids=[schema.COMMITMENT, schema.PARTIES],
)
def test_both_validators_give_one_verdict(name: str, count: int) -> None:
    slow = jsonschema.Draft202012Validator(schema.shipped_schema(name), registry=referencing.Registry())
    fast = schema.schema_acceptor(name)
    assert "jsonschema_rs" in type(getattr(fast, "__self__", None)).__module__
    verdicts = [(fast(item), slow.is_valid(item)) for item in mutants(name, count)]
    assert [number for number, (one, other) in enumerate(verdicts) if one is not other] == []
    taken = sum(one for one, _ in verdicts)
    assert count // 20 < taken < count


def judged(value: Any) -> tuple[bool, list[Finding]]:
    return schema.schema_acceptor(schema.COMMITMENT)(value), list(
        schema.explain_refusal(schema.COMMITMENT, value)
    )


def test_the_answer_is_the_same_without_rust(monkeypatch: pytest.MonkeyPatch) -> None:
    values = mutants(schema.COMMITMENT, examples(150, 50))
    with_rust = [judged(value) for value in values]
    forget_validators()
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
    assert [judged(value) for value in values] == with_rust
    assert {verdict for verdict, _ in with_rust} == {True, False}


def test_problems_of_a_workspace_are_the_same_without_rust(
    make_workspace: Callable[..., Path], record: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_workspace({"small.yaml": record(status="fulfiled", due=0, x=1), "b.yaml": record(id="b")})
    with_rust = validate(Workspace(root, {}, use_cache=False))
    forget_validators()
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
    assert validate(Workspace(root, {}, use_cache=False)) == with_rust
    assert {problem.rule for problem in with_rust.problems} >= {
        "unknown-value",
        "wrong-size",
        "unknown-field",
    }


def test_a_refused_value_is_always_explained_and_a_taken_one_never() -> None:
    for value in mutants(schema.COMMITMENT, examples(300, 80)):
        taken, findings = judged(value)
        assert taken is not bool(findings)


HUGE: list[Any] = [
    "x" * 200_000,
    ["y" * 50_000] * 3,
    {"z" * 50_000: {"z" * 50_000: 1}},
    10**299,
    [[1]] * 3000,
]


@pytest.mark.parametrize("field", sorted(schema.shipped_schema(schema.COMMITMENT)["properties"]))
def test_messages_are_cut(field: str, mapping: Callable[..., dict[str, Any]]) -> None:
    for huge in HUGE:
        found = list(schema.explain_refusal(schema.COMMITMENT, {**mapping(), field: huge, "z" * 5_000: 1}))
        assert found
        for finding in found:
            assert sum(map(len, finding.values.values())) < 1000, finding.rule


def test_more_places_than_are_told_are_seen_though_each_breaks_two_bounds(
    mapping: Callable[..., dict[str, Any]],
) -> None:
    record = mapping(depends_on=[""] * 101, tags=[""] * 100)
    assert len(list(schema.explain_refusal(schema.COMMITMENT, record))) == MOST_FAULTS + 1
    source = SourceFile("records/small.yaml", json.dumps(record).encode())
    assert examine(source).problems[-1].rule == "too-many-problems"


def test_problems_are_cut_wherever_they_come_from() -> None:
    texts = [
        f"id: {'x' * 100_000}\n",
        f"? {'k' * 9000}\n: 1\n? {'k' * 9000}\n: 2\n",
        f"a: !{'t' * 100_000} 1\n",
        f"? {'k' * 100_000}\n: 1\n",
        f'a: "{"x" * 100_000}\\e"\n',
        f"repeats: {{rule: {'FREQ=DAILY;' * 9000}}}\n",
        f"due: {'9' * 100_000}\nmade_on: {'2026-13-45' * 9000}\n",
        f"due_changes: [{{from: {'2026-02-31' * 9000}, to: {'z' * 90_000}}}]\n",
        f"milestones: [{{id: {'m' * 90_000}, due: 2027}}]\ndue: 2026\nid: a\nkind: mou\nstatus: agreed\n",
    ]
    for text in texts:
        problems = examine(SourceFile("records/a.yaml", text.encode())).problems
        assert problems, text[:20]
        for problem in problems:
            assert sum(map(len, problem.values.values())) < 2000, (problem.rule, text[:20])
            assert len(problem.excerpt or "") <= 200


def test_nothing_is_fetched(
    make_workspace: Callable[..., Path], record: Callable[..., str], no_network: None, no_rust: None
) -> None:
    remote = {"$schema": "https://example.org/draft", "$ref": "https://example.org/schema.json"}
    modeline = "# yaml-language-server: $schema=https://example.org/schema.json\n"
    root = make_workspace(
        {
            "small.yaml": modeline + record(**{"x-own": {"$ref": "https://example.org/other.json"}}),
            "bad.yaml": modeline + record(id="bad", status="x"),
            "schema/commitment.schema.json": json.dumps(remote),
            "schema/parties.schema.json": json.dumps(remote),
        }
    )
    rules = {problem.rule for problem in validate(Workspace(root, {}, use_cache=False)).problems}
    assert rules == {"schema-differs", "unknown-value"}


class Listener:
    """A web server of this machine that notes who asks, and answers nothing."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.socket.setblocking(False)
        self.address = f"http://127.0.0.1:{self.socket.getsockname()[1]}/schema.json"

    def was_asked(self) -> bool:
        try:
            self.socket.accept()[0].close()
        except BlockingIOError:
            return False
        return True


@pytest.fixture
def listener() -> Iterator[Listener]:
    server = Listener()
    yield server
    server.socket.close()


@pytest.mark.parametrize("way", ["fast", "slow"])
def test_even_a_schema_that_asks_for_more_gets_nothing(
    way: str, listener: Listener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither validator has a way to fetch, were a remote reference ever shipped."""
    taken = tmp_path / "any.json"
    taken.write_text("true")
    for address in (listener.address, taken.as_uri(), "other.json", "urn:other", f"{listener.address}#/a"):
        for remote in ({"$ref": address}, {"$dynamicRef": address}, {"items": {"$ref": address}}):
            monkeypatch.setattr(schema, "shipped_schema", lambda name, remote=remote: remote)
            with pytest.raises(Exception, match=r"Unresolvable|nothing is fetched|not present in a registry"):
                ask_remote(way)
    assert not listener.was_asked()


def ask_remote(way: str) -> None:
    for ask in (schema.schema_acceptor, schema._validator):
        ask.cache_clear()
    if way == "fast":
        schema.schema_acceptor("remote")([1])
    else:
        list(schema._validator("remote").iter_errors([1]))


def test_the_shipped_schemas_ask_for_nothing_remote(no_network: None) -> None:
    for name in (schema.COMMITMENT, schema.PARTIES):
        own = schema.shipped_schema(name)
        assert list(schema._validator(name).iter_errors([own])) or name == schema.PARTIES
        refs = re.findall(r'"\$ref": "([^"]*)"', schema.schema_bytes(name).decode())
        assert refs and all(ref.startswith("#/") for ref in refs)


@pytest.mark.parametrize("copy_", ["{}", "true", "false", "not json", '{"$ref": "file:///etc/passwd"}', ""])
def test_only_the_shipped_schema_judges(
    copy_: str, make_workspace: Callable[..., Path], record: Callable[..., str]
) -> None:
    files = {"small.yaml": record(), "bad.yaml": record(id="bad", status="x")}
    root = make_workspace({**files, "schema/commitment.schema.json": copy_})
    found = validate(Workspace(root, {}, use_cache=False)).problems
    assert [(problem.rule, problem.path, problem.severity.value) for problem in found] == [
        ("unknown-value", "records/bad.yaml", "error"),
        ("schema-differs", "schema/commitment.schema.json", "warning"),
    ]


@pytest.mark.parametrize("linked", ["schema/commitment.schema.json", "schema"])
def test_a_link_to_another_schema_changes_no_verdict(
    linked: str, make_workspace: Callable[..., Path], record: Callable[..., str], tmp_path: Path
) -> None:
    root = make_workspace({"small.yaml": record(), "bad.yaml": record(id="bad", status="x")})
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "commitment.schema.json").write_text("true")
    (outside / "parties.yaml").write_bytes((root / "schema" / "parties.yaml").read_bytes())
    if linked == "schema":
        shutil.rmtree(root / "schema")
        target = outside
    else:
        target = outside / "commitment.schema.json"
    try:
        (root / linked).symlink_to(target)
    except OSError:
        pytest.skip("this system makes no links")
    found = validate(Workspace(root, {}, use_cache=False)).problems
    assert ("unknown-value", "records/bad.yaml") in [(problem.rule, problem.path) for problem in found]
    assert "records/small.yaml" not in {file.path for file in found}


def patterns(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("pattern"), str):
            yield node["pattern"]
        for item in node.values():
            yield from patterns(item)
    elif isinstance(node, list):
        for item in node:
            yield from patterns(item)


@pytest.mark.parametrize("name", [schema.COMMITMENT, schema.PARTIES])
def test_patterns_are_written_for_three_engines(name: str) -> None:
    for pattern in set(patterns(schema.shipped_schema(name))):
        assert pattern.startswith("^")
        assert not re.search(r"\\[AZzdwsDWSbB]", pattern)
        ends = pattern.count("$(?!\\n)") + pattern.count(".*-$)") + pattern.count("\\.\\.$|")
        assert pattern.count("$") == ends, (
            "`$` alone lets a line feed through; inside a look-ahead it may stand"
        )


@pytest.mark.parametrize("name", [schema.COMMITMENT, schema.PARTIES])
def test_no_pattern_takes_long(name: str) -> None:
    pieces = ("a", "-", "a-", " ", "0", "é", "2026-", "a=A;", "/", ",")
    texts = [piece * (60_000 // len(piece)) + end for piece in pieces for end in ("", "!", "\n", " ", "-")]
    for pattern in set(patterns(schema.shipped_schema(name))):
        form = re.compile(pattern)
        with little_work():
            for text in texts:
                form.search(text)


def test_a_date_is_strict_before_it_is_real(mapping: Callable[..., dict[str, Any]]) -> None:
    for text in (
        "20261231",
        "2026-1-1",
        "2026-10-31T00:00",
        "2026-W01",
        "٢٠٢٦",
        "2026-10-31\n",
        " 2026",
        "26-10-31",
    ):
        assert not schema.schema_acceptor(schema.COMMITMENT)(mapping(due=text)), text
    for text in ("2026-02-31", "2026-06/2026-03", "2025-02-29"):
        assert schema.schema_acceptor(schema.COMMITMENT)(mapping(due=text)), text
