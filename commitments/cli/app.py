"""The application: the table of commands, and how errors become exit statuses. Must not answer anything."""

from __future__ import annotations

import gettext
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache, wraps
from importlib import import_module
from keyword import iskeyword
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from commitments.cli.language import option_value, reader_language, unknown_language
from commitments.cli.options.option_groups import Common, flatten_options
from commitments.cli.options.repeated_options import refuse_repeated_options
from commitments.cli.refusals import tell_error, tell_usage_error
from commitments.cli.streams import say, system_refusal, utf8_streams
from commitments.cli.usage.command_meanings import require_known_meaning
from commitments.cli.usage.help_sections import (
    translate_help,
    write_examples,
    write_global_options,
    write_own_options,
)
from commitments.errors import N_, CommitmentsError
from commitments.locale import CATALOGUE_FOLDER
from commitments.locale.messages import Messages, damaged_catalogues

LOOKING: Mapping[str, str] = {
    "status": N_("Show the counts, then the open records, most urgent first."),
    "overdue": N_("List what is overdue, the longest overdue first."),
    "show": N_("Show everything known about one record."),
    "changes": N_("Show what changed in git, field by field."),
    "review": N_("Explain what a pull request changes, and which rules of change it breaks."),
    "audit": N_("Check the rules of change over the whole history."),
    "slips": N_("Show how often and how far deadlines moved."),
    "trend": N_("Count the commitments in each state over time."),
    "brief": N_("Write the paper for a meeting: who owes what, what changed, what needs a decision."),
    "report": N_("Write the register as one page that opens anywhere."),
    "nudge": N_("Show whom to write to about what, and write the letters."),
    "parties": N_("Show the parties, with the records of each."),
    "events": N_("Show the events that deadlines hang on, and the records that wait for each."),
    "export": N_("Write the register as a file for another program."),
    "explain": N_("Explain a rule: what it requires, why, and how to fix what breaks it."),
    "validate": N_("Report every fault of every file, with its line, in one run."),
    "help": N_("Explain a command: what it does, its options, and examples."),
    "git-setup": N_("Make git show and merge records field by field in this clone."),
}
EDITING: Mapping[str, str] = {
    "init": N_("Make a new register, ready to use."),
    "new": N_("Write a new record."),
    "update": N_("Add a note or evidence, change the status, or set any field."),
    "milestone": N_("Record whether a milestone is met."),
    "hold": N_("Record that an occurrence of a recurring commitment was held."),
    "reschedule": N_("Move a deadline and give the reason."),
    "close": N_("Close a commitment and give what its new status requires."),
    "reopen": N_("Reopen a closed commitment and give the reason."),
    "apply-form": N_("Apply the filled form of an issue to its record, for a workflow of a code host."),
    "import": N_("Create or update records from a table in CSV or Excel."),
    "save": N_("Commit what was edited, with a message made of the changes."),
    "undo": N_("Take back the last edit or save, then the one before."),
}
COMMANDS: Mapping[str, str] = {**LOOKING, **EDITING}
"""Each command has a module of its name in the room of its table, with a function `run`."""

SUBCOMMANDS: Mapping[str, Mapping[str, str]] = {
    "events": {
        "add": N_("Add an event."),
        "set": N_("Set the date of an event and move the deadlines that hang on it, or cancel it."),
    },
    "parties": {
        "add": N_("Add a party to the registry."),
        "draft": N_("Draft a registry of the parties that a table names."),
    },
}
"""The commands below another one, each with a module called after both."""

HIDDEN: Mapping[str, str] = {"git-merge": "", "git-textconv": ""}
"""Commands that git runs once `git-setup` has configured it."""

_TYPER_SETTINGS: dict[str, Any] = {
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}


class _TranslatedHelp:
    """Shows help in the reader's language, even where typer has only English; refuses repeated options."""

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        from commitments.cli.completing.word_completion import translate_items  # needed only for a shell

        return translate_items(super().shell_complete(ctx, incomplete), ctx, self.command_meanings())  # type: ignore[misc]

    def command_meanings(self) -> Mapping[str, str]:
        """What each command below this one does, by its name."""
        return {}

    def make_parser(self, ctx: Any) -> Any:
        _option_names.update(name for param in self.params for name in (*param.opts, *param.secondary_opts))  # type: ignore[attr-defined]
        return refuse_repeated_options(super().make_parser(ctx), ctx)  # type: ignore[misc]

    def format_help(self, ctx: Any, formatter: Any) -> None:
        translate_help(self, ctx, _messages())
        super().format_help(ctx, formatter)  # type: ignore[misc]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        words = _messages()
        write_examples(ctx.command_path, formatter, words)
        write_own_options(self, ctx, formatter, words)
        if isinstance(self, TyperGroup):
            self.format_commands(ctx, formatter)
        write_global_options(self, ctx, formatter, words)

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=f"{_messages().say('Usage:')} ")


class _Command(_TranslatedHelp, TyperCommand):
    """One command."""


