"""Reads the words back out of a PDF: its pages' strings, through each typeface's table of letters."""

import re
import zlib

_STREAM = re.compile(rb"stream\r?\n")
_INNER = rb"(?:\\.|[^\\()])"  # a string may hold further brackets as long as they come in pairs
_NESTED = rb"(?:" + _INNER + rb"|\((?:" + _INNER + rb"|\(" + _INNER + rb"*\))*\))*"
_STRING = re.compile(rb"/(f\d+) [\d.]+ Tf|\((" + _NESTED + rb")\)|<([0-9A-F]+)>|(ET)", re.DOTALL)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(.))", re.DOTALL)
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pages(pdf: bytes) -> list[str]:
    """The text of each page, its lines joined by blanks."""
    objects = {int(found[1]): found for found in re.finditer(rb"(\d+) 0 obj\n", pdf)}
    return [_page(pdf, objects, at.start()) for at in re.finditer(rb"<</Type/Page/", pdf)]


def _page(pdf, objects, start):
    page = pdf[start : pdf.find(b"endobj", start)]
    content = _stream(pdf, objects, _reference(page, b"Contents"))
    resources = _body(pdf, objects, _reference(page, b"Resources"))
    letters = {
        name: _letters(_stream(pdf, objects, _reference(_body(pdf, objects, int(number)), b"ToUnicode")))
        for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", resources)
    }
    text, current = [], {}
    for font, literal, hexadecimal, end in _STRING.findall(content):
        if font:
            current = letters[font]
        elif end:
            text.append(" ")
        else:
            codes = bytes.fromhex(hexadecimal.decode()) if hexadecimal else _ESCAPE.sub(_unescaped, literal)
            text += [current.get(codes[at : at + 2], "") for at in range(0, len(codes), 2)]
    return " ".join("".join(text).replace("\u200b", "").split())


def _reference(body, key):
    return int(re.search(rb"/" + key + rb" (\d+) 0 R", body)[1])


def _body(pdf, objects, number):
    start = objects[number].end()
    return pdf[start : pdf.find(b"endobj", start)]


def _stream(pdf, objects, number):
    start = _STREAM.search(pdf, objects[number].end()).end()
    return zlib.decompressobj().decompress(pdf[start:])


def _letters(table):
    """Which letters each code of a typeface stands for."""
    return {
        bytes.fromhex(code.decode()): bytes.fromhex(letters.decode()).decode("utf-16-be")
        for code, letters in re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", table)
    }


def _unescaped(found):
    octal, char = found.groups()
    return bytes([int(octal, 8)]) if octal else _NAMED.get(char, char)
