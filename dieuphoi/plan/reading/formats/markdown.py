"""Markdown as plain text, line by line, so that each line keeps its number; pipe tables are rows already."""

from __future__ import annotations

import html
import re

# Without going back over blanks and dashes, of which a line may hold a million.
_SHOWS = re.compile(
    r"^ {0,3}#{1,6} +\S|^[ \t]*+\|?(?:[ \t]*+:?-{2,}+:?[ \t]*+\|)++(?:[ \t]*+:?-{2,}+:?)?+[ \t]*+$",
    re.MULTILINE,
)
_HEADING = re.compile(r"^ {0,3}#{1,6} +(.*)$")
_QUOTE = re.compile(r"^ {0,3}>+ ?")
_FENCE = re.compile(r"^ {0,3}(?:```|~~~).*$")
_LINK = re.compile(r"(!?)\[([^\[\]]{0,500})\]\((?:[^()\s]{0,500})(?: \"[^\"]{0,200}\")?\)")
_MARKED = re.compile(r"(?<![\w*\\])(\*{1,3}|_{1,3}|`+|~~)(?=\S)([^*_`~|]{1,1000}?)(?<=[^\s\\])\1(?!\w)")
_ESCAPED = re.compile(r"\\([-!\"#$%&'()*+,./:;<=>?@\[\]^_`{}~\\])")


def is_markdown(text: str) -> bool:
    """Whether a text has headings or table rules as Markdown writes them."""
    return _SHOWS.search(text) is not None


def without_marks(text: str) -> str:
    """The text without the marks of Markdown, on the same lines."""
    return "\n".join(map(_plain_line, text.replace("\r\n", "\n").replace("\r", "\n").split("\n")))


def _plain_line(line: str) -> str:
    if _FENCE.match(line):
        return ""
    line = _QUOTE.sub("", line)
    if heading := _HEADING.match(line):
        line = heading[1].rstrip(" #")
    line = _LINK.sub(lambda link: "" if link[1] else link[2], line)
    line = _MARKED.sub(r"\2", _MARKED.sub(r"\2", line))
    return html.unescape(_ESCAPED.sub(r"\1", line)).replace("\n", " ")
