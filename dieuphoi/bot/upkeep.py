"""`dieuphoi db …` and `dieuphoi doctor`: looking after the database, and saying what is wrong and what to do."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from dieuphoi.bot import own_papers, own_words
from dieuphoi.bot.channels import Undelivered
from dieuphoi.bot.lock import only_one
from dieuphoi.bot.office_setup import prepare
from dieuphoi.bot.settings import Settings, SettingsError
from dieuphoi.bot.wires import Wire, wires_of
from dieuphoi.handlers.linking import channel_name
from dieuphoi.storage import files, inbox, outbox, people, plans, rooms, upkeep
from dieuphoi.storage.database import Database, Transaction
from dieuphoi.wording import _

differences = upkeep.differences
PATIENCE = 15.0  # seconds for a vendor's answer
NAMED = 10  # of what was set aside; the rest is counted


def _fail(message: str) -> NoReturn:
    sys.stderr.write(message + "\n")
    raise SystemExit(1)


def check(wrong: list[str], *, as_json: bool) -> None:
    """Say which states do not follow from their log; ends with 1 where there are any."""
    if as_json:
        sys.stdout.write(json.dumps({"differences": wrong}) + "\n")
    elif not wrong:
        sys.stdout.write(_("Every state follows from its log.") + "\n")
    if wrong:
        _fail(_("States that do not follow from their log: {codes}").format(codes=", ".join(wrong)))


def _sqlite_file(settings: Settings) -> Path:
    if not settings.database_url.startswith("sqlite:///"):
        _fail(_("This is for SQLite. For PostgreSQL use pg_dump and pg_restore."))
    return Path(settings.database_url.removeprefix("sqlite:///"))


def backup(settings: Settings, file: Path) -> None:
    """Copy the database into a file; the copy is checked before it gets its name."""
    _copy(_sqlite_file(settings), file)
    sys.stderr.write(_("Backed up to {file}.").format(file=file) + "\n")


def restore(settings: Settings, file: Path) -> None:
    """Put a backup in the database's place; what was there is kept beside it as .before-restore.

    Raises SettingsError while a bot works with the database.
    """
    target = _sqlite_file(settings)
    if not file.exists():
        _fail(_("There is no file {file}.").format(file=file))
    with only_one(target):
        if target.exists():
            _copy(target, target.with_name(target.name + ".before-restore"))
        restored = target.with_name(target.name + ".restored")
        _copy(file, restored)  # checked before anything of the old database goes
        for ending in ("-wal", "-shm"):
            target.with_name(target.name + ending).unlink(missing_ok=True)
        restored.replace(target)
    sys.stderr.write(_("Restored from {file}.").format(file=file) + "\n")


def _copy(source: Path, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        upkeep.copy(source, target)
    except OSError as error:
        _fail(_("{file}: {why}").format(file=source, why=error.strerror))
    except upkeep.SQLITE_ERROR:
        _fail(_("{file} is not a sound SQLite database.").format(file=source))


def doctor(settings: Settings, *, as_json: bool) -> None:
    """Look at everything that the bot needs; ends with 1 where something has to be done."""
    database, clock = Database(settings.database_url), settings.clock()
    prepare(database, clock)
    with database.begin(clock.now()) as tx:
        findings = [
            *_channels(tx, settings),
            *_words(tx, settings),
            *_papers(settings),
            *_office(tx),
            *_queues(tx),
        ]
    database.close()
    if as_json:
        sys.stdout.write(json.dumps(findings, ensure_ascii=False, indent=1) + "\n")
    else:
        well, ill = _("All right"), _("To be mended")
        sys.stdout.writelines(f"{well if f['ok'] else ill}: {f['what']}\n" for f in findings)
    raise SystemExit(0 if all(finding["ok"] for finding in findings) else 1)


def _finding(ok: bool, what: str) -> dict[str, Any]:
    return {"ok": ok, "what": what}


def _channels(tx: Transaction, settings: Settings) -> list[dict[str, Any]]:
    """Each channel: whether its vendor answers the bot, and how its month stands."""
    wires = list(wires_of(settings))
    if not wires:
        text = _("No token (DIEUPHOI_TELEGRAM_TOKEN, DIEUPHOI_ZALO_TOKEN); the local web chat is served")
        return [_finding(True, text)]
    found = asyncio.run(_asked(wires))
    found += [_used(tx, wire) for wire in wires if wire.channel.limits.per_month]
    if settings.zalo_token and not (settings.pages_url or settings.webhook_url):
        text = _(
            "Zalo sends no files: set DIEUPHOI_PAGES_URL or DIEUPHOI_WEBHOOK_URL, so that reports and evidence can be opened as links"
        )
        found.append(_finding(False, text))
    return found


async def _asked(wires: Sequence[Wire]) -> list[dict[str, Any]]:
    return [await _answers(wire) for wire in wires]


async def _answers(wire: Wire) -> dict[str, Any]:
    name = channel_name(wire.channel.name)
    try:
        bot = await asyncio.wait_for(wire.channel.who(), PATIENCE)
        return _finding(True, _("{channel}: the bot {name} answers").format(channel=name, name=bot))
    except (Undelivered, TimeoutError) as error:
        if isinstance(error, Undelivered) and error.kind == "unauthorised":
            text = _("{channel}: the token was refused; set {setting} to the one that the bot was given")
            setting = f"DIEUPHOI_{wire.channel.name.upper()}_TOKEN"
            return _finding(False, text.format(channel=name, setting=setting))
        text = _("{channel} can't be reached; messages wait. Check the network, a firewall, a proxy")
        return _finding(False, text.format(channel=name))
    finally:
        await wire.channel.close()


def _used(tx: Transaction, wire: Wire) -> dict[str, Any]:
    """What of a vendor's plan is used: messages this month, people, groups."""
    name, limits = wire.channel.name, wire.channel.limits
    begun = tx.now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    used, known = outbox.sent_between(tx, name, begun, tx.now), people.on_channel(tx, name)
    groups = rooms.on_channel(tx, name)
    text = _(
        "{channel}: {used}/{allowed} messages this month, {people}/{most} people, {groups}/{rooms} groups"
    )
    said = text.format(
        channel=channel_name(name),
        used=used,
        allowed=limits.per_month,
        people=known,
        most=limits.people,
        groups=groups,
        rooms=limits.groups,
    )
    full = used >= limits.per_month or known > limits.people or groups > limits.groups
    return _finding(not full, said)


