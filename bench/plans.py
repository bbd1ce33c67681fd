"""A database with a made-up plan of any size, for measuring."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from dieuphoi.bot.clock import TurnableClock
from dieuphoi.bot.office_setup import prepare
from dieuphoi.plan.calendar import ZONE
from dieuphoi.plan.model import PlanDocument, Task
from dieuphoi.storage import agencies, people, plans
from dieuphoi.storage.database import Database

START = datetime(2022, 2, 15, 9, tzinfo=ZONE)
APPENDICES = 7


def fill(path: Path, tasks: int, focal: str) -> str:
    """Make an SQLite file with `tasks` tasks over many agencies; `focal` answers for one. Gives its address."""
    path.unlink(missing_ok=True)
    url = f"sqlite:///{path}"
    database = Database(url)
    prepare(database, TurnableClock(START))
    with database.begin(START) as tx:
        names = [
            found.name for found, _aliases in agencies.every(tx) if found.kind in ("department", "district")
        ]
        plans.add(tx, made_up(tasks, names))
        who = people.identify(tx, "console", focal, focal)
        agency = agencies.by_name(tx, names[0])
        assert agency is not None
        people.join(tx, people.add(tx, who.address_id, focal), agency.id)
    database.close()
    return url


def made_up(tasks: int, names: list[str], number: str = "1/KH-BENCH") -> PlanDocument:
    """A plan of so many tasks over the named agencies, due over two and a half years."""
    per_appendix = -(-tasks // APPENDICES)
    rows = tuple(
        Task(
            code=f"PL{n // per_appendix + 3}-{n % per_appendix + 1}",
            number=str(n % per_appendix + 1),
            appendix=str(n // per_appendix + 3),
            title=f"Xây dựng văn bản số {n} hướng dẫn thực hiện nội dung {n % 97} của Chương trình",
            leads=(names[n % len(names)],),
            coordinators=(names[(n + 1) % len(names)],),
            deadline_text="Quý",
            due=date(2022, 3, 31) + timedelta(days=n % 900),
            level="UBND tỉnh",
        )
        for n in range(tasks)
    )
    return PlanDocument(number, date(2021, 12, 1), "UBND tỉnh", "Kế hoạch để đo", rows)
