"""Reads the values of options, and refuses a wrong one with what would do. Must not open a workspace."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from commitments.cli.options.option_groups import Filters, ListOptions
from commitments.errors import N_, UnknownNameError, UsageError
from commitments.model.closed_lists import LIST_BY_FIELD, ClosedList, StoredWords
from commitments.model.lifecycle import Kind, MilestoneStatus, Role, Status, Timeliness
from commitments.model.nearest import nearest_word
from commitments.model.parties.party import PartyKind

if TYPE_CHECKING:
    from commitments.cli.options.date_options import Dated
    from commitments.reports.filters import RecordFilter
    from commitments.reports.list_order import ListTerms


def selection(filters: Filters, session: Dated) -> RecordFilter:
    """The filter that the options describe; raises UsageError for a word that they do not take."""
    from commitments.cli.options.date_options import first_coming_day
    from commitments.reports.filters import RecordFilter  # `validate` filters nothing

    return RecordFilter(
        ids=tuple(filters.ids or ()),
        status=tuple(_status_filter_word(word) for word in filters.status or ()),
        timeliness=tuple(_timeliness_word(word) for word in filters.timeliness or ()),
        kind=tuple(kind_word("--kind", kind) for kind in filters.kind or ()),
        party=tuple(filters.party or ()),
        lead=tuple(filters.lead or ()),
        role=tuple(role_word("--role", role) for role in filters.role or ()),
        country=tuple(_country_code(name) for name in filters.country or ()),
        tag=tuple(filters.tag or ()),
        part_of=tuple(filters.part_of or ()),
        due_before=first_coming_day(session, filters.due_before) if filters.due_before else None,
        stale=filters.stale,
        text=tuple(_search_text(text) for text in filters.text or ()),
    )


def _search_text(text: str) -> str:
    """A text to look for; raises UsageError for one without a sign, which stands in every record."""
    from commitments.model.folding import fold  # needed only for a text

    if not fold(text).strip():
        raise UsageError(N_("--text needs a text to look for"), N_("Write a word, or leave --text out."))
    return text


def _status_filter_word(text: str) -> str:
    """The status that a text means, `open`, `closed`, or else the timeliness; raises UsageError for none."""
    from commitments.reports.filters import STATUS_GROUPS

    statuses = [status.value for status in Status]
    further = [state.value for state in Timeliness if state.value not in (*statuses, *STATUS_GROUPS)]
    return stored_word("--status", text, ClosedList.STATUS_FILTER, [*statuses, *STATUS_GROUPS, *further])


def _timeliness_word(text: str) -> str:
    return stored_word("--timeliness", text, ClosedList.TIMELINESS, [state.value for state in Timeliness])


def _country_code(text: str) -> str:
    """The code of the country that a text names; raises UnknownNameError, with the nearest, for none."""
    from commitments.render.names.countries import country_code, nearest_countries  # only for this option

    code = country_code(text)
    if code is None:
        near = nearest_countries(text)
        raise UnknownNameError(
            N_("There is no country {country}"),
            N_("Nearest: {near}") if near else N_("Write its name, or its code of ISO 3166-1, such as VN."),
            country=text,
            near=near,
        )
    return code


def status_word(option: str, text: str) -> str:
    """The status that a text means; raises UsageError where it means none."""
    return stored_word(option, text, ClosedList.STATUS, [status.value for status in Status])


def kind_word(option: str, text: str) -> str:
    """The kind that a text means; raises UsageError where it means none."""
    return stored_word(option, text, ClosedList.KIND, [kind.value for kind in Kind])


def party_kind_word(option: str, text: str) -> str:
    """The kind of party that a text means; raises UsageError where it means none."""
    return stored_word(option, text, ClosedList.PARTY_KIND, [kind.value for kind in PartyKind])


def role_word(option: str, text: str) -> str:
    """The role that a text means; raises UsageError where it means none."""
    return stored_word(option, text, ClosedList.ROLE, [role.value for role in Role])


def milestone_status_word(option: str, text: str) -> str:
    """The status of a milestone that a text means; raises UsageError where it means none."""
    allowed = [status.value for status in MilestoneStatus]
    return stored_word(option, text, ClosedList.MILESTONE_STATUS, allowed)


def stored_word(option: str, text: str, closed_list: ClosedList, allowed: Collection[str]) -> str:
    """The word of a closed list that a text means, by its stored form or its label in either language.

    Raises UsageError, with the nearest and all that are allowed, where the text means none of these.
    """
    if text in allowed:
        return text
    from commitments.render.names.list_labels import word_reader  # opens the catalogue

    reader = word_reader(closed_list)
    word = reader.stored_word(text)
    if word is not None and word in allowed:
        return word
    near = reader.nearest_word(text, allowed)
    raise UsageError(
        N_("{option} does not take {given}"),
        N_("Did you mean {near}? It takes: {allowed}") if near else N_("It takes: {allowed}"),
        option=option,
        given=text,
        near=StoredWords(closed_list, (near,)),
        allowed=StoredWords(closed_list, tuple(allowed)),
    )


def party_and_role(text: str) -> str:
    """`PARTY/ROLE` with the stored word of its role, where that is a word for one; else the text itself."""
    party, slash, role = text.rpartition("/")
    if not slash or role in set(Role):
        return text
    from commitments.render.names.list_labels import word_reader  # opens the catalogue

    return f"{party}/{word_reader(ClosedList.ROLE).stored_word(role) or role}"


def setting_of_words(text: str) -> str:
    """`PATH=VALUE` with the stored word as its value, where the field takes one and the value is a label."""
    from commitments.edits.field_notation import path_parts, split_setting

    path, value = split_setting(text)
    closed_list = LIST_BY_FIELD.get(".".join(part for part in path_parts(path) if isinstance(part, str)))
    if closed_list is None:
        return text
    from commitments.render.names.list_labels import word_reader  # opens the catalogue

    return f"{path}={word_reader(closed_list).stored_word(value) or value}"


def require_one_of(option: str, value: str, allowed: list[str]) -> None:
    """Raise UsageError, with the nearest word, for a value that is not allowed and has no label."""
    if value not in allowed:
        near = nearest_word(value, allowed)
        raise UsageError(
            N_("{option} does not take {given}"),
            N_("Did you mean {near}? It takes: {allowed}") if near else N_("It takes: {allowed}"),
            option=option,
            given=value,
            near=near,
            allowed=", ".join(allowed),
        )


SortKeys = TypeVar("SortKeys", bound=StrEnum)
"""The orders that a list can have."""


def list_terms(options: ListOptions) -> ListTerms:
    """The order and the length of a list; raises UsageError for an unknown order, or no number."""
    from commitments.reports.list_order import ListTerms, SortKey

    return ListTerms(sort_key(options.sort, SortKey, SortKey.URGENCY), list_limit(options.limit))


def sort_key(word: str | None, keys: type[SortKeys], default: SortKeys) -> SortKeys:
    """The order that `--sort` names; raises UsageError for an unknown one."""
    if word is None:
        return default
    word = word.strip().lower()
    require_one_of("--sort", word, [key.value for key in keys])
    return keys(word)


def list_limit(text: str | None) -> int:
    """The length of a list, 0 for all; raises UsageError where `--limit` is no number."""
    limit = text or "0"
    if not (limit.isascii() and limit.isdecimal()) or len(limit) > _MOST_DIGITS:
        raise UsageError(
            N_("{option} does not take {given}"),
            N_("Write a number of records, such as 20; 0 means all."),
            option="--limit",
            given=limit,
        )
    return int(limit)


_MOST_DIGITS = 9
"""Digits of the longest number that an option takes."""


def yaml_value(text: str) -> Any:
    """The value of a text as YAML on one line; raises UsageError where it has none."""
    from commitments.reading.yaml.yaml_text import parse as parse_yaml

    parsed = parse_yaml(b"value: " + text.encode("utf-8", "surrogateescape"))
    if parsed.faults or not isinstance(parsed.value, dict) or [*parsed.value] != ["value"]:
        raise UsageError(
            N_("{value} is not a YAML value"),
            N_("Write it like [a, b], {{name: value}}, true, 2026 or “a text in quotes”."),
            value=text,
        )
    return parsed.value["value"]
