"""What a shell offers of closed lists, with labels, and its help in words. Must not open a workspace."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from commitments.cli.completing.option_completion import keep_help_plain, option_value
from commitments.locale.messages import Messages

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


def translate_items(items: list[Any], ctx: Any, meanings: Mapping[str, str]) -> list[Any]:
    """What typer offers, with its help in the reader's language; `meanings` has that of commands by name."""
    keep_help_plain()
    words = _messages(ctx)
    for item in items:
        if help := meanings.get(item.value, item.help):
            item.help = words.say(help)
    return items


def _messages(ctx: Any) -> Messages:
    from commitments.cli.language import reader_language

    return Messages(reader_language(option_value(ctx, "lang"), option_value(ctx, "root")))


def _labelled(ctx: Any, list_name: str, listed: Iterable[str], prefix: str) -> list[tuple[str, str]]:
    """The words of a closed list that begin with a prefix, each with its label."""
    from commitments.model.closed_lists import ClosedList
    from commitments.render.names.list_labels import LABELS

    keep_help_plain()
    words, labels = _messages(ctx), LABELS[ClosedList(list_name)]
    return [(str(word), words.say(labels[word])) for word in dict.fromkeys(listed) if word.startswith(prefix)]


def complete_status(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """The statuses that begin with a text."""
    from commitments.model.lifecycle import Status

    return _labelled(ctx, "status", Status, incomplete)


def complete_kind(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """The kinds that begin with a text."""
    from commitments.model.lifecycle import Kind

    return _labelled(ctx, "kind", Kind, incomplete)


def complete_closed_status(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """The statuses in which a record can end and that begin with a text."""
    from commitments.model.lifecycle import OPEN_STATUSES, Status

    return _labelled(ctx, "status", [status for status in Status if status not in OPEN_STATUSES], incomplete)


def complete_reopened_status(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """The statuses in which a closed record can open again and that begin with a text."""
    from commitments.edits.reopen import REOPENED_STATUSES

    return _labelled(ctx, "status", REOPENED_STATUSES, incomplete)


def complete_milestone_status(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """The statuses of a milestone that begin with a text."""
    from commitments.model.lifecycle import MilestoneStatus

    return _labelled(ctx, "milestone_status", MilestoneStatus, incomplete)


def complete_role(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """The roles that begin with a text."""
    from commitments.model.lifecycle import Role

    return _labelled(ctx, "role", Role, incomplete)


def complete_timeliness(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """The words of timeliness that begin with a text."""
    from commitments.model.lifecycle import Timeliness

    return _labelled(ctx, "timeliness", Timeliness, incomplete)


def complete_status_filter(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """What `--status` takes as a filter and begins with a text."""
    from commitments.model.lifecycle import Status, Timeliness

    return _labelled(ctx, "status_filter", [*Status, "open", "closed", *Timeliness], incomplete)


def complete_sort_key(incomplete: str) -> list[str]:
    """What a list can be sorted by and begins with a text."""
    from commitments.reports.list_order import SortKey

    return [key.value for key in SortKey if key.value.startswith(incomplete)]


def complete_group_key(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """What `--by` counts by and begins with a text."""
    from commitments.reports.status import GROUP_KEYS

    return _labelled(ctx, "group_key", GROUP_KEYS, incomplete)


def complete_rule(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """The ids of rules that begin with a text, each with its sentence."""
    from commitments.render.rules.rule_sentences import SENTENCES
    from commitments.render.rules.rule_words import rule_summary
    from commitments.render.words import Words

    keep_help_plain()
    words = Words(_messages(ctx).lang)
    rules = (rule for rule in sorted(SENTENCES) if rule.startswith(incomplete))
    return [(rule, rule_summary(rule, words)[0]) for rule in rules]


def complete_party_kind(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """The kinds of parties that begin with a text."""
    from commitments.model.parties.party import PartyKind

    return _labelled(ctx, "party_kind", PartyKind, incomplete)


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


def complete_command(ctx: Any, incomplete: str) -> list[tuple[str, str]]:
    """The commands that begin with a text, or those below the command named before, with what they do."""
    command = ctx.find_root().command
    for name in ctx.params.get("names") or ():
        command = command.get_command(ctx, name)
    meanings = command.command_meanings() if hasattr(command, "command_meanings") else {}
    words = _messages(ctx)
    return [(name, words.say(help)) for name, help in meanings.items() if name.startswith(incomplete)]


def complete_period(incomplete: str) -> list[str]:
    """The periods of a trend that begin with a text."""
    from commitments.reports.trend import PERIODS

    return [period for period in PERIODS if period.startswith(incomplete)]
