"""What is read of the registry of parties, even of one that is not valid."""

from commitments.model.names import Prose
from commitments.model.parties.party import Party, Registry
from commitments.reading.parties import decode_registry, encode_parties

WHOLE = """\
- id: mic
  name: {en: Ministry of Information, vi: Bộ Thông tin}
  short: {en: MIC, vi: Bộ TT}
  aliases: [Information, TTTT]
  kind: ministry
  country: VN
  part_of: gov
  until: 2025-02-28
  succeeded_by: most
"""


def read(text: str) -> Registry:
    return decode_registry(encode_parties(text.encode()))


def test_all_fields_of_a_party() -> None:
    assert read(WHOLE).parties == {
        "mic": Party(
            id="mic",  # type: ignore[arg-type]
            name=Prose("Ministry of Information", "Bộ Thông tin"),
            part_of="gov",  # type: ignore[arg-type]
            short=Prose("MIC", "Bộ TT"),
            aliases=("Information", "TTTT"),
            kind="ministry",
            country="VN",
            until="2025-02-28",
            succeeded_by=("most",),  # type: ignore[arg-type]
        )
    }


def test_what_is_left_out_or_of_another_type_is_left_empty() -> None:
    registry = read(
        "- {id: a, until: 2025, succeeded_by: [b, c, b, 1, '']}\n"
        "- {id: b, name: B, short: [], aliases: B, kind: 7, country: [VN], until: true, succeeded_by: {}}\n"
        "- {id: a, name: {en: Second}}\n"
        "- {name: {en: Nobody}}\n"
        "- text\n"
    )
    assert registry.parties == {
        "a": Party("a", Prose(), until="2025", succeeded_by=("b", "c")),  # type: ignore[arg-type]
        "b": Party("b", Prose()),  # type: ignore[arg-type]
    }
    assert registry.exists
    assert not read("- {id: [\n").exists
    assert not read("{}\n").exists
