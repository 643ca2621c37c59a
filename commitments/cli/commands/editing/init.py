"""`commit init`: makes a new register, ready to use. Must not know what its files hold."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from commitments.cli.commands.editing.init_report import put_lines, tell_files, tell_next_steps, tell_roof
from commitments.cli.options.import_options import NewTable, RecordDefaults, TableOptions
from commitments.cli.options.option_groups import Common, flatten_options
from commitments.errors import N_, UsageError

if TYPE_CHECKING:
    from commitments.cli.importing.table_register import TableRegister
    from commitments.reading.settings import Settings
    from commitments.render.words import Words
    from commitments.writing.register_files import Host, RegisterTerms

Dir = Annotated[
    str | None,
    typer.Argument(metavar="[DIR]", help=N_("The folder of the register; by default the one you are in.")),
]
HostName = Annotated[
    str | None,
    typer.Option(
        "--host", metavar="github|gitlab|none", help=N_("The host whose CI files and forms are written.")
    ),
]
Tool = Annotated[
    str | None,
    typer.Option("--tool", metavar="SPEC", help=N_("What pip installs in CI instead of this release.")),
]
NoGit = Annotated[bool, typer.Option("--no-git", help=N_("Make no repository and no commit."))]
Refresh = Annotated[
    bool,
    typer.Option("--refresh", help=N_("Also replace files of earlier releases that nobody edited.")),
]


_REGISTER = ("records", "schema/parties.yaml", "commitments.toml")
"""What makes a folder a register; beside any of it a table is imported, not made a register of."""


@flatten_options
def run(
    common: Common,
    table: NewTable,
    table_options: TableOptions,
    defaults: RecordDefaults,
    dir: Dir = None,
    host: HostName = None,
    tool: Tool = None,
    no_git: NoGit = False,
    refresh: Refresh = False,
) -> int:
    """Make the register, or complete it; returns 0, also where git made no commit.

    Returns 1, with nothing written, where the table of `--from` cannot become records as it is.
    """
    from commitments.writing.make_register import make_register, repository_top, require_place
    from commitments.writing.register_files import register_files

    _require_known(common.lang, host)
    _require_tool(tool)
    named = _named_folder(dir, common.root)
    place = _absolute(named)
    require_place(place)
    top = repository_top(place)
    _require_new(place, table, (table_options, defaults))
    words, terms = _terms(place, top, common.lang, host, tool)
    had_files = place.is_dir() and any(place.iterdir())
    files = list(register_files(terms))
    own = _table_register(terms, common, table, table_options, defaults)
    if own is not None:
        if not own.files:
            own.show(is_written=False)
            put_lines(words.say("No register is made."))
            return 1 if own.result.faulty else 0
        files = own.with_files(files)
    made = make_register(place, top or place, files, refresh, tool is not None)
    if own is not None:
        own.show(is_written=True)
    tell_files(made, named if named != os.curdir else place.name, terms, words)
    if made.written and top is None and not no_git:
        _start_history(place, made.written, had_files, words)
    elif made.written and top is not None:
        sentence = N_("The folder lies in a repository: look at the new files, then commit them there.")
        put_lines(words.say(sentence))
    _tell_nameless(place, terms, words)
    if made.written:
        tell_roof(place, words)
        tell_next_steps(named, place, words, has_records=own is not None)
    return 0


def _require_new(place: Path, table: NewTable, groups: Sequence[NamedTuple]) -> None:
    """Raise UsageError for a table beside a register that stands, and for its options without a table."""
    given = any(value for group in groups for value in group) or table.skip_faulty or table.save_recipe
    if table.from_table is None and given:
        raise UsageError(
            N_("These options say how a table is read, and none is named"), N_("Name it with --from.")
        )
    stands = [path for path in _REGISTER if os.path.lexists(place / path)]
    if table.from_table is not None and stands:
        raise UsageError(
            N_("{folder} holds a register already, or a part of one: {path}"),
            N_("`commit import FILE` adds the rows of a table to it."),
            folder=str(place),
            path=", ".join(stands),
        )


def _table_register(
    terms: RegisterTerms, common: Common, table: NewTable, options: TableOptions, defaults: RecordDefaults
) -> TableRegister | None:
    """What the table of `--from` becomes; None without one."""
    if table.from_table is None:
        return None
    from commitments.cli.importing.table_register import plan_table_register

    own = common._replace(root=None, lang=terms.language)
    return plan_table_register(terms, own, table, options, defaults)


def _named_folder(dir: str | None, root: str | None) -> str:
    """The folder as it was named: by DIR, --root or COMMIT_ROOT; else the current one."""
    if dir is not None and root is not None:
        raise UsageError(N_("The folder is named twice: as DIR and with --root"), N_("Name it once."))
    return dir or root or os.environ.get("COMMIT_ROOT") or "."


def _absolute(named: str) -> Path:
    from commitments.cli.current_folder import start_folder

    return Path(os.path.realpath(start_folder(named) / named))


def _require_known(lang: str | None, host: str | None) -> None:
    """Raise UsageError for a language or a host that is not known."""
    from commitments.cli.options.option_values import require_one_of
    from commitments.locale import LANGUAGES
    from commitments.writing.register_files import Host

    if lang is not None:
        require_one_of("--lang", lang, list(LANGUAGES))
    if host is not None:
        require_one_of("--host", host, [known.value for known in Host])


def _require_tool(tool: str | None) -> None:
    """Raise UsageError for what pip would take for an option, or what is not one line."""
    if tool is not None and (not tool.strip() or tool.lstrip().startswith("-") or not tool.isprintable()):
        raise UsageError(
            N_("{option} does not take {given}"),
            N_("Name a package, its release or its address, as pip takes them."),
            option="--tool",
            given=tool,
        )


def _terms(
    place: Path, top: Path | None, lang: str | None, host: str | None, tool: str | None
) -> tuple[Words, RegisterTerms]:
    """What the register is made of, and the reader's words; nothing is asked of one that stands."""
    from commitments.cli.language import language
    from commitments.cli.prompts.questions import can_ask
    from commitments.render.words import Words
    from commitments.writing.register_files import OWN_RELEASE, Host, RegisterTerms

    standing = _standing_settings(place)
    words = Words(language(lang, standing.language if standing else None, os.environ))
    asks = standing is None and can_ask()
    if asks and lang is None:
        from commitments.cli.prompts.new_register import ask_language

        words = Words(ask_language(words))
    terms = RegisterTerms(
        (standing and standing.register) or _proposed_id(place),
        (standing and standing.language) or words.lang,
        Host(host) if host else _standing_host(top or place) if standing else Host.GITHUB,
        _proposed_zone(words.lang),
        "dmy" if words.lang == "vi" else None,
        tool or OWN_RELEASE,
        _sub_path(place, top),
    )
    if asks:
        from commitments.cli.prompts.new_register import complete_terms

        terms = complete_terms(terms, words, asks_host=host is None)
    return words, terms


