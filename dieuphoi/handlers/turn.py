"""One message being handled: the open transaction, who wrote, where, and the plans in view there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dieuphoi.handlers.messages import Button, Chat, Incoming, Lines, Message, Rank
from dieuphoi.handlers.office import Office
from dieuphoi.handlers.permissions import CHANGES, Action, Place, Role, may
from dieuphoi.storage import dialogues, involved, parts, people, plans, rooms, rules, shown, tasks
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.people import Who
from dieuphoi.wording import _

Rows = Sequence[Sequence[Button]]


@dataclass(frozen=True, slots=True)
class Turn:
    """Everything that a handler needs to answer one message."""

    tx: Transaction
    incoming: Incoming
    who: Who
    office: Office
    place: Place
    plans: tuple[plans.Plan, ...]
    pressed_on: int | None = None  # the outbox number of the message whose button was pressed
    several: bool = (
        False  # whether tasks of several plans are spoken of here, so that each is said with its plan
    )

    @property
    def today(self) -> date:
        """The local day."""
        return self.tx.now.date()

    @property
    def later(self) -> datetime | None:
        """The next opening, where the bot may not speak of its own accord now; None where it may."""
        hours, calendar = self.office.hours, rules.working_days(self.tx)
        return None if hours.open_at(self.tx.now, calendar) else hours.next_opening(self.tx.now, calendar)

    @property
    def private(self) -> bool:
        """Whether only the sender and the bot are here."""
        return self.place is Place.PRIVATE

    @property
    def plan_ids(self) -> tuple[int, ...]:
        """The keys of the plans in view."""
        return tuple(plan.id for plan in self.plans)

    @property
    def dialogue_key(self) -> str:
        """What a dialogue with this person in this chat is kept under."""
        return f"{self.incoming.chat.key}:{self.incoming.sender.id}"

    def roles(self, item: tasks.Item | None = None) -> list[Role]:
        """The sender's roles, in regard to a task where one is given: by the agency, and besides by an office."""
        found = [Role(self.who.role)] if self.who.role else []
        if self.who.agencies:
            found.append(self._focal(item))
        return found or [Role.STRANGER]

    def _focal(self, item: tasks.Item | None) -> Role:
        """What a focal point is to a task."""
        if item is None:
            return Role.FOCAL_OTHER
        if involved.is_lead(self.tx, item.id, self.who.agency_ids) is not None:
            return Role.FOCAL_LEAD
        return Role.FOCAL_OTHER if self.helping(item) is None else Role.FOCAL_COORDINATING

    def sees(self, plan_id: int) -> bool:
        """Whether a plan may be spoken of here: in private each, closed ones too; in a group its own."""
        return self.private or plan_id in self.plan_ids

    def may(self, action: Action, item: tasks.Item | None = None) -> bool:
        """Whether the sender may do it here, in any of their roles."""
        if item is not None and item.ended and action in CHANGES:
            return False
        return any(may(role, action, self.place) for role in self.roles(item))

    def helping(self, item: tasks.Item) -> int | None:
        """The sender's agency that works with the lead on a task, or was asked for its part; None where none does."""
        agency_ids = self.who.agency_ids
        if not agency_ids or involved.is_lead(self.tx, item.id, agency_ids) is not None:
            return None
        asked = parts.asked_of(self.tx, item.id, agency_ids)
        return asked if asked is not None else involved.coordinates(self.tx, item.task_id, agency_ids)

    def reply(
        self,
        text: str,
        buttons: Rows = (),
        *,
        edit: bool = False,
        about: Sequence[int] = (),
        lines: Lines | None = None,
        kind: str = "reply",
    ) -> Message:
        """An answer in the chat that the message came from; `edit` replaces the message that was pressed on."""
        return Message(
            to=self.incoming.chat,
            text=text,
            buttons=tuple(tuple(row) for row in buttons),
            edits=self.pressed_on if edit else None,
            about=tuple(about),
            lines=lines,
            kind=kind,
        )

    def about_of(self, vendor_id: str) -> list[int]:
        """The assignments that a message of the bot's in this chat speaks of."""
        found = shown.find_by_vendor_id(self.tx, self.incoming.chat.key, vendor_id)
        return list(found["about"]) if found else []

    def ask(self, step: str, **data: Any) -> str:
        """Wait for an answer to a question; gives the mark that the question's buttons carry.

        A question about something else that is open waits under it, and is open again afterwards.
        """
        before = dialogues.current(self.tx, self.dialogue_key)
        beside = before is not None and not _goes_on(before, step, data)
        return dialogues.begin(self.tx, self.dialogue_key, step, data, beside=beside)

    def question(self, step: str, mark: str | None = None) -> dialogues.Dialogue | None:
        """The open question of this kind, and of this mark where a button brought one; None where it is closed.

        A button takes up its own question where that waits under another.
        """
        if mark is not None:
            dialogues.take_up(self.tx, self.dialogue_key, mark)
        found = dialogues.current(self.tx, self.dialogue_key)
        if found is None or found.step != step or mark not in (None, found.mark):
            return None
        return found

    def in_words(self, question: str) -> str:
        """A question that is answered in words: in a group the bot hears only what is said to it."""
        if self.private:
            return question
        return question + "\n" + _("Answer by replying to this message.")

    def done_asking(self) -> None:
        """The open question is answered, or given up; one that was left for it is open again."""
        dialogues.end(self.tx, self.dialogue_key)


