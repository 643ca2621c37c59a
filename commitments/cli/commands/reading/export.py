"""`commit export`: the register as a file for another program. Must not judge a record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commitments.cli.options.option_groups import AsOf, Common, Filters, Public, flatten_options
from commitments.errors import N_
from commitments.render.exports.export_formats import EXPORT_FORMATS

if TYPE_CHECKING:
    from commitments.render.exports.export_formats import Export
    from commitments.render.exports.exported_register import ExportedRegister
    from commitments.render.words import Words

File = Annotated[
    Path | None,
    typer.Argument(metavar="FILE", help=N_("The file or folder to write, whole or not at all.")),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar="|".join(EXPORT_FORMATS),
        help=N_("The format; by default the ending of FILE decides."),
    ),
]


@flatten_options
def run(
    *,
    file: File = None,
    filters: Filters,
    common: Common,
    as_of: AsOf = None,
    format: Format = None,
    public: Public = False,
) -> int:
    """Write the file and say what could not be read; returns 1 where there is any such record or member."""
    from commitments.cli.emit import tell_left_out
    from commitments.cli.exporting.register_to_export import register_to_export
    from commitments.cli.open_session import open_session
    from commitments.cli.options.export_format import export_format
    from commitments.cli.whole_members import tell_unless_whole

    if file is not None:
        export_format(file, format)  # a wrong format is refused before anything is read
    with open_session(common, as_of=as_of, on_roof=True) as session:
        if tell_unless_whole(session):
            return 1
        file = file or _asked_file(session.words, format)
        name = export_format(file, format)
        if EXPORT_FORMATS[name].comes_back and len(common.member or ()) == len(session.parts) == 1:
            session = session.parts[0].session
        register = register_to_export(session, filters)
        if public:
            from commitments.render.exports.public_register import public_register

            register = public_register(register)
        _write(file, EXPORT_FORMATS[name].build(register))
        _tell_written(register, file, name)
        if EXPORT_FORMATS[name].names_register and not register.id:
            _tell_unnamed(register)
        return tell_left_out(session)


def _asked_file(words: Words, format: str | None) -> Path:
    """The file that the reader names; raises MissingError where nobody can be asked."""
    from commitments.cli.options.export_format import export_format
    from commitments.cli.prompts.missing_arguments import asked_text

    def check(answer: str) -> None:
        export_format(Path(answer), format)

    return Path(
        asked_text(words, "FILE", "file", words.say("The file to write, such as register.csv"), check)
    )


def _write(path: Path, content: Export) -> None:
    if isinstance(content, bytes):
        from commitments.writing.store import write_whole

        write_whole(path, content)
        return
    from commitments.render.data_package.descriptor import DESCRIPTOR, listed_files
    from commitments.writing.write_folder import write_folder

    write_folder(path, content, DESCRIPTOR, listed_files)


def _tell_written(register: ExportedRegister, file: Path, format: str) -> None:
    """Say what was written, and of which state."""
    from commitments.cli.streams import say
    from commitments.render.safe import one_line

    path, state = one_line(str(file)), register.state.text(register.words)
    say(
        register.words.say("Written: {path} ({format}), {state}", path=path, format=format, state=state)
        if state
        else register.words.say("Written: {path} ({format})", path=path, format=format)
    )


def _tell_unnamed(register: ExportedRegister) -> None:
    """Say that nothing tells the records of this register from those of another one."""
    from commitments.cli.streams import tell

    tell(
        register.words.say(
            "commitments.toml names no register, so others cannot be told apart from it; add: {line}",
            line='register = "our-commitments"',
        )
    )
