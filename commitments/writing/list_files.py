"""Adds an entry to a file that holds a list, such as the parties. Writes nothing to disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from commitments.edits.steps import Insert
from commitments.reading.folder import NotRead
from commitments.reading.schema_fields import field_order
from commitments.reading.source_file import SourceFile
from commitments.reading.text import REGISTRY
from commitments.reading.yaml.yaml_nodes import read_nodes
from commitments.reading.yaml.yaml_text import parse
from commitments.writing.edit_record import unreadable_error
from commitments.writing.splicing.new_record import plain_value
from commitments.writing.splicing.splice import require_safe, splice_list
from commitments.writing.splicing.written_values import Writer
from commitments.writing.splicing.yaml_style import YamlStyle


def list_entries(source: SourceFile | NotRead | None, path: str) -> tuple[bytes | None, list[Any]]:
    """The bytes of a file of a list, None where there is none, and its entries.

    Raises EditError where the file cannot be read.
    """
    if source is None:
        return None, []
    if isinstance(source, NotRead):
        raise unreadable_error(path)
    parsed = parse(source.data, limits=REGISTRY)
    if parsed.faults or not isinstance(parsed.value, list | None):
        raise unreadable_error(path, parsed.faults)
    return source.data, parsed.value or []


def with_entries(
    data: bytes | None, standing: Sequence[Any], entries: Sequence[Mapping[str, Any]], path: str, schema: str
) -> bytes:
    """The text of a list with new entries behind the standing ones; without a file, a whole new text.

    `schema` is the file name of the schema, which gives the order of fields and stands in the modeline.
    """
    if data is not None and standing:
        steps = [Insert((len(standing) + place,), dict(entry)) for place, entry in enumerate(entries)]
        return splice_list(data, steps, path, schema)
    for entry in entries:
        require_safe(Insert((0,), entry), path)
    writer = Writer(YamlStyle(), field_order(schema))
    lines = [line for entry in entries for line in writer.item(plain_value(entry), 0, "")]
    items = "".join(f"{line}\n" for line in lines).encode()
    if data is None:
        return f"# yaml-language-server: $schema={schema}\n".encode() + items
    return _without_empty_list(data) + items


def _without_empty_list(data: bytes) -> bytes:
    """The text of a file without entries, up to a line end: its comments, without the brackets."""
    text = data.decode("utf-8")
    has_value = bool(text.strip()) and parse(data, limits=REGISTRY).value is not None
    root = read_nodes(text) if has_value else None
    kept = text[: root.start] + text[root.end :].lstrip(" ") if root else text
    kept = kept.removeprefix("\n") if not text.startswith("\n") else kept
    return (kept if kept.endswith("\n") or not kept else f"{kept}\n").encode()
