"""Asks on a terminal which table is meant. Must not read it."""

from __future__ import annotations

import os
from pathlib import Path

from commitments.cli.prompts.missing_arguments import asked_text, picked_value
from commitments.cli.prompts.picking import Choice
from commitments.errors import N_, UsageError
from commitments.render.words import Words

_ENDINGS = (".csv", ".tsv", ".xlsx", ".ods")


def asked_table(words: Words) -> Path:
    """The table that the reader picks, the newest of the current folder first.

    Raises MissingError where nobody can be asked.
    """
    tables = _tables_here()
    if not tables:
        return Path(
            asked_text(words, "FILE", "file", words.say("The table, a file such as plan.xlsx"), _table_path)
        )
    choices = [Choice(name, name) for name in tables]
    question = words.say("Which table, by a number or a path")
    return Path(picked_value(words, "FILE", "file", question, choices, _table_path))


def _tables_here() -> list[str]:
    try:
        entries = [entry for entry in os.scandir() if entry.name.lower().endswith(_ENDINGS)]
        tables = [(-entry.stat().st_mtime, entry.name) for entry in entries if entry.is_file()]
    except OSError:
        return []
    return [name for _, name in sorted(tables) if not name.startswith((".", "~$"))]


def _table_path(answer: str) -> str:
    """The path that an answer names, as people drop it into a terminal; raises UsageError for no file."""
    path = os.path.expanduser(answer.strip("\"'"))
    if not os.path.isfile(path):
        raise UsageError(N_("There is no file {path}"), path=answer)
    return path
