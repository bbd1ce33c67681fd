"""Saying, pressing, sending files: what goes into the inbox, and what the page shows of it."""

from base64 import b64encode
from typing import Any

import pytest
from starlette.testclient import TestClient

from dieuphoi.bot.channels.web.channel import WebChannel
from dieuphoi.bot.channels.web.news import News
from dieuphoi.handlers.messages import BOLD_ON, Button, Chat, Event, Message
from dieuphoi.storage import files
from dieuphoi.storage.tables import inbox
from tests.bot.web.desk import GROUP_CHAT, QuietDesk, private, run, with_choice


def say(page: TestClient, text: str, person: str = "khdt", chat: str = "private", **more: Any) -> str:
    answer = page.post("/api/say", json={"person": person, "chat": chat, "text": text} | more)
    assert answer.status_code == 200, answer.text
    return answer.json()["id"]


def shown(page: TestClient, chat: str) -> list[dict[str, Any]]:
    return [m for m in page.get("/api/state").json()["messages"] if m["chat"] == chat]


def raw_of(desk: QuietDesk, event: str) -> dict[str, Any]:
    async def look() -> dict[str, Any]:
        return await desk.look(
            lambda tx: tx.connection.execute(inbox.select().where(inbox.c.event_id == event)).one().raw
        )

    return run(look())


def refused(page: TestClient, path: str, body: dict[str, Any]) -> tuple[int, str]:
    answer = page.post(path, json=body)
    return answer.status_code, answer.json()["error"]


def upload(content: bytes, name: str = "bao-cao.docx") -> dict[str, str]:
    return {"name": name, "mime": "application/octet-stream", "content": b64encode(content).decode()}


def test_a_message_is_kept_before_it_is_answered_and_its_reply_stands_below_it(page: TestClient) -> None:
    first = say(page, "việc của tôi")
    second = say(page, "còn gì nữa không?")
    order = [m["id"] for m in shown(page, "khdt") if m["person"]]
    speakers = [m["person"] for m in shown(page, "khdt")]
    assert order == [first, second]
    assert speakers[0] == "khdt" and None in speakers[1 : speakers.index("khdt", 1)]


def test_sending_the_same_event_again_counts_once(page: TestClient) -> None:
    event = "e" + "0a" * 16
    for _ in range(2):
        assert say(page, "PL1-1 đã trình", id=event) == event
    assert [m["id"] for m in shown(page, "khdt") if m["person"]] == [event]


def test_what_is_said_in_private_is_shown_to_nobody_else(page: TestClient) -> None:
    say(page, "riêng tư")
    assert shown(page, "nhom") == shown(page, "taichinh") == []


@pytest.mark.parametrize(
    ("text", "addressed"),
    [
        ("/quynay", True),
        ("@bot tổng hợp giúp", True),
        ("nhờ @DieuPhoi xem", True),
        ("chào cả nhà", False),
        ("a/b", False),
    ],
)
def test_in_the_group_a_command_or_a_mention_speaks_to_the_bot(
    page: TestClient, desk: QuietDesk, text: str, addressed: bool
) -> None:
    incoming = desk.channel.read(raw_of(desk, say(page, text, chat="group")))
    assert incoming is not None
    assert (incoming.addressed, incoming.chat) == (
        addressed,
        Chat("web", "nhom", False, title="Nhóm điều phối"),
    )


def test_a_reply_to_the_bot_in_the_group_speaks_to_it(page: TestClient, desk: QuietDesk) -> None:
    (number,) = run(desk.tell(Message(GROUP_CHAT, "PL1-1 còn 7 ngày")))
    incoming = desk.channel.read(raw_of(desk, say(page, "đã trình", chat="group", reply_to=str(number))))
    assert incoming is not None
    assert (incoming.reply_to, incoming.addressed) == (str(number), True)


