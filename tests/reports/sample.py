"""A plan of a province with everything that a report has to say, and an office to issue it."""

from collections import Counter as Tally
from datetime import UTC, date, datetime, timedelta

from dieuphoi.plan.blockers import Held, Waits, WaitsFor
from dieuphoi.plan.periods import quarter
from dieuphoi.plan.results import Part, Results, Row, State, counter_of
from dieuphoi.reports import Office, Report

NOW = datetime(2022, 10, 4, 18, 5, tzinfo=UTC)  # the 5th of October, 01:05, in Việt Nam
TODAY = date(2022, 10, 5)
PERIOD = quarter(2022, 3)

OFFICE = Office(
    province="tỉnh Bình Thuận",
    parent="ỦY BAN NHÂN DÂN TỈNH BÌNH THUẬN",
    issuer="SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
    symbol="BC-SLĐTBXH",
    place="Bình Thuận",
    recipients=("Như trên", "Các sở, ban, ngành liên quan", "Lưu: VT, BTXH"),
    addressed_to=("Ủy ban nhân dân tỉnh Bình Thuận",),
    signer_title="GIÁM ĐỐC",
)


def row(
    code: str = "PL1-1",
    title: str = "Nghị quyết quy định nguyên tắc phân bổ vốn",
    lead: str = "Sở Tài chính",
    *,
    due: date | None = date(2022, 9, 30),
    state: State = State.IN_PROGRESS,
    done_on: date | None = None,
    original_due: date | None = None,
    note: str | None = None,
    number: str | None = None,
    percent: int | None = None,
    confirmed: bool = False,
    coordinators: tuple[str, ...] = ("Sở Tư pháp", "Sở Y tế"),
) -> Row:
    """An assignment; its counter follows from the rest."""
    return Row(
        code=code,
        title=title,
        lead=lead,
        coordinators=coordinators,
        deadline_text="Quý III/2022",
        original_due=original_due or due,
        due=due,
        level="HĐND tỉnh",
        state=state,
        percent=percent,
        counter=counter_of(state, due, done_on, TODAY),
        confirmed=confirmed,
        done_on=done_on,
        document_number=number,
        document_date=done_on if number else None,
        note=note,
        reported_at=NOW - timedelta(days=3),
        appendix=code.split("-", maxsplit=1)[0].removeprefix("PL"),
    )


def report(*rows: Row, upcoming: tuple[Row, ...] = (), office: Office = OFFICE, title: str = "") -> Report:
    """A report whose totals are counted from its rows."""
    tally = Tally((one.lead, one.appendix, one.state, one.counter) for one in rows)
    results = Results(
        plan_number="4506/KH-UBND",
        plan_title=title or "Triển khai Chương trình giảm nghèo bền vững",
        scope="all",
        as_of=NOW,
        parts=tuple(Part(*key, count) for key, count in tally.items()),
        without_deadline=sum(one.due is None for one in rows),
        awaiting_confirmation=sum(one.state is State.DONE and not one.confirmed for one in rows),
    )
    held = tuple(blocker(key, one) for key, one in enumerate(rows, 1) if one.state is State.BLOCKED)
    return Report(results, tuple(rows), PERIOD, office, upcoming, held)


def blocker(key: int, of: Row) -> Held:
    """The open blocker that a row's agency has reported, three days ago."""
    return Held(
        id=key,
        assignment_id=key,
        plan_id=1,
        code=of.code,
        title=of.title,
        short_title=of.title,
        lead=of.lead,
        agency_id=key,
        what=of.note,
        waits=Waits(WaitsFor.ABOVE, "Bộ Tài chính"),
        since=TODAY - timedelta(days=3),
        by="Nguyễn Thị Mai",
        due=of.due,
    )


def full_report() -> Report:
    """Every state and counter, a long title, an extension, an obstacle, several agencies."""
    return report(
        row(state=State.DONE, done_on=date(2022, 9, 20), number="12/2022/NQ-HĐND", confirmed=True),
        row("PL1-2", "Quyết định ban hành kế hoạch vốn", state=State.DONE, done_on=date(2022, 10, 3)),
        row(
            "PL1-3",
            "Văn bản hướng dẫn cơ chế lồng ghép nguồn vốn giữa các chương trình mục tiêu quốc gia, giữa các "
            "chương trình mục tiêu quốc gia với các chương trình, dự án khác trên địa bàn tỉnh",
            "Sở Kế hoạch và Đầu tư",
            percent=60,
        ),
        row(
            "PL1-4",
            "Quy chế quản lý, tổ chức thực hiện Chương trình",
            "Ban Dân tộc tỉnh",
            due=date(2022, 8, 31),
            state=State.BLOCKED,
            note="Chờ văn bản hướng dẫn của Bộ Tài chính về định mức chi; đã có công văn đề nghị.",
        ),
        row(
            "PL2-1",
            "Hướng dẫn rà soát hộ nghèo, hộ cận nghèo hằng năm",
            "Sở Lao động - Thương binh và Xã hội",
            due=date(2022, 12, 31),
            original_due=date(2022, 9, 30),
            state=State.CONSULTING,
        ),
        row("PL2-2", "Đề án đào tạo nghề cho lao động nông thôn", "UBND huyện Hàm Thuận Bắc", due=None),
        row("PL2-2", "Đề án đào tạo nghề cho lao động nông thôn", "UBND thị xã La Gi", due=None),
    )
