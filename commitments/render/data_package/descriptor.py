"""Writes and reads the descriptor of a data package, `datapackage.json` (Data Package 2). Opens no file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from commitments.render.data_package.columns import PackageTable
from commitments.render.exports.exported_register import ExportedRegister

DESCRIPTOR = "datapackage.json"
"""The name of the file that describes a data package."""

OURS = "commitments"
"""The key under which the descriptor says what of the register it holds."""

FORMAT_VERSION = 1
"""Raised where a column goes or changes its meaning."""

_PROFILES = "https://datapackage.org/profiles/2.0"


def listed_files(data: bytes) -> Collection[str] | None:
    """The names of the files of a package that we wrote, by its descriptor; None for any other."""
    try:
        descriptor = json.loads(data)
        if not isinstance(descriptor[OURS], dict):
            return None
        paths = [str(resource["path"]) for resource in descriptor["resources"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return {DESCRIPTOR, *paths}


def descriptor(
    register: ExportedRegister,
    tables: Sequence[PackageTable],
    files: Mapping[str, bytes],
    file_format: Mapping[str, Any],
) -> bytes:
    """The descriptor of tables, whose files stand in their order; `file_format` says how to read them."""
    words, state, time = register.words, register.state, register.state.time()
    own = state.parts.get(None)
    package: dict[str, Any] = {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": register.id or OURS,
        "title": words.say("Commitments"),
    }
    if text := register.about():
        package["description"] = text
    if time is not None:
        package["created"] = time.isoformat().replace("+00:00", "Z")
    package[OURS] = {
        "format": FORMAT_VERSION,
        "register": register.id or None,
        "as_of": register.clock.today.isoformat(),
        "commit": own.revision.id if own and own.revision else None,
        "unsaved": state.all_unsaved,
        **_members(register),
    }
    targets = {table.name: table for table in tables if "id" in table.primary_key}
    package["resources"] = [
        {
            "$schema": f"{_PROFILES}/dataresource.json",
            "name": table.name,
            "title": words.say(table.title),
            "path": path,
            "type": "table",
            **file_format,
            "bytes": len(data),
            "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
            "schema": _table_schema(table, targets),
        }
        for table, (path, data) in zip(tables, files.items(), strict=True)
    ]
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def _members(register: ExportedRegister) -> Mapping[str, Any]:
    """The state of each member of a roof; nothing for a register that stands alone."""
    if register.roof is None:
        return {}
    ids = {part.names.member: part.register or None for part in register.parts}
    members = [
        {
            "name": member.name,
            "register": ids.get(member.name),
            "records": member.records,
            "commit": state.revision.id if state.revision else None,
            "unsaved": state.unsaved,
        }
        for member in register.roof.members
        if (state := register.state.parts.get(member.name)) is not None
    ]
    return {"members": members}


def _table_schema(table: PackageTable, targets: Mapping[str, PackageTable]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [
            {
                "name": column.name,
                "type": column.type.value,
                **({"constraints": {"required": True}} if column.is_required else {}),
            }
            for column in table.columns
        ],
        "primaryKey": list(table.primary_key),
    }
    if keys := list(_foreign_keys(table, targets)):
        schema["foreignKeys"] = keys
    return schema


def _foreign_keys(table: PackageTable, targets: Mapping[str, PackageTable]) -> Iterator[dict[str, Any]]:
    """The columns that name rows of other tables; one that leads to a record not exported is no key.

    Of several columns that are one key, none may be empty.
    """
    for column in table.columns:
        if not column.refers_to:
            continue
        target = targets[column.refers_to]
        beside = [name for name in target.primary_key if name != "id"]
        cells = table.tuples((*beside, column.name))
        named = cells if beside else {row for row in cells if row[-1] is not None}
        if named <= target.tuples(target.primary_key):
            resource = {} if target.name == table.name else {"resource": target.name}
            reference = {**resource, "fields": list(target.primary_key)}
            yield {"fields": [*beside, column.name], "reference": reference}
