"""Lays out the help of a command: examples, own options, values, then the options of every command.

Must not run a command.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from commitments.cli.options.option_groups import Common, Filters, ListOptions, Output
from commitments.cli.usage.help_examples import EXAMPLES
from commitments.locale.messages import Messages

_GLOBAL = frozenset({*Common._fields, "help", "install_completion", "show_completion"})
"""The parameters that every command takes."""

_OF_LISTS = frozenset({*Filters._fields, *ListOptions._fields, *Output._fields})
"""The parameters that all commands share which list records or answer in several formats."""

_WITH_VALUES = {
    "STATUS": "status_filter",
    "TIMELINESS": "timeliness",
    "KIND": "kind",
    "ROLE": "role",
}
"""The closed list of an option, by what its help calls the value."""


def translate_help(command: Any, ctx: Any, words: Messages) -> None:
    """Translate a command's help just before it is shown, and list what its options take."""
    command.help = words.say(command.help or "")
    for parameter in command.get_params(ctx):
        if getattr(parameter, "help", None):
            values = _values_text(parameter, ctx, words)
            parameter.help = " ".join(filter(None, (words.say(parameter.help), values)))


def _values_text(parameter: Any, ctx: Any, words: Messages) -> str:
    list_name = _WITH_VALUES.get(parameter.metavar or "")
    if list_name is None:
        return ""
    from commitments.model.closed_lists import ClosedList, StoredWords
    from commitments.render.names.list_labels import labelled_words

    values = tuple(item.value for item in parameter.shell_complete(ctx, ""))
    by_value = {"met": ClosedList.MILESTONE_STATUS, "ministry": ClosedList.PARTY_KIND}
    others = (closed_list for value, closed_list in by_value.items() if value in values)
    closed_list = next(others, ClosedList(list_name))
    listed = labelled_words(StoredWords(closed_list, values), words)
    return words.say("One of: {values}.", values=listed) if values else ""


def write_examples(command_path: str, formatter: Any, words: Messages) -> None:
    """The examples of a command, each in one line that can be copied, above what it does."""
    examples = EXAMPLES.get(command_path.partition(" ")[2], ())
    if not examples:
        return
    with formatter.section(words.say("Examples")):
        for line, meaning in examples:
            formatter.write(f"{' ' * formatter.current_indent}{line}\n")
            formatter.indent()
            formatter.write_text(words.say(meaning))
            formatter.dedent()


def write_own_options(command: Any, ctx: Any, formatter: Any, words: Messages) -> None:
    """The arguments and the options that a command has beside those of every command."""
    listed = [parameter for parameter in command.get_params(ctx) if parameter.name not in _GLOBAL]
    own = sorted(listed, key=lambda parameter: parameter.name in _OF_LISTS)
    arguments = [parameter for parameter in own if parameter.param_type_name == "argument"]
    options = [parameter for parameter in own if parameter.param_type_name == "option"]
    _write_section(words.say("Arguments"), arguments, ctx, formatter)
    _write_section(words.say("Options"), options, ctx, formatter)


def write_global_options(command: Any, ctx: Any, formatter: Any, words: Messages) -> None:
    """The options of every command."""
    shared = [parameter for parameter in command.get_params(ctx) if parameter.name in _GLOBAL]
    _write_section(words.say("Options of every command"), shared, ctx, formatter)


def _write_section(title: str, parameters: Sequence[Any], ctx: Any, formatter: Any) -> None:
    records = [record for parameter in parameters if (record := parameter.get_help_record(ctx)) is not None]
    if records:
        with formatter.section(title):
            formatter.write_dl(records)
