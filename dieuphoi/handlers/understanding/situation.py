"""A message in its chat: who is spoken to, what is asked, which tasks are meant and where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from dieuphoi.handlers.understanding.asserted import asserted, quoted
from dieuphoi.handlers.understanding.described import WEAK, described, portrayed
from dieuphoi.handlers.understanding.known import Known
from dieuphoi.handlers.understanding.letters import plain_letters
from dieuphoi.handlers.understanding.reading import Reading
from dieuphoi.handlers.understanding.reported import Report, denied, left_open, reports
from dieuphoi.handlers.understanding.states import Standing, standing
from dieuphoi.handlers.understanding.words import book, cue, remembered
from dieuphoi.plan.results import State

_CENTRAL = re.compile(r"/(?:NĐ-CP|NQ-CP|QĐ-TTg|CT-TTg|QH\d+|TT-B\w+|NQ-UBTVQH\d*|QĐ-B(?!CĐ)\w+|NQ-TW)")


_WHERETO = re.compile(r"(?<!\w)(?:di|ra|toi|den|gui|len|xuong|ve|vao|vo|o|tai) $")


@remembered
def _usual(stuck: bool) -> frozenset[str]:
    """The words that may stand in a report that names no task."""
    lists = [book("states")[name] for name in book("states") if stuck or name != "missing"]
    text = " ".join(" ".join(phrases) for phrases in (*lists, book("addressing")["around"]))
    return frozenset(plain_letters(word) for word in re.findall(r"(?<!\\)[^\W\d_]+", text))


@dataclass
class Situation:
    """What the rules ask about a message; everything is worked out once, when first asked."""

    reading: Reading
    group: bool
    today: date
    known: Known

    @cached_property
    def codes(self) -> list[str]:
        """The codes of the tasks that are spoken of, each once, in order."""
        return list(dict.fromkeys(code for mark in self.reading.tasks for code in mark.codes))

    @property
    def named(self) -> bool:
        """Whether single tasks are named by their codes, not a whole appendix."""
        return any(mark.kind == "task" or not mark.value.whole for mark in self.reading.tasks)

    @property
    def guessed(self) -> bool:
        """Whether it is not sure which tasks are meant: too many, or some that the plan lacks."""
        return any(mark.kind == "span" and not mark.value.sure for mark in self.reading.tasks)

    @cached_property
    def described(self) -> str | None:
        """The one task that the words describe, when no code is there."""
        return self._description[0] if self._description else None

    @property
    def hardly_described(self) -> bool:
        """Whether a task is described by hardly more than one of its words."""
        return self._description is not None and self._description[1] < WEAK

    @cached_property
    def _description(self) -> tuple[str, float] | None:
        return None if self.codes else described(self.reading.plain, self.known.titles)

    @cached_property
    def tasks(self) -> list[str]:
        """The codes, or the described tasks."""
        if self.codes or not self.described:
            return self.codes
        told = [code for report in self.portrayed for code in report.tasks]
        return list(dict.fromkeys(told)) or [self.described]

    @cached_property
    def plain(self) -> str:
        """What is asserted, as long as the reading; where that reports nothing, all of it."""
        said = asserted(self.reading.plain)
        return said if said != self.reading.plain and self._reported(said) else self.reading.plain

    def says(self, *names: str) -> bool:
        """Whether a phrase of any of these lists stands in what is asserted."""
        return any(cue(name).search(self.plain) for name in names)

    @property
    def only_supposed(self) -> bool:
        """Whether what is told is no more than supposed or quoted."""
        supposed = self.reading.has("traps.conditional") or quoted(self.reading.plain)
        return supposed and self.plain == self.reading.plain

    def _reported(self, said: str) -> bool:
        told = standing(said)
        if told is None or told.promised:
            return False
        return "T" in said if self.codes else described(said, self.known.titles) is not None

    @cached_property
    def portrayed(self) -> list[Report]:
        """Several tasks that the words describe, each with where it stands."""
        return portrayed(self.plain, self.known.titles) if self.described else []

    @cached_property
    def to_bot(self) -> bool:
        """The bot is spoken to by name."""
        return self.reading.has("addressing.bot")

    @cached_property
    def to_person(self) -> bool:
        """Somebody else is spoken to: a name, "anh chị", "mọi người"."""
        return not self.to_bot and self.reading.has("addressing.person")

    @cached_property
    def question(self) -> bool:
        """Something is asked."""
        words = cue("intents.not_question").sub("", self.plain)
        return bool(cue("intents.question").search(words))

    @cached_property
    def reports(self) -> list[Report]:
        """Tasks with their states, as told."""
        return self.portrayed or reports(self.plain, self.reading.tasks)

    @property
    def mixed(self) -> bool:
        """Whether other tasks are named than those reported on, or some are asked about."""
        told = {code for report in self.reports for code in report.tasks}
        return bool(set(self.codes) - told) or left_open(self.plain, self.reading.tasks)

    def restate(self, state: State) -> None:
        """Take the one report of the message for this state, whatever the phrases said."""
        (report,) = self.reports
        told = report.standing or Standing(state, "words", len(self.reading.plain))
        self.reports = [Report(report.tasks, told._replace(state=state, by="words"))]
        self.standing = self.standing and self.standing._replace(state=state)

    @cached_property
    def denied(self) -> list[str]:
        """The tasks that are not meant: "không phải PL1-2"."""
        return denied(self.reading.plain, self.reading.tasks)

    @cached_property
    def standing(self) -> Standing | None:
        """The state that the message as a whole reports."""
        return standing(self.plain)

    @cached_property
    def promised(self) -> bool:
        """Nothing is reported as done or under way; it is only announced."""
        told = [report.standing for report in self.reports if report.standing]
        return bool(told) and all(one.promised for one in told)

    @cached_property
    def listed_state(self) -> State | None:
        """The state by which a list is wanted: one that is named, not "chưa xong" or what is still to do."""
        told = self.standing
        if told is None or told.by in ("planned", "unfinished", "partly", "taken_in", "hinted", "relieved"):
            return None
        planned = told.by in ("submitted", "done", "issued") and self.reading.of("quarter")
        if planned and not re.search(r"(?<!\w)(?:da|đã|vua|moi|roi|xong|duoc)(?!\w)", self.reading.plain):
            return None  # "việc trình HĐND quý IV" is what falls due then
        underway = re.search(r"(?<!\w)(?:đang|dang)(?!\w)", self.reading.plain)
        return None if told.by == "working" and not underway else told.state

    @cached_property
    def elsewhere(self) -> bool:
        """Another province is spoken of."""
        found = cue("provinces.names").search(self.reading.plain)
        if found is None or _WHERETO.search(self.reading.plain[: found.start()]):
            return False  # "gửi ra Hà Nội": where something goes to
        return not self._own(found[0])

    def _own(self, place: str) -> bool:
        return any(plain_letters(place) in plain_letters(task.title) for task in self.known.tasks)

    @cached_property
    def central(self) -> bool:
        """A document of the state's central bodies is cited."""
        return any(_CENTRAL.search(mark.value) for mark in self.reading.of("document"))

    @cached_property
    def strange(self) -> int:
        """How many words talk about neither a state nor courtesy, nor call the task as the office does."""
        words = (plain_letters(word) for word in re.findall(r"[^\W\d_A-Z]{2,}", self.plain))
        stuck = self.standing is not None and self.standing.by in ("missing", "blocked")
        called = self.known.titles.called(self.described) if self.described else ()
        return sum(word not in _usual(stuck) and word not in called for word in words)

    def _told(self, told: Standing) -> str:
        words = self.reading.typed(told.start, told.end)
        return f"state: {told.state} (states.{told.by}: “{words}” ({told.start}–{told.end}))"

    def why(self) -> tuple[str, ...]:
        """What was recognised, for people who ask why."""
        marks = (f"{mark.kind}: {mark.value}" for mark in self.reading.marks)
        state = (self._told(self.standing),) if self.standing else ()
        described = (f"described: {self.described}",) if self.described else ()
        return (f"read as: {self.reading.plain}", *marks, *described, *state)
