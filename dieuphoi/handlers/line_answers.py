"""An answer to a list, line by line: updates and requests for later deadlines in one message, by number or by code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from dieuphoi.handlers import (
    card,
    examples,
    extension_questions,
    extensions,
    percents,
    phrases,
    several,
    updates,
    which_plan,
)
from dieuphoi.handlers.hearing import QUERIES, codes, read
from dieuphoi.handlers.lines_in_view import View, in_view, own
from dieuphoi.handlers.messages import Message
from dieuphoi.handlers.one_answer import joined
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.proposals import Proposal
from dieuphoi.handlers.questions import Report, consider
from dieuphoi.handlers.recording import says_nothing_new
from dieuphoi.handlers.turn import Turn
from dieuphoi.handlers.understanding import Understood
from dieuphoi.handlers.understanding.clauses import clauses
from dieuphoi.handlers.understanding.lines import Said, opened, spoken
from dieuphoi.storage import tasks
from dieuphoi.wording import _

BARE = 3  # words: so short, a number beside them may as well count tasks


def answer(
    turn: Turn, text: str, view: View | None = None, file_id: int | None = None
) -> list[Message] | None:
    """The answer to a message that speaks of lines, or of several tasks in several ways; None for any other.

    `view` is the list that is meant, where it is known from before.
    """
    view = view or in_view(turn)
    number = opened(text)
    if number is not None:
        return _open(turn, view, number) if view else None
    said = spoken(text)
    if said is None:
        return _by_codes(turn, text, file_id)
    if all(one.every or not one.numbers for one in said) and (not view or _asks(turn, text)):
        return None
    if view is None:
        return [_of_which_list(turn, said)]
    return _Answers(turn, view, file_id).to(said)


def _open(turn: Turn, view: View, number: int) -> list[Message]:
    """The card of a line's task: one's own part of it, where there is one."""
    mine, here = own(turn, view, number)
    if not here:
        return [turn.reply(_no_line(view, number))]
    if len(mine) == 1 or len(here) == 1:
        return card.open_card(turn, [str((mine or here)[0].id)])
    return card.open_task(turn, [str(here[0].task_id)])


def _asks(turn: Turn, text: str) -> bool:
    return read(turn, text).intent in QUERIES


def _of_which_list(turn: Turn, said: Sequence[Said]) -> Message:
    number = next(number for one in said for number in one.numbers)
    text = _(
        "Line {n} of which list? Reply to the list itself, or write the task's code, e.g. “{code} 70%”; the lists: /viec, /quynay. Nothing was recorded."
    )
    return turn.reply(text.format(n=number, code=examples.code(turn)))


def _no_line(view: View, number: int) -> str:
    text = _("There is no line {n}: the list has {number} lines, from {first} to {last}.")
    return text.format(n=number, number=len(view.parts), first=view.first, last=view.last)


def _by_codes(turn: Turn, text: str, file_id: int | None) -> list[Message] | None:
    """ "PL1-3 xong, PL1-5 xin gia hạn sang quý I/2023": what one understanding of the whole can't tell apart."""
    said = [Said(part) for part in clauses(text)]
    if len(said) < 2:
        return None
    understood = [read(turn, one.words) for one in said]
    kinds = [one.intent for one in understood]
    plain = all(codes(one) and one.confidence >= updates.SURE for one in understood)
    if plain and set(kinds) == {"update", "task"}:
        return _told_and_asked(turn, dict(zip((one.words for one in said), understood, strict=True)), file_id)
    if not plain or "extend" not in kinds or set(kinds) - {"update", "extend"}:
        return None
    named = [code for one in understood for code in codes(one)]
    question = which_plan.ask_if_several(turn, named, lambda item: turn.may(Action.REPORT, item), file_id)
    return [question] if question else _Answers(which_plan.by_reply(turn, named), None, file_id).to(said)


def _told_and_asked(turn: Turn, parts: dict[str, Understood], file_id: int | None) -> list[Message]:
    """ "PL1-5 70%, PL1-4 xong chưa": what is reported is recorded, then what is asked is answered."""
    told = "; ".join(words for words, seen in parts.items() if seen.intent == "update")
    asked = dict.fromkeys(code for seen in parts.values() if seen.intent == "task" for code in codes(seen))
    reporting = _saying(turn, told)
    report = read(reporting, told)
    answers = percents.refused(reporting, report) or updates.report(reporting, report, file_id)
    return answers + [message for code in asked for message in card.find(turn, code)]


def _saying(turn: Turn, words: str) -> Turn:
    """The turn with only a part of what was said."""
    return replace(turn, incoming=replace(turn.incoming, text=words))


