"""What Telegram's updates say."""

from __future__ import annotations

import copy
import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dieuphoi.bot.channels.telegram.reading import Me, chat_key, read
from dieuphoi.handlers.messages import BOLD_OFF, BOLD_ON, Incoming
from tests.bot.telegram.payloads import NOTHING, SAID, Raw, message, text

ME = Me("700700", "dieuphoi_bot")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)


def said(incoming: Incoming) -> dict[str, Any]:
    """An Incoming's fields under the names of the table."""
    file, contact = incoming.attachment, incoming.contact
    return {
        "event": incoming.event.value,
        "at": incoming.at.isoformat(),
        "chat": incoming.chat.id,
        "private": incoming.chat.private,
        "thread": incoming.chat.thread,
        "title": incoming.chat.title,
        "sender": incoming.sender.id,
        "name": incoming.sender.name,
        "text": incoming.text,
        "message_id": incoming.message_id,
        "addressed": incoming.addressed,
        "reply_to": incoming.reply_to,
        "pressed": incoming.pressed,
        "pressed_on": incoming.pressed_on,
        "new": incoming.new_chat_id,
        "kind": file and file.kind,
        "file": file and file.name,
        "mime": file and file.mime,
        "size": file and file.size,
        "vendor_id": file and file.vendor_id,
        "phone": contact and contact.phone,
        "own": contact and contact.own,
        "album": incoming.album,
        "forwarded_from": incoming.forwarded_from,
    }


@pytest.mark.parametrize("label", SAID)
def test_an_update_says_what_it_says(label: str) -> None:
    raw, expected = SAID[label]
    incoming = read(raw, ME)
    assert incoming is not None
    found = said(incoming)
    assert {key: found[key] for key in expected} == expected


@pytest.mark.parametrize("label", NOTHING)
def test_what_concerns_nobody_is_passed_over(label: str) -> None:
    assert read(NOTHING[label], ME) is None


def test_before_the_bot_knows_its_name_nobody_mentions_it() -> None:
    incoming = read(text("@ ơi @dieuphoi_bot", {"id": -1, "type": "group"}), Me("700700"))
    assert incoming is not None
    assert not incoming.addressed


def test_the_order_is_kept_by_the_chat() -> None:
    keys = {label: chat_key(raw) for label, (raw, _) in SAID.items()}
    assert keys["private text"] == "telegram:5001"
    assert keys["group talk"] == "telegram:-4001"
    assert keys["a pressed button"] == "telegram:5001"
    assert keys["thrown out"] == "telegram:-4001"


@settings(deadline=None)
@given(st.text())
def test_any_text_comes_in_without_marks_and_control_characters(words: str) -> None:
    incoming = read(text(words), ME)
    found = incoming.text if incoming else ""
    assert not {BOLD_ON, BOLD_OFF} & set(found)
    assert all(c == "\n" or unicodedata.category(c) not in ("Cc", "Cs") for c in found)
    assert unicodedata.is_normalized("NFC", found)


@settings(deadline=None)
@given(st.text(alphabet=st.characters(categories=("L", "N", "P")), min_size=1))
def test_plain_words_come_in_unchanged(words: str) -> None:
    composed = unicodedata.normalize("NFC", words)
    incoming = read(text(composed), ME)
    assert incoming is not None
    assert incoming.text == composed


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([raw for raw, _ in SAID.values()] + list(NOTHING.values())), st.data())
def test_a_mutilated_update_never_crashes(raw: Raw, data: st.DataObject) -> None:
    broken = copy.deepcopy(raw)
    for _ in range(data.draw(st.integers(1, 3))):
        places = list(_places(broken))
        if not places:
            break
        holder, key = data.draw(st.sampled_from(places))
        if data.draw(st.booleans()):
            holder[key] = data.draw(JSON)
        else:
            del holder[key]
    found = read(broken, ME)
    assert found is None or (isinstance(found.text, str) and found.chat.id.lstrip("-").isdigit())
    assert chat_key(broken).startswith("telegram:")


@settings(deadline=None)
@given(JSON)
def test_what_is_no_update_never_crashes(content: object) -> None:
    assert all(read({kind: content}, ME) is None for kind in ("message", "callback_query", "my_chat_member"))


def test_reading_leaves_the_update_as_it_was() -> None:
    raw = message({"id": 1, "type": "private"}, text="x")
    before = json.dumps(raw)
    read(raw, ME)
    assert json.dumps(raw) == before


def _places(holder: Any) -> Any:
    """Every place in a JSON value that could be missing or hold something else."""
    keys = holder.keys() if isinstance(holder, dict) else range(len(holder))
    for key in list(keys):
        yield holder, key
        if isinstance(holder[key], dict | list):
            yield from _places(holder[key])
