"""The command `dieuphoi`. --json prints one document on stdout; exit 0 done, 1 failed, 2 wrong use."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Annotated

import typer

from dieuphoi.bot import logs
from dieuphoi.bot.agency_cli import app as agency_app
from dieuphoi.bot.clock import Clock, TurnableClock
from dieuphoi.bot.command_line import (
    AsJson,
    Now,
    Structure,
    Url,
    day,
    fail,
    period_of,
    print_json,
    settings,
    with_office,
    with_transactions,
)
from dieuphoi.bot.settings import SettingsError
from dieuphoi.reports import Form
from dieuphoi.wording import _

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
plan_app = typer.Typer(no_args_is_help=True, help="Read, import and show plans.")
db_app = typer.Typer(no_args_is_help=True, help="Look after the database.")
app.add_typer(plan_app, name="plan")
app.add_typer(db_app, name="db")
app.add_typer(agency_app, name="agency")
outbox_app = typer.Typer(no_args_is_help=True, help="Messages that could not be sent.")
inbox_app = typer.Typer(no_args_is_help=True, help="Messages that could not be handled.")
app.add_typer(outbox_app, name="outbox")
app.add_typer(inbox_app, name="inbox")

Document = Annotated[
    Path, typer.Argument(help="A .docx, .xlsx, PDF with text, .html, .md or .txt file; - reads stdin")
]
Number = Annotated[int | None, typer.Argument(help="As `dieuphoi doctor` names it")]
All = Annotated[bool, typer.Option("--all", help="All that were set aside")]


def main() -> None:
    """Run the command line; a failure is one clear line on stderr."""
    logs.configure()
    try:
        app()
    except SettingsError as error:
        fail(str(error))


@app.command()
def run(now: Now = None, db: Url = None) -> None:
    """Serve every configured channel; with none configured, the local web chat."""
    from dieuphoi.bot.run import serve  # noqa: PLC0415

    serve(settings(now, db), database_named=db is not None)


@app.command()
def chat(
    as_: Annotated[str, typer.Option("--as", help="Who you are")] = "toi",
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Play a script from stdin")] = False,
    coordinator: Annotated[str | None, typer.Option(help="Who is the coordinator from the start")] = None,
    now: Now = None,
    db: Annotated[
        str, typer.Option("--db", help="The database; otherwise a fresh one in memory")
    ] = "sqlite://",
) -> None:
    """Talk in the terminal, alone or as several people by a script."""
    from dieuphoi.bot import own_papers  # noqa: PLC0415
    from dieuphoi.bot.interactive import talk  # noqa: PLC0415
    from dieuphoi.bot.office_setup import make_coordinator, prepare  # noqa: PLC0415
    from dieuphoi.bot.own_words import take_up  # noqa: PLC0415
    from dieuphoi.bot.scripted import Script  # noqa: PLC0415
    from dieuphoi.storage.database import Database  # noqa: PLC0415

    logs.configure(logging.ERROR)  # in a conversation only what went wrong is worth a line
    found = settings(now, db)
    take_up(found)
    letterhead = own_papers.read(found)
    clock = TurnableClock(found.now or Clock().now())
    database = Database(found.database_url)

    def settle_in(begun: Clock) -> None:
        prepare(database, begun)
        if coordinator:
            with database.begin(begun.now()) as tx:
                make_coordinator(tx, "console", coordinator)

    started = found.now is not None
    script = Script(database, clock, started=started, letterhead=letterhead, prepare=settle_in)
    good = script.play(sys.stdin) if jsonl else talk(script, as_)
    database.close()
    raise SystemExit(0 if good else 1)


@app.command()
def understand(
    jsonl: Annotated[bool, typer.Option("--jsonl")] = False, now: Now = None, why: bool = False
) -> None:
    """Read {"text","chat"} lines on stdin and say what each means."""
    from dieuphoi.bot.own_words import take_up  # noqa: PLC0415
    from dieuphoi.bot.understanding import answer_lines  # noqa: PLC0415

    if not jsonl:
        raise typer.BadParameter(_("use --jsonl"))
    found = settings(now)
    take_up(found)
    answer_lines(sys.stdin, sys.stdout, found.clock().now().date(), why=why)


@app.command()
def invite(
    role: Annotated[str, typer.Option(help="coordinator, leader or operator")],
    now: Now = None,
    db: Url = None,
) -> None:
    """Make a one-time invitation, valid seven days."""
    from dieuphoi.storage import registrations  # noqa: PLC0415

    if role not in ("coordinator", "leader", "operator"):
        raise typer.BadParameter(_("--role is coordinator, leader or operator"))
    code = with_office(settings(now, db), lambda tx: registrations.invite(tx, role))
    sys.stdout.write(
        _("Send this to the bot in private, or open t.me/<bot>?start={code}").format(code=code) + "\n"
    )
    sys.stdout.write(code + "\n")


@app.command()
def summary(
    period: Annotated[str, typer.Option(help="2022-Q3 or 2022")],
    as_json: AsJson = False,
    structure: Structure = None,
    now: Now = None,
    db: Url = None,
) -> None:
    """The totals of what is due in a period."""
    from dieuphoi.bot import results  # noqa: PLC0415

    when = period_of(period)
    by = day(structure, "--structure") if structure else None
    found = with_office(settings(now, db), lambda tx: results.summaries(tx, when, by))
    if as_json:
        print_json(found)
    else:
        sys.stdout.write(results.as_text(found))


@app.command()
def report(
    period: Annotated[str, typer.Option(help="2022-Q3 or 2022")],
    out: Annotated[Path, typer.Option("-o", help="The file to write; a folder: one for each running plan")],
    format_: Annotated[str, typer.Option("--format", help="docx, xlsx, pdf, png or ics")] = "docx",
    form: Annotated[
        Form, typer.Option(help="The monitoring form is a docx, or a sheet of the xlsx")
    ] = Form.REPORT,
    plan: Annotated[str | None, typer.Option(help="4506/KH-UBND; the newest if not given")] = None,
    structure: Structure = None,
    now: Now = None,
    db: Url = None,
) -> None:
    """Write the report on what is due in a period."""
    from dieuphoi.bot import own_papers, report_files  # noqa: PLC0415

    when = period_of(period)
    by = day(structure, "--structure") if structure else None
    found = settings(now, db)
    wanted = report_files.Wanted(when, format_, form, own_papers.read(found), by, plan)
    try:
        with_transactions(found, lambda transaction: report_files.write(transaction, wanted, out))
    except (ValueError, OSError) as error:
        fail(str(error))


@plan_app.command("read")
def plan_read(file: Document, as_json: AsJson = False) -> None:
    """Read a document and show what is in it; nothing is stored."""
    from dieuphoi.bot import documents  # noqa: PLC0415

    documents.show(documents.read(file), as_json=as_json)


@plan_app.command("import")
def plan_import(
    file: Document,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask")] = False,
    now: Now = None,
    db: Url = None,
) -> None:
    """Read a document, show what it brings or changes, and store it on "yes"."""
    from dieuphoi.bot import documents, plan_import  # noqa: PLC0415

    document, digest = documents.read_with_digest(file)
    found = settings(now, db)
    plan_import.bring_in(lambda work: with_office(found, work), document, digest, yes=yes)


@plan_app.command("close")
def plan_close(number: str, now: Now = None, db: Url = None) -> None:
    """Close a plan that is over: it can be read, and nothing is posted of it any more."""
    from dieuphoi.bot import plan_import  # noqa: PLC0415

    with_office(settings(now, db), lambda tx: plan_import.close(tx, number))


@plan_app.command("reopen")
def plan_reopen(number: str, now: Now = None, db: Url = None) -> None:
    """Take a closed plan up again."""
    from dieuphoi.bot import plan_import  # noqa: PLC0415

    with_office(settings(now, db), lambda tx: plan_import.reopen(tx, number))


@plan_app.command("list")
def plan_list(as_json: AsJson = False, now: Now = None, db: Url = None) -> None:
    """The plans in the database."""
    from dieuphoi.bot import documents  # noqa: PLC0415

    with_office(settings(now, db), lambda tx: documents.list_plans(tx, as_json=as_json))


@plan_app.command("show")
def plan_show(number: str, as_json: AsJson = False, now: Now = None, db: Url = None) -> None:
    """A plan of the database: its tasks, duties and problems."""
    from dieuphoi.bot import documents  # noqa: PLC0415

    document = with_office(settings(now, db), lambda tx: documents.find(tx, number))
    documents.show(document, as_json=as_json)


@plan_app.command("export")
def plan_export(number: str, now: Now = None, db: Url = None) -> None:
    """A plan of the database as reviewable YAML."""
    from dieuphoi.bot import documents  # noqa: PLC0415

    sys.stdout.write(with_office(settings(now, db), lambda tx: documents.as_yaml(tx, number)))


@db_app.command("upgrade")
def db_upgrade(now: Now = None, db: Url = None) -> None:
    """Bring the tables to the newest version."""
    with_office(settings(now, db), lambda _tx: None)
    sys.stdout.write(_("The database is up to date.") + "\n")


@db_app.command("check")
def db_check(as_json: AsJson = False, now: Now = None, db: Url = None) -> None:
    """Compare every state with the log that it follows from."""
    from dieuphoi.bot import upkeep  # noqa: PLC0415

    upkeep.check(with_office(settings(now, db), upkeep.differences), as_json=as_json)


@db_app.command("backup")
def db_backup(file: Path, now: Now = None, db: Url = None) -> None:
    """Copy the SQLite database into a file, also while the bot runs."""
    from dieuphoi.bot import upkeep  # noqa: PLC0415

    upkeep.backup(settings(now, db), file)


@db_app.command("restore")
def db_restore(file: Path, now: Now = None, db: Url = None) -> None:
    """Put a backup in the place of the SQLite database; the bot must be stopped."""
    from dieuphoi.bot import upkeep  # noqa: PLC0415

    upkeep.restore(settings(now, db), file)


@outbox_app.command("resend")
def outbox_resend(number: Number = None, every: All = False, now: Now = None, db: Url = None) -> None:
    """Send messages again that were set aside."""
    from dieuphoi.bot import queues  # noqa: PLC0415

    _one_or_all(number, every)
    with_office(settings(now, db), lambda tx: queues.resend(tx, number))


@inbox_app.command("retry")
def inbox_retry(number: Number = None, every: All = False, now: Now = None, db: Url = None) -> None:
    """Handle messages again that were set aside."""
    from dieuphoi.bot import queues  # noqa: PLC0415

    _one_or_all(number, every)
    with_office(settings(now, db), lambda tx: queues.retry(tx, number))


def _one_or_all(number: int | None, every: bool) -> None:
    if (number is None) != every:
        raise typer.BadParameter(_("name one message by its number, or all by --all"))


@app.command()
def doctor(as_json: AsJson = False, now: Now = None, db: Url = None) -> None:
    """Check settings, database, channels and queues, and say what to do about each."""
    from dieuphoi.bot import upkeep  # noqa: PLC0415

    upkeep.doctor(settings(now, db), as_json=as_json)
