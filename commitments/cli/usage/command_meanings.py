"""Says which command does what somebody asked for under another name. Must not run one."""

from __future__ import annotations

from collections.abc import Mapping

from commitments.errors import N_, UsageError

_WORDS: Mapping[str, tuple[str, ...]] = {
    "`commit status`": ("list", "ls", "all", "index", "summary", "dashboard", "count", "records"),
    "`commit status --text TEXT`": ("find", "search", "grep", "query"),
    "`commit overdue`": ("late", "due", "deadlines", "pending"),
    "`commit overdue --within 30d`": ("soon", "upcoming", "next", "agenda"),
    "`commit show ID`": ("view", "cat", "get", "info", "details", "read", "describe", "display"),
    "`commit update ID`": ("edit", "set", "modify", "note", "comment", "amend", "evidence", "tag"),
    "`commit close ID`": (
        *("done", "complete", "finish", "fulfil", "fulfill", "resolve", "cancel", "withdraw"),
    ),
    "`commit init`": ("start", "begin", "bootstrap", "scaffold"),
    "`commit new`": ("add", "create", "make", "insert", "record"),
    "`commit changes`": ("diff", "news", "activity", "whatchanged"),
    "`commit changes`, `commit show ID`": ("log", "history", "blame"),
    "`commit changes`, `commit update ID`": ("change",),
    "`commit reschedule ID DATE`": ("move", "delay", "postpone", "extend", "defer"),
    "`commit validate`": ("check", "lint", "verify", "test"),
    "`commit validate --fix`": ("fix", "format", "repair"),
    "`commit review`": ("pr", "compare", "pull-request", "merge-request"),
    "`commit trend`, `commit status --by KEY`": ("stats", "statistics", "chart", "graph", "group"),
    "`commit parties`": ("party", "who", "bodies", "organisations", "organizations"),
    "`commit parties add`": ("add-party", "new-party"),
    "`commit events`": ("event", "calendar"),
    "`commit explain RULE`": ("rule", "rules", "why"),
    "`commit import FILE`": ("load", "upload", "excel", "csv", "xlsx"),
    "`commit git-setup`": ("install", "setup", "config", "configure"),
    "`commit help`": ("man", "docs", "usage", "manual", "commands"),
}
"""What people type, by the commands that do it."""

_DELETING = ("delete", "del", "rm", "remove", "drop", "erase", "destroy")

_COMMANDS = {word: command for command, words in _WORDS.items() for word in words}

KNOWN_WORDS = (*_COMMANDS, *_DELETING)
"""Every word whose meaning is known."""


def require_known_meaning(word: str) -> None:
    """Raise UsageError, with what does it, for a word that means a command and is none."""
    meant = word.lower().removeprefix("--").replace("_", "-")
    if meant in _DELETING:
        raise UsageError(
            N_("No such command {name}."),
            N_(
                "An agreement does not end with its file: close it with `commit close ID`. A record that was"
                " entered by mistake and is not shared yet can go with `git rm FILE`."
            ),
            name=f"'{word}'",
        )
    if meant in _COMMANDS:
        raise UsageError(
            N_("No such command {name}."), N_("Did you mean {near}?"), name=f"'{word}'", near=_COMMANDS[meant]
        )
