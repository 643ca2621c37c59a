"""Which parties of the members of a roof are one: by tables, and by laws that no registry can break."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from bounds import little_work
from hypothesis import given
from hypothesis import strategies as some
from laws import law

from commitments.errors import UnknownNameError
from commitments.model.names import PartyId, Prose
from commitments.model.parties.party import Party, Registry
from commitments.model.parties.party_reader import find_party
from commitments.model.parties.shared_registry import MemberRegistry, shared_registry

Named = Mapping[str | None, Mapping[str, str]]
ROOF = None


def party(text: str) -> Party:
    """A party from `id`, `id=Name`, `id=Name>same_as`, `id=Name<part_of` or `id=Name+successor`."""
    text, _, same_as = text.partition(">")
    text, _, successor = text.partition("+")
    text, _, parent = text.partition("<")
    id, _, name = text.partition("=")
    return Party(
        PartyId(id),
        Prose(name or id.title()),
        PartyId(parent) if parent else None,
        succeeded_by=(PartyId(successor),) if successor else (),
        same_as=same_as or None,
    )


def roof(**members: str) -> tuple[Registry, Named]:
    """The registry over members, each with its parties as `party` reads them; `own` is the roof itself."""
    registries = [
        MemberRegistry(
            ROOF if name == "own" else name, Registry({one.id: one for one in map(party, text.split())})
        )
        for name, text in members.items()
    ]
    return shared_registry(registries)


CASES = [
    # the members, the ids on the roof with the English name, what each member's parties are called
    ({"a": "x", "b": "x"}, "x=X", "a.x=x b.x=x"),
    ({"a": "x", "b": "x=Other"}, "x=X b:x=Other", "a.x=x b.x=b:x"),
    ({"b": "x=Other", "a": "x"}, "x=Other a:x=X", "a.x=a:x b.x=x"),
    ({"a": "x", "b": "x=Other", "c": "x"}, "x=X b:x=Other", "a.x=x b.x=b:x c.x=x"),
    ({"a": "x", "b": "y=Y>a:x"}, "x=X", "a.x=x b.y=x"),
    ({"b": "y=Y>a:x", "a": "x"}, "x=X", "a.x=x b.y=x"),
    ({"own": "x=Mine", "a": "x"}, "x=Mine a:x=X", ".x=x a.x=a:x"),
    ({"own": "x", "a": "y=Y>x"}, "x=X", ".x=x a.y=x"),
    ({"own": "z=Mine>a:x", "a": "x"}, "z=Mine", ".z=z a.x=z"),
    # nobody decides for another: same_as binds the one that says it
    ({"a": "x", "b": "y", "bad": "p>a:x q>b:y"}, "x=X y=Y", "a.x=x b.y=y bad.p=x bad.q=y"),
    ({"a": "x", "b": "x=Other", "bad": "x"}, "x=X b:x=Other", "a.x=x b.x=b:x bad.x=x"),
    ({"a": "x", "bad": "x=Other"}, "x=X bad:x=Other", "a.x=x bad.x=bad:x"),
    ({"a": "x", "bad": "x=Other>a:x"}, "x=X", "a.x=x bad.x=x"),
    # what names nothing, itself or a circle means itself
    ({"a": "x>b:nobody"}, "x=X", "a.x=x"),
    ({"a": "x>zz:x"}, "x=X", "a.x=x"),
    ({"a": "x>a:x"}, "x=X", "a.x=x"),
    ({"a": "x=A>b:x", "b": "x=B>a:x"}, "x=A b:x=B", "a.x=x b.x=b:x"),
    ({"a": "x=A>b:x", "b": "x=B>a:x", "c": "x=C>a:x"}, "x=A b:x=B", "a.x=x b.x=b:x c.x=x"),
    # chains
    ({"a": "x", "b": "y>a:x", "c": "z>b:y"}, "x=X", "a.x=x b.y=x c.z=x"),
    ({"b": "y>a:nobody", "c": "z>b:y", "a": "x"}, "y=Y x=X", "a.x=x b.y=y c.z=y"),
    # ids that pretend to be those of others
    ({"a": "x", "bad": "a:x=Other"}, "x=X bad:a:x=Other", "a.x=x bad.a:x=bad:a:x"),
    (
        {"a": "x", "b": "x=Other", "bad": "b:x=Bad"},
        "x=X b:x=Other bad:b:x=Bad",
        "a.x=x b.x=b:x bad.b:x=bad:b:x",
    ),
    ({"own": "a:x=Bad y", "a": "y=Y x"}, ":a:x=Bad y=Y x=X", ".a:x=:a:x .y=y a.y=y a.x=x"),
]


@pytest.mark.parametrize(("members", "ids", "names"), CASES)
def test_which_parties_are_one(members: dict[str, str], ids: str, names: str) -> None:
    registry, called = roof(**members)
    assert {id: one.name.en for id, one in registry.parties.items()} == dict(
        entry.rsplit("=", 1) for entry in ids.split()
    )
    told = {f"{member or ''}.{id}={name}" for member, ids in called.items() for id, name in ids.items()}
    assert told == set(names.split())
    assert all(one.id == id for id, one in registry.parties.items())


def test_bodies_above_and_after_are_those_of_the_member_whose_words_hold() -> None:
    registry, _ = roof(a="gov mof<gov old+mof", bad="gov=Bad mof=Mof<gov evil<mof mof2+gov")
    assert registry.parties["mof"].part_of == "gov"
    assert registry.parties["old"].succeeded_by == ("mof",)
    assert registry.parties["evil"].part_of == "mof"
    assert registry.parties["mof2"].succeeded_by == ("bad:gov",)
    assert registry.with_below_and_before("gov") == {"gov", "mof", "old", "evil"}


WORDS = [
    # the members, a word, the party it names; of several the words that name each
    ({"a": "x", "b": "x"}, "x", "x"),
    ({"a": "x", "b": "x"}, "b:x", "x"),
    ({"a": "x", "b": "x=Other"}, "x", "a:x, b:x"),
    ({"a": "x", "b": "x=Other"}, "a:x", "x"),
    ({"a": "x", "b": "x=Other"}, "b:x", "b:x"),
    ({"a": "x", "b": "y=Y>a:x"}, "y", "x"),
    ({"a": "x y", "b": "y=Z>a:x"}, "y", "a:y, x"),
    ({"a": "x y", "b": "y=Z>a:x"}, "b:y", "x"),
    ({"own": "x", "a": "x=Other"}, "x", "x"),
    ({"own": "z=Mine>a:x", "a": "x", "b": "z"}, "z", "a:x, b:z"),
    ({"a": "x", "bad": "a:x=Bad"}, "a:x", "x"),
    ({"a": "x", "bad": "y=a:x"}, "a:x", "x"),
    ({"a": "x", "bad": "p=a_x"}, "a:x", "x"),
    ({"a": "x"}, "b:x", None),
]


@pytest.mark.parametrize(("members", "word", "expected"), WORDS)
def test_what_a_word_names_on_a_roof(members: dict[str, str], word: str, expected: str | None) -> None:
    registry, _ = roof(**members)
    if expected is None or ", " in expected:
        with pytest.raises(UnknownNameError) as refusal:
            find_party(word, registry)
        assert expected is None or refusal.value.values["ids"] == expected
    else:
        assert find_party(word, registry) == expected


IDS = ["x", "y", "a:x", "b:y", "c:x"]
TARGETS = [None, "x", "a:x", "a:y", "b:x", "b:y", "c:x", "c:a:x", "d:x"]
ENTRIES = some.dictionaries(
    some.sampled_from(IDS), some.tuples(some.sampled_from("PQ"), some.sampled_from(TARGETS)), max_size=4
)
MEMBERS = some.dictionaries(some.sampled_from([ROOF, "a", "b", "c"]), ENTRIES, max_size=4)
Entries = Mapping[str, tuple[str, str | None]]


def made(members: Mapping[str | None, Entries]) -> list[MemberRegistry]:
    return [
        MemberRegistry(
            member,
            Registry(
                {
                    id: Party(PartyId(id), Prose(name), same_as=same_as)
                    for id, (name, same_as) in entries.items()
                }
            ),
        )
        for member, entries in sorted(members.items(), key=lambda item: item[0] is not None)
    ]


def groups(
    registries: Sequence[MemberRegistry], without: str | None = ""
) -> set[frozenset[tuple[str | None, str]]]:
    """The parties that are one, each by member and id; those of one member left out."""
    _, names = shared_registry(registries)
    by_id: dict[str, set[tuple[str | None, str]]] = {}
    for member, ids in names.items():
        for id, name in ids.items():
            by_id.setdefault(name, set()).add((member, id))
    left = (frozenset(place for place in places if place[0] != without) for places in by_id.values())
    return {places for places in left if places}


@law(300)
@given(MEMBERS)
def test_every_party_has_one_id_and_every_id_is_unique(members: Mapping[str | None, Entries]) -> None:
    registries = made(members)
    registry, names = shared_registry(registries)
    for member, own in registries:
        assert names[member].keys() == own.parties.keys()
        assert all(name in registry.parties for name in names[member].values())
    assert set(registry.parties) == {name for ids in names.values() for name in ids.values()}
    for member, ids in names.items():
        for id, name in ids.items():
            if member is not ROOF:
                assert find_party(f"{member}:{id}", registry) == name
            plain = name if ":" in name else f"{member}:{name}"
            assert ":" not in name or name == f"{plain.partition(':')[0]}:{name.partition(':')[2]}"


@law(300)
@given(MEMBERS, ENTRIES)
def test_no_member_makes_two_parties_of_others_one(
    members: Mapping[str | None, Entries], hostile: Entries
) -> None:
    free = {
        member: {
            id: (name, None if (same_as or "").startswith("d:") else same_as)
            for id, (name, same_as) in entries.items()
        }
        for member, entries in members.items()
    }
    registries = made(free)
    added = [*registries, *made({"d": hostile})]
    assert groups(registries) == groups(added, without="d")
    _, before = shared_registry(registries)
    _, after = shared_registry(added)
    assert {member: after[member] for member in before} == before, "and it renames none of them"


def test_a_deep_chain_and_a_wide_registry_take_little_work() -> None:
    count = 20_000
    chain = {f"p{n}": Party(PartyId(f"p{n}"), Prose("P"), same_as=f"a:p{n + 1}") for n in range(count)}
    ring = {
        f"p{n}": Party(PartyId(f"p{n}"), Prose("P"), same_as=f"b:p{(n + 1) % count}") for n in range(count)
    }
    with little_work():
        _, names = shared_registry(
            [MemberRegistry("a", Registry(chain)), MemberRegistry("b", Registry(ring))]
        )
    assert set(names["a"].values()) == {f"p{count - 1}"}
    assert len(set(names["b"].values())) == count


def test_parties_that_many_members_share_take_little_work() -> None:
    shared = Registry({f"p{n}": Party(PartyId(f"p{n}"), Prose("P")) for n in range(10)})
    with little_work():
        registry, names = shared_registry([MemberRegistry(f"m{n}", shared) for n in range(4_000)])
    assert set(registry.parties) == set(shared.parties)
    assert all(list(ids.values()) == list(shared.parties) for ids in names.values())
