"""A text as Zalo takes it: plain, with runs of style beside it, so that nothing anybody typed can turn into markup."""

from __future__ import annotations

from typing import Any

from dieuphoi.handlers.messages import BOLD_OFF, BOLD_ON

TEXT = 2_000  # characters of a text, and of a picture's caption; we count UTF-16 units, which are never fewer


def styled(text: str) -> tuple[str, list[dict[str, Any]]]:
    """The text without our marks of bold, and `text_styles`: start and length in UTF-16 units, and the style."""
    plain: list[str] = []
    styles: list[dict[str, Any]] = []
    at, begun = 0, None
    for character in text:
        if character == BOLD_ON:
            begun = at if begun is None else begun
        elif character == BOLD_OFF:
            if begun is not None and at > begun:
                styles.append({"start": begun, "len": at - begun, "st": ["b"]})
            begun = None
        else:
            plain.append(character)
            at += 2 if ord(character) > 0xFFFF else 1
    if begun is not None and at > begun:
        styles.append({"start": begun, "len": at - begun, "st": ["b"]})
    return "".join(plain), styles
