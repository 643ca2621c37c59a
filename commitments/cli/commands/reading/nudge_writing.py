"""What `commit nudge` writes: letters into files, reminders into records. Must not choose the leads."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from commitments.cli.editing.edit_command import Writing
from commitments.cli.options.option_groups import Filters, Output
from commitments.errors import N_, MissingError, UsageError, WriteError

if TYPE_CHECKING:
    from commitments.cli.session import Session
    from commitments.edits.update import Updating
    from commitments.reports.nudge import LeadNudge, NudgeReport
    from commitments.workspace.open_workspace import Workspace
    from commitments.workspace.verdict import TextEdit


class SentTerms(NamedTuple):
    """What is recorded of a reminder, and how it is written."""

    writing: Writing
    reminder: str | None
    date: str | None
    by: str | None


def require_fitting_options(
    filters: Filters, output: Output, as_of: str | None, letters: Path | None, sent: bool, terms: SentTerms
) -> None:
    """Raise UsageError for options that do not go together."""
    if not sent and terms != SentTerms(Writing(), None, None, None):
        raise UsageError(
            N_("--reminder, --date, --by, --dry-run, --commit and --force go with --sent"),
            N_("Add --sent where the reminder was sent, or leave the others out."),
        )
    if sent and (letters or output != Output() or as_of):
        raise UsageError(
            N_("--sent writes into the records, and cannot be given with {option}"),
            N_("Write the letters first, send them, then run the command with --sent."),
            option="--letters" if letters else "--as-of" if as_of else "--format, --output, --words",
        )
    if letters and output != Output():
        raise UsageError(
            N_("--letters cannot be given with --format, --output or --words"),
            N_("The ending of the file says what a letter is written as: .md or .eml."),
        )


def reminded_lead(session: Session, report: NudgeReport) -> str:
    """The lead that the reader picks as the one that was reminded; empty where there is none to remind.

    Raises MissingError where nobody can be asked.
    """
    from commitments.cli.prompts.missing_arguments import picked_value
    from commitments.cli.prompts.party_names import party_names
    from commitments.cli.prompts.picking import Choice
    from commitments.cli.prompts.questions import can_ask
    from commitments.model.parties.party_reader import find_party

    words, registry = session.words, session.workspace.registry
    leads = [lead.lead for lead in report.leads if lead.lead is not None]
    if not can_ask():
        raise MissingError(
            N_("--sent needs the lead that the reminder was sent to"),
            N_("Add {flags}."),
            flags="--lead PARTY",
        )
    if not leads:
        return ""
    choices = [
        Choice(
            lead,
            f"{lead}  {registry.name(lead, words.lang)}",
            party_names(registry.parties[lead], words.lang) if lead in registry.parties else "",
        )
        for lead in leads
    ]
    question = words.say("Which lead was reminded, by a number or any words")
    return picked_value(
        words, "--lead", "lead", question, choices, lambda answer: find_party(answer, registry, leads)
    )


def write_letters(session: Session, report: NudgeReport, path: Path) -> None:
    """Write the letter to the only lead as a file, or one to each lead into a folder.

    Raises UsageError where a file is asked for and there are several leads, WriteError where a file of the
    name holds something else.
    """
    from commitments.cli.streams import tell
    from commitments.render.nudge.answer import nothing_text

    leads = [lead for lead in report.leads if lead.lead is not None]
    if not leads:
        tell(nothing_text(report, session.words))
        return
    for file, letter in _letters(session, report, leads, path).items():
        _write_letter(session, file, letter)


def _letters(
    session: Session, report: NudgeReport, leads: Sequence[LeadNudge], path: Path
) -> Mapping[Path, bytes]:
    from commitments.render.nudge.answer import nudge_words
    from commitments.render.nudge.letter import LETTERS

    record_words = nudge_words(report, session.workspace.registry, session.words, session.workspace.events)
    ending = path.suffix[1:].lower()
    if ending and ending not in LETTERS:
        raise UsageError(
            N_("There is no format for a file that ends in {ending}"),
            N_("It may end in {allowed}; a name without an ending is a folder."),
            ending=path.suffix,
            allowed=", ".join(f".{known}" for known in LETTERS),
        )
    if ending not in LETTERS:
        names = _file_names(leads)
        return {
            path / name: LETTERS["eml"](lead, record_words) for name, lead in zip(names, leads, strict=True)
        }
    if len(leads) > 1:
        raise UsageError(
            N_("A file holds the letter to one lead, and there are {n}: {leads}"),
            N_("Choose one with --lead, or name a folder for all letters."),
            n=len(leads),
            leads=", ".join(lead.lead or "" for lead in leads[:10]),
        )
    return {path: LETTERS[ending](leads[0], record_words)}


def _file_names(leads: Sequence[LeadNudge]) -> list[str]:
    """A name of a file for each lead, no two alike; a lead may be named `mof:acme`, or by any text."""
    names: list[str] = []
    for lead in leads:
        stem = re.sub(r"[^a-z0-9-]+", "-", lead.lead or "")[:_LONGEST_STEM]
        free = (f"{stem}{number}.eml" for number in chain([""], (f"-{place}" for place in count(2))))
        names.append(next(name for name in free if name not in names))
    return names


_LONGEST_STEM = 100
"""Characters of the name of a letter before its ending: a member, a colon and an id fit."""


def _write_letter(session: Session, path: Path, letter: bytes) -> None:
    from commitments.cli.streams import say
    from commitments.render.safe import one_line
    from commitments.writing.store import create_file

    if not create_file(path, letter) and path.read_bytes() != letter:
        raise WriteError(
            N_("{path} is there already, and holds another text"),
            N_("Move it away, or give another name: letters replace nothing."),
            path=str(path),
        )
    say(session.words.say("Written: {path} ({format})", path=one_line(str(path)), format=path.suffix[1:]))


def write_reminders(session: Session, report: NudgeReport, terms: SentTerms) -> int:
    """Record in every record of the answer that its lead was reminded; returns 1 where that was refused."""
    from commitments.cli.editing.files_command import apply_files_edit
    from commitments.cli.streams import tell
    from commitments.render.nudge.answer import nothing_text

    words = session.words
    leads = [lead for lead in report.leads if lead.lead is not None]
    if not leads:
        tell(nothing_text(report, words))
        return 0
    updates = _updates(session, leads, terms)
    names = ", ".join(session.workspace.registry.short_name(lead.lead or "", words.lang) for lead in leads)

    def plan(workspace: Workspace) -> Mapping[str, TextEdit]:
        return {path: _with_update(workspace, path, update) for path, update in updates.items()}

    return apply_files_edit(session, plan, terms.writing, words.say("Reminded: {parties}", parties=names))


def _updates(session: Session, leads: Sequence[LeadNudge], terms: SentTerms) -> Mapping[str, Updating]:
    """The update of each record, by path."""
    from commitments.cli.options.date_options import past_date_option
    from commitments.cli.prompts.named_parties import party_option
    from commitments.edits.update import Updating

    words, registry = session.words, session.workspace.registry
    by, date = party_option(session, "--by", terms.by), past_date_option(session, terms.date)
    reminded: dict[str, list[str]] = {}
    for lead in leads:
        for row in lead.rows:
            name = registry.name(lead.lead or "", words.lang)
            reminded.setdefault(row.record.outline.path, []).append(name)
    return {
        path: Updating(
            session.clock.today,
            words.lang,
            reminder=terms.reminder
            or words.say("A reminder was sent to {parties}.", parties=", ".join(names)),
            by=by,
            date=date,
        )
        for path, names in reminded.items()
    }


def _with_update(workspace: Workspace, path: str, request: Updating) -> TextEdit:
    from commitments.edits.update import steps
    from commitments.workspace.verdict import TextEdit
    from commitments.writing.edit_record import read_record
    from commitments.writing.splicing.splice import splice_record

    data, record = read_record(workspace, path)
    return TextEdit(data, splice_record(data, steps(record, request), path))
