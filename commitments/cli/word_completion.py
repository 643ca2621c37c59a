"""What a shell offers of closed lists, such as statuses and formats. Must not open a workspace."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

_LISTED_WORDS = re.compile(r"[a-z][a-z0-9_]*(?:\|[a-z][a-z0-9_]*)+")
"""The words that an option takes, as its usage lists them."""


def listed_words(metavar: str | None) -> Callable[[str], list[str]] | None:
    """The completion for an option whose usage lists all its words; None for any other."""
    if metavar is None or not _LISTED_WORDS.fullmatch(metavar):
        return None
    words = metavar.split("|")

    def complete(incomplete: str) -> list[str]:
        return [word for word in words if word.startswith(incomplete)]

    return complete


def complete_status(incomplete: str) -> list[str]:
    """The statuses that begin with a text."""
    from commitments.model.lifecycle import Status

    return [status.value for status in Status if status.value.startswith(incomplete)]


def complete_kind(incomplete: str) -> list[str]:
    """The kinds that begin with a text."""
    from commitments.model.lifecycle import Kind

    return [kind.value for kind in Kind if kind.value.startswith(incomplete)]


def complete_closed_status(incomplete: str) -> list[str]:
    """The statuses in which a record can end and that begin with a text."""
    from commitments.model.lifecycle import OPEN_STATUSES

    return [word for word in complete_status(incomplete) if word not in OPEN_STATUSES]


def complete_reopened_status(incomplete: str) -> list[str]:
    """The statuses in which a closed record can open again and that begin with a text."""
    from commitments.edits.reopen import REOPENED_STATUSES

    return [status for status in REOPENED_STATUSES if status.startswith(incomplete)]


def complete_milestone_status(incomplete: str) -> list[str]:
    """The statuses of a milestone that begin with a text."""
    from commitments.model.lifecycle import MilestoneStatus

    return [status.value for status in MilestoneStatus if status.value.startswith(incomplete)]


def complete_role(incomplete: str) -> list[str]:
    """The roles that begin with a text."""
    from commitments.model.lifecycle import Role

    return [role.value for role in Role if role.value.startswith(incomplete)]


def complete_timeliness(incomplete: str) -> list[str]:
    """The words of timeliness that begin with a text."""
    from commitments.model.lifecycle import Timeliness

    return [state.value for state in Timeliness if state.value.startswith(incomplete)]


def complete_status_filter(incomplete: str) -> list[str]:
    """What `--status` takes as a filter and begins with a text."""
    words = [*complete_status(""), "open", "closed", *complete_timeliness("")]
    return [word for word in dict.fromkeys(words) if word.startswith(incomplete)]


def complete_sort_key(incomplete: str) -> list[str]:
    """What a list can be sorted by and begins with a text."""
    from commitments.reports.list_order import SortKey

    return [key.value for key in SortKey if key.value.startswith(incomplete)]


def complete_group_key(incomplete: str) -> list[str]:
    """What `--by` counts by and begins with a text."""
    from commitments.reports.status import GROUP_KEYS

    return [key for key in GROUP_KEYS if key.startswith(incomplete)]


def complete_rule(incomplete: str) -> list[str]:
    """The ids of rules that begin with a text."""
    from commitments.render.rules.rule_sentences import SENTENCES

    return [rule for rule in sorted(SENTENCES) if rule.startswith(incomplete)]


def complete_party_kind(incomplete: str) -> list[str]:
    """The kinds of parties that begin with a text."""
    from commitments.model.parties.party import PartyKind

    return [kind.value for kind in PartyKind if kind.value.startswith(incomplete)]


def complete_format(ctx: Any, incomplete: str) -> list[str]:
    """The formats of a command that begin with a text."""
    from commitments.render.formats.format_table import FORMATS
    from commitments.render.validate import VALIDATE_FORMATS

    formats = VALIDATE_FORMATS if ctx.info_name in ("validate", "review", "audit") else FORMATS
    return [name for name in formats if name.startswith(incomplete)]


def complete_field(incomplete: str) -> list[str]:
    """The fields of a record, at any depth, that begin with a text."""
    from commitments.model.fields.names import BY_PATH

    return [path for path in BY_PATH if path.startswith(incomplete)]


def complete_term_day(incomplete: str) -> list[str]:
    """The days of a term that begin with a text."""
    return [day for day in ("from", "until", "ends") if day.startswith(incomplete)]


def complete_command(ctx: Any, incomplete: str) -> list[str]:
    """The commands that begin with a text, or those below the command named before."""
    command = ctx.find_root().command
    for name in ctx.params.get("names") or ():
        command = command.get_command(ctx, name)
    words = command.list_commands(ctx) if hasattr(command, "list_commands") else ()
    return [word for word in words if word.startswith(incomplete)]


def complete_period(incomplete: str) -> list[str]:
    """The periods of a trend that begin with a text."""
    from commitments.reports.trend import PERIODS

    return [period for period in PERIODS if period.startswith(incomplete)]
