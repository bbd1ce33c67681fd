"""When two titles, or two lists of agencies, are the same for whoever checks a reading by hand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

TITLE_LETTERS = 40  # as much of a title as the answers give at most
LIKE_ENOUGH = 0.3  # of the shorter title's words, where the codes agree

# What agencies are called for short; written out before names are compared.
SHORT_NAMES = {
    "Sở Lao động - Thương binh và Xã hội": (
        "Sở LĐTBXH", "Sở LĐTB&XH", "Sở LĐ-TB&XH", "Sở LĐ-TBXH", "SLĐTBXH", "Sở Lao động, Thương binh và Xã hội",
        "Sở Lao động - TB&XH", "Sở Lao động TB & XH",
    ),
    "Sở Kế hoạch và Đầu tư": ("Sở KH&ĐT", "Sở KHĐT", "SKHĐT", "Sở KH và ĐT"),
    "Sở Nông nghiệp và Phát triển nông thôn": ("Sở NN&PTNT", "Sở NNPTNT", "SNN", "Sở NN và PTNT"),
    "Sở Nông nghiệp và Môi trường": ("Sở NN&MT", "Sở NNMT", "SNNMT", "Sở NN và MT"),
    "Sở Thông tin và Truyền thông": ("STTTT", "Sở TT&TT", "Sở TTTT"),
    "Sở Khoa học và Công nghệ": ("Sở KH&CN", "Sở KHCN", "SKHCN"),
    "Sở Giáo dục và Đào tạo": ("Sở GD&ĐT", "SGDĐT", "SGD&ĐT", "Sở GDĐT"),
    "Sở Văn hóa, Thể thao và Du lịch": ("Sở VH,TT&DL", "Sở VHTT&DL", "Sở VHTTDL"),
    "Sở Tài nguyên và Môi trường": ("Sở TN&MT", "Sở TNMT"),
    "Sở Giao thông vận tải": ("Sở GTVT",),
    "Sở Tài chính": ("STC",),
    "Sở Nội vụ": ("SNV",),
    "Sở Xây dựng": ("SXD",),
    "Sở Y tế": ("SYT",),
    "Sở Tư pháp": ("STP",),
    "Sở Công Thương": ("SCT",),
    "Văn phòng Ủy ban nhân dân tỉnh": ("VP UBND tỉnh", "VPUBND tỉnh", "Văn phòng UBND tỉnh"),
    "Đài Truyền hình Việt Nam": ("VTV",),
    "Đài Tiếng nói Việt Nam": ("VOV",),
    "Thông tấn xã Việt Nam": ("TTXVN",),
}  # fmt: skip
_WRITTEN_OUT = (
    (r"&", " và "),
    (r"…", " "),
    (r"\bubnd\b", "ủy ban nhân dân"),
    (r"\bhđnd\b", "hội đồng nhân dân"),
    (r"\bmttq ?vn\b", "mặt trận tổ quốc việt nam"),
    (r"\bmttq\b", "mặt trận tổ quốc"),
    (r"\btw\b", "trung ương"),
    (r"(?<=ủy ban nhân dân )h[. ] ?", "huyện "),
    (r"(?<=ủy ban nhân dân )tx[. ] ?", "thị xã "),
    (r"(?<=ủy ban nhân dân )tp[. ] ?", "thành phố "),
    (r"(?<=công an )h[. ] ?", "huyện "),
    (r"(?<=công an )tx[. ] ?", "thị xã "),
    (r"(?<=công an )tp[. ] ?", "thành phố "),
)
# A tone over the second vowel of an open oa, oe, uy is written over the first.
_TONED = re.compile(r"(?<!q)(o[aeàáảãạèéẻẽẹ]|u[yỳýỷỹỵ])(?!\w)")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_DASHES = re.compile("[-\u00ad\u2010-\u2015\u2212]")
_GROUP = re.compile(
    r"(và )?(các |những |một số |toàn thể |sở, ?ban|sở ban|sở, ngành|bộ, ngành|bộ ngành|ban, ngành|địa phương"
    r"|ủy ban nhân dân (các|cấp)|tập đoàn(?=,|$)|doanh nghiệp|tổ chức|đơn vị|cơ quan|hội, đoàn)"
)


def title_key(title: str | None) -> str:
    """A title without case, punctuation and more than one blank in a row."""
    return " ".join(re.sub(r"[\W_]+", " ", _DASHES.sub(" ", _plain(title))).split())


def begins(title: str | None, start: str | None) -> bool:
    """Whether a title begins with what the answer gives of it."""
    key = title_key(start)[:TITLE_LETTERS].rstrip()
    return bool(key) and title_key(title).startswith(key)


def alike(one: str | None, other: str | None) -> bool:
    """Whether two titles share so many words that the same code decides."""
    first, second = set(title_key(one).split()), set(title_key(other).split())
    smaller = min(len(first), len(second))
    return smaller > 0 and len(first & second) / smaller >= LIKE_ENOUGH


def agency_key(name: str) -> str:
    """An agency's name without differences of case, dashes, blanks, tone places and common abbreviations."""
    key = _DASHES.sub(" ", _plain(name))
    for pattern, written in _WRITTEN_OUT:
        key = re.sub(pattern, written, key)
    return " ".join(re.sub(r"\s*([,;])\s*", r"\1 ", key).split()).strip(" .;,:")


def aliases(more: Mapping[str, str]) -> dict[str, str]:
    """Keys of other names, to the key of the name that counts; `more` are a document's own."""
    known = {agency_key(short): agency_key(name) for name, shorts in SHORT_NAMES.items() for short in shorts}
    return known | {agency_key(other): agency_key(name) for other, name in more.items()}


def agency_set(names: Iterable[str], known: Mapping[str, str]) -> frozenset[str]:
    """The agencies as a set; a group counts by its parts, so that it may be joined or apart."""
    found: set[str] = set()
    for name in names:
        key = known.get(agency_key(name), agency_key(name))
        if _GROUP.match(key):
            found |= {f"group: {part}" for part in map(_part, re.split(r"[,;]| và ", key)) if part}
        elif key:
            found.add(key.removeprefix("và "))
    return frozenset(found)


def _part(text: str) -> str:
    return re.sub(r"^((và|các) )+", "", text.strip())


def _plain(text: str | None) -> str:
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text or "").casefold())
    text = re.sub("[\u200b\ufeff]", "", text.replace("\u00a0", " ").replace("\u202f", " "))
    return _TONED.sub(lambda pair: _tone_first(pair[0]), text)


def _tone_first(pair: str) -> str:
    apart = unicodedata.normalize("NFD", pair)
    tone = next((mark for mark in apart if mark in _TONES), "")
    first, second = apart.replace(tone, "") if tone else apart
    return unicodedata.normalize("NFC", first + tone + second)
