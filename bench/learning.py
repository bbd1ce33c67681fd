"""Learn anew what words weigh from the labelled messages, and see how well that holds on messages kept back.

For each set of messages: how many intents the words alone tell that were learned from all the other sets. With --write
the weights of all sets together are put where the bot reads them (see weights.py there).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from bench.understand import LABELLED, TODAY, known_to_the_bot
from dieuphoi.handlers.understanding import Known
from dieuphoi.handlers.understanding.recognise import recognise
from dieuphoi.handlers.understanding.situation import Situation
from dieuphoi.handlers.understanding.traits import traits
from dieuphoi.handlers.understanding.weights import ALWAYS, Weights, written

WEIGHTS = Path(__file__).parents[1] / "dieuphoi" / "handlers" / "understanding" / "weights"
ENOUGH = 0.85  # of the intents of a set kept back; the words are the second opinion, not the first
_AGAIN = 2  # a trait that was seen in one message only says nothing of others
_HOLDING = 0.6  # how strongly a weight is held to nothing: the fewer messages tell it, the more it counts
_STEPS, _STEP, _MOMENTUM = 400, 0.15, 0.9


class Example(NamedTuple):
    """What a message shows and what it means."""

    shown: frozenset[str]
    meaning: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whether to write."""
    parser.add_argument("--write", action="store_true", help="write the weights where the bot reads them")


def run(given: argparse.Namespace) -> tuple[dict[str, Any], bool]:
    """Gives the share of intents told right in each set kept back, and whether all are enough."""
    known = known_to_the_bot()
    sets = {file.stem: examples(file, known) for file in sorted(LABELLED.glob("messages*.jsonl"))}
    if given.write:
        for kind in ("intents", "states"):
            found = learned([example for one in sets.values() for example in one[kind]])
            (WEIGHTS / f"{kind}.txt").write_text(written(found), encoding="utf-8")
        return {"messages": sum(len(one["intents"]) for one in sets.values())}, True
    shares = {name: held_back(name, sets) for name in sets}
    return dict(shares), all(share >= ENOUGH for share in shares.values())


def examples(file: Path, known: Known) -> dict[str, list[Example]]:
    """What is to be learned of a file: the intents of all messages, the states of those that tell one."""
    found: dict[str, list[Example]] = {"intents": [], "states": []}
    for line in file.read_text(encoding="utf-8").splitlines():
        message = json.loads(line)
        reading = recognise(message["text"], TODAY, known)
        shown = traits(Situation(reading, message["chat"] == "group", TODAY, known))
        found["intents"].append(Example(shown, message["intent"]))
        if message["intent"] == "update" and (state := message["slots"].get("status")):
            found["states"].append(Example(shown, state))
    return found


def held_back(name: str, sets: dict[str, dict[str, list[Example]]]) -> float:
    """The share of a set's intents that are told right by what the other sets teach."""
    found = learned([example for other in sets if other != name for example in sets[other]["intents"]])
    right = 0
    for shown, meaning in sets[name]["intents"]:
        likely = found.likely(shown)
        right += max(likely, key=likely.__getitem__) == meaning
    return round(right / len(sets[name]["intents"]), 3)


def learned(told: Sequence[Example]) -> Weights:
    """Softmax regression over the traits of the examples: the weights by which they are best told, held small."""
    meanings = sorted({example.meaning for example in told})
    seen = Counter(trait for example in told for trait in example.shown)
    names = [ALWAYS, *sorted(trait for trait, times in seen.items() if times >= _AGAIN)]
    places = {name: place for place, name in enumerate(names)}
    shows = np.zeros((len(told), len(names)), dtype=np.float32)
    shows[:, 0] = 1
    means = np.zeros((len(told), len(meanings)), dtype=np.float32)
    for row, example in enumerate(told):
        shows[row, [places[trait] for trait in example.shown if trait in places]] = 1
        means[row, meanings.index(example.meaning)] = 1
    found = np.rint(100 * _fitted(shows, means)).astype(int)
    return Weights(
        tuple(meanings),
        {name: tuple(row) for name, row in zip(names, found.tolist(), strict=True) if any(row)},
    )


def _fitted(shows: Any, means: Any) -> Any:
    """Steepest descent with momentum, from nothing; the same every time."""
    weights = np.zeros((shows.shape[1], means.shape[1]), dtype=np.float32)
    speed = np.zeros_like(weights)
    for _step in range(_STEPS):
        scores = shows @ weights
        likely = np.exp(scores - scores.max(axis=1, keepdims=True))
        likely /= likely.sum(axis=1, keepdims=True)
        slope = (shows.T @ (likely - means) + _HOLDING * weights) / len(shows)
        speed = _MOMENTUM * speed + slope
        weights -= _STEP * speed
    return weights
