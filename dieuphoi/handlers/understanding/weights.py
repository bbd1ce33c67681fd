"""What words weigh: how likely each meaning is by all that a message shows, learned from labelled messages.

weights/*.txt hold a line for each trait (see traits.py): the trait, then for every meaning how much it speaks for it,
in hundredths of a natural logarithm. `python -m bench learning --write` makes them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log

ALWAYS = "*"  # the trait that every message has: how frequent a meaning is


@dataclass(frozen=True)
class Weights:
    """The meanings, and for each trait what it says for each of them, in their order."""

    meanings: tuple[str, ...]
    of: dict[str, tuple[int, ...]]

    def likely(self, shown: Iterable[str]) -> dict[str, float]:
        """How likely each meaning is, as a natural logarithm: 0 is certain."""
        sums = list(self.of[ALWAYS])
        for trait in shown:
            if weights := self.of.get(trait):
                sums = [total + weight for total, weight in zip(sums, weights, strict=True)]
        most = max(sums)
        whole = log(sum(exp((total - most) / 100) for total in sums))
        return {name: (total - most) / 100 - whole for name, total in zip(self.meanings, sums, strict=True)}

    def telling(self, shown: Iterable[str], meaning: str, other: str) -> list[str]:
        """The few traits that speak most for a meaning against another, the strongest first."""
        here, there = self.meanings.index(meaning), self.meanings.index(other)
        known = {trait: self.of[trait] for trait in shown if trait in self.of}
        ranking = sorted(known, key=lambda trait: (known[trait][there] - known[trait][here], trait))
        return [trait for trait in ranking[:5] if known[trait][here] > known[trait][there]]


@cache
def weights(name: str) -> Weights:
    """The weights of "intents" or of "states"."""
    return read((files(__package__) / "weights" / f"{name}.txt").read_text(encoding="utf-8"))


def read(text: str) -> Weights:
    """The content of a file; its first line names the meanings."""
    head, *lines = text.splitlines()
    of = {}
    for line in lines:
        trait, *numbers = line.split("\t")
        of[trait] = tuple(map(int, numbers))
    return Weights(tuple(head.split("\t")[1:]), of)


def written(found: Weights) -> str:
    """The content of a file for weights: what `read` reads."""
    rows = (("trait", *found.meanings), *((trait, *numbers) for trait, numbers in sorted(found.of.items())))
    return "".join("\t".join(map(str, row)) + "\n" for row in rows)
