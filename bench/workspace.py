"""A workspace of so many records, the same bytes every time. Writes only below the folder it is given."""

from pathlib import Path

from bench.records import record_id, record_text
from bench.wording import BODIES, COUNTRIES

FOLDER = 100
"""Records in one folder: git is slow with folders of thousands."""
SCHEMA = Path(__file__).resolve().parent.parent / "schema" / "commitment.schema.json"
"""Copied into each workspace, as users keep it; a copy that differs would be warned of."""


def make(root: Path, records: int) -> None:
    """Write records 1 to n, their parties, schema and settings below root, which must be absent or empty."""
    (root / "schema").mkdir(parents=True)
    (root / "schema" / SCHEMA.name).write_bytes(SCHEMA.read_bytes())
    countries = len(COUNTRIES) if records >= 1000 else 2
    _write(root / "schema" / "parties.yaml", parties_text(countries))
    _write(root / "commitments.toml", 'timezone = "Asia/Ho_Chi_Minh"\n')
    parties = party_ids(countries)
    for first in range(1, records + 1, FOLDER):
        folder = root / "records" / f"{first // FOLDER:03d}"
        folder.mkdir(parents=True)
        for number in range(first, min(first + FOLDER, records + 1)):
            _write(folder / f"{record_id(number)}.yaml", record_text(number, records, parties))


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


def _write(path: Path, text: str) -> None:
    # Bytes, so that Windows makes the same workspace.
    path.write_bytes(text.encode())