def test_a_press_carries_the_buttons_data_and_shows_its_label(page: TestClient, desk: QuietDesk) -> None:
    (number,) = run(desk.tell(with_choice(private("khdt"))))
    body = {"person": "khdt", "chat": "private", "message": str(number), "data": "s:1:blocked"}
    event = page.post("/api/press", json=body).json()["id"]
    incoming = desk.channel.read(raw_of(desk, event))
    assert incoming is not None
    assert (incoming.event, incoming.pressed, incoming.pressed_on) == (
        Event.PRESSED,
        "s:1:blocked",
        str(number),
    )
    (line,) = [m for m in shown(page, "khdt") if m["id"] == event]
    assert (line["text"], line["pressed"]) == ("Vướng mắc", True)


@pytest.mark.parametrize(
    "change", [{"data": "s:1:done"}, {"message": "999"}, {"chat": "group"}, {"person": "khach"}]
)
def test_a_button_that_is_not_there_cannot_be_pressed(
    page: TestClient, desk: QuietDesk, change: dict[str, str]
) -> None:
    (number,) = run(desk.tell(with_choice(private("khdt"))))
    body = {"person": "khdt", "chat": "private", "message": str(number), "data": "s:1:blocked"} | change
    assert refused(page, "/api/press", body) == (409, "Nút này không còn dùng được, xin xem tin mới nhất.")


def test_the_button_that_asks_for_a_phone_number_shares_the_persons_own(
    page: TestClient, desk: QuietDesk
) -> None:
    button = Button("Gửi số điện thoại", "contact", asks_contact=True)
    (number,) = run(desk.tell(Message(private("khach"), "Số của anh/chị?", ((button,),))))
    body = {"person": "khach", "chat": "private", "message": str(number), "data": "contact"}
    incoming = desk.channel.read(raw_of(desk, page.post("/api/press", json=body).json()["id"]))
    assert incoming is not None and incoming.contact is not None
    assert (incoming.event, incoming.contact.own, incoming.contact.phone) == (
        Event.MESSAGE,
        True,
        "0900000006",
    )


def test_an_edit_takes_the_place_of_what_it_replaces(page: TestClient, desk: QuietDesk) -> None:
    (first,) = run(desk.tell(with_choice(private("khdt"))))
    run(desk.tell(Message(private("khdt"), "Tin sau")))
    (edit,) = run(desk.tell(Message(private("khdt"), "Đã ghi", edits=first)))
    run(desk.tell(Message(private("khdt"), "Đã ghi lần hai", edits=edit)))
    lines = [(m["id"], m["text"], m["edited"], m["buttons"]) for m in shown(page, "khdt")]
    assert lines[0] == (str(first), "Đã ghi lần hai", True, [])
    assert [line[1] for line in lines] == ["Đã ghi lần hai", "Tin sau"]


def test_a_file_goes_up_to_the_handler_and_can_be_fetched_again(page: TestClient, desk: QuietDesk) -> None:
    event = say(page, "kèm văn bản", file=upload(b"noi dung", '../../Báo cáo "quý" 1.docx'))
    incoming = desk.channel.read(raw_of(desk, event))
    assert incoming is not None and incoming.attachment is not None
    assert (incoming.attachment.name, incoming.attachment.content) == ('Báo cáo "quý" 1.docx', b"noi dung")
    (line,) = [m for m in shown(page, "khdt") if m["id"] == event]
    fetched = page.get(line["file"]["url"])
    assert (fetched.content, line["file"]["size"]) == (b"noi dung", 8)
    assert fetched.headers["content-disposition"].startswith("attachment;")


def test_the_bots_file_can_be_fetched_only_once_it_was_sent(page: TestClient, desk: QuietDesk) -> None:
    async def send() -> int:
        kept = await desk.look(
            lambda tx: files.keep(tx, "report", "bao-cao.html", mime="text/html", content=b"<b>x</b>")
        )
        return (await desk.tell(Message(private("lanhdao"), "Báo cáo đây", file_id=kept)))[0]

    number = run(send())
    fetched = page.get(f"/files/{number}")
    assert (fetched.content, fetched.headers["content-type"]) == (b"<b>x</b>", "application/octet-stream")
    assert page.get(f"/files/{number + 1}").status_code == 404
    assert page.get("/files/99999999999999999999").status_code == 404
    assert page.get("/files/e1").json() == {"error": "Không tìm thấy tệp này."}


