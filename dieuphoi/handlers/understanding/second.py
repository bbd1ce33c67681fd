"""A second opinion: what a message means by all its words together, where the rules go by single phrases.

A rule sees its phrase and no more; the words weigh whatever else is said (see weights.py). Where they speak clearly for
another meaning they decide, and where they only doubt a write the bot asks before it writes.
"""

from __future__ import annotations

from functools import cached_property

from dieuphoi.handlers.understanding.asserted import quoted
from dieuphoi.handlers.understanding.intents import Decision
from dieuphoi.handlers.understanding.search import query
from dieuphoi.handlers.understanding.situation import Situation
from dieuphoi.handlers.understanding.traits import traits
from dieuphoi.handlers.understanding.weights import weights
from dieuphoi.plan.results import State

# How many times as likely as the rule's meaning another has to be, as natural logarithms (2.0: seven times).
_DOUBTED = 0.7
_UNKNOWN = 1.8  # for a query where no rule fits
_OVERRULED = 2.2
_ANOTHER = 3.5  # for another query than the rule's, or a write that is worded as a question
_UNWRITTEN = 1.5  # for none where a rule sees a write: rather ask once more than write what nobody said
_STATE_OVERRULED = 2.0
_WRITTEN = 3.5  # for a write where the rules see none
_TRAPPED = 5.0  # for anything where a rule has seen why it is none, and a report where it has seen a question
_TRAPS = ("trap", "hypothetical", "between people")
_ASKED = ("question", "help")
_CERTAIN = ("small talk", "announced")  # these rules have read the whole message
_SURE_STATE = (
    -0.35
)  # a state that no phrase names is taken from the words where they are sure by seven in ten
_WRITES = ("update", "extend", "undo", "register")
_NEAR = -2.3  # likely by one in ten
ASKED = 0.5  # so sure is a doubted write: the bot asks first


class Second:
    """What the words of one message say."""

    def __init__(self, it: Situation) -> None:
        self._it = it

    @cached_property
    def shown(self) -> frozenset[str]:
        """All that the message shows."""
        return traits(self._it)

    def settled(self, first: Decision) -> Decision:
        """The rule's decision, or the words' where they clearly say something else; a doubted write is less sure."""
        likely = weights("intents").likely(self.shown)
        best = max(likely, key=likely.__getitem__)
        ahead = likely[best] - likely[first.intent]
        if first.rule in _CERTAIN or best == first.intent or self._it.reading.has("intents.lacking"):
            return first
        if ahead > self._enough(first, best) and self._borne_out(best):
            return Decision(
                best,
                f"words, against {first.rule}",
                self._sure(likely[best]),
                (),
                self._why("intents", best, first.intent),
            )
        if ahead > _DOUBTED and first.intent in _WRITES:
            told = self._why("intents", best, first.intent)
            return first._replace(sure=min(first.sure, ASKED), words=(f"doubted: {best}", *told))
        return first

    @property
    def near(self) -> tuple[str, ...]:
        """The few intents, "none" left out, that are at all likely, the likeliest first."""
        likely = weights("intents").likely(self.shown)
        named = sorted(
            (name for name in likely if name != "none" and likely[name] > _NEAR), key=likely.__getitem__
        )
        return tuple(reversed(named[-3:]))

    def _enough(self, first: Decision, best: str) -> float:
        """How far ahead a meaning has to be."""
        if first.rule in _TRAPS:
            return _TRAPPED
        if first.intent in _WRITES:
            return self._against_a_write(first, best)
        if not first.known:
            return _OVERRULED if best in _WRITES else _UNKNOWN
        if best == "none":
            return _OVERRULED
        if best == "update" and first.rule in _ASKED:
            return _TRAPPED
        wanted = best in _WRITES and "?" not in self._it.reading.plain
        return _OVERRULED if wanted else _ANOTHER

    def _against_a_write(self, first: Decision, best: str) -> float:
        if best != "none":
            return _ANOTHER
        if first.intent != "update" or self._it.codes:
            return _UNWRITTEN
        if self._it.strange or self._it.described:
            return _DOUBTED
        return _ANOTHER  # "xong": nothing is said besides

    def _borne_out(self, intent: str) -> bool:
        """Whether the message holds what its meaning needs."""
        if intent == "update":
            told = self._told or self.state is not None
            forbidden = quoted(self._it.reading.plain) or self._it.reading.has("traps.dont")
            return bool(self._it.tasks) and told and not forbidden
        if intent == "search":
            return query(self._it.reading) is not None
        return intent != "extend" or bool(self._it.tasks)

    @property
    def _told(self) -> bool:
        return any(report.standing for report in self._it.reports)

    @staticmethod
    def _sure(likely: float) -> float:
        return 0.9 if likely > -0.1 else 0.7

    @cached_property
    def state(self) -> State | None:
        """The state that the words tell where no phrase does, or where they clearly tell another."""
        if len(self._it.reports) != 1 or self._it.mixed:
            return None  # what is said or asked of other tasks besides weighs nothing here
        likely = weights("states").likely(self.shown)
        best = max(likely, key=likely.__getitem__)
        told = self._it.reports[0].standing
        if told is None:
            return State(best) if likely[best] > _SURE_STATE else None
        if told.state is State.BLOCKED:  # what is stuck is said in plain words, whatever else is being done
            return None
        return State(best) if likely[best] - likely[told.state] > _STATE_OVERRULED else None

    def _why(self, name: str, meaning: str, other: str) -> tuple[str, ...]:
        telling = weights(name).telling(self.shown, meaning, other)
        return (f"words for {meaning}: " + ", ".join(f"“{trait}”" for trait in telling),)
