"""Writes everything that a record says, in both languages, for the rows of a page. It must not know the day.

What rests on the day stands in the list, so that the same record gives the same details on every day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, tzinfo
from typing import Any

from commitments.changes.change import Change
from commitments.locale import LANGUAGES
from commitments.model.commitment import Commitment
from commitments.model.events import EventRegistry
from commitments.model.outline import Outline
from commitments.model.parties.party import Registry
from commitments.render.event_words import due_event_text
from commitments.render.names.labels import KIND, made_on_label, status_label
from commitments.render.page.both_languages import Text
from commitments.render.page.marked_words import (
    MarkedRegistry,
    MarkedWords,
    MarkTable,
    shared_line,
    written_out,
)
from commitments.render.page.markup import Markup
from commitments.render.records.entry_lines import (
    Lines,
    change_texts,
    closing_lines,
    evidence_lines,
    field_label,
    in_language,
    list_items,
    list_lines,
    party_lines,
    prose_lines,
    update_lines,
)
from commitments.render.records.record_lines import (
    milestone_lines,
    occurrence_lines,
    other_lines,
    own_lines,
    source_lines,
)
from commitments.render.records.standing_lines import renewal_texts, term_entry_lines, term_span_text
from commitments.render.records.timeline import timeline
from commitments.render.words import Words
from commitments.reports.changes import ChangesReport

Fact = tuple[Text, Text]
"""A label and the text beside it; an empty label continues the one above."""


@dataclass(frozen=True, slots=True)
class FactWriter:
    """Writes the details of records of one register, messages, dates and names as marks."""

    registry: Registry
    events: EventRegistry
    zone: tzinfo | None
    titles: Mapping[str, Outline]
    """The records that others may name, by id."""
    is_public: bool
    """Whether own fields and the authors of commits are left out."""
    table: MarkTable = field(default_factory=MarkTable)
    """What the marks stand for."""

    def facts(self, commitment: Commitment, history: Sequence[Change], with_marks: bool) -> list[Fact]:
        """Everything that a record says, then its history, oldest first; labels hold no marks.

        Without marks every text stands in both languages.
        """
        if not with_marks:
            return self._paired(self, commitment, history, [Words(lang) for lang in LANGUAGES])
        marking = replace(
            self, registry=MarkedRegistry(self.registry.parties, self.registry.exists, self.table)
        )
        marked = [MarkedWords(lang, self.table) for lang in LANGUAGES]
        facts = self._paired(marking, commitment, history, marked)
        texts = self.table.by_key()
        return [(self._label(label, texts), text) for label, text in facts]

    @staticmethod
    def _label(label: Text, texts: Mapping[str, Text]) -> Text:
        return Text(*(written_out(part, texts, lang) for part, lang in zip(label, LANGUAGES, strict=True)))

    @staticmethod
    def _paired(
        writer: FactWriter, commitment: Commitment, history: Sequence[Change], words: Sequence[Words]
    ) -> list[Fact]:
        en, vi = (list(writer._lines(commitment, history, one_language)) for one_language in words)
        if len(en) == len(vi):
            pairs = zip(en, vi, strict=True)
            return [(Text(first[0], second[0]), Text(first[1], second[1])) for first, second in pairs]
        only_en = [(Text(label, ""), Text(text, "")) for label, text in en]
        return [*only_en, *((Text("", label), Text("", text)) for label, text in vi)]

    def _lines(self, commitment: Commitment, history: Sequence[Change], words: Words) -> Lines:
        data, registry, kind = commitment.data, self.registry, commitment.kind
        yield words.say("Kind"), words.say(KIND[kind])
        yield words.say("Status"), status_label(commitment.status, kind, words)
        yield from prose_lines(field_label("summary", words), data.get("summary"), words)
        yield from prose_lines(field_label("deliverable", words), data.get("deliverable"), words)
        yield from party_lines(data.get("parties"), kind, registry, words)
        yield from self._date_lines(commitment, words)
        yield from milestone_lines(data.get("milestones"), registry, self.events, words)
        yield from occurrence_lines(data.get("repeats"), words)
        yield from self._link_lines(commitment, words)
        yield from update_lines(data.get("updates"), registry, words)
        yield from evidence_lines(data, words)
        yield from closing_lines(data.get("closing"), registry, words)
        scope = [in_language(part, words) for part in list_items(data.get("scope"))]
        yield from list_lines(field_label("scope", words), scope)
        yield from prose_lines(field_label("place", words), data.get("place"), words)
        yield from source_lines(data.get("source"), words)
        yield from other_lines(data, words)
        if not self.is_public:
            yield from own_lines(data)
        yield from list_lines(words.say("History"), self._history(commitment, history, words))
        yield words.say("File"), commitment.path

    def _date_lines(self, commitment: Commitment, words: Words) -> Lines:
        data = commitment.data
        label = made_on_label(commitment.kind, Words(words.lang))
        for name, heading in (("made_on", label[:1].upper() + label[1:]), ("due", field_label("due", words))):
            if name in data:
                yield heading, words.past(str(data[name]))
        yield from prose_lines(field_label("due_basis", words), data.get("due_basis"), words)
        if due_event := due_event_text(data.get("due_event"), self.events, words):
            yield field_label("due_event", words), due_event
        moves = change_texts(data.get("due_changes"), self.registry, words)
        yield from list_lines(field_label("due_changes", words), moves)
        if isinstance(term := data.get("in_force"), dict):
            texts = [text for text in (term_span_text(term, words), *renewal_texts(term, words)) if text]
            yield from list_lines(field_label("in_force", words), [" · ".join(texts)] if texts else [])
            yield from term_entry_lines(term, self.registry, words)
        for name in ("review_by", "met_on"):
            if name in data:
                yield field_label(name, words), words.past(str(data[name]))

    def _link_lines(self, commitment: Commitment, words: Words) -> Lines:
        for name in ("part_of", "depends_on", "superseded_by"):
            value = commitment.data.get(name)
            ids = [str(id) for id in list_items(value)] or ([str(value)] if isinstance(value, str) else [])
            yield from list_lines(field_label(name, words), [self._title(id, words) for id in ids])

    def _title(self, id: str, words: Words) -> str:
        other = self.titles.get(id)
        return f"{other.title(words.lang)} [{id}]" if other else id

    def _history(self, commitment: Commitment, history: Sequence[Change], words: Words) -> list[str]:
        shown = [change for change in history if not (self.is_public and change.field.startswith("x-"))]
        if not shown:
            return []
        # The day stands in for that of changes that no commit holds, which the lines do not name.
        report = ChangesReport(date.min, self.zone, shown, 0)
        return timeline(
            report, commitment.data, self.registry, words, self.events, with_authors=not self.is_public
        )


def packed_facts(
    facts: Sequence[Fact], labels: dict[Text, int], markup: Markup, with_marks: bool
) -> list[Any]:
    """Facts as the script reads them: the number of each label, and the texts under it, a line each.

    With marks a text holds both languages; without them both stand one after the other.
    """
    rows: list[list[Any]] = []
    for label, text in facts:
        number = labels.setdefault(Text(markup.clean(label.en), markup.clean(label.vi)), len(labels))
        en, vi = markup.clean(text.en), markup.clean(text.vi)
        texts = [shared_line(en, vi)] if with_marks else [en, vi]
        if rows and not label and len(rows[-1]) == 1 + len(texts):
            rows[-1][1:] = [f"{above}\n{below}" for above, below in zip(rows[-1][1:], texts, strict=True)]
        else:
            rows.append([number, *texts])
    return rows
