"""Asks on a terminal for what a new register is made of. Must not write anything."""

from __future__ import annotations

from dataclasses import replace

from commitments.cli.given_back import remember_answer
from commitments.cli.prompts.questions import ask, choose
from commitments.errors import N_, UsageError
from commitments.model.names import is_register_id
from commitments.reading.settings import is_timezone
from commitments.render.words import Words
from commitments.writing.register_files import Host, RegisterTerms

_LANGUAGES = (("en", "English"), ("vi", "Tiếng Việt"))


def ask_language(words: Words) -> str:
    """The language of a new register; the reader's own is the default."""
    lang = choose(words, words.say("Language of the register"), _LANGUAGES, words.lang)
    remember_answer(words, "lang", lang)
    return lang


def complete_terms(terms: RegisterTerms, words: Words, asks_host: bool) -> RegisterTerms:
    """The terms, with the answers in the place of what was only proposed."""
    register = ask(words, words.say("Id of the register"), terms.register, require_register_id)
    zone = ask(words, words.say("Time zone"), terms.timezone or "", _require_timezone, optional=True)
    dates = terms.dates or _ask_order_of_dates(words)
    host = _ask_host(words, terms.host) if asks_host else terms.host
    return replace(terms, register=register, timezone=zone or None, dates=dates, host=host)


def require_register_id(text: str) -> None:
    """Raise UsageError for a text that cannot be the id of a register."""
    if not is_register_id(text):
        raise UsageError(
            N_("“{answer}” cannot be the id of a register"),
            N_("Use a to z, 0 to 9 and single hyphens, at most 64 characters."),
            answer=text,
        )


def _require_timezone(text: str) -> None:
    if not is_timezone(text):
        raise UsageError(
            N_("“{answer}” is not a time zone"),
            N_("Answer with a name such as Asia/Ho_Chi_Minh."),
            answer=text,
        )


def _ask_order_of_dates(words: Words) -> str:
    orders = (("dmy", words.say("5 August (day first)")), ("mdy", words.say("8 May (month first)")))
    return choose(words, words.say("What does 5/8/2026 mean?"), orders, "dmy")


def _ask_host(words: Words, default: Host) -> Host:
    labels = {Host.GITHUB: "GitHub", Host.GITLAB: "GitLab", Host.NONE: words.say("none of these")}
    choices = [(host.value, label) for host, label in labels.items()]
    host = choose(words, words.say("Where will the repository be hosted?"), choices, default.value)
    remember_answer(words, "host", host)
    return Host(host)