def _words(tx: Transaction, settings: Settings) -> list[dict[str, Any]]:
    if settings.words is None:
        return []
    try:
        return [_finding(good, what) for good, what in own_words.findings(tx, settings.words)]
    except SettingsError as error:
        return [_finding(False, what) for what in str(error).splitlines()]


def _papers(settings: Settings) -> list[dict[str, Any]]:
    return [_finding(good, what) for good, what in own_papers.findings(settings)]


def _office(tx: Transaction) -> list[dict[str, Any]]:
    every = plans.every(tx)
    found = [
        _finding(bool(every), _("Plans: {numbers}").format(numbers=", ".join(p.number for p in every) or "–"))
    ]
    coordinators = len(people.with_role(tx, "coordinator"))
    found.append(
        _finding(
            coordinators > 0,
            _("Coordinators: {n}").format(n=coordinators)
            + ("" if coordinators else " – " + _("make one: dieuphoi invite --role coordinator")),
        )
    )
    for plan in every:
        bound = rooms.of_plan(tx, plan.id)
        hint = "" if bound else " – " + _("the coordinator sends /gannhom in the group")
        found.append(
            _finding(bool(bound), _("Groups of {plan}: {n}").format(plan=plan.number, n=len(bound)) + hint)
        )
    return found


def _queues(tx: Transaction) -> list[dict[str, Any]]:
    wrong = upkeep.differences(tx)
    return [
        _finding(
            upkeep.integrity(tx) == "ok", _("Database file: {state}").format(state=upkeep.integrity(tx))
        ),
        _finding(not wrong, _("States that do not follow from their log: {n}").format(n=len(wrong))),
        *_arriving(tx),
        *_leaving(tx),
        _attached(tx),
    ]


def _arriving(tx: Transaction) -> list[dict[str, Any]]:
    counts = inbox.counts(tx)
    waiting, aside = counts.get("waiting", 0), counts.get("set_aside", 0)
    text = _("Inbox: {waiting} waiting, {aside} set aside").format(waiting=waiting, aside=aside)
    return [
        _finding(not aside, text),
        *_set_aside(
            _("Set aside in the inbox: {rows}. Handle again: dieuphoi inbox retry NUMBER (or --all)"),
            inbox.set_aside(tx, NAMED),
        ),
    ]


def _leaving(tx: Transaction) -> list[dict[str, Any]]:
    counts, doubts = outbox.counts(tx), outbox.doubts(tx)
    waiting, failed = counts.get("waiting", 0) - doubts, counts.get("failed", 0)
    text = _(
        "Outbox: {waiting} waiting, {sending} being sent, {doubts} in doubt after a crash or without an answer (sent again), {failed} set aside"
    ).format(waiting=waiting, sending=counts.get("sending", 0), doubts=doubts, failed=failed)
    return [
        _finding(not failed, text),
        *_set_aside(
            _("Set aside in the outbox: {rows}. Send again: dieuphoi outbox resend NUMBER (or --all)"),
            outbox.set_aside(tx, NAMED),
        ),
    ]


def _attached(tx: Transaction) -> dict[str, Any]:
    """The files of reports whose content is still with their channel, or was never to be had."""
    counts = files.counts(tx)
    text = _(
        "Attached files: {waiting} being fetched, {lost} that could not be (their senders were asked again)"
    )
    waiting, lost = counts.get(files.WAITING, 0), counts.get(files.LOST, 0)
    return _finding(not lost, text.format(waiting=waiting, lost=lost))


def _set_aside(text: str, rows: list[tuple[int, str]]) -> list[dict[str, Any]]:
    """The newest of them by number, so that a notice about one is found again."""
    named = ", ".join(f"{number} ({kind})" for number, kind in rows)
    return [_finding(False, text.format(rows=named))] if rows else []