# Questions that follow one another, so that the next step takes the place of the one before.
_FLOWS = (
    ("consent", "agency", "name", "position", "phone"),
    ("part_agency", "part_what", "part_until", "part_beyond"),
    ("event_day", "event_due"),
    ("plan_text", "draft_row", "draft_value", "draft_head"),
    ("agency_change", "take_over"),
    ("rules_of", "rule", "pause"),
    ("stand_in_days", "stand_in_who", "stand_in_sure"),
)


def _goes_on(before: dialogues.Dialogue, step: str, data: dict[str, Any]) -> bool:
    """Whether a question is the next one of the same matter."""
    same = any(before.step in flow and step in flow for flow in _FLOWS)
    return same and all(before.data.get(key) == data.get(key) for key in ("assignment", "draft"))


def leave_button(mark: str) -> Button:
    """The button that drops a question."""
    return Button(_("Cancel"), f"n:{mark}")


def to_people(
    tx: Transaction, person_ids: Sequence[int], text: str, buttons: Rows = (), *, about: Sequence[int] = ()
) -> list[Message]:
    """A notice to people in private, on the first channel that each can be reached on."""
    accounts = people.accounts(tx, person_ids)
    return [
        Message(
            to=Chat(channel, external_id, private=True),
            text=text,
            buttons=tuple(tuple(row) for row in buttons),
            rank=Rank.NOTICE,
            kind="notice",
            about=tuple(about),
        )
        for person_id in person_ids
        for channel, external_id in accounts.get(person_id, [])[:1]
    ]


def to_coordinators(
    tx: Transaction, text: str, buttons: Rows = (), *, besides: int | None = None
) -> list[Message]:
    """A notice to every coordinator, but for one who knows already."""
    ids = [person_id for person_id in people.with_role(tx, Role.COORDINATOR) if person_id != besides]
    return to_people(tx, ids, text, buttons)


def in_room(room: rooms.Room) -> Chat:
    """A plan's group, or the topic of it, as a place to post in."""
    return Chat(room.channel, room.external_id, private=False, thread=room.thread, title=room.title)


def place_of(tx: Transaction, chat: Chat) -> tuple[Place, tuple[plans.Plan, ...]]:
    """Where a chat is, and the plans in view there: a bound group's own, all that are open in private."""
    if chat.private:
        return Place.PRIVATE, tuple(plans.running(tx))
    bound = [room for room in rooms.in_chat(tx, chat.channel, chat.id) if room.plan_id is not None]
    found = [plan for room in bound if room.plan_id and (plan := plans.get(tx, room.plan_id))]
    return (Place.BOUND_GROUP, tuple(found)) if found else (Place.FOREIGN_GROUP, ())
