"""Which language the reader wants. Opens no catalogue and says nothing."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping

from commitments.cli.current_folder import start_folder
from commitments.errors import CommitmentsError
from commitments.locale import LANGUAGES


def language(asked: str | None, set_: str | None, environ: Mapping[str, str]) -> str:
    """The first that names a language we speak: the option, COMMIT_LANG, the settings, the locale."""
    for item in (asked, environ.get("COMMIT_LANG"), set_, _locale(environ)):
        if item and item[:2].lower() in LANGUAGES:
            return item[:2].lower()
    return "en"


def set_by_workspace(named: str | None) -> str | None:
    """The language that `commitments.toml` sets, at a glance: help and usage errors read no more."""
    from commitments.reading.folder import find_root, read  # which waits for no pipe and follows no link
    from commitments.reading.source_file import SourceFile

    try:
        root = find_root(start_folder(named), named)
    except CommitmentsError:
        return None
    source = read(root, "commitments.toml")
    if not isinstance(source, SourceFile):
        return None
    found = re.search(rb"""^language\s*=\s*["'](en|vi)["']""", source.data, re.MULTILINE)
    return found[1].decode() if found else None


def _locale(environ: Mapping[str, str]) -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return environ[name]
    if sys.platform == "win32":
        import ctypes
        import locale

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return ""
