"""Applies and writes the accepted findings of the settings, and says on standard error what it did.

It must not judge a change.
"""

from __future__ import annotations

import getpass
from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from commitments.cli.streams import say
from commitments.errors import N_, UsageError
from commitments.history.accepted import NEVER_ACCEPTED, sort_findings
from commitments.history.review import Judgement
from commitments.model.members import OWN_NAMES, MemberNames
from commitments.render.safe import one_line

if TYPE_CHECKING:
    from commitments.cli.session import Session


def without_accepted(
    session: Session,
    judgement: Judgement,
    ids: Collection[str] | None,
    names: MemberNames = OWN_NAMES,
) -> Judgement:
    """A judgement with the accepted findings apart, whose number is said.

    An entry that fits nothing any more is said, of the records with these ids, or of all. `names` are those
    of a member of a roof, whose settings accept.
    """
    words = session.words
    member = f"{names.member}: " if names.member else ""
    result = sort_findings(judgement.findings, session.workspace.settings.accepted, session.clock.today)
    if result.accepted:
        sentence = words.count(
            len(result.accepted),
            "{n} finding is accepted in commitments.toml of the base.",
            "{n} findings are accepted in commitments.toml of the base.",
        )
        say(f"{member}{sentence}")
    for entry in result.unused:
        subject = entry.get("id") or entry.get("path") or ""
        if ids is None or subject in ids:
            sentence = words.say(
                "The accepted finding {rule} of {subject} fits nothing any more: its entry can go.",
                rule=one_line(entry["rule"]),
                subject=one_line(subject),
            )
            say(f"{member}{sentence}")
    return replace(judgement, findings=result.open, accepted=result.accepted)


def accept_finding(
    session: Session, judgement: Judgement, rule: str, subject: str, reason: str, until: str | None
) -> None:
    """Write the entries for the findings of a rule about a record or a file; raises UsageError for none."""
    from commitments.writing.accept_finding import add_accepted

    if rule in NEVER_ACCEPTED:
        raise UsageError(N_("A finding of {rule} cannot be accepted"), N_("It must be fixed."), rule=rule)
    problems = [
        judged.problem
        for judged in judgement.findings
        if judged.problem.rule == rule and subject in (judged.problem.id, judged.problem.path)
    ]
    if not problems:
        raise UsageError(
            N_("There is no finding of {rule} about {subject}"),
            N_("Run `commit review` without --accept to see the findings that stand."),
            rule=rule,
            subject=subject,
        )
    entries = []
    for problem in problems:
        about = {"id": problem.id} if problem.id else {"path": problem.path}
        entry = {"rule": rule, **about, "fingerprint": problem.fingerprint, "reason": reason, "by": _user()}
        entries.append({**entry, "until": until} if until else entry)
    add_accepted(session.workspace, entries)
    say(
        session.words.say(
            "Written to commitments.toml: {rule} of {subject} is accepted. It holds once it is on the base.",
            rule=one_line(rule),
            subject=one_line(subject),
        )
    )


def _user() -> str:
    """Who accepts: the name that this computer knows."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"
