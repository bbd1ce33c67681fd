"""The sheet that the picture is drawn on: pixels from the upper left corner, bundled letters, hatched boxes."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from matplotlib import font_manager, get_data_path
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.patches import Rectangle
from PIL import Image
from PIL.PngImagePlugin import PngInfo

WIDTH, MARGIN = 1080, 44  # pixels: as wide as a phone's screen
INNER = WIDTH - 2 * MARGIN
_DPI = 150
_FONTS = Path(__file__).parent / "fonts"
_FAMILY = ["Tinos", "DejaVu Sans"]  # the second has signs that the first lacks; it comes with matplotlib
_FILES = {False: "Tinos-Regular.ttf", True: "Tinos-Bold.ttf"}
_ELSE = Path(get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
_HATCH_WIDTH = 2.2
_COLOURS = 64  # a few looks and their edges: a picture of a third of the size

for _name in _FILES.values():
    fontManager.addfont(str(_FONTS / _name))


@lru_cache(maxsize=2048)
def _width(size: float, bold: bool, text: str) -> float:  # most names come again with the next picture
    font = font_manager.get_font([str(_FONTS / _FILES[bold]), str(_ELSE)])
    font.set_size(size, _DPI)
    font.set_text(text)
    return float(font.get_width_height()[0]) / 64


@dataclass(frozen=True, slots=True)
class Look:
    """How a piece of a bar is filled: the same can be told by grey and hatching as by colour."""

    colour: str
    hatch: str = ""


@dataclass(frozen=True, slots=True)
class Type:
    """A size of letters, in points of 1/72 inch at 150 to the inch; `line` is the height of a line in pixels."""

    size: float
    bold: bool = False

    @property
    def line(self) -> int:
        """Pixels from one line to the next."""
        return round(self.size * _DPI / 72 * 1.18)

    def width(self, text: str) -> float:
        """How many pixels wide a text is."""
        return _width(self.size, self.bold, text)

    def fitted(self, text: str, width: float, lines: int = 1) -> list[str]:
        """The text in lines no wider than `width`, cut with a dot-dot-dot where it takes more than `lines`."""
        rows: list[str] = []
        used, blank = 0.0, self.width(" ")
        for word in text.split():
            own = self.width(word)
            if rows and used + blank + own <= width:
                rows[-1] += f" {word}"
                used += blank + own
            elif len(rows) == lines:
                return [*rows[:-1], self._cut(f"{rows[-1]} {word}…", width)]
            elif own > width:
                return [*rows, self._cut(word, width)]
            else:
                rows.append(word)
                used = own
        return rows

    def _cut(self, text: str, width: float) -> str:
        """The beginning of a text that is too wide, with the sign that it was cut."""
        if self.width(text) <= width:
            return text
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            fits = self.width(text[:middle].rstrip() + "…") <= width
            low, high = (middle, high) if fits else (low, middle - 1)
        return text[:low].rstrip() + "…"


class Sheet:
    """A white picture of a height in pixels."""

    def __init__(self, height: int) -> None:
        self.height = height
        self.figure = Figure(figsize=(WIDTH / _DPI, height / _DPI), dpi=_DPI, facecolor="white")

    def text(self, left: float, top: float, text: str, letters: Type, *, align: str = "left") -> None:
        """One line of text; `left` is where it begins, its middle or its end, as `align` says."""
        self.figure.text(
            left / WIDTH,
            1 - (top + letters.line * 0.8) / self.height,
            text,
            fontproperties=FontProperties(
                family=_FAMILY, size=letters.size, weight="bold" if letters.bold else "normal"
            ),
            ha=align,
            va="baseline",
            parse_math=False,  # wherever text that people typed is drawn: "$" is no formula
        )

    def box(self, left: float, top: float, width: float, height: float, look: Look, name: str = "") -> None:
        """A filled box with an edge; `name` tells it from the others on the sheet."""
        self.figure.add_artist(
            Rectangle(
                (left / WIDTH, 1 - (top + height) / self.height),
                width / WIDTH,
                height / self.height,
                transform=self.figure.transFigure,
                facecolor=look.colour,
                edgecolor="black",
                hatch=look.hatch,
                hatch_linewidth=_HATCH_WIDTH,
                linewidth=1.2,
                gid=name,
            )
        )

    def patch(self, left: float, top: float, width: float, height: float) -> None:
        """A white ground for a number on a hatched box."""
        self.figure.add_artist(
            Rectangle(
                (left / WIDTH, 1 - (top + height) / self.height),
                width / WIDTH,
                height / self.height,
                transform=self.figure.transFigure,
                facecolor="white",
                edgecolor="none",
            )
        )

    def rule(self, top: float) -> None:
        """A thin line from margin to margin."""
        self.box(MARGIN, top, INNER, 1, Look("#888888"))

    def png(self, title: str, description: str) -> bytes:
        """The picture, with its title and what it says in words inside the file."""
        said = PngInfo()
        said.add_text("Title", title)
        said.add_text("Description", description)
        out = io.BytesIO()
        self.image().quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
            out, "png", pnginfo=said
        )
        return out.getvalue()

    def image(self) -> Image.Image:
        """What is drawn so far."""
        drawn = io.BytesIO()
        self.figure.savefig(drawn, format="rgba")
        return Image.frombytes("RGBA", (WIDTH, self.height), drawn.getvalue()).convert("RGB")
