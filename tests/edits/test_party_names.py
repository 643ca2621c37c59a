"""Names of parties in a cell: a whole cell that is a name is that party, whatever signs it holds."""

from __future__ import annotations

import pytest
from bounds import little_work
from hypothesis import given
from hypothesis import strategies as st

from commitments.edits.table.cells import CellReader
from commitments.edits.unclear import Unclear
from commitments.model.names import PartyId, Prose
from commitments.model.parties.party import Party, Registry
from commitments.model.parties.party_names import PartyNames

NAMES = {
    "acme": ("Acme", None),
    "acme-inc": ("Acme Inc.", None),
    "mof": ("Ministry of Finance", "Bộ Tài chính"),
    "most": ("Ministry of Science and Technology", "Bộ Khoa học và Công nghệ"),
    "mocst": ("Ministry of Culture, Sports and Tourism", "Bộ Văn hóa, Thể thao và Du lịch"),
    "culture": ("Ministry of Culture", None),
    "sea": ("Agency for Seas; Islands", "Cục Biển/Đảo & Hải sản"),
    "three": ("One, Two (Three) + Four", None),
    "ab": ("A, B", None),
    "bc": ("B, C", None),
    "a": ("A", None),
    "numbered": ("1. FC Koln", None),
    "asia": ("The Asia Foundation", "Quỹ Châu Á"),
    "hcm": (None, "Sở Công Thương"),
    "hn": (None, "Sở Công Thương"),
}
PARTIES = Registry({id: Party(PartyId(id), Prose(en, vi)) for id, (en, vi) in NAMES.items()})


def read(cell: str, registry: Registry = PARTIES) -> str:
    """The ids of a cell; what is no party stands in quotes."""
    found = CellReader(registry).parties(cell)
    return " ".join(item if isinstance(item, str) else repr(dict(item.values)["party"]) for item in found)


@pytest.mark.parametrize("id", [id for id in NAMES if id not in ("hcm", "hn")])
def test_a_whole_cell_that_is_a_name_is_that_party(id: str) -> None:
    for name in filter(None, NAMES[id]):
        for cell in (name, name.upper(), f" {name} ", f"- {name}", f"{name};", f"{name}.", f"(a) {name}"):
            assert read(cell) == id, cell
        assert read(name.replace(", ", ",")) == id
        assert read(name.replace(" ", "\n")) == id, "wrapped within its cell"
        assert read(name.replace(" and ", " & ").replace(" và ", " & ")) == id
        assert read(f"{name}\n{name}; Acme") == f"{id} {id} acme"


@pytest.mark.parametrize(
    ("cell", "ids"),
    [
        ("Ministry of Finance and Ministry of Science and Technology", "mof most"),
        ("Ministry of Finance / Acme", "mof acme"),
        ("Ministry of Finance & Acme", "mof acme"),
        ("Bộ Tài chính và Bộ Khoa học và Công nghệ", "mof most"),
        ("BỘ TÀI CHÍNH VÀ BỘ KHOA HỌC VÀ CÔNG NGHỆ", "mof most"),
        ("Bo Tai chinh va Bo Khoa hoc va Cong nghe", "mof most"),
        ("Bộ Văn hóa, Thể thao và Du lịch và Acme", "mocst acme"),
        ("Acme, Ministry of Culture, Sports and Tourism, Ministry of Finance", "acme mocst mof"),
        ("Acme, Ministry of Culture, and Ministry of Finance", "acme culture mof"),
        ("the Ministry of Finance, the Ministry of Culture", "mof culture"),
        ("- Acme Inc.\n- Agency for Seas; Islands\n- One, Two (Three) + Four", "acme-inc sea three"),
        ("1) Acme\n2) 1. FC Koln", "acme numbered"),
        ("Acme Inc., Acme", "acme-inc acme"),
        ("acme; mof", "acme mof"),
        ("A, B", "ab"),
        ("A, B, C", "a bc"),
        ("A, A, B", "a ab"),
        ("Acme,, Ministry of Finance,", "acme mof"),
        ("Acme; -; –", "acme"),
        (";,\n", ""),
    ],
)
def test_the_longest_names_are_taken_that_leave_no_rest(cell: str, ids: str) -> None:
    assert read(cell) == ids


