"""The application: which commands there are, and how an error becomes an exit status."""

from __future__ import annotations

import gettext
import os
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from itertools import pairwise
from keyword import iskeyword
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from commitments.cli.given_once import checked_parser
from commitments.cli.language import language, set_by_workspace
from commitments.cli.options import Common, flattened
from commitments.cli.streams import refused, say, tell, utf8_streams
from commitments.errors import N_, CommitmentsError
from commitments.locale import FOLDER, LANGUAGES
from commitments.locale.messages import Messages, damaged
from commitments.render.safe import one_line

LOOKING: Mapping[str, str] = {
    "status": N_("What stands where: the counts, then the open records, most urgent first."),
    "overdue": N_("What is late, the worst first."),
    "show": N_("Everything known of one record."),
    "changes": N_("What changed in git, field by field."),
    "review": N_("What a pull request means, and which rules of change it breaks."),
    "audit": N_("The rules of change, over the whole history."),
    "slips": N_("How often and how far deadlines moved."),
    "trend": N_("How many stood how, over time."),
    "validate": N_("Every fault of every file, at its line, in one run."),
    "git-setup": N_("Readable diffs and field-by-field merges in this clone."),
}
EDITING: Mapping[str, str] = {
    "new": N_("Write a new record."),
    "update": N_("Tell what happened: a note, evidence, another status or any field."),
    "milestone": N_("Say that a milestone is met, or is not."),
    "hold": N_("Say that an occurrence of a recurring commitment was held."),
    "reschedule": N_("Move a deadline, with the reason."),
    "close": N_("Close a commitment, with what its status owes."),
    "reopen": N_("Open a closed commitment again, with the reason."),
    "import": N_("Make records of a table in CSV or Excel, or bring them up to date."),
}
COMMANDS: Mapping[str, str] = {**LOOKING, **EDITING}
"""Each command is the module of its name, with a function `run`."""

HIDDEN: Mapping[str, str] = {"git-merge": "", "git-textconv": ""}
"""Commands that git runs, once `git-setup` has told it to."""

_PLAIN: dict[str, Any] = {
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    "context_settings": {"help_option_names": ["-h", "--help"]},
}


class _Speaking:
    """Help in the reader's language, also where the library has only English; options given once."""

    def make_parser(self, ctx: Any) -> Any:
        _options.update(name for param in self.params for name in (*param.opts, *param.secondary_opts))  # type: ignore[attr-defined]
        return checked_parser(super().make_parser(ctx), ctx)  # type: ignore[misc]

    def format_help(self, ctx: Any, formatter: Any) -> None:
        _translate(self, ctx)
        super().format_help(ctx, formatter)  # type: ignore[misc]

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=f"{_words().say('Usage:')} ")


class _Command(_Speaking, TyperCommand):
    """One command."""


class _Commands(_Speaking, TyperGroup):
    """Commands imported when they are called, so that one does not pay for the others."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        self.commands = dict.fromkeys(COMMANDS)  # type: ignore[assignment]

    def list_commands(self, ctx: Any) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        about = COMMANDS.get(cmd_name, HIDDEN.get(cmd_name))
        if about is None:
            return None
        one = typer.Typer(add_completion=False, **_PLAIN)
        module = import_module(f"commitments.cli.commands.{_module(cmd_name)}")
        one.command(cmd_name, cls=_Command, help=about)(module.run)
        return typer.main.get_command(one)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        words = _words()
        for title, commands in ((N_("Commands"), LOOKING), (N_("Commands that edit"), EDITING)):
            with formatter.section(words.say(title)):
                formatter.write_dl([(name, words.say(help)) for name, help in commands.items()])


def _module(command: str) -> str:
    """The module of a command; a word of Python's own has a line behind it."""
    return f"{command}_" if iskeyword(command) else command.replace("-", "_")


def _translate(command: Any, ctx: Any) -> None:
    """Put a command's help into the reader's language, just before it is shown."""
    words = _words()
    command.help = words.say(command.help or "")
    for parameter in command.get_params(ctx):
        if getattr(parameter, "help", None):
            parameter.help = words.say(parameter.help)


_line: Sequence[str] = ()
"""The command line of this run."""
_options: set[str] = set()
"""The names of all options that this run could take."""

app = typer.Typer(cls=_Commands, no_args_is_help=True, **_PLAIN)


@app.callback(help=N_("Track what was agreed: who owes what, by when, and what became of it."))
@flattened
def before(common: Common) -> int:
    """Options given before the command; `flattened` hands them on."""
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line; the exit status."""
    utf8_streams()
    global _line
    _words.cache_clear()
    _line = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return int(app(_line, prog_name="commit", standalone_mode=False) or 0)
    except CommitmentsError as error:
        return _explain(error)
    except (KeyboardInterrupt, typer.Abort):
        return 130
    except Exception as error:
        return _unexpected(error)
    finally:
        _tell_damaged()


def _explain(error: CommitmentsError) -> int:
    words = _words()
    values = {name: one_line(str(value)) for name, value in error.values.items()}
    tell(words.say("commit: {message}", message=words.say(error.message, **values)))
    if error.hint:
        tell("  " + words.say(error.hint, **values))
    for note in getattr(error, "__notes__", ()):
        say(note)
    return 2


def _unexpected(error: Exception) -> int:
    if hasattr(error, "format_message"):
        return _misused(error)
    refusal = refused(error) if isinstance(error, OSError) else None
    if refusal is not None:
        return _explain(refusal)
    if os.environ.get("COMMIT_DEBUG"):
        raise error
    from commitments.cli.crash_log import command_line, crashed

    return crashed(error, command_line(_line, {*COMMANDS, *HIDDEN}, _options), _in_any_words)


def _misused(error: Any) -> int:
    """Say again what the library says of a command line that it does not understand."""
    if type(error).__name__ == "NoArgsIsHelpError":
        say(error.format_message())
        return 2
    from commitments.cli.usage_messages import retold  # only a refusal needs it

    words = _words()
    tell(words.say("commit: {message}", message=retold(error.format_message(), words)))
    tell("  " + words.say("`commit --help` lists what there is."))
    return 2


def _in_any_words(message: str, /, **values: object) -> str:
    """A message in the reader's language, or as it stands where nobody knows which that is."""
    try:
        return _words().say(message, **values)
    except Exception:
        return message.format(**values)


def _tell_damaged() -> None:
    """Say once that words are missing, in the language that is always there."""
    for lang, reason in damaged().items():
        say(f"The messages in the language {lang} cannot be read, so they are in English: {reason}")


@cache
def _words() -> Messages:
    """The words of help and usage, before any workspace is open; `--version` needs none.

    The library below looks up its own few, such as `Options`, in the catalogue named here.
    """
    asked = _given("--lang", _line)
    set_ = None if asked else set_by_workspace(_given("--root", _line) or os.environ.get("COMMIT_ROOT"))
    words = Messages(language(asked if asked in LANGUAGES else None, set_, os.environ))
    gettext.bindtextdomain("commitments", str(FOLDER))
    gettext.textdomain("commitments")
    os.environ["LANGUAGE"] = "en" if words.lang in damaged() else words.lang
    return words


def _given(option: str, arguments: Sequence[str]) -> str | None:
    """What an option is given, wherever it stands, before anything is parsed."""
    following = (value for name, value in pairwise(arguments) if name == option)
    joined = (argument[len(option) + 1 :] for argument in arguments if argument.startswith(f"{option}="))
    return next(following, None) or next(joined, None)