def _standing_settings(place: Path) -> Settings | None:
    """The settings that the folder has already; None where it has none."""
    from commitments.reading.folder import read
    from commitments.reading.settings import PATH, Settings, read_settings
    from commitments.reading.source_file import SourceFile
    from commitments.reading.text import SETTINGS

    if not os.path.lexists(place / PATH):
        return None
    source = read(place, PATH, SETTINGS.size)
    return read_settings(source.data)[0] if isinstance(source, SourceFile) else Settings()


def _standing_host(top: Path) -> Host:
    """The host whose files stand at the top of a repository."""
    from commitments.writing.register_files import Host

    for host, path in (
        (Host.GITHUB, ".github/workflows/commitments.yml"),
        (Host.GITLAB, ".gitlab/commitments.yml"),
    ):
        if (top / path).is_file():
            return host
    return Host.NONE


def _proposed_id(place: Path) -> str:
    from commitments.edits.new_record import propose_id

    try:
        return propose_id(place.name, ())
    except UsageError:
        return "register"


def _proposed_zone(lang: str) -> str | None:
    """The zone of the machine; a machine that names no place stands in Viet Nam for a Vietnamese register."""
    from commitments.cli.machine_zone import machine_zone

    return machine_zone(os.environ) or ("Asia/Ho_Chi_Minh" if lang == "vi" else None)


def _sub_path(place: Path, top: Path | None) -> str:
    """The path from the top of the repository; raises UsageError where no CI file could name it."""
    path = "" if top in (None, place) else place.relative_to(top or place).as_posix() + "/"
    if not path.isprintable():
        raise UsageError(
            N_("{folder} has a name that no CI file can hold"), N_("Rename the folder."), folder=path
        )
    return path


def _tell_nameless(place: Path, terms: RegisterTerms, words: Words) -> None:
    """Say where settings that stood before do not name the register."""
    from commitments.cli.streams import tell

    standing = _standing_settings(place)
    if standing is not None and standing.register is None:
        line = f'register = "{terms.register}"'
        tell(words.say("commitments.toml names no register yet; add this line at its top: {line}", line=line))


def _start_history(place: Path, written: Sequence[Path], had_files: bool, words: Words) -> None:
    """Make the repository and the first commit, or say what keeps git from it; the files stand either way."""
    from commitments.cli.streams import tell
    from commitments.errors import GitError, NoIdentityError
    from commitments.writing.git.new_repository import commit_register, start_repository

    subject = words.say("Start the register of commitments")
    paths = [path.relative_to(place).as_posix() for path in written]
    try:
        start_repository(place, os.environ)
        commit = commit_register(place, paths, subject, os.environ)
    except NoIdentityError:
        tell(words.say("git does not know who you are, so the files are not committed. Tell it once:"))
        _say_commands('git config --global user.name "NAME"', 'git config --global user.email "ADDRESS"')
        tell(words.say("Then commit the files in their folder:"))
        _say_commands("git add .", f'git commit -m "{subject}"')
    except GitError as error:
        tell(
            words.say(
                "The files are written, but not committed: {reason}",
                reason=words.say(error.message, **error.values),
            )
        )
        if error.hint:
            tell("  " + words.say(error.hint, **error.values))
    else:
        put_lines(words.say("Committed to a new git repository as {commit}.", commit=commit[:7]))
        if had_files:
            tell(
                words.say("Files that were here before are not in this commit; look at them, then add them.")
            )


def _say_commands(*commands: str) -> None:
    from commitments.cli.streams import say

    for command in commands:
        say(f"  {command}")
