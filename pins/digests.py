"""Adds the digests of the files that `commit init` ships to those of earlier releases. Forgets none."""

import json

from commitments.reading.shipped_files import DIGESTS, TEMPLATES
from commitments.writing import register_files

PLACE = TEMPLATES / DIGESTS


def with_present_digests() -> dict[str, list[str]]:
    """The digests of all releases, this one's last."""
    digests = {name: [*known] for name, known in register_files.earlier_digests().items()}
    for template in register_files.shipped_templates():
        digest = register_files.shipped_digest(register_files.shipped_bytes(template))
        known = digests.setdefault(template, [])
        if digest not in known:
            known.append(digest)
    return digests


if __name__ == "__main__":
    text = json.dumps(with_present_digests(), indent=2, sort_keys=True)
    PLACE.write_text(f"{text}\n", encoding="utf-8", newline="\n")
