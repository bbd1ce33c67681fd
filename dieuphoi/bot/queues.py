"""`dieuphoi outbox resend` and `dieuphoi inbox retry`: what was set aside gets another chance."""

from __future__ import annotations

import sys
from typing import NoReturn

from dieuphoi.storage import aside
from dieuphoi.storage.database import Transaction
from dieuphoi.wording import _


def _refuse(message: str) -> NoReturn:
    sys.stderr.write(message + "\n")
    raise SystemExit(1)


def resend(tx: Transaction, number: int | None) -> None:
    """Let one message that was set aside be sent again, or all (None); ends with 1 where that can't be."""
    if number is not None:
        _only_if_failed(number, aside.message_status(tx, number))
    again = aside.resend(tx, number)
    if not again:
        sys.stdout.write(_("There is nothing to send again.") + "\n")
        return
    text = _(
        "To be sent again: {numbers}. A running bot does it at once, else the next start does. A reminder that is out of date is not sent; the next morning makes up for it."
    )
    sys.stdout.write(text.format(numbers=_named(again)) + "\n")


def _only_if_failed(number: int, status: str | None) -> None:
    match status:
        case "failed":
            return
        case None:
            _refuse(_("There is no message No. {n} in the outbox. See: dieuphoi doctor").format(n=number))
        case "sent":
            _refuse(_("Message No. {n} has been sent.").format(n=number))
        case "withdrawn":
            text = _("Message No. {n} was withdrawn: its chat is closed, or a newer message says it.")
            _refuse(text.format(n=number))
        case _:
            _refuse(_("Message No. {n} is waiting to be sent; there is nothing to do.").format(n=number))


def retry(tx: Transaction, number: int | None) -> None:
    """Let one update that was set aside be handled again, or all (None); ends with 1 where that can't be."""
    if number is not None:
        _only_if_set_aside(number, aside.update_status(tx, number))
    again = aside.retry(tx, number)
    if not again:
        sys.stdout.write(_("There is nothing to handle again.") + "\n")
        return
    text = _(
        "To be handled again: {numbers}. The senders were told that nothing was recorded; whoever has reported anew since will have reported twice, and can undo it."
    )
    sys.stdout.write(text.format(numbers=_named(again)) + "\n")


def _only_if_set_aside(number: int, status: str | None) -> None:
    match status:
        case "set_aside":
            return
        case None:
            _refuse(_("There is no message No. {n} in the inbox. See: dieuphoi doctor").format(n=number))
        case "handled":
            _refuse(_("Message No. {n} has been handled.").format(n=number))
        case _:
            _refuse(_("Message No. {n} is waiting to be handled; there is nothing to do.").format(n=number))


def _named(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers))
