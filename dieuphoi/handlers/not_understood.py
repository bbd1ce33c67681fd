"""The answer to words that were not understood: what may have been meant is offered, else an example is given."""

from __future__ import annotations

from dieuphoi.handlers import examples, open_question
from dieuphoi.handlers.hearing import PLAIN
from dieuphoi.handlers.messages import Button, Message
from dieuphoi.handlers.permissions import Action
from dieuphoi.handlers.turn import Rows, Turn
from dieuphoi.handlers.understanding import Understood
from dieuphoi.handlers.understanding.codes import find as find_codes
from dieuphoi.handlers.understanding.reading import plain_text
from dieuphoi.handlers.understanding.words import cue
from dieuphoi.wording import _


def answer(turn: Turn, understood: Understood) -> list[Message]:
    """Small talk gets a short word in private; a question in no known form gets buttons, or an example."""
    if not turn.private and not turn.incoming.addressed:
        return []
    if understood.intent in ("task", "history"):
        text = _("Of which task? Write its code, e.g. “{code}”; all codes: /viec")
        return [turn.reply(text.format(code=examples.code(turn)))]
    named = [str(mark.value) for mark in find_codes(turn.incoming.text)]
    if understood.intent == "none" and understood.confidence >= PLAIN and named:  # a promise, a wish, hearsay
        text = _(
            "Nothing was recorded. Once there is something to report, write e.g. “{code} submitted” or “{code} 70%”."
        )
        return [turn.reply(text.format(code=named[0]))]
    if open_question.is_cancel(turn.incoming.text):
        return [
            turn.reply(_("No question is waiting; nothing was changed. To undo your last report: /hoantac"))
        ]
    if understood.intent == "none" and understood.confidence >= PLAIN:
        return [turn.reply(_courteous(turn.incoming.text))]
    offered = _offered(turn, understood)
    if offered:
        text = _(
            "I did not understand; nothing was recorded. Did you want one of these? All that I can do: /trogiup"
        )
        return [turn.reply(text, offered)]
    if not turn.who.agencies:
        text = _(
            "I did not understand. To look up: /quynay, /viec, /quahan, /tongketqua; all that I can do: /trogiup"
        )
        return [turn.reply(text)]
    example = examples.of(turn)
    if example.title and not example.own:
        text = _(
            "I did not understand; nothing was recorded. To comment on a task that you help with, write e.g. “{code} góp ý: …”; to ask: /quynay, /viec, /trogiup"
        )
        return [turn.reply(text.format(code=examples.helped(turn)))]
    text = _(
        "I did not understand; nothing was recorded. To report, write e.g. “{code} submitted” or “{code} 70%”; to ask: /quynay, /viec, /trogiup"
    )
    return [turn.reply(text.format(code=example.code))]


def _courteous(text: str) -> str:
    """The answer to small talk: a greeting is returned, thanks are taken."""
    said = plain_text(text)
    if cue("spoken.thanks").search(said):
        return _("You are welcome. To look things up: /quynay, /viec; how to report: /trogiup")
    if cue("spoken.greetings").match(said):
        return _("Hello. To look things up: /quynay, /viec; how to report: /trogiup")
    return _("All right. To look things up: /quynay, /viec; how to report: /trogiup")


def _offered(turn: Turn, understood: Understood) -> Rows:
    """A button for each question that may have been meant; of what records something none is offered unasked."""
    questions = {
        "due": ("quynay", _("Due this quarter")),
        "overdue": ("quahan", _("Overdue")),
        "tasks": ("viec", _("Our tasks")),
        "summary": ("tongketqua", _("Totals of results")),
        "report": ("baocao", _("Report to sign")) if turn.may(Action.SEE_TOTALS) else None,
        "help": ("trogiup", _("How to use the bot")),
    }
    found = [questions.get(intent) for intent in understood.near]
    return [[Button(one[1], f"do:{one[0]}")] for one in found if one]
