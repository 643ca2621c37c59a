"""A pull request and a history written by somebody hostile: neither `review` nor `audit` obeys or breaks."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from gitstory import GitStory
from hostile import READ, REFUSED, checked, commands_in

Run = Callable[..., Any]
Story = Callable[..., GitStory]
pytestmark = pytest.mark.usefixtures("no_git_settings")

TEXTS = [*READ, *REFUSED]
FORMATS = ["table", "json", "jsonl", "csv", "md", "github", "gitlab", "sarif", "junit"]


def written(text: str, other: str) -> str:
    """A record of which every field breaks some rule of change once `text` and `other` change places."""
    prose = {"en": f"{text}\n{text}", "vi": other}
    return json.dumps(
        {
            "id": text,
            "title": prose,
            "status": other,
            "made_on": text,
            "due": text,
            "source": {"document": text, "locator": other},
            "parties": [{"party": text, "role": "lead"}],
            "milestones": [{"id": text, "title": prose, "due": "2026-01"}, {"id": "m", "due": other}],
            "updates": [{"date": "2026-01-20", "by": other, "note": prose}],
            "due_changes": [{"date": text, "from": "2026", "to": other, "reason": prose}],
            "evidence": [{"title": text, "url": other}],
            "repeats": {"rule": other, "held": [{"occurrence": text}]},
        },
        ensure_ascii=False,
    )


@pytest.fixture(scope="module")
def hostile(git_story: Story) -> GitStory:
    """Every text as name, message, path and value, before and after."""
    story = git_story(checkout=False)
    for turn in (1, -1):
        for number, text in enumerate(TEXTS):
            one, other = (text, TEXTS[number - 1])[::turn]
            named = f"records/{text.replace('/', '_')}.yaml"
            files = {f"records/r{number}.yaml": written(one, other), named: written(text, one)}
            author = f"{text} <{text}>".replace("\n", " ").encode()
            story.commit({**files, f"schema/{number}{turn}": text}, message=f"{text}\n", author=author)
        if turn == 1:
            story.tag("begun")
    story.commit({f"records/r{number}.yaml": f"{text}: [" for number, text in enumerate(TEXTS[::3])})
    (story.root / "records").mkdir()
    (story.root / "records/a.yaml").write_text("id: a\n", encoding="utf-8")
    return story


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "command", [["review", "begun...main"], ["review", "begun"], ["audit"]], ids=" ".join
)
def test_what_is_told_cannot_attack(command: list[str], form: str, hostile: GitStory, run: Run) -> None:
    lang = ("en", "vi")[FORMATS.index(form) % 2]
    ran = run("--lang", lang, command[0], "-f", form, *command[1:], root=hostile.root)
    assert ran.status == 1, ran.err[-300:]
    checked(ran.out.replace("\r\n", "\n") if form == "csv" else ran.out, command)
    checked(ran.err, command)
    assert form in ("json", "jsonl", "github") or list(commands_in(ran.out)) == []
    assert form != "md" or len(ran.out) <= 65_536
    assert ran.err == ""


def test_a_screen_is_not_attacked(
    hostile: GitStory, on_a_screen: Run, without_colour: Callable[[str], str]
) -> None:
    for number, command in enumerate((["review", "begun...main"], ["audit"], ["review", "begun"])):
        ran = on_a_screen("--color", "always", *command, columns=(40, 80, 160)[number], root=hostile.root)
        assert ran.status == 1
        checked(without_colour(ran.out), command)
