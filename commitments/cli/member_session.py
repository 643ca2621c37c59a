"""Opens the session of one register under a roof: of a member, or of the roof's own records.

Must not answer anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from commitments.cli.given_back import remember_answer
from commitments.cli.options.option_groups import Common
from commitments.cli.prompts.questions import can_ask
from commitments.cli.session import Membership, Session
from commitments.errors import N_, UsageError
from commitments.model.members import SEPARATOR, member_of
from commitments.reading.members import MemberFolder, find_members
from commitments.workspace.open_workspace import Workspace
from commitments.workspace.roof import has_records, opened_members, require_member
from commitments.workspace.unread_members import unreadable_member

Suits = Callable[[Workspace], bool]
"""Tells whether a register has what a command works on."""


def register_session(roof: Workspace, common: Common, suits: Suits | None = None) -> Session:
    """The session of the member that `--member` names, else of the roof's own records, where it has any.

    On a terminal the member is asked for, among those that suit, where any do. Raises UsageError where no
    member or several are named, and WorkspaceError where the member cannot be read.
    """
    own = Session(roof, common)
    chosen = common.member or []
    if not chosen and has_records(roof):
        return own
    folders = _suiting_members(roof, suits) if not chosen and suits else _member_folders(roof)
    if not chosen and can_ask():
        chosen = [_asked_member(own, folders)]
    if len(chosen) != 1:
        raise UsageError(
            N_("This command works on one register, and this is a roof over several"),
            N_("Name one with --member: {names}"),
            names=", ".join(folder.name for folder in folders),
        )
    (member,) = opened_members(roof, chosen)
    if member.workspace is None:
        raise unreadable_member(member.report)
    return Session(
        member.workspace,
        common._replace(member=chosen),
        reader_language=own.lang,
        membership=Membership(member.report.name, roof),
    )


def _member_folders(roof: Workspace) -> list[MemberFolder]:
    return find_members(roof.root, roof.settings.members)


def _suiting_members(roof: Workspace, suits: Suits) -> list[MemberFolder]:
    """The members that suit; all where none does."""
    members = opened_members(roof, is_counted=False)
    names = {member.report.name for member in members if member.workspace and suits(member.workspace)}
    folders = _member_folders(roof)
    return [folder for folder in folders if folder.name in names] or folders


def _asked_member(session: Session, folders: list[MemberFolder]) -> str:
    from commitments.cli.prompts.picking import Choice, pick

    names = [folder.name for folder in folders]

    def known_member(answer: str) -> str:
        require_member(answer, names)
        return answer

    choices = [Choice(folder.name, f"{folder.name}  {folder.path}") for folder in folders]
    question = session.words.say("Which register, by a number or its name")
    name = pick(session.words, question, choices, known_member)
    remember_answer(session.words, "member", name)
    return name


def with_member_of_ids(roof: Workspace, common: Common, ids: Sequence[str]) -> tuple[Common, Sequence[str]]:
    """The options with the member that qualified ids name, and these ids as that member writes them.

    Plain ids stay, and so does everything where this is no roof. Raises UsageError where ids of two registers
    are named, or of one that `--member` does not name, and UnknownNameError for what is no member.
    """
    members = {member.lower() for id in ids if not id.endswith(".yaml") and (member := member_of(id))}
    if not roof.named_members or not members:
        return common, ids
    (member, *others), chosen = sorted(members), common.member or []
    require_member(member, [folder.name for folder in _member_folders(roof)])
    if others:
        raise UsageError(
            N_("This command works on one register, and these records are of several: {names}"),
            N_("Run it once for each."),
            names=", ".join(sorted(members)),
        )
    if chosen and member not in chosen:
        raise UsageError(
            N_("The record is one of {name}, and --member names {names}"),
            N_("Leave --member out, or name the record by its id alone."),
            name=member,
            names=", ".join(chosen),
        )
    return common._replace(member=[member]), [_plain(id, member) for id in ids]


def _plain(id: str, member: str) -> str:
    prefix, separator, plain_id = id.partition(SEPARATOR)
    return plain_id if separator and prefix.lower() == member else id
