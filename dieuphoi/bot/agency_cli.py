"""`dieuphoi agency …`: agencies over time. What a change does is shown first, and stored on "yes" or --yes."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any

import typer

from dieuphoi.bot.command_line import AsJson, Now, Url, day, fail, print_json, settings, with_office
from dieuphoi.plan.succession import Kind
from dieuphoi.wording import _

app = typer.Typer(no_args_is_help=True, help="Agencies over time: merge, split, rename, dissolve.")
Names = Annotated[list[str], typer.Argument(help="The agencies that end")]
Into = Annotated[list[str], typer.Option("--into", help="Who succeeds; once for each")]
On = Annotated[str, typer.Option("--on", help="From the beginning of this day: 2025-03-01")]
By = Annotated[str, typer.Option("--by", help="The deciding document: 15/NQ-HĐND ngày 20/02/2025")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask")]


@dataclass(frozen=True, slots=True)
class _Wish:
    """A change as the command line has it, with tasks given to successors by name."""

    kind: Kind
    before: list[str]
    after: list[str]
    on: date
    by: str
    tasks: tuple[str, ...] = ()


@app.command("list")
def list_agencies(
    on: Annotated[str | None, typer.Option("--on", help="The agencies of this day: 2025-02-28")] = None,
    as_json: AsJson = False,
    now: Now = None,
    db: Url = None,
) -> None:
    """The agencies of a day, with their lifetimes, tasks and focal points."""
    from dieuphoi.bot import agency_lists  # noqa: PLC0415 - SQLAlchemy is not needed by every command

    when = day(on, "--on") if on else None
    found = with_office(settings(now, db), lambda tx: agency_lists.of_day(tx, when))
    if as_json:
        print_json(found)
    else:
        sys.stdout.write(agency_lists.as_text(found))


@app.command("show")
def show(name: str, as_json: AsJson = False, now: Now = None, db: Url = None) -> None:
    """One agency: from when to when, what it came from and became, its tasks and focal points."""
    from dieuphoi.bot import agency_lists  # noqa: PLC0415

    found = with_office(settings(now, db), lambda tx: agency_lists.one(tx, name))
    if found is None:
        fail(_("There is no agency “{name}”. All of them: dieuphoi agency list").format(name=name))
    if as_json:
        print_json(found[0])
    else:
        sys.stdout.writelines(f"{line}\n" for line in found[1])


@app.command("merge")
def merge(
    names: Names, into: Into, on: On, by: By, yes: Yes = False, now: Now = None, db: Url = None
) -> None:
    """Merge agencies into one, which may be there already."""
    _change(_Wish(Kind.MERGE, names, into, day(on, "--on"), by), yes, (now, db))


@app.command("split")
def split(
    name: str,
    into: Into,
    on: On,
    by: By,
    task: Annotated[
        list[str] | None, typer.Option("--task", help="Who takes a task: PL1-2=Sở Y tế; once for each")
    ] = None,
    yes: Yes = False,
    now: Now = None,
    db: Url = None,
) -> None:
    """Divide an agency; tasks that no --task names wait for the coordinator's decision."""
    _change(_Wish(Kind.SPLIT, [name], into, day(on, "--on"), by, tuple(task or ())), yes, (now, db))


@app.command("rename")
def rename(name: str, into: Into, on: On, by: By, yes: Yes = False, now: Now = None, db: Url = None) -> None:
    """Give an agency a new name from a day on."""
    _change(_Wish(Kind.RENAME, [name], into, day(on, "--on"), by), yes, (now, db))


@app.command("dissolve")
def dissolve(names: Names, on: On, by: By, yes: Yes = False, now: Now = None, db: Url = None) -> None:
    """End agencies that nobody succeeds; their tasks wait for the coordinator's decision."""
    _change(_Wish(Kind.DISSOLVE, names, [], day(on, "--on"), by), yes, (now, db))


@app.command("cancel")
def cancel(number: int, now: Now = None, db: Url = None) -> None:
    """Take a change back before its day."""
    from dieuphoi.storage import changes  # noqa: PLC0415

    if not with_office(settings(now, db), lambda tx: changes.take_back(tx, number, changes.Source())):
        text = _("Change No. {n} is in effect, was withdrawn, or does not exist. Reverse it by a new one.")
        fail(text.format(n=number))
    sys.stderr.write(_("Change No. {n} was withdrawn.").format(n=number) + "\n")


def _change(wish: _Wish, yes: bool, where: tuple[str | None, str | None]) -> None:
    """Show what a change does, and store it when agreed to."""
    from dieuphoi.bot import agency_lists  # noqa: PLC0415
    from dieuphoi.handlers import agency_drafts  # noqa: PLC0415
    from dieuphoi.handlers.messages import plain  # noqa: PLC0415

    found = settings(*where)

    def look(tx: Any) -> list[str]:
        return agency_drafts.preview(tx, _draft(tx, wish))

    def do(tx: Any) -> list[str]:
        return agency_lists.store(tx, _draft(tx, wish), found.work_hours)

    try:
        sys.stdout.writelines(f"{plain(line)}\n" for line in with_office(found, look))
        if not yes and not typer.confirm(_("Apply this?")):
            fail(_("Nothing was changed."))
        sys.stdout.writelines(f"{plain(line)}\n" for line in with_office(found, do))
    except agency_drafts.DraftError as error:
        fail(str(error))


def _draft(tx: Any, wish: _Wish) -> Any:
    from dieuphoi.bot import agency_lists  # noqa: PLC0415
    from dieuphoi.handlers import agency_drafts, directory, typed_changes  # noqa: PLC0415

    number, dated = typed_changes.read_document(wish.by)
    typed = typed_changes.Typed(wish.kind, tuple(wish.before), tuple(wish.after), wish.on, number, dated)
    draft = agency_drafts.resolve(tx, directory.Names(), typed)
    return replace(draft, choices=agency_lists.chosen(tx, draft, wish.tasks))
