"""Which language the reader wants. Knows no workspace: what it sets is given."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from commitments.locale import LANGUAGES


def language(asked: str | None, set_: str | None, environ: Mapping[str, str]) -> str:
    """The first that names a language we speak: the option, COMMIT_LANG, the settings, the locale."""
    for each in (asked, environ.get("COMMIT_LANG"), set_, _locale(environ)):
        if each and each[:2].lower() in LANGUAGES:
            return each[:2].lower()
    return "en"


def _locale(environ: Mapping[str, str]) -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return environ[name]
    if sys.platform == "win32":
        import ctypes
        import locale

        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return ""
