"""A workspace of so many records, the same bytes every time. Writes only below the folder it is given."""

from pathlib import Path

from bench.items import record_id
from bench.records import record_text
from bench.wording import BODIES, COUNTRIES

FOLDER = 100
"""Records in one folder: git is slow with folders of thousands."""
SCHEMA = Path(__file__).resolve().parent.parent / "schema" / "commitment.schema.json"
"""Copied into each workspace, as users keep it; a copy that differs would be warned of."""


def make(root: Path, records: int) -> None:
    """Write records 1 to n, their parties, schema and settings below root, which must be absent or empty."""
    for path, content in surroundings(records).items():
        _write(root / path, content)
    parties = party_ids(countries_for(records))
    for number in range(1, records + 1):
        path = record_path(folder_of(number), record_id(number))
        # Bytes, so that Windows makes the same workspace.
        _write(root / path, record_text(number, records, parties).encode())


def surroundings(records: int) -> dict[str, bytes]:
    """Every file of a workspace that is no record, by its path."""
    return {
        "commitments.toml": b'timezone = "Asia/Ho_Chi_Minh"\n',
        f"schema/{SCHEMA.name}": SCHEMA.read_bytes(),
        "schema/parties.yaml": parties_text(countries_for(records)).encode(),
    }


def folder_of(number: int) -> str:
    return f"{(number - 1) // FOLDER:03d}"


def record_path(folder: str, name: str) -> str:
    return f"records/{folder}/{name}.yaml"


def countries_for(records: int) -> int:
    return len(COUNTRIES) if records >= 1000 else 2


def party_ids(countries: int) -> tuple[str, ...]:
    return tuple(f"{code.lower()}-{body}" for code, _ in COUNTRIES[:countries] for body, _, _ in BODIES)


def parties_text(countries: int) -> str:
    """The list of parties: the same ten bodies in each of the first countries."""
    lines: list[str] = []
    for code, country in COUNTRIES[:countries]:
        for body, kind, name in BODIES:
            lines.append(f"- id: {code.lower()}-{body}")
            lines.append(f'  name: {{en: "{name.en} {country.en}", vi: "{name.vi} {country.vi}"}}')
            lines.append(f"  kind: {kind}")
            lines.append(f"  country: {code}")
            if kind in {"ministry", "agency", "local_authority", "mission"}:
                lines.append(f"  part_of: {code.lower()}-government")
    return "\n".join(lines) + "\n"


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
