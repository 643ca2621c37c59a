"""What stops an answer from being given. Never for faults in data: those are `model.problem` values."""

from __future__ import annotations

import errno
from collections.abc import Mapping


class CommitmentsError(Exception):
    """The base of all that stops an answer: a caller can tell the classes below it apart.

    `message` and `hint` are message ids of the catalogue; `values` fill their braces.
    The command line prints them in the reader's language and exits with 2.
    """

    def __init__(self, message: str, hint: str = "", /, **values: object) -> None:
        super().__init__(message.format(**values))
        self.message = message
        self.hint = hint
        self.values = values


class InstallationError(CommitmentsError):
    """A file of the installed program is missing or damaged."""


class UsageError(CommitmentsError):
    """An option or an argument is given what it does not take, or something is missing."""


class MissingError(UsageError):
    """Something that the command needs is not given; the command line shows the usage beside it."""


class WorkspaceError(CommitmentsError):
    """There is no workspace, it holds no record, or its settings cannot be used."""


class UnknownNameError(CommitmentsError):
    """No record, party, field, milestone or occurrence goes by a name."""


class GitError(CommitmentsError):
    """git is missing, is not willing, or does not hold what is asked for."""


class NoIdentityError(GitError):
    """git knows no name or address for its user."""


class RevisionError(GitError):
    """No commit goes by a name, or two revisions cannot be compared."""


class HistoryError(GitError):
    """What git holds cannot be read: broken, cut off, or too large."""


class CutOffError(HistoryError):
    """A shallow clone lacks what is asked for."""


class EditError(CommitmentsError):
    """An edit is refused: it breaks a rule, finds something else than it expects, or has nothing to do."""


class WriteError(CommitmentsError):
    """A file or a stream cannot be written."""


class EventError(CommitmentsError):
    """The event of a code host cannot be read."""


class TableError(CommitmentsError):
    """A table cannot be read or taken over."""


def N_(message: str) -> str:
    """Mark a message for the catalogue where it is written; it is translated where it is shown."""
    return message


class SystemReason(str):
    """Why the system refuses something: a message id where the reason is a common one."""

    __slots__ = ()


class StatedReason(str):
    """Why something cannot be read: a message id with its values, which the reader's language can say."""

    __slots__ = ("message", "values")

    message: str
    values: Mapping[str, object]

    def __new__(cls, message: str, values: Mapping[str, object]) -> StatedReason:
        reason = super().__new__(cls, message.format(**values))
        reason.message, reason.values = message, values
        return reason


class ShellWord(str):
    """A word of a command that people copy: whoever shows it quotes it for the shell of the system."""

    __slots__ = ()


SYSTEM_REASONS: Mapping[str, str] = {
    "ENOENT": N_("No such file or directory"),
    "EACCES": N_("Permission denied"),
    "EPERM": N_("Operation not permitted"),
    "EEXIST": N_("File exists"),
    "ENOTDIR": N_("Not a directory"),
    "EISDIR": N_("Is a directory"),
    "ENOTEMPTY": N_("Directory not empty"),
    "ENAMETOOLONG": N_("File name too long"),
    "ELOOP": N_("Too many levels of symbolic links"),
    "EXDEV": N_("Invalid cross-device link"),
    "EFBIG": N_("File too large"),
    "ENOSPC": N_("No space left on device"),
    "EDQUOT": N_("Disk quota exceeded"),
    "EROFS": N_("Read-only file system"),
    "EIO": N_("Input/output error"),
    "EBUSY": N_("Device or resource busy"),
    "EAGAIN": N_("Resource temporarily unavailable"),
    "EMFILE": N_("Too many open files"),
    "ENFILE": N_("Too many open files in system"),
    "ENOMEM": N_("Cannot allocate memory"),
    "ENOEXEC": N_("Exec format error"),
    "EINVAL": N_("Invalid argument"),
}
"""What each error of POSIX that files and programs meet says, by its name."""


def system_reason(error: OSError) -> SystemReason:
    """Why the system refuses: a message id, or the words of the system where the reason is a rare one."""
    name = errno.errorcode.get(error.errno or 0, "")
    return SystemReason(SYSTEM_REASONS.get(name) or error.strerror or str(error))