class _Commands(_TranslatedHelp, TyperGroup):
    """Imports a command when it is called, so that no command pays for the others."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = dict.fromkeys(COMMANDS)  # type: ignore[assignment]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and args[0] not in {*COMMANDS, *HIDDEN}:
            require_known_meaning(args[0])
        return super().resolve_command(ctx, args)

    def command_meanings(self) -> Mapping[str, str]:
        return COMMANDS

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        help_text = COMMANDS.get(cmd_name, HIDDEN.get(cmd_name))
        if help_text is None:
            return None
        run = _command_function(cmd_name)
        if cmd_name in SUBCOMMANDS:
            return _group_command(cmd_name, help_text, run)
        command_app = typer.Typer(add_completion=False, **_TYPER_SETTINGS)
        command_app.command(cmd_name, cls=_Command, help=help_text)(run)
        return typer.main.get_command(command_app)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        words = _messages()
        for title, commands in ((N_("Commands"), LOOKING), (N_("Commands that edit"), EDITING)):
            with formatter.section(words.say(title)):
                formatter.write_dl([(name, words.say(help)) for name, help in commands.items()])


class _Subcommands(_TranslatedHelp, TyperGroup):
    """A command that answers by itself and has others below it."""

    def command_meanings(self) -> Mapping[str, str]:
        return SUBCOMMANDS[self.name or ""]

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        words = _messages()
        with formatter.section(words.say("Commands")):
            formatter.write_dl(
                [(name, words.say(help)) for name, help in SUBCOMMANDS[self.name or ""].items()]
            )


def _command_function(command: str) -> Callable[..., int]:
    module = import_module(f"commitments.cli.commands.{_room(command)}.{_module_name(command)}")
    function: Callable[..., int] = module.run
    return function


def _group_command(name: str, help_text: str, run: Callable[..., int]) -> Any:
    """A command with its subcommands; alone, it runs its own function."""

    @wraps(run)
    def run_alone(ctx: typer.Context, **values: Any) -> int | None:
        return None if ctx.invoked_subcommand else run(ctx=ctx, **values)

    group_app = typer.Typer(
        name=name, cls=_Subcommands, invoke_without_command=True, add_completion=False, **_TYPER_SETTINGS
    )
    group_app.callback(help=help_text)(run_alone)
    for subcommand, subcommand_help in SUBCOMMANDS[name].items():
        function = _command_function(f"{name}-{subcommand}")
        group_app.command(subcommand, cls=_Command, help=subcommand_help)(function)
    return typer.main.get_command(group_app)


def _room(command: str) -> str:
    """The folder of a command's module: each table of commands has one."""
    if command in LOOKING:
        return "reading"
    return "git" if command in HIDDEN else "editing"


def _module_name(command: str) -> str:
    """The name of a command's module; a keyword of Python ends in an underscore."""
    return f"{command}_" if iskeyword(command) else command.replace("-", "_")


_arguments: Sequence[str] = ()
"""The command line of this run."""
_option_names: set[str] = set()
"""The names of all options that this run can take."""

app = typer.Typer(cls=_Commands, no_args_is_help=True, **_TYPER_SETTINGS)


@app.callback(help=N_("Track what was agreed: who must do what, by when, and what came of it."))
@flatten_options
def common_options(common: Common) -> int:
    """Takes the options before the command; `flatten_options` hands them on."""
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit status.

    0 is done, 1 something is wrong, 2 no answer, 3 a bug, 130 interrupted.
    """
    utf8_streams()
    global _arguments
    _messages.cache_clear()
    _arguments = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if unknown_language(os.environ) and not HIDDEN.keys() & set(_arguments[:1]):
            _tell_unknown_language()
        if _arguments[:1] and _arguments[0].endswith("-completion"):
            from commitments.cli.completing.shell_completion import (
                completion_of_shell,  # needed only for this
            )

            if (status := completion_of_shell(_arguments, "commit")) is not None:
                return status
        return int(app(_arguments, prog_name="commit", standalone_mode=False) or 0)
    except CommitmentsError as error:
        return tell_error(error, _messages())
    except (KeyboardInterrupt, typer.Abort):
        return 130
    except Exception as error:
        return _handle_unexpected(error)
    finally:
        _tell_damaged_catalogues()


def _handle_unexpected(error: Exception) -> int:
    if hasattr(error, "format_message"):
        return tell_usage_error(error, _messages())
    refusal = system_refusal(error) if isinstance(error, OSError) else None
    if refusal is not None:
        return tell_error(refusal, _messages())
    if os.environ.get("COMMIT_DEBUG"):
        raise error
    from commitments.cli.crash_log import command_line, handle_crash

    command = command_line(_arguments, {*COMMANDS, *HIDDEN}, _option_names)
    return handle_crash(error, command, _translated_or_plain)


def _translated_or_plain(message: str, /, **values: object) -> str:
    """A message in the reader's language, or in English where that language cannot be found out."""
    try:
        return _messages().say(message, **values)
    except Exception:
        return message.format(**values)


def _tell_unknown_language() -> None:
    """Say that COMMIT_LANG names a language without a catalogue, where no option names another."""
    from commitments.cli.options.unmatched_words import tell_unknown_language  # needed only for this

    if not option_value("--lang", _arguments):
        tell_unknown_language(unknown_language(os.environ), _messages())


def _tell_damaged_catalogues() -> None:
    """Say in English which catalogues cannot be read, once a run."""
    for lang, reason in damaged_catalogues().items():
        say(f"The messages in the language {lang} cannot be read, so they are in English: {reason}")


@cache
def _messages() -> Messages:
    """The messages of help and usage, before any workspace is open; `--version` needs none.

    typer looks up its own few messages, such as `Options`, in the catalogue that is bound here.
    """
    option, root = (option_value(name, _arguments) for name in ("--lang", "--root"))
    words = Messages(reader_language(option, root))
    gettext.bindtextdomain("commitments", str(CATALOGUE_FOLDER))
    gettext.textdomain("commitments")
    os.environ["LANGUAGE"] = "en" if words.lang in damaged_catalogues() else words.lang
    return words
