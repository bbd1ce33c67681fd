"""The fictional people of the local chat, known to the bot from the start, all but the stranger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dieuphoi.handlers import consent
from dieuphoi.plan.calendar import ZONE
from dieuphoi.storage import agencies, consents, people, plans, rooms
from dieuphoi.storage.database import Transaction

CHANNEL = "web"
GROUP = "nhom"
GROUP_TITLE = "Nhóm điều phối"
# Half an hour before the first posts of the shipped plan's first quarter, on its first working day.
START = datetime(2022, 1, 4, 7, tzinfo=ZONE)
LABOUR = "Sở Lao động - Thương binh và Xã hội"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody whose phone the page shows. `duty` and `short` say on the page who they are."""

    id: str
    name: str
    short: str
    duty: str
    phone: str
    position: str | None = None
    role: str | None = None
    agency: str | None = None


# Names and numbers are invented; 0900 000 xxx is given to nobody.
CAST = (
    Actor(
        "dieuphoi",
        "Phạm Thu Hà",
        "Điều phối",
        f"Điều phối · {LABOUR}",
        "0900000001",
        position="Chuyên viên",
        role="coordinator",
    ),
    Actor(
        "khdt",
        "Trần Minh Khôi",
        "KH&ĐT",
        "Đầu mối · Sở Kế hoạch và Đầu tư",
        "0900000002",
        position="Chuyên viên",
        agency="Sở Kế hoạch và Đầu tư",
    ),
    Actor(
        "ldtbxh",
        "Lê Ngọc Mai",
        "LĐ-TBXH",
        f"Đầu mối · {LABOUR}",
        "0900000003",
        position="Chuyên viên",
        agency=LABOUR,
    ),
    Actor(
        "taichinh",
        "Võ Quốc Tuấn",
        "Tài chính",
        "Đầu mối · Sở Tài chính",
        "0900000004",
        position="Phó Trưởng phòng",
        agency="Sở Tài chính",
    ),
    Actor(
        "lanhdao",
        "Đặng Hoài Nam",
        "Lãnh đạo",
        "Lãnh đạo UBND tỉnh",
        "0900000005",
        position="Lãnh đạo UBND tỉnh",
        role="leader",
    ),
    Actor("khach", "Nguyễn Thanh An", "Người lạ", "Người lạ, chưa đăng ký", "0900000006"),
)
BY_ID = {actor.id: actor for actor in CAST}


def settle_in(tx: Transaction) -> None:
    """Register the cast and bind the group to the first plan; doing it again changes nothing.

    The agencies and the plan are in the database already: raises LookupError for an agency that is not.
    """
    seats = {actor.id: _seat(tx, actor) for actor in CAST if actor.role or actor.agency}
    for plan in plans.every(tx)[:1]:
        rooms.bind(tx, CHANNEL, GROUP, None, GROUP_TITLE, plan.id, by=seats["dieuphoi"])


def _seat(tx: Transaction, actor: Actor) -> int:
    account = people.identify(tx, CHANNEL, actor.id, actor.name)
    person = people.add(
        tx, account.address_id, actor.name, position=actor.position, phone=actor.phone, role=actor.role
    )
    consents.note_asked(tx, account.address_id, consent.VERSION)  # invented people have nothing to consent to
    if actor.agency:
        agency = agencies.by_name(tx, actor.agency)
        if agency is None:
            raise LookupError(f"no such agency: {actor.agency}")
        people.join(tx, person, agency.id)
    return person
