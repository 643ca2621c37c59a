"""Says what became of the files of a register, and how it goes on. Must not write a file."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from commitments.errors import N_

if TYPE_CHECKING:
    from commitments.render.words import Words
    from commitments.writing.make_register import MadeRegister
    from commitments.writing.register_files import RegisterTerms


def put_lines(*lines: str) -> None:
    """Put lines on standard output, each made safe."""
    """Write lines, broken between words on a terminal."""
    from commitments.cli.streams import put, width
    from commitments.render.safe import one_line
    from commitments.render.wrapped import wrap_lines

    columns = width(sys.stdout)
    for line in map(one_line, lines):
        put(f"{wrap_lines(line, columns) if columns else line}\n")


def tell_files(made: MadeRegister, named: str, terms: RegisterTerms, words: Words) -> None:
    """Say what became of the files."""
    from commitments.cli.current_folder import relative_path

    count = len(made.written)
    if count:
        put_lines(
            words.count(
                count,
                "Register {register} in {folder}: {n} file written.",
                "Register {register} in {folder}: {n} files written.",
                register=terms.register,
                folder=named,
            )
        )
    elif not made.replaced:
        put_lines(words.say("Nothing to write: the register in {folder} has all its files.", folder=named))
    for paths, sentence in (
        (made.replaced, N_("Replaced by the file of this release: {path}")),
        (made.edited, N_("Not changed, because it was edited: {path}")),
        (made.standing if count else (), N_("Left as it stands: {path}")),
    ):
        put_lines(*(words.say(sentence, path=relative_path(path) or str(path)) for path in paths))


def tell_next_steps(named: str, place: Path, words: Words, has_records: bool) -> None:
    """The three lines that say how it goes on."""
    from commitments.cli.current_folder import relative_path
    from commitments.render.shell import quote_word

    is_here = relative_path(place) == os.curdir
    first = "commit parties add" if is_here else f"cd {quote_word(named)}"
    what = words.say("add a party") if is_here else words.say("go to the register")
    next_step = (
        ("commit parties", words.say("check the parties that the table gave"))
        if has_records
        else ("commit new --add-parties", words.say("write the first record"))
    )
    steps = [(first, what), next_step, ("commit status", words.say("see what stands where"))]
    column = max(len(command) for command, _ in steps)
    put_lines("", words.say("Next:"), *(f"  {command:{column}}  {what}" for command, what in steps))


def tell_roof(place: Path, words: Words) -> None:
    """Say how a new register becomes a member of the roof that it lies below, where it is none yet."""
    from commitments.cli.current_folder import relative_path
    from commitments.errors import CommitmentsError
    from commitments.model.members import is_member_name
    from commitments.reading.folder import is_roof
    from commitments.reading.members import find_members
    from commitments.reading.settings import PATH
    from commitments.workspace.open_workspace import Workspace

    roof = next((folder for folder in place.parents if is_roof(folder)), None)
    if roof is None:
        return
    try:
        members = find_members(roof, Workspace(roof, os.environ, use_cache=False).settings.members)
    except CommitmentsError:
        members = []
    if any(os.path.realpath(member.root) == os.path.realpath(place) for member in members):
        return
    names = {member.name for member in members}
    name = place.name if is_member_name(place.name) and place.name not in names else "NAME"
    path = os.path.join(relative_path(roof) or str(roof), PATH)
    put_lines(
        words.say(
            "The register lies below a roof and is no member of it; add this line below [members] in {path}:",
            path=path,
        ),
        f"  {name} = {json.dumps(place.relative_to(roof).as_posix(), ensure_ascii=False)}",
    )
