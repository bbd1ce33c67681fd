"""Texts that people could type to upset a document."""

from hypothesis import strategies as st

NASTY = (
    "=1+1",
    '=HYPERLINK("x")',
    "+84 900",
    "@SUM(A1)",
    "<b>đậm</b>",
    "a & b < c",
    "#let x = 1",
    '#sys.inputs "',
    "$x^2$ và 5$",
    r"$\frac{$",
    "_nghiêng_ *đậm* `mã` ~ @thẻ <nhãn>",
    r"\n \\ \u{1F600}",
    "dòng một\ndòng hai\r\ndòng ba\ttab",
    "{{ 7*7 }} {% raw %} {_{ x }_} {_% y %_} {# z #}",
    "שלום مرحبا",
    "\u202eđảo\u202c",
    "\x00\x07\x0c\x1b\ufffe\ud800",
    "_x0041_",
    "BEGIN:VALARM\nEND:VCALENDAR",
    "ỦY BAN — “trích dẫn” … ₫ 😀",
    "Nhiệm vụ rất dài " * 235,
    "x" * 4000,
)


def hostile() -> st.SearchStrategy[str]:
    """One of the above, several of them, or any text at all."""
    return (
        st.sampled_from(NASTY)
        | st.lists(st.sampled_from(NASTY), max_size=3).map(" ".join)
        | st.text(max_size=200)
    )
