"""Finds out which language the reader wants. Must not open a catalogue or say anything."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence
from itertools import pairwise

from commitments.cli.current_folder import start_folder
from commitments.errors import CommitmentsError
from commitments.locale import LANGUAGES


def language(option: str | None, setting: str | None, environ: Mapping[str, str]) -> str:
    """The first language with a catalogue of option, COMMIT_LANG, settings and locale; else English."""
    for name in (option, environ.get("COMMIT_LANG"), setting, _locale(environ)):
        if name and name[:2].lower() in LANGUAGES:
            return name[:2].lower()
    return "en"


def reader_language(option: str | None, root_option: str | None) -> str:
    """The language of the reader, where no workspace is open; an unknown option is passed over."""
    setting = None if option else workspace_language(root_option or os.environ.get("COMMIT_ROOT"))
    return language(option if option in LANGUAGES else None, setting, os.environ)


def unknown_language(environ: Mapping[str, str]) -> str:
    """What COMMIT_LANG asks for, where no catalogue has it; else an empty text."""
    name = environ.get("COMMIT_LANG", "")
    return "" if name[:2].lower() in ("", *LANGUAGES) else name


def workspace_language(root_option: str | None) -> str | None:
    """The language that `commitments.toml` sets, found without a parser, which help and usage can spare."""
    from commitments.reading.folder import find_root, read  # `read` waits for no pipe and follows no link
    from commitments.reading.source_file import SourceFile

    try:
        root = find_root(start_folder(root_option), root_option)
    except CommitmentsError:
        return None
    source = read(root, "commitments.toml")
    if not isinstance(source, SourceFile):
        return None
    match = re.search(rb"""^language\s*=\s*["'](en|vi)["']""", source.data, re.MULTILINE)
    return match[1].decode() if match else None


def option_value(option: str, arguments: Sequence[str]) -> str | None:
    """The value of an option, wherever it stands, before the command line is parsed."""
    following = (value for name, value in pairwise(arguments) if name == option)
    joined = (argument[len(option) + 1 :] for argument in arguments if argument.startswith(f"{option}="))
    return next(following, None) or next(joined, None)


def _locale(environ: Mapping[str, str]) -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return environ[name]
    if sys.platform == "win32":
        import ctypes
        import locale

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return ""
