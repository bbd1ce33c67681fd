"""Who may do what, and where: the table cell by cell, and what people hear who try."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from dieuphoi.handlers import calendars
from dieuphoi.handlers.permissions import TABLE, Action, Place, Role, may
from dieuphoi.plan.history import Kind
from dieuphoi.storage import (
    changes,
    dialogues,
    log,
    parts,
    pauses,
    people,
    plans,
    registrations,
    rooms,
    rules,
)
from dieuphoi.storage.database import Transaction
from tests.handlers.office import Scene, focal, scene
from tests.stage import KHDT, Stage

# Written by hand: what each role may do where. P in private, G in the plan's group, F in a group bound to nothing.
GRID = """
                     stranger  focal_lead  focal_coordinating  focal_other  coordinator  leader  operator
see_tasks            G         PG          PG                  PG           PG           PG      G
see_focals           -         PG          PG                  PG           PG           PG      -
report               -         PG          -                   -            -            -       -
undo_others          -         -           -                   -            PG           -       -
confirm              -         -           -                   -            PG           -       -
grant_extension      -         -           -                   -            PG           -       -
see_blockers         -         PG          PG                  PG           PG           PG      -
answer_blocker       -         -           -                   -            PG           PG      -
pass_blocker         -         -           -                   -            PG           -       -
lift_blocker         -         PG          -                   -            PG           -       -
record_event         -         -           -                   -            PG           -       -
give_lead            -         -           -                   -            P            -       -
see_totals           -         -           -                   -            PG           PG      -
see_own_totals       -         P           P                   P            -            -       -
post_totals          -         -           -                   -            PG           PG      -
decide_registration  -         -           -                   -            P            -       -
invite               -         -           -                   -            P            -       -
change_focals        -         -           -                   -            P            -       -
name_stand_in        -         P           P                   P            P            -       -
bind_group           -         -           -                   -            GF           -       -
urge                 -         -           -                   -            PG           PG      -
set_reminders        -         -           -                   -            PG           -       -
see_journal          -         -           -                   -            PG           PG      -
pause_self           -         P           P                   P            P            P       -
import_plan          -         -           -                   -            P            -       -
close_plan           -         -           -                   -            P            -       -
change_agencies      -         -           -                   -            P            -       -
comment              -         -           PG                  -            -            -       -
ask_part             -         PG          -                   -            PG           -       -
answer_part          -         -           PG                  -            -            -       -
subscribe_calendar   -         P           P                   P            P            P       -
edit_report          -         -           -                   -            P            -       -
"""
LETTERS = {"P": Place.PRIVATE, "G": Place.BOUND_GROUP, "F": Place.FOREIGN_GROUP}


def _cells() -> dict[tuple[Role, Action, Place], bool]:
    """Each cell of the grid: whether it is allowed."""
    head, *rows = [line.split() for line in GRID.strip().splitlines()]
    return {
        (Role(role), Action(name), place): letter in letters
        for name, *row in rows
        for role, letters in zip(head, row, strict=True)
        for letter, place in LETTERS.items()
    }


CELLS = _cells()


def test_each_cell_of_the_table_is_as_agreed() -> None:
    assert set(TABLE) == set(Action)
    assert len(CELLS) == len(Role) * len(Action) * len(Place)
    assert [cell for cell, allowed in CELLS.items() if may(*cell) is not allowed] == []


PEOPLE = {
    "lan": Role.FOCAL_LEAD,  # of Sở Kế hoạch và Đầu tư, which leads PL1-4
    "hoa": Role.FOCAL_COORDINATING,
    "tai": Role.FOCAL_COORDINATING,  # taken in by "các sở, ban, ngành có liên quan"
    "tuy": Role.FOCAL_OTHER,  # of a district, which PL1-4 does not name
    "minh": Role.COORDINATOR,
    "an": Role.LEADER,
    "khach": Role.STRANGER,
    "van": Role.OPERATOR,
}
PLACES = {"private": Place.PRIVATE, "group": Place.BOUND_GROUP, "other": Place.FOREIGN_GROUP}


def _reports(scene: Scene, who: str, chat: str) -> bool:
    before = scene.entries()
    by_button = who in ("minh", "an")
    item = scene.part("PL1-4")
    heard = (
        scene.press(who, f"s:{item.id}:submitted:0", chat) if by_button else scene.say(who, "PL1-4 70%", chat)
    )
    assert ("Đã ghi nhận" in heard) is (scene.entries() > before)
    return scene.entries() > before


def _confirms(scene: Scene, who: str, chat: str) -> bool:
    scene.say("lan", "PL1-4 đã ban hành")
    item = scene.part("PL1-4")
    scene.press(who, f"ok:{item.id}:{item.revision}", chat)
    return scene.part("PL1-4").confirmed


def _undoes(scene: Scene, who: str, chat: str) -> bool:
    focal(scene.tx, "nam", KHDT)  # a second focal point of the lead is not the author either
    scene.say("nam", "PL1-4 70%")
    scene.press(who, "u:1", chat)
    return scene.part("PL1-4").percent is None


def _sees_tasks(scene: Scene, who: str, chat: str) -> bool:
    heard = (
        scene.say(who, "/quynay", chat),
        scene.say(who, "/viec PL1-4", chat),
        scene.press(who, "c:4", chat),
    )
    assert scene.part("PL1-4").id == 4
    (seen,) = {"PL1-4" in text for text in heard}
    return seen


def _sees_focals(scene: Scene, who: str, chat: str) -> bool:
    scene.say("lan", "PL1-4 70%")
    heard = (scene.say(who, "/lichsu PL1-4", chat), scene.say(who, f"ai là đầu mối {KHDT}?", chat))
    (seen,) = {"Trần Thị Lan" in text for text in heard}
    return seen


def _sees_totals(scene: Scene, who: str, chat: str) -> bool:
    return "Tổng số: 10" in scene.say(who, "/tongketqua", chat)


def _sees_own(scene: Scene, who: str, chat: str) -> bool:
    heard = scene.say(who, "/tongketqua", chat)
    assert heard or chat != "private"
    own = "Tổng số" in heard and "Tổng số: 10" not in heard
    return (
        own or "không chủ trì nhiệm vụ nào trong phạm vi này" in heard
    )  # what an agency that leads nothing hears


def _posts(scene: Scene, who: str, chat: str) -> bool:
    return "Đã đăng" in scene.press(who, "post:1::", chat)


def _decides(scene: Scene, who: str, chat: str) -> bool:
    for text in ("/dangky Sở Y tế", "đồng ý", "Vũ Thị Mai", "Chuyên viên", "không"):
        scene.say("mai", text)
    scene.press(who, "in:1", chat)
    return not registrations.waiting(scene.tx)


def _invites(scene: Scene, who: str, chat: str) -> bool:
    return "DP-" in scene.say(who, "/moi Sở Y tế", chat)


def _changes_focals(scene: Scene, who: str, chat: str) -> bool:
    (meant,) = people.focals(scene.tx, [1, 2, 3])[:1]
    scene.say(who, "/daumoi Sở Tài chính", chat)
    scene.press(who, f"fr:{meant.agency_id}:{meant.person_id}", chat)
    asked = dialogues.current(scene.tx, f"console:{who if chat == 'private' else chat}:{who}")
    if asked is not None and asked.step == "let_go":
        scene.press(who, f"fy:{asked.mark}:moved", chat)
    return meant not in people.focals(scene.tx, [meant.agency_id])


def _names_stand_in(scene: Scene, who: str, chat: str) -> bool:
    meant = "Sở Tài chính " if who in ("minh", "an", "khach", "van") else ""
    scene.say(who, f"/lamthay {meant}từ 20/2/2022 đến 25/2/2022", chat)
    asked = dialogues.current(scene.tx, f"console:{who if chat == 'private' else chat}:{who}")
    made = scene.press(who, f"ic:{asked.mark}", chat) if asked and asked.step == "stand_in_who" else ""
    return "DP-" in made


def _binds(scene: Scene, who: str, chat: str) -> bool:
    for room in rooms.of_plan(scene.tx, 1):
        rooms.close(scene.tx, room.channel, room.external_id, "for the test")
    if chat == "group":
        rooms.bind(scene.tx, "console", "group", None, None, 1, None)
        scene.say(who, "/gonhom", chat)
        if rooms.of_plan(scene.tx, 1):
            return False
    scene.say(who, "/gannhom", chat)
    return bool(rooms.of_plan(scene.tx, 1))


def _grants(scene: Scene, who: str, chat: str) -> bool:
    scene.say("lan", "PL1-4 xin gia hạn đến 30/4/2022 vì chờ ý kiến")
    scene.press(who, "more:1", chat)
    return scene.part("PL1-4").due == date(2022, 4, 30)


def _records_event(scene: Scene, who: str, chat: str) -> bool:
    scene.say(who, "/sukien PL1-5 10/2/2022 hạn 30/4/2022", chat)
    return scene.part("PL1-5").due == date(2022, 4, 30)


def _gives_lead(scene: Scene, who: str, chat: str) -> bool:
    item = scene.part("PL1-4")
    scene.press(who, f"gl:{item.id}:{item.agency_id}", chat)
    asked = dialogues.current(scene.tx, f"console:{who if chat == 'private' else chat}:{who}")
    if asked is not None and asked.step == "lead_agency":
        scene.say(who, "Sở Tài chính", chat)
        scene.say(who, "theo phân công mới", chat)
    return scene.part("PL1-4").agency == "Sở Tài chính"


def _blocked(scene: Scene) -> int:
    """lan reports a blocker; gives the number of the entry that raised it."""
    scene.say("lan", "PL1-4 vướng: chờ Sở Tài chính bố trí kinh phí")
    return log.lines(scene.tx, scene.part("PL1-4").id)[-1].entry.id


def _sees_blockers(scene: Scene, who: str, chat: str) -> bool:
    _blocked(scene)
    return "Vướng mắc đang mở" in scene.say(who, "/vuongmac", chat)


def _kinds(scene: Scene) -> set[str]:
    return {line.entry.kind for line in log.lines(scene.tx, scene.part("PL1-4").id)}


def _answers_blocker(scene: Scene, who: str, chat: str) -> bool:
    scene.press(who, f"ba:{_blocked(scene)}", chat)
    scene.happen(who, chat=chat, text="đã làm việc với Sở Tài chính", addressed=True)
    return Kind.ANSWER in _kinds(scene)


def _passes_blocker(scene: Scene, who: str, chat: str) -> bool:
    scene.press(who, f"bp:{_blocked(scene)}", chat)
    return Kind.REFER in _kinds(scene)


def _lifts_blocker(scene: Scene, who: str, chat: str) -> bool:
    scene.press(who, f"bl:{_blocked(scene)}", chat)
    return Kind.LIFT in _kinds(scene) and scene.part("PL1-4").state != "blocked"


def _urges(scene: Scene, who: str, chat: str) -> bool:
    return "đã đôn đốc" in scene.say(who, "/dondoc PL1-4", chat)


def _sets_reminders(scene: Scene, who: str, chat: str) -> bool:
    scene.say(who, "/nhac im lặng 45", chat)
    scene.say(who, "/lichlamviec nghỉ 16/2", chat)
    scene.say(who, "/tamdung Sở Tài chính 1 tuần", chat)
    done = {
        rules.of_plan(scene.tx, 1).silence == 45,
        bool(rules.office_days(scene.tx)),
        bool(pauses.running(scene.tx, date(2022, 2, 16)).agencies),
    }
    (changed,) = done
    return changed


def _sees_journal(scene: Scene, who: str, chat: str) -> bool:
    return "Chưa có tin nào" in scene.say(who, "/nhatky", chat)


def _pauses_self(scene: Scene, who: str, chat: str) -> bool:
    scene.say(who, "/tamdung 1 tuần", chat)
    return bool(pauses.running(scene.tx, date(2022, 2, 16)).people)


def _imports(scene: Scene, who: str, chat: str) -> bool:
    return "Gửi tệp kế hoạch" in scene.say(who, "/nhapkehoach", chat)


def _closes(scene: Scene, who: str, chat: str) -> bool:
    scene.press(who, "kh:shut:1", chat)
    return not plans.running(scene.tx)


def _changes_agencies(scene: Scene, who: str, chat: str) -> bool:
    heard = scene.say(
        who, f"/cosquan gộp {KHDT} vào Sở Tài chính từ 01/3/2022 theo 1/NQ-HĐND ngày 01/02/2022", chat
    )
    asked = dialogues.current(scene.tx, f"console:{who if chat == 'private' else chat}:{who}")
    if asked is not None and asked.step == "agency_change":
        scene.press(who, f"oy:{asked.mark}", chat)
    entered = bool(changes.every(scene.tx))
    assert ("Chưa lưu gì" in heard) is entered
    return entered


def operates(tx: Transaction, who: str) -> None:
    """Somebody runs the bot."""
    people.add(tx, people.identify(tx, "console", who, who).address_id, "Ngô Văn", role="operator")


@pytest.mark.parametrize("role", ["coordinator", "leader", "operator"])
def test_whoever_has_an_office_besides_an_agency_may_do_what_either_may(office: Stage, role: str) -> None:
    with scene(office) as begun:
        focal(begun.tx, "van", KHDT)
        people.add(
            begun.tx, people.identify(begun.tx, "console", "van", "van").address_id, "Ngô Văn", role=role
        )
        assert "PL1-4" in begun.say("van", "/viec PL1-4")
        assert "Đã ghi nhận" in begun.say("van", "PL1-4 70%")
        assert _pauses_self(begun, "van", "private")


def _comments(scene: Scene, who: str, chat: str) -> bool:
    scene.say(who, "PL1-4 góp ý: nên mời thêm đại diện các huyện", chat)
    return bool(log.contributions(scene.tx, [scene.part("PL1-4").id]))


ASK = "đề nghị Sở LĐTBXH, Sở Tài chính góp ý PL1-4 trước ngày 10/3"


def _asks_part(scene: Scene, who: str, chat: str) -> bool:
    heard = scene.say(who, ASK, chat)
    asked = parts.of_assignment(scene.tx, scene.part("PL1-4").id)
    assert ("Đã gửi đề nghị" in heard) is bool(asked)
    return len(asked) == 2


def _answers_part(scene: Scene, who: str, chat: str) -> bool:
    scene.say("lan", ASK)
    asked = parts.of_assignment(scene.tx, scene.part("PL1-4").id)
    for request in asked:
        scene.press(who, f"xa:{request.id}:done", chat)
    return any(not request.waits for request in parts.of_assignment(scene.tx, scene.part("PL1-4").id))


def _subscribes(scene: Scene, who: str, chat: str) -> bool:
    scene.office = replace(scene.office, calendars="https://bot.example.gov.vn")
    return calendars.PATH in scene.press(who, "cal:on:1:", chat)


def _edits_report(scene: Scene, who: str, chat: str) -> bool:
    shown = "Đoạn 1/2" in scene.say(who, "/baocao soạn quý 1/2022", chat)
    days = "lập dự thảo ngày 15" in scene.say(who, "/baocao lịch quý ngày 15", chat)
    assert shown is days
    return shown


TRIES: dict[Action, Callable[[Scene, str, str], bool]] = {
    Action.SEE_TASKS: _sees_tasks,
    Action.SEE_FOCALS: _sees_focals,
    Action.REPORT: _reports,
    Action.UNDO_OTHERS: _undoes,
    Action.CONFIRM: _confirms,
    Action.GRANT_EXTENSION: _grants,
    Action.SEE_BLOCKERS: _sees_blockers,
    Action.ANSWER_BLOCKER: _answers_blocker,
    Action.PASS_BLOCKER: _passes_blocker,
    Action.LIFT_BLOCKER: _lifts_blocker,
    Action.RECORD_EVENT: _records_event,
    Action.GIVE_LEAD: _gives_lead,
    Action.SEE_TOTALS: _sees_totals,
    Action.SEE_OWN_TOTALS: _sees_own,
    Action.POST_TOTALS: _posts,
    Action.DECIDE_REGISTRATION: _decides,
    Action.INVITE: _invites,
    Action.CHANGE_FOCALS: _changes_focals,
    Action.NAME_STAND_IN: _names_stand_in,
    Action.BIND_GROUP: _binds,
    Action.URGE: _urges,
    Action.SET_REMINDERS: _sets_reminders,
    Action.SEE_JOURNAL: _sees_journal,
    Action.PAUSE_SELF: _pauses_self,
    Action.IMPORT_PLAN: _imports,
    Action.CLOSE_PLAN: _closes,
    Action.CHANGE_AGENCIES: _changes_agencies,
    Action.COMMENT: _comments,
    Action.ASK_PART: _asks_part,
    Action.ANSWER_PART: _answers_part,
    Action.SUBSCRIBE_CALENDAR: _subscribes,
    Action.EDIT_REPORT: _edits_report,
}


@pytest.mark.parametrize("chat", PLACES)
@pytest.mark.parametrize("action", Action)
def test_what_people_try_succeeds_where_the_table_says_so_and_nowhere_else(
    office: Stage, action: Action, chat: str
) -> None:
    for who, role in PEOPLE.items():
        with scene(office) as begun:
            operates(begun.tx, "van")
            focal(begun.tx, "tuy", "UBND huyện Tuy Phong")
            assert TRIES[action](begun, who, chat) is CELLS[role, action, PLACES[chat]], (who, action, chat)
