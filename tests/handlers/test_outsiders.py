"""Whoever has no business here: every command, button and answer, in private and in an unbound group."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dieuphoi.handlers.commands import ANSWERS, COMMANDS, PRESSES
from dieuphoi.storage import dialogues
from dieuphoi.storage.tables import metadata
from tests.handlers.office import FOCALS, Scene, scene
from tests.stage import Stage

# What anybody's message leaves behind: the account that wrote, the question that it was asked.
_EVERYBODYS = {"address", "dialogue"}
PEOPLE = ("khach", "lan", "hoa", "tai", "minh", "an", "van")
ARGUMENTS = (
    "",
    "PL1-4",
    "4506/KH-UBND",
    "Sở Tài chính",
    "1/2022",
    "1",
    "PL1-4 15/3/2022",
    "đến 15/3",
    "gộp Sở Tài chính vào Sở Y tế",
)


def kept(scene: Scene) -> dict[str, list[Any]]:
    """All that the office keeps."""
    return {
        table.name: scene.tx.connection.execute(table.select()).all()
        for table in metadata.sorted_tables
        if table.name not in _EVERYBODYS
    }


def secrets(scene: Scene) -> list[str]:
    """What only those may read who belong here: the plan's tasks, and people's names."""
    titles = [scene.part(f"PL1-{n}").short_title for n in range(1, 8)]
    return [*titles, *(name for _agency, name in FOCALS.values()), "Đỗ An"]


def _tells(heard: str, secret: list[str]) -> list[str]:
    return [word for word in secret if word in heard]


@pytest.mark.parametrize("name", COMMANDS)
def test_no_command_of_an_outsiders_changes_or_tells_anything(office: Stage, name: str) -> None:
    with scene(office) as begun:
        before, secret = kept(begun), secrets(begun)
        for argument in ARGUMENTS:
            places = [("khach", "private"), ("khach", "other"), ("lan", "other"), ("an", "other")]
            for who, chat in places:
                heard = begun.say(who, f"/{name} {argument}".strip(), chat)
                assert _tells(heard, secret) == [], (who, chat, argument)
        assert kept(begun) == before


_NUMBER = st.one_of(st.integers(0, 12), st.integers(-5, 10**12), st.just(738200)).map(str)
_WORD = st.one_of(
    _NUMBER,
    st.sampled_from(["", "submitted", "done", "silence", "2022-Q1", "2022-Q9", "0badc0de", "on", "off", "x"]),
    st.text(max_size=6),
)
_PRESSED = st.tuples(st.sampled_from(sorted(PRESSES)), st.lists(_WORD, max_size=4)).map(
    lambda pair: ":".join([pair[0], *pair[1]])
)


@given(pressed=st.lists(_PRESSED, min_size=5, max_size=40))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_button_of_an_outsiders_changes_or_tells_anything(office: Stage, pressed: list[str]) -> None:
    with scene(office) as begun:
        before, secret = kept(begun), secrets(begun)
        for data in pressed:
            for who, chat in (("khach", "private"), ("khach", "other"), ("lan", "other"), ("an", "other")):
                heard = begun.press(who, data, chat)
                assert heard, data
                assert _tells(heard, secret) == [], data
        assert kept(begun) == before


@given(who=st.sampled_from(PEOPLE), chat=st.sampled_from(["private", "group", "other"]), pressed=_PRESSED)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_button_carries_is_answered(office: Stage, who: str, chat: str, pressed: str) -> None:
    with scene(office) as begun:
        begun.press(who, pressed, chat)  # a failure would be raised here


@given(
    who=st.sampled_from(PEOPLE),
    chat=st.sampled_from(["private", "group", "other"]),
    name=st.sampled_from(sorted(COMMANDS)),
    words=st.lists(st.one_of(st.sampled_from([a for a in ARGUMENTS if a]), _WORD), max_size=3),
)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_stands_after_a_command_is_answered(
    office: Stage, who: str, chat: str, name: str, words: list[str]
) -> None:
    with scene(office) as begun:
        begun.say(who, f"/{name} {' '.join(words)}", chat)


@pytest.mark.parametrize("step", ANSWERS)
@pytest.mark.parametrize(("who", "chat"), [("khach", "private"), ("khach", "other"), ("lan", "other")])
def test_no_answer_of_an_outsiders_reports_anything(office: Stage, step: str, who: str, chat: str) -> None:
    """A question that was open when somebody lost the right to answer it."""
    if step in ("agency", "name", "position", "phone", "seat"):
        return  # registering is for strangers
    with scene(office) as begun:
        before, secret = kept(begun), secrets(begun)
        key = f"console:{who if chat == 'private' else chat}:{who}"
        dialogues.begin(begun.tx, key, step, {"assignment": 4})
        heard = begun.say(who, "30/4/2022", chat)
        assert _tells(heard, secret) == []
        assert kept(begun) == before
