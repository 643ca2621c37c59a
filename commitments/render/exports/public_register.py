"""Takes out of a register what is not for the public: own fields, authors of commits, e-mail addresses.

It knows no format, so that every format leaves out the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from commitments.changes.change import Change
from commitments.model.commitment import Commitment
from commitments.model.names import Prose
from commitments.model.outline import Outline
from commitments.model.parties.party import Registry
from commitments.model.record import read_commitment
from commitments.model.revision import Revision
from commitments.render.exports.exported_register import ExportedRegister
from commitments.render.mail_addresses import without_addresses

_OWN = "x-"
"""How the names of a workspace's own fields begin."""


def public_register(register: ExportedRegister) -> ExportedRegister:
    """The register as the public may have it; links of sources and of evidence stay."""
    return replace(
        register,
        registry=_public_registry(register.registry),
        outlines=list(map(_public_outline, register.outlines)),
        rows=[row._replace(outline=_public_outline(row.outline)) for row in register.rows],
        commitments=lambda paths: _public_commitments(register.commitments(paths)),
        milestone_titles=lambda: {
            path: {id: Prose(*map(_public_text, title)) for id, title in titles.items()}
            for path, titles in register.milestone_titles().items()
        },
        changes=lambda: list(_public_changes(register.changes())),
        bare_changes=lambda: list(_public_changes(register.bare_changes())),
        later_changes=lambda: list(_public_changes(register.later_changes())),
    )


def public_value(value: Any) -> Any:
    """A value of a record without own fields and addresses, at any depth."""
    if isinstance(value, str):
        return without_addresses(value)
    if isinstance(value, Mapping):
        return {name: public_value(item) for name, item in value.items() if not str(name).startswith(_OWN)}
    return [public_value(item) for item in value] if isinstance(value, list) else value


def _public_text(text: str | None) -> str | None:
    return without_addresses(text) if text else text


def _public_outline(outline: Outline) -> Outline:
    return Outline._make(without_addresses(field) if isinstance(field, str) else field for field in outline)


def _public_commitments(commitments: Iterable[Commitment]) -> Iterator[Commitment]:
    for commitment in commitments:
        public = read_commitment(public_value(commitment.data), commitment.path)
        if isinstance(public, Commitment):
            yield public


def _public_changes(changes: Sequence[Change]) -> Iterator[Change]:
    for change in changes:
        if not change.field.startswith(_OWN):
            yield change._replace(
                at=_public_revision(change.at),
                old=_public_json(change.old),
                new=_public_json(change.new),
                title=_public_json(change.title),
            )


@lru_cache(maxsize=1)
def _public_revision(revision: Revision) -> Revision:
    """A commit without who made it; the changes of one commit stand together."""
    return revision._replace(author="", email="", subject="")


def _public_json(text: str) -> str:
    if "@" not in text and "＠" not in text and "﹫" not in text and f'"{_OWN}' not in text:
        return text
    return json.dumps(public_value(json.loads(text)), ensure_ascii=False)


def _public_registry(registry: Registry) -> Registry:
    return replace(
        registry,
        parties={
            id: party._replace(
                name=Prose(*map(_public_text, party.name)),
                short=Prose(*map(_public_text, party.short)),
                aliases=tuple(map(without_addresses, party.aliases)),
            )
            for id, party in registry.parties.items()
        },
    )
