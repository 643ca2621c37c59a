"""Which messages the package holds, and which of them are translated: updates and compiles the catalogues.

Must not translate, guess or keep what the code no longer says; what is left to do is printed.

    python tests/locale/catalogue.py

updates each `.po` below `commitments/locale` from the code and compiles it; the exit status is 1 where
a message has no translation yet.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parents[2] / "commitments"
DOMAIN = "commitments"

Id = str | tuple[str, str]
"""A message, or its singular and plural."""
Translations = Mapping[Id, str | tuple[str, ...]]

_COMMENT = """\
# Messages of commitments in this language. After a message has changed in the code, run
#     python tests/locale/catalogue.py
# and translate what it names, then run it again to compile."""


class Found(NamedTuple):
    """A message where it stands in the code."""

    id: Id
    path: str
    line: int


class _Undated(Catalog):
    """A catalogue whose header tells no day and no tool, so that the same messages are the same bytes."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Project-Id-Version", DOMAIN),
            ("Language", str(self.locale_identifier)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Plural-Forms", self.plural_forms),
            ("Content-Transfer-Encoding", "8bit\n"),
        ]


def po_files(package: Path = PACKAGE) -> list[Path]:
    """The catalogues that people edit."""
    return sorted(package.glob(f"locale/*/LC_MESSAGES/{DOMAIN}.po"))


def messages_in_package(package: Path = PACKAGE) -> list[Found]:
    """Every message of the package, in the order of its files and lines."""
    return [
        found
        for path in sorted(package.rglob("*.py"))
        for found in messages_in(path.read_text("utf-8"), path.relative_to(package.parent).as_posix())
    ]


def messages_in(code: str, path: str) -> list[Found]:
    """The messages of one file: `N_("…")`, `….say("…")`, `….count(n, "one", "many")`."""
    calls = (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call))
    found = [Found(id, path, call.lineno) for call in calls if (id := _message(call)) is not None]
    return sorted(found, key=lambda item: item.line)


def _message(call: ast.Call) -> Id | None:
    if isinstance(call.func, ast.Name) and call.func.id == "N_":
        return _literal(call.args[:1])
    if not isinstance(call.func, ast.Attribute):
        return None
    if call.func.attr == "say":
        return _literal(call.args[:1])
    if call.func.attr == "count" and len(call.args) == 3:
        one, many = _literal(call.args[1:2]), _literal(call.args[2:])
        return (one, many) if one and many else None
    return None


def _literal(arguments: Sequence[ast.expr]) -> str | None:
    value = getattr(arguments[0], "value", None) if arguments else None
    return value if isinstance(value, str) and value else None


def lang_of(po: Path) -> str:
    """The language of a catalogue, which is the name of its folder."""
    return po.parents[1].name


def translations_in(text: str) -> dict[Id, str | tuple[str, ...]]:
    """What is translated in a `.po`, fuzzy and empty ones left out."""
    catalog = read_po(io.BytesIO(text.encode()))
    return {_id(item): _string(item) for item in catalog if item.id and not item.fuzzy and _is_whole(item)}


def _id(message: Message) -> Id:
    return message.id if isinstance(message.id, str) else (message.id[0], message.id[1])


def _string(message: Message) -> str | tuple[str, ...]:
    return message.string if isinstance(message.string, str) else tuple(message.string or ())


def _is_whole(message: Message) -> bool:
    string = _string(message)
    return bool(string) and (isinstance(string, str) or all(string))


def catalogue(lang: str, found: Sequence[Found], known: Translations) -> Catalog:
    """The messages of the code, each with its translation where there is one."""
    made = _Undated(locale=lang, domain=DOMAIN, header_comment=_COMMENT, charset="utf-8", fuzzy=False)
    for file in found:
        made.add(file.id, known.get(file.id, ""), locations=[(file.path, file.line)])
    return made


def po_text(made: Catalog) -> str:
    """A catalogue as people edit it; lines are not named, so that moved code changes nothing."""
    kept = io.BytesIO()
    write_po(kept, made, width=0, include_lineno=False)
    return re.sub(r"\n+\Z", "\n", kept.getvalue().decode())


def mo_bytes(made: Catalog) -> bytes:
    """A catalogue as the program reads it."""
    kept = io.BytesIO()
    write_mo(kept, made)
    return kept.getvalue()


def untranslated(found: Sequence[Found], known: Translations) -> list[Found]:
    """The messages that have no translation, each where it stands first."""
    first = {item.id: item for item in reversed(found)}
    return sorted((item for item in first.values() if item.id not in known), key=lambda item: item[1:])


def orphaned(found: Sequence[Found], known: Translations) -> dict[Id, str | tuple[str, ...]]:
    """Translations of what the code no longer says."""
    said = {item.id for item in found}
    return {id: text for id, text in known.items() if id not in said}


def update(po: Path, found: Sequence[Found]) -> Iterator[str]:
    """Write a `.po` and its `.mo` anew; tells what was dropped and what is still to translate."""
    known = translations_in(po.read_text("utf-8"))
    made = catalogue(lang_of(po), found, known)
    po.write_text(po_text(made), "utf-8", newline="\n")
    po.with_suffix(".mo").write_bytes(mo_bytes(made))
    for id, text in orphaned(found, known).items():
        yield f"dropped from {lang_of(po)}: {id!r} was {text!r}"
    for file in untranslated(found, known):
        yield f"{file.path}:{file.line}: not translated into {lang_of(po)}: {file.id!r}"


def main() -> int:
    """Update and compile every catalogue; 1 where something is left to translate."""
    found = messages_in_package()
    told = [line for po in po_files() for line in update(po, found)]
    count = len({item.id for item in found})
    sys.stdout.write("".join(f"{line}\n" for line in (*told, f"{count} messages")))
    return 1 if any("not translated" in line for line in told) else 0


if __name__ == "__main__":
    sys.exit(main())
