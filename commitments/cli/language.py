"""Which language the reader wants. Knows no workspace: what it sets is given."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping

from commitments.locale import LANGUAGES


def language(asked: str | None, set_: str | None, environ: Mapping[str, str]) -> str:
    """The first that names a language we speak: the option, COMMIT_LANG, the settings, the locale."""
    for each in (asked, environ.get("COMMIT_LANG"), set_, _locale(environ)):
        if each and each[:2].lower() in LANGUAGES:
            return each[:2].lower()
    return "en"


def set_by_workspace(named: str | None) -> str | None:
    """The language that `commitments.toml` sets, at a glance: help and usage errors read no more."""
    here = os.path.abspath(named or ".")
    while not os.path.isdir(os.path.join(here, "records")):
        above = os.path.dirname(here)
        if named or above == here:
            return None
        here = above
    if not os.path.lexists(os.path.join(here, "commitments.toml")):
        return None
    from commitments.reading.folder import read  # which waits for no pipe and follows no link
    from commitments.reading.source import SourceFile

    source = read(here, "commitments.toml")
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