def test_ten_thousand_characters_are_taken_and_one_more_is_refused_clearly(page: TestClient) -> None:
    say(page, "ạ" * 10_000)
    status, error = refused(page, "/api/say", {"person": "khdt", "chat": "private", "text": "ạ" * 10_001})
    assert status == 413 and "10.000" in error


def test_a_file_of_five_megabytes_is_taken_and_a_larger_one_refused_clearly(page: TestClient) -> None:
    say(page, "", file=upload(bytes(5_000_000)))
    for size in (5_000_001, 8_000_000):
        body = {"person": "khdt", "chat": "private", "text": "", "file": upload(bytes(size))}
        status, error = refused(page, "/api/say", body)
        assert status == 413 and "5 MB" in error


@pytest.mark.parametrize(
    "body",
    [
        {"text": "  "},
        {"text": 7},
        {"text": "x", "person": "ai-do"},
        {"text": "x", "person": ["khdt"]},
        {"text": "x", "chat": "khdt"},
        {"text": "x", "id": "12"},
        {"text": "x", "file": "tep"},
        {"text": "x", "file": {"name": "a", "content": "không phải base64"}},
        {"text": "x", "file": {"name": "", "content": "YQ=="}},
        {"text": "x", "file": {"name": "a.txt", "content": ""}},
    ],
)
def test_a_request_that_makes_no_sense_is_refused_in_vietnamese_and_keeps_nothing(
    page: TestClient, body: dict[str, Any]
) -> None:
    status, error = refused(page, "/api/say", {"person": "khdt", "chat": "private"} | body)
    assert status == 400 and error[-1] == "."
    assert page.get("/api/state").json()["messages"] == []


@pytest.mark.parametrize("content", ["", "{", "[]", "7", "[" * 100_000, '"\\ud800"'])
def test_what_is_no_json_object_is_refused(page: TestClient, content: str) -> None:
    answer = page.post("/api/say", content=content, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400 and "JSON" in answer.json()["error"]


def test_half_characters_and_nul_do_no_harm(page: TestClient) -> None:
    body = '{"person":"khdt","chat":"private","text":"a\\u0000b\\ud800c"}'
    assert (
        page.post("/api/say", content=body, headers={"Content-Type": "application/json"}).status_code == 200
    )
    assert shown(page, "khdt")[0]["text"] == "ab?c"


def test_nobody_can_type_bold_marks_or_markup(page: TestClient) -> None:
    say(page, f"{BOLD_ON}đậm <script>alert(1)</script>")
    assert shown(page, "khdt")[0]["text"] == "đậm <script>alert(1)</script>"


def test_the_same_is_shown_after_a_restart(tmp_path: Any) -> None:
    from dieuphoi.bot.channels.web.app import create_app

    views = []
    for _ in range(2):
        news = News()
        desk = QuietDesk(news, url=f"sqlite:///{tmp_path}/chat.db")
        with TestClient(create_app(desk, news), base_url="http://localhost") as page:
            if not views:
                say(page, "xin chào")
                run(desk.tell(with_choice(GROUP_CHAT)))
            views.append(page.get("/api/state").json())
        desk.service.database.close()
    assert views[0] == views[1] and len(views[0]["messages"]) >= 3


def test_a_message_still_on_its_way_when_the_bot_died_is_shown(desk: QuietDesk) -> None:
    assert isinstance(desk.channel, WebChannel)
    run(desk.tell(with_choice(GROUP_CHAT)))
    from dieuphoi.storage import outbox, transcript

    async def left_sending() -> list[str]:
        def reading(tx: Any) -> list[str]:
            desk.service.post(tx, [Message(GROUP_CHAT, "dở dang")])
            outbox.claim(tx, "web", limit=5)
            return [line.text for line in transcript.latest(tx, "web", "nhom", 10)]

        return await desk.look(reading)

    assert run(left_sending())[-1] == "dở dang"