@dataclass
class _Answers:
    """What is to be recorded, asked for, asked about and refused, gathered statement by statement."""

    turn: Turn
    view: View | None
    file_id: int | None
    ready: list[Report] = field(default_factory=list)
    doubtful: list[Report] = field(default_factory=list)
    later: list[extension_questions.Want] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    others: list[int] = field(default_factory=list)  # lines of other agencies, where all are spoken of
    lines: dict[int, str] = field(default_factory=dict)  # numbers with the codes that they stand for

    def to(self, said: Sequence[Said]) -> list[Message]:
        """The answer to all of it, with the notices that follow."""
        for one in said:
            self._take(one)
        if self._may_count(said):
            self.doubtful, self.ready = [*self.ready, *self.doubtful], []
        unasked = [want for want in self.later if want.until is None or want.reason is None]
        answers = consider(self.turn, self.ready, sure=True, besides=self.doubtful, asking=not unasked)
        waits = any(self.turn.question(step) for step in ("sure", "whole"))  # one question at a time
        if self.later:
            answers += extension_questions.consider(self.turn, self.later, asking=not waits)
        if self.others:
            numbers = ", ".join(map(str, self.others))
            self.refused.append(
                _("Led by other agencies, left out: lines {numbers}.").format(numbers=numbers)
            )
        if not answers:
            self.refused.append(_("Nothing was recorded."))
        return joined(self.turn, answers, above=self._head(), below="\n".join(self.refused))

    def _take(self, one: Said) -> None:
        if one.vague:
            text = _(
                "“{words}” is not clear: lines {first} to {last}, or a task's code? Write e.g. “1, 2, 3 …”."
            )
            self.refused.append(text.format(words=one.words, first=one.numbers[0], last=one.numbers[-1]))
        elif one.every and self.view:
            for number in self.view.numbers:
                if number not in one.but:
                    self._of_line(self.view, number, one.words, every=True)
        elif one.numbers and self.view:
            for number in one.numbers:
                self._of_line(self.view, number, one.words)
        else:
            self._of_codes(one.words)

    def _of_line(self, view: View, number: int, words: str, *, every: bool = False) -> None:
        mine, here = own(self.turn, view, number)
        if not here:
            self.refused.append(_no_line(view, number))
        elif every and not (mine and mine[0].open):
            if not mine:
                self.others.append(number)
        elif not mine:
            self.refused.append(f"{number}. {updates.not_yours(here[0])}")
        elif len(mine) > 1:
            self.refused.append(f"{number}. {updates.several_parts(mine)}")
        else:
            self.lines[number] = phrases.code(mine[0], several=self.turn.several)
            self._of_task(mine[0], words, f"{number}. {self.lines[number]}", every=every)

    def _of_task(self, item: tasks.Item, words: str, label: str, *, every: bool) -> None:
        """What is said of one task, read as if its code had been written before it."""
        part = f"{item.code} {words}"
        understood = read(self.turn, part)
        if understood.intent == "extend" and not every:
            self.later.append(extensions.wanted(_saying(self.turn, part), understood, item))
            return
        found = several.reports(_saying(self.turn, part), understood, self.file_id)[0]
        report = found[0][1].for_task(item.id)
        if understood.intent != "update" or len(found) > 1 or not _says(report):
            self._unclear(label, words)
        elif any(item.id == other.id for other, _report in (*self.ready, *self.doubtful)):
            self.refused.append(
                _("{label}: said twice, in two ways; please send it alone.").format(label=label)
            )
            self.ready = [pair for pair in self.ready if pair[0].id != item.id]
            self.doubtful = [pair for pair in self.doubtful if pair[0].id != item.id]
        elif not every or not says_nothing_new(item, report):
            sure = understood.confidence >= updates.SURE and not every
            (self.ready if sure else self.doubtful).append((item, report))

    def _of_codes(self, words: str) -> None:
        understood = read(self.turn, words)
        said = _saying(self.turn, words)
        if understood.intent == "update":
            found, certain = several.reports(said, understood, self.file_id)
            sure = certain and understood.confidence >= updates.SURE
            for code, report in found:
                for item in self._named(code):
                    if _says(report):
                        (self.ready if sure else self.doubtful).append((item, report.for_task(item.id)))
                    else:
                        self._unclear(phrases.code(item, several=self.turn.several), words)
        elif understood.intent == "extend" and codes(understood):
            for code in codes(understood):
                self.later += [extensions.wanted(said, understood, item) for item in self._named(code)]
        else:
            self._unclear("", words)

    def _named(self, code: str | None) -> Iterator[tasks.Item]:
        item, refusal = updates.own_part(self.turn, code) if code else (None, "")
        if item is not None:
            yield item
        elif refusal:
            self.refused.append(refusal)

    def _unclear(self, label: str, words: str) -> None:
        text = _("“{words}” is not clear; write e.g. “done”, “70%”, “extension until 30/6”.").format(
            words=words[:100]
        )
        self.refused.append(f"{label}: {text}" if label else text)

    def _may_count(self, said: Sequence[Said]) -> bool:
        """Whether "3 xong, 5 chưa" of eight may mean how many, not which."""
        if self.view is None or len(said) < 2:
            return False
        short = all(len(one.numbers) == 1 and len(one.words.split()) <= BARE for one in said)
        return short and sum(one.numbers[0] for one in said) == len(self.view.parts)

    def _head(self) -> str:
        if not self.lines:
            return ""
        said = "; ".join(f"{number} = {code}" for number, code in sorted(self.lines.items()))
        return _("By the list: {lines}.").format(lines=said)


def _says(report: Proposal) -> bool:
    return report.state is not None or report.percent is not None or report.document_number is not None
