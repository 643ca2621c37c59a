"""Tells who owes whom what a record agrees, by its kind and the roles of its parties. It judges nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from commitments.model.lifecycle import INSTRUMENTS, Kind, Role


class Owing(NamedTuple):
    """The parties that owe, and those to whom they owe it; None where the roles do not tell."""

    owes: Sequence[str] | None
    owed: Sequence[str] | None
    """Empty where it is owed to the public."""


_MUTUAL = frozenset({*INSTRUMENTS, Kind.AGREED_ACTION})
_OWED_ROLES = {Kind.REQUEST: Role.REQUESTER, Kind.ASSIGNMENT: Role.ASSIGNER}


def owing(kind: str, roles: Sequence[tuple[str, str]]) -> Owing:
    """Who owes whom, given pairs of party and role.

    The lead of a request owes its requester, of an assignment its assigner, of a pledge its counterpart or
    all; signatories and leads of an instrument or an agreed action owe each other.
    """
    leads = _parties(roles, Role.LEAD)
    if kind in _MUTUAL:
        partners = _parties(roles, Role.LEAD, Role.SIGNATORY)
        return Owing(partners, partners) if len(partners) > 1 else Owing(None, None)
    if kind == Kind.PUBLIC_PLEDGE:
        return Owing(leads, _parties(roles, Role.COUNTERPART)) if leads else Owing(None, None)
    if kind in _OWED_ROLES:
        return Owing(leads or None, _parties(roles, _OWED_ROLES[Kind(kind)]) or None)
    return Owing(None, None)


def _parties(roles: Sequence[tuple[str, str]], *wanted: Role) -> list[str]:
    return list(dict.fromkeys(party for party, role in roles if role in wanted))