@pytest.mark.parametrize(
    ("cell", "ids"),
    [
        ("Ministry of Finance, Acme, Office of Ports", "mof acme 'Office of Ports'"),
        ("Office of Ports, Acme", "'Office of Ports' acme"),
        ("Office of Ports and Harbours, Acme", "'Office of Ports and Harbours' acme"),
        ("Acme, and Nobody, ", "acme 'Nobody'"),
        ("Acme, Nobody; Else, Ministry of Finance", "acme 'Nobody' 'Else' mof"),
        ("Office of Ports; Office of Seas, Rivers", "'Office of Ports' 'Office of Seas, Rivers'"),
        ("- Sở Nội vụ và Tài chính.\n- Acme", "'Sở Nội vụ và Tài chính' acme"),
        ("Ministry of Culture, Sport", "culture 'Sport'"),
        ("Văn hóa, Thể thao và Du lịch", "'Văn hóa, Thể thao và Du lịch'"),
        ("Sở Công Thương, Acme", "'Sở Công Thương' acme"),
        ("Nobody & Sons", "'Nobody & Sons'"),
    ],
)
def test_a_stranger_is_named_alone_and_whole(cell: str, ids: str) -> None:
    assert read(cell) == ids


@pytest.mark.parametrize(
    ("cell", "ids"),
    [
        ("acme; b-2", "acme b-2"),
        ("acme, b-2", "acme b-2"),
        ("finance and trade", "'finance and trade'"),
        ("a/b", "'a/b'"),
        ("Bộ Tài chính", "'Bộ Tài chính'"),
    ],
)
def test_without_a_registry_only_ids_are_parties(cell: str, ids: str) -> None:
    assert read(cell, Registry(exists=False)) == ids


SIGNS = st.sampled_from([", ", ",", "; ", "\n", " / ", "/", " & ", " and ", " và ", "\n- ", ";\n"])
KNOWN = st.sampled_from([id for id in NAMES if id not in ("hcm", "hn", "a", "ab", "bc")])


@given(st.lists(st.tuples(KNOWN, st.booleans(), SIGNS), min_size=1, max_size=6))
def test_names_between_any_signs_are_read_again(chosen: list[tuple[str, bool, str]]) -> None:
    cell = "".join(
        ((NAMES[id][1] if second else None) or NAMES[id][0] or "") + sign for id, second, sign in chosen
    )
    assert read(cell) == " ".join(id for id, _, _ in chosen)


@given(st.text(alphabet="A, B;C/&and-.\n()0", max_size=30))
def test_nothing_raises_and_every_letter_is_accounted_for(cell: str) -> None:
    found = CellReader(PARTIES).parties(cell)
    rests = [dict(item.values)["party"] for item in found if isinstance(item, Unclear)]
    assert all(rest.strip() and rest in cell for rest in rests)


def test_a_cell_of_thousands_of_parts_is_read_with_little_work() -> None:
    names: PartyNames[str] = PartyNames()
    names.add(",".join("a" * 200), "long")
    with little_work():
        assert len(names.named(",".join("a" * 900) + ",b")) == 5
        assert len(names.named(",".join("a" * 2_000))) == 10
        assert len(names.named("a " * 10_000 + ";b" * 3_000)) == 3001


def test_a_name_means_the_first_thing_it_was_given_until_that_is_replaced() -> None:
    names: PartyNames[int] = PartyNames()
    assert (names.add("The A & B.", 1), names.add("a and B", 2)) == (1, 1)
    names.replace("A và B", 3)
    assert names.meaning("A,B") is None
    assert names.meaning("a&b") == names.meaning("- The A and\nB") == 3
