"""Lays out the files of a new register from the templates of the package. Writes nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from commitments.edits.forms.form_table import FormKind
from commitments.reading import schema
from commitments.reading.shipped_files import (
    SLOT,
    earlier_digests,
    plain_text,
    shipped_digest,
    template_bytes,
)
from commitments.version import __version__

OWN_RELEASE = f"commitments=={__version__}"
"""What CI installs unless somebody names another source of the tool."""


class Host(StrEnum):
    """A host of repositories, whose CI files a register gets."""

    GITHUB = "github"
    GITLAB = "gitlab"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class RegisterTerms:
    """What a new register is made of."""

    register: str
    language: str
    host: Host
    timezone: str | None = None
    dates: str | None = None
    tool: str = OWN_RELEASE
    sub_path: str = ""
    """The path from the top of the repository to the register, ending in `/`; empty at the top."""


class RegisterFile(NamedTuple):
    """A file of a register."""

    path: str
    data: bytes
    template: str = ""
    """The name of a file that is shipped as it is, and may be refreshed; empty for one made once."""
    at_top: bool = False
    """Whether the path starts at the top of the repository, and not at the register."""


_MADE_ONCE = ("commitments.toml", "README.md", "schema/parties.yaml", "schema/events.yaml")
_SHIPPED = {
    ".gitattributes": "register/gitattributes",
    ".gitignore": "register/gitignore",
    ".editorconfig": "register/editorconfig",
    ".vscode/settings.json": "register/vscode/settings.json",
    ".vscode/extensions.json": "register/vscode/extensions.json",
}
_PINS = {".ci/commitments.txt": "register/pins.txt"}
_FORMS = tuple(kind.value for kind in FormKind)
_SHIPPED_BY_HOST: Mapping[Host, Mapping[str, str]] = {
    Host.GITHUB: {
        **_PINS,
        ".github/workflows/commitments.yml": "register/github/commitments.yml",
        ".github/workflows/commitments-comment.yml": "github/comment.yml",
        ".github/workflows/commitments-forms.yml": "register/github/forms.yml",
        ".github/workflows/commitments-site.yml": "register/github/site.yml",
        **{f".github/ISSUE_TEMPLATE/{form}.yml": f"github/ISSUE_TEMPLATE/{form}.yml" for form in _FORMS},
        ".github/pull_request_template.md": "github/pull_request_template.md",
    },
    Host.GITLAB: {
        **_PINS,
        ".gitlab-ci.yml": "register/gitlab/gitlab-ci.yml",
        ".gitlab/commitments.yml": "gitlab/review.yml",
        ".gitlab/commitments-forms.yml": "register/gitlab/forms.yml",
        **{
            f".gitlab/issue_templates/{form}.md": f"register/gitlab/issue_templates/{form}.md"
            for form in _FORMS
        },
        ".gitlab/merge_request_templates/Default.md": "github/pull_request_template.md",
    },
    Host.NONE: {},
}
_OWNED_BY_HOST = {Host.GITHUB: ("/.github/",), Host.GITLAB: ("/.gitlab/", "/.gitlab-ci.yml"), Host.NONE: ()}

_SLOTTED = (
    "register/github/commitments.yml",
    "register/github/forms.yml",
    "register/github/site.yml",
    "register/gitlab/gitlab-ci.yml",
)
_RELEASE = re.compile(r'"commitments==[0-9][0-9A-Za-z.]*"')


def register_files(terms: RegisterTerms) -> Iterator[RegisterFile]:
    """The files of a register, those of its folder first; `records/` itself is no file."""
    for path in _MADE_ONCE:
        yield RegisterFile(path, _filled(f"register/{terms.language}/{path.rpartition('/')[2]}", terms))
    for name in schema.SCHEMAS:
        yield RegisterFile(f"schema/{name}", schema.schema_bytes(name), f"schema/{name}")
    for path, template in _SHIPPED.items():
        yield RegisterFile(path, template_bytes(template), template)
    for path, template in _SHIPPED_BY_HOST[terms.host].items():
        yield RegisterFile(path, _with_own_slots(template, terms), template, at_top=True)
    if terms.host is not Host.NONE:
        path = f".{terms.host}/CODEOWNERS"
        yield RegisterFile(path, _filled("register/CODEOWNERS", terms), at_top=True)


def refreshed(file: RegisterFile, standing: bytes, with_tool: bool) -> bytes | None:
    """The new text of a shipped file that stands in a register; None where somebody edited it.

    A file that a release shipped keeps the place of its register, and the source of the tool unless that is
    a release or `with_tool` gives another.
    """
    if not is_shipped(file.template, standing):
        return None
    kept = {name: value for _, name, value in SLOT.findall(plain_text(standing))}
    for name in ("TOOL", "COMMITMENTS"):
        if with_tool or _RELEASE.fullmatch(kept.get(name, "")):
            kept.pop(name, None)
    text = plain_text(file.data)
    if file.template in _SLOTTED:
        text = SLOT.sub(lambda slot: f"{slot[1]}{slot[2]}: {kept.get(slot[2], slot[3])}", text)
    return standing if text == plain_text(standing) else text.encode()


def is_shipped(template: str, data: bytes) -> bool:
    """Whether this or an earlier release shipped a file with this text, the values of its register aside."""
    digest = shipped_digest(data)
    return digest == shipped_digest(shipped_bytes(template)) or digest in earlier_digests().get(template, ())


def shipped_templates() -> list[str]:
    """The names of all files that are shipped as they are."""
    by_host = [template for files in _SHIPPED_BY_HOST.values() for template in files.values()]
    return sorted({*(f"schema/{name}" for name in schema.SCHEMAS), *_SHIPPED.values(), *by_host})


def shipped_bytes(template: str) -> bytes:
    """The bytes of a file that is shipped as it is, before a register fills in its values."""
    folder, _, name = template.partition("/")
    return schema.schema_bytes(name) if folder == "schema" else template_bytes(template)


def _filled(template: str, terms: RegisterTerms) -> bytes:
    """A template with the values of a register in its places."""
    root = f"/{terms.sub_path}".replace(" ", "\\ ")
    owned = "\n".join(f"{path}  @OWNER/maintainers" for path in _OWNED_BY_HOST[terms.host])
    values = {
        "@REGISTER@": terms.register,
        "@LANGUAGE@": terms.language,
        "@TIMEZONE@": _setting("timezone", terms.timezone, "Asia/Ho_Chi_Minh"),
        "@DATES@": _setting("dates", terms.dates, "dmy"),
        "@ROOT@": root,
        "@HOST@": owned,
    }
    text = plain_text(template_bytes(template))
    return re.sub("@[A-Z]+@", lambda place: values[place[0]], text).encode()


def _setting(name: str, value: str | None, example: str) -> str:
    """The line of a setting; a comment with an example where it has no value."""
    return f'{name} = "{value}"' if value else f'# {name} = "{example}"'


def _with_own_slots(template: str, terms: RegisterTerms) -> bytes:
    """A shipped file with the place of the register and the source of the tool."""
    if template not in _SLOTTED:
        return template_bytes(template)
    tool, root = (json.dumps(value, ensure_ascii=False) for value in (terms.tool, terms.sub_path or "."))
    values = {"TOOL": tool, "COMMITMENTS": tool, "ROOT": root, "COMMITMENTS_ROOT": root}
    text = plain_text(template_bytes(template))
    return SLOT.sub(lambda slot: f"{slot[1]}{slot[2]}: {values[slot[2]]}", text).encode()
