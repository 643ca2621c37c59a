"""`commit report`: the register as one page for people without the tool. Must not judge a record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commitments.cli.options.option_groups import AsOf, Common, Filters, Public, flatten_options
from commitments.errors import N_

if TYPE_CHECKING:
    from commitments.render.words import Words

File = Annotated[
    Path | None,
    typer.Argument(
        metavar="FILE", help=N_("The page to write, whole or not at all; its name ends in .html.")
    ),
]
Since = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="DATE|MEETING",
        help=N_("Tell the changes from this day or this meeting on; by default of the last thirty days."),
    ),
]


@flatten_options
def run(
    *,
    file: File = None,
    filters: Filters,
    common: Common,
    as_of: AsOf = None,
    since: Since = None,
    public: Public = False,
) -> int:
    """Write the page and say what could not be read; returns 1 where there is any such record or member."""
    from commitments.cli.emit import tell_left_out
    from commitments.cli.exporting.page_content import page_content
    from commitments.cli.open_session import open_session
    from commitments.cli.streams import say
    from commitments.cli.whole_members import tell_unless_whole
    from commitments.render.page.document import page_bytes
    from commitments.render.safe import one_line
    from commitments.writing.store import write_whole

    if file is not None:
        _require_ending(file)  # a wrong ending is refused before anything is read
    with open_session(common, as_of=as_of, on_roof=True) as session:
        if tell_unless_whole(session):
            return 1
        file = file or _asked_file(session.words)
        content = page_content(session, filters, since, public)
        write_whole(file, page_bytes(content))
        path, state = one_line(str(file)), content.state.text(session.words)
        say(session.words.say("Written: {path}", path=f"{path}, {state}" if state else path))
        return tell_left_out(session)


def _asked_file(words: Words) -> Path:
    """The file that the reader names; raises MissingError where nobody can be asked."""
    from commitments.cli.prompts.missing_arguments import asked_text

    def check(answer: str) -> None:
        _require_ending(Path(answer))

    return Path(asked_text(words, "FILE", "file", words.say("The file to write, such as page.html"), check))


def _require_ending(file: Path) -> None:
    if file.suffix.lower() not in (".html", ".htm"):
        from commitments.errors import UsageError

        raise UsageError(
            N_("There is no format for a file that ends in {ending}"),
            N_("Let its name end in {allowed}."),
            ending=file.suffix or file.name,
            allowed=".html",
        )
