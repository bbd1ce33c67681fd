"""Telegram's HTML: https://core.telegram.org/bots/api#html-style, as strict as the real parser."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from tests.telegram_api.answers import ApiError

TYPES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "code": "code", "pre": "pre",
    "a": "text_link", "tg-spoiler": "spoiler", "blockquote": "blockquote", "span": "spoiler",
    "tg-emoji": "custom_emoji",
}  # fmt: skip
REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")


def units(text: str) -> int:
    """UTF-16 units, in which Telegram counts lengths and offsets."""
    return len(text.encode("utf-16-le")) // 2


def parse(html: str) -> tuple[str, list[dict[str, Any]]]:
    """The text without tags and its entities. Raises ApiError 400 for what Telegram would refuse."""
    text, entities, opened, at = "", [], [], 0
    while at < len(html):
        if html[at] != "<":
            end = html.find("<", at)
            end = len(html) if end < 0 else end
            text += REFERENCE.sub(lambda found: unescape(found[0]), html[at:end])
            at = end
            continue
        close = html.find(">", at)
        offset = len(html[:at].encode())
        if close < 0:
            raise _refused(f"Unclosed start tag at byte offset {offset}")
        tag, at = html[at + 1 : close], close + 1
        if tag.startswith("/"):
            if not opened:
                raise _refused(f"Unexpected end tag at byte offset {offset}")
            name, start = opened.pop()
            if tag[1:].strip() not in ("", name):
                raise _refused(
                    f'Unmatched end tag at byte offset {offset}, expected "</{name}>", found "<{tag}>"'
                )
            if units(text) > start:
                entities.append({"type": TYPES[name], "offset": start, "length": units(text) - start})
        else:
            name = tag.split()[0].lower() if tag.split() else ""
            if name not in TYPES:
                raise _refused(f'Unsupported start tag "{name}" at byte offset {offset}')
            opened.append((name, units(text)))
    if opened:
        raise _refused(f'Can\'t find end tag corresponding to start tag "{opened[-1][0]}"')
    return text, entities


def _refused(why: str) -> ApiError:
    return ApiError(400, f"Bad Request: can't parse entities: {why}")
