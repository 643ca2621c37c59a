"""`commit init`: makes a new register, ready to use. Must not know what its files hold."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commitments.cli.options.option_groups import Common, flatten_options
from commitments.errors import N_, UsageError

if TYPE_CHECKING:
    from commitments.reading.settings import Settings
    from commitments.render.words import Words
    from commitments.writing.make_register import MadeRegister
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


@flatten_options
def run(
    common: Common,
    dir: Dir = None,
    host: HostName = None,
    tool: Tool = None,
    no_git: NoGit = False,
    refresh: Refresh = False,
) -> int:
    """Make the register, or complete it; returns 0, also where git made no commit."""
    from commitments.cli.options.option_values import require_one_of
    from commitments.locale import LANGUAGES
    from commitments.writing.make_register import make_register, repository_top, require_place
    from commitments.writing.register_files import Host, register_files

    if common.lang is not None:
        require_one_of("--lang", common.lang, list(LANGUAGES))
    if host is not None:
        require_one_of("--host", host, [known.value for known in Host])
    _require_tool(tool)
    named = _named_folder(dir, common.root)
    place = _absolute(named)
    require_place(place)
    top = repository_top(place)
    words, terms = _terms(place, top, common.lang, host, tool)
    had_files = place.is_dir() and any(place.iterdir())
    made = make_register(place, top or place, register_files(terms), refresh, tool is not None)
    _tell_files(made, named if named != os.curdir else place.name, terms, words)
    if made.written and top is None and not no_git:
        _start_history(place, made.written, had_files, words)
    elif made.written and top is not None:
        _put(words.say("The folder lies in a repository: look at the new files, then commit them there."))
    _tell_nameless(place, terms, words)
    if made.written:
        _tell_next_steps(named, place, words)
    return 0


def _named_folder(dir: str | None, root: str | None) -> str:
    """The folder as it was named: by DIR, --root or COMMIT_ROOT; else the current one."""
    if dir is not None and root is not None:
        raise UsageError(N_("The folder is named twice: as DIR and with --root"), N_("Name it once."))
    return dir or root or os.environ.get("COMMIT_ROOT") or "."


def _absolute(named: str) -> Path:
    from commitments.cli.current_folder import start_folder

    return Path(os.path.realpath(start_folder(named) / named))


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


def _put(*lines: str) -> None:
    """Write lines, broken between words on a terminal."""
    from commitments.cli.streams import put, width
    from commitments.render.safe import one_line
    from commitments.render.wrapped import wrap_lines

    columns = width(sys.stdout)
    for line in map(one_line, lines):
        put(f"{wrap_lines(line, columns) if columns else line}\n")


def _tell_files(made: MadeRegister, named: str, terms: RegisterTerms, words: Words) -> None:
    """Say what became of the files."""
    from commitments.cli.current_folder import relative_path

    count = len(made.written)
    if count:
        _put(
            words.count(
                count,
                "Register {register} in {folder}: {n} file written.",
                "Register {register} in {folder}: {n} files written.",
                register=terms.register,
                folder=named,
            )
        )
    elif not made.replaced:
        _put(words.say("Nothing to write: the register in {folder} has all its files.", folder=named))
    for paths, sentence in (
        (made.replaced, N_("Replaced by the file of this release: {path}")),
        (made.edited, N_("Not changed, because it was edited: {path}")),
        (made.standing if count else (), N_("Left as it stands: {path}")),
    ):
        _put(*(words.say(sentence, path=relative_path(path) or str(path)) for path in paths))


def _tell_nameless(place: Path, terms: RegisterTerms, words: Words) -> None:
    """Say where settings that stood before do not name the register."""
    from commitments.cli.streams import tell

    standing = _standing_settings(place)
    if standing is not None and standing.register is None:
        line = f'register = "{terms.register}"'
        tell(words.say("commitments.toml names no register yet; add this line: {line}", line=line))


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
        _put(words.say("Committed to a new git repository as {commit}.", commit=commit[:7]))
        if had_files:
            tell(
                words.say("Files that were here before are not in this commit; look at them, then add them.")
            )


def _say_commands(*commands: str) -> None:
    from commitments.cli.streams import say

    for command in commands:
        say(f"  {command}")


def _tell_next_steps(named: str, place: Path, words: Words) -> None:
    """The three lines that say how it goes on."""
    from commitments.cli.current_folder import relative_path
    from commitments.render.shell import quote_word

    is_here = relative_path(place) == os.curdir
    first = "commit parties add" if is_here else f"cd {quote_word(named)}"
    what = words.say("add a party") if is_here else words.say("go to the register")
    steps = [
        (first, what),
        ("commit new --add-parties", words.say("write the first record")),
        ("commit status", words.say("see what stands where")),
    ]
    column = max(len(command) for command, _ in steps)
    _put("", words.say("Next:"), *(f"  {command:{column}}  {what}" for command, what in steps))
