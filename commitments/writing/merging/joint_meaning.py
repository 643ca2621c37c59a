"""Says what two sides of a merge mean together, and whether a text says it and keeps their comments.

It writes no text.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from commitments.changes.compare import canonical_text
from commitments.changes.three_way import MergedRecord, merge_sides
from commitments.reading.yaml.yaml_text import parse


def meaning(base: bytes, ours: bytes, theirs: bytes) -> MergedRecord | None:
    """What both sides mean together, and where they clash; None where one of the texts cannot be read."""
    before, our_record, their_record = (parse_record(text) for text in (base, ours, theirs))
    if before is None or our_record is None or their_record is None:
        return None
    return merge_sides(before, our_record, their_record)


def means(text: bytes, joined: MergedRecord) -> bool:
    """Whether a text can be read and says what two sides mean together."""
    value = parse_record(text)
    return value is not None and canonical_text(value) == canonical_text(joined.value)


def is_record(text: bytes) -> bool:
    """Whether a text can be read as a record."""
    return parse_record(text) is not None


def parse_record(text: bytes) -> dict[str, Any] | None:
    parsed = parse(text)
    return parsed.value if isinstance(parsed.value, dict) and not parsed.faults else None


def keeps_comments(result: bytes, base: bytes, ours: bytes, theirs: bytes) -> bool:
    """Whether the result holds each possible comment as often as both sides want it."""
    merged_counts, before, our_counts, their_counts = (
        _comment_counts(text) for text in (result, base, ours, theirs)
    )
    return all(
        merged_counts[comment]
        >= min(
            our_counts[comment] + their_counts[comment] - before[comment],
            max(our_counts[comment], their_counts[comment]),
        )
        for comment in {*our_counts, *their_counts}
    )


def _comment_counts(data: bytes) -> Counter[bytes]:
    return Counter(line[line.index(b"#") :].rstrip() for line in data.splitlines() if b"#" in line)
