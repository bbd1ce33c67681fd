"""Updates as Telegram sends them, each with what it says. The bot is @dieuphoi_bot, number 700700."""

from __future__ import annotations

from typing import Any

Raw = dict[str, Any]
BOT = {"id": 700700, "is_bot": True, "first_name": "Điều phối", "username": "dieuphoi_bot"}
LAN = {"id": 5001, "is_bot": False, "first_name": "Lan", "last_name": "Trần", "language_code": "vi"}
PRIVATE = {"id": 5001, "type": "private", "first_name": "Lan", "last_name": "Trần"}
GROUP = {"id": -4001, "type": "group", "title": "Tổ điều phối", "all_members_are_administrators": True}
FORUM = {"id": -1002001, "type": "supergroup", "title": "Kế hoạch", "is_forum": True}
FILE = {"file_id": "F1", "file_unique_id": "U1", "file_size": 1200}
DATE = 1644890400  # 2022-02-15 09:00 in Việt Nam


def message(chat: Raw, by: Raw | None = LAN, **fields: Any) -> Raw:
    sender = {"from": by} if by else {}
    return {"update_id": 1, "message": {"message_id": 21, "chat": chat, "date": DATE} | sender | fields}


def ours(chat: Raw) -> Raw:
    return {"message_id": 20, "from": BOT, "chat": chat, "date": DATE - 60, "text": "Nhắc việc"}


def press(message: Raw | None, data: str | None = "done:7") -> Raw:
    query: Raw = {"id": "77", "from": LAN, "chat_instance": "9"}
    query |= {"message": message} if message else {"inline_message_id": "i"}
    return {"update_id": 2, "callback_query": query | ({"data": data} if data else {})}


def standing(chat: Raw, before: str, now: str, **member: Any) -> Raw:
    change = {"chat": chat, "from": LAN, "date": DATE, "old_chat_member": {"user": BOT, "status": before}}
    return {
        "update_id": 3,
        "my_chat_member": change | {"new_chat_member": {"user": BOT, "status": now} | member},
    }


def text(words: str, chat: Raw = PRIVATE, **fields: Any) -> Raw:
    return message(chat, text=words, **fields)


SAID: dict[str, tuple[Raw, dict[str, Any]]] = {
    "private text": (text("PL1-3 đã xong"), {"text": "PL1-3 đã xong", "addressed": True, "message_id": "21"}),
    "a start link keeps its payload": (text("/start inv_Ab-9"), {"text": "/start inv_Ab-9"}),
    "a private command with our name": (text("/quynay@DieuPhoi_Bot IV"), {"text": "/quynay IV"}),
    "a photo of several sent together": (
        message(PRIVATE, photo=[FILE | {"width": 90, "height": 60}], media_group_id="1343", caption="PL1-4"),
        {"text": "PL1-4", "album": "1343"},
    ),
    "what a colleague wrote is not the sender's": (
        text(
            "PL1-4 xong",
            forward_origin={"type": "user", "date": DATE, "sender_user": {"id": 9, "first_name": "Nam"}},
        ),
        {"forwarded_from": "Nam"},
    ),
    "the same from somebody who hides it": (
        text("PL1-4 xong", forward_origin={"type": "hidden_user", "date": DATE, "sender_user_name": "Nam"}),
        {"forwarded_from": "Nam"},
    ),
    "the same from a channel": (
        text(
            "x",
            forward_origin={
                "type": "channel",
                "date": DATE,
                "chat": {"id": -100, "title": "Tin"},
                "message_id": 3,
            },
        ),
        {"forwarded_from": "Tin"},
    ),
    "one's own words passed on are one's own": (
        text("PL1-4 xong", forward_origin={"type": "user", "date": DATE, "sender_user": LAN}),
        {"forwarded_from": None},
    ),
    "text over 4,096 characters is whole": (text("ă" * 5000), {"text": "ă" * 5000}),
    "decomposed letters are composed": (text("nhie\u0302\u0323m vu\u0323"), {"text": "nhiệm vụ"}),
    "bold marks and control characters go": (text("\ue000a\ue001\x00b\r\nc\td\u202ee"), {"text": "ab\nc de"}),
    "half an emoji goes": (text("ok \ud83d"), {"text": "ok "}),
    "a group command without a name": (text("/quynay", GROUP), {"text": "/quynay", "addressed": True}),
    "a group command for us": (text("/quynay@dieuphoi_bot", GROUP), {"text": "/quynay", "addressed": True}),
    "a group command for another bot": (text("/quynay@other_bot", GROUP), {"addressed": False}),
    "another bot's command in reply to us": (
        text("/x@other_bot", GROUP, reply_to_message=ours(GROUP)),
        {"addressed": False, "reply_to": "20"},
    ),
    "group talk": (text("ăn trưa chưa", GROUP), {"text": "ăn trưa chưa", "addressed": False}),
    "a mention in the middle": (
        text("nhờ @Dieuphoi_bot xem PL1-3", GROUP),
        {"text": "nhờ xem PL1-3", "addressed": True},
    ),
    "an address that only looks like a mention": (
        text("lan@dieuphoi_bot.vn", GROUP),
        {"text": "lan@dieuphoi_bot.vn", "addressed": False},
    ),
    "a longer name than ours": (text("@dieuphoi_bot2 ơi", GROUP), {"addressed": False}),
    "a mention by link": (
        text(
            "Điều phối ơi", GROUP, entities=[{"type": "text_mention", "offset": 0, "length": 9, "user": BOT}]
        ),
        {"text": "Điều phối ơi", "addressed": True},
    ),
    "a reply to us": (
        text("xong rồi", GROUP, reply_to_message=ours(GROUP)),
        {"addressed": True, "reply_to": "20"},
    ),
    "a reply to a colleague": (
        text("ừ", GROUP, reply_to_message={**ours(GROUP), "from": LAN}),
        {"addressed": False, "reply_to": "20"},
    ),
    "a topic's message": (
        text("/quynay", FORUM, message_thread_id=7, is_topic_message=True),
        {"thread": "7", "addressed": True},
    ),
    "a thread that is no topic": (text("ừ", FORUM, message_thread_id=20), {"thread": None}),
    "a topic's message replies to no one": (
        text(
            "ừ",
            FORUM,
            message_thread_id=7,
            is_topic_message=True,
            reply_to_message={**ours(FORUM), "forum_topic_created": {"name": "x", "icon_color": 1}},
        ),
        {"reply_to": None, "addressed": False},
    ),
    "an anonymous admin": (
        message(
            GROUP,
            {"id": 1087968824, "is_bot": True, "first_name": "Group"},
            text="/quynay",
            sender_chat=GROUP,
        ),
        {"sender": "-4001", "name": "Tổ điều phối", "addressed": True},
    ),
    "a name of one part": (
        message(PRIVATE, {"id": 5002, "is_bot": False, "first_name": " Minh\u202e "}, text="x"),
        {"name": "Minh"},
    ),
    "an account without a name": (
        message(PRIVATE, {"id": 5003, "first_name": "", "username": "ab"}, text="x"),
        {"name": "ab"},
    ),
    "an edited message": (
        {"update_id": 4, "edited_message": text("sửa")["message"] | {"edit_date": DATE + 60}},
        {"text": "sửa", "event": "edited", "at": "2022-02-15T09:01:00+07:00"},
    ),
    "the time is local": (text("x"), {"at": "2022-02-15T09:00:00+07:00", "event": "message"}),
    "a photo in its largest size": (
        message(
            PRIVATE,
            caption="ảnh quyết định",
            photo=[
                FILE | {"file_id": "S", "width": 90, "height": 67},
                FILE | {"file_id": "L", "width": 1280, "height": 960},
                FILE | {"file_id": "M", "width": 320, "height": 240},
            ],
        ),
        {
            "text": "ảnh quyết định",
            "kind": "photo",
            "vendor_id": "L",
            "file": "ảnh.jpg",
            "mime": "image/jpeg",
        },
    ),
    "a document with a caption for us": (
        message(
            GROUP,
            caption="@dieuphoi_bot PL1-3",
            document=FILE | {"file_name": "Quye\u0302\u0301t.pdf", "mime_type": "application/pdf"},
        ),
        {
            "text": "PL1-3",
            "addressed": True,
            "kind": "document",
            "file": "Quyết.pdf",
            "size": 1200,
            "vendor_id": "F1",
        },
    ),
    "a voice message": (
        message(PRIVATE, voice=FILE | {"duration": 3}),
        {"kind": "voice", "file": "tin nhắn thoại", "text": ""},
    ),
    "a video": (message(PRIVATE, video=FILE | {"file_name": "a.mp4"}), {"kind": "other", "file": "a.mp4"}),
    "an animation is no document": (message(PRIVATE, animation=FILE, document=FILE), {"kind": "other"}),
    "a sticker": (message(PRIVATE, sticker=FILE | {"emoji": "👍"}), {"kind": "other", "file": "nhãn dán"}),
    "a place": (
        message(PRIVATE, location={"latitude": 1.0, "longitude": 2.0}),
        {"kind": "other", "vendor_id": None},
    ),
    "one's own number": (
        message(PRIVATE, contact={"phone_number": "+84900000001", "first_name": "Lan", "user_id": 5001}),
        {"phone": "+84900000001", "own": True},
    ),
    "another's number": (
        message(PRIVATE, contact={"phone_number": "0900000002", "first_name": "Minh", "user_id": 5009}),
        {"own": False},
    ),
    "a number of nobody on Telegram": (
        message(PRIVATE, contact={"phone_number": "0900000003", "first_name": "Cơ quan"}),
        {"own": False},
    ),
    "a pressed button": (
        press(ours(PRIVATE)),
        {"event": "pressed", "pressed": "done:7", "pressed_on": "20", "sender": "5001"},
    ),
    "a button pressed in a topic": (
        press(ours(FORUM) | {"message_thread_id": 7, "is_topic_message": True}),
        {"chat": "-1002001", "thread": "7", "pressed": "done:7"},
    ),
    "a button of an old message": (
        press({"chat": PRIVATE, "message_id": 3, "date": 0}),
        {"pressed": "done:7", "pressed_on": "3"},
    ),
    "blocked by a person": (standing(PRIVATE, "member", "kicked"), {"event": "blocked", "chat": "5001"}),
    "taken back by a person": (standing(PRIVATE, "kicked", "member"), {"event": "unblocked"}),
    "added to a group": (standing(GROUP, "left", "member"), {"event": "added", "title": "Tổ điều phối"}),
    "added again after a kick, as admin": (standing(GROUP, "kicked", "administrator"), {"event": "added"}),
    "thrown out": (standing(GROUP, "administrator", "kicked"), {"event": "removed", "chat": "-4001"}),
    "out, though restricted": (
        standing(GROUP, "member", "restricted", is_member=False),
        {"event": "removed"},
    ),
    "a group that moved, told in the old chat": (
        message(GROUP, migrate_to_chat_id=-1004001),
        {"event": "migrated", "chat": "-4001", "new": "-1004001"},
    ),
    "a group that moved, told in the new chat": (
        message(FORUM, migrate_from_chat_id=-4001),
        {"event": "migrated", "chat": "-4001", "new": "-1002001"},
    ),
}

NOTHING: dict[str, Raw] = {
    "a channel's post": {"update_id": 5, "channel_post": text("x")["message"]},
    "a message in a channel": text("x", {"id": -100, "type": "channel", "title": "Tin"}),
    "another bot": message(GROUP, {"id": 9, "is_bot": True, "first_name": "B"}, text="/quynay"),
    "a channel's post that its group repeats": message(
        GROUP,
        {"id": 777000, "is_bot": False, "first_name": "Telegram"},
        text="x",
        is_automatic_forward=True,
        sender_chat={"id": -100, "type": "channel", "title": "Tin"},
    ),
    "somebody joined": message(GROUP, new_chat_members=[LAN], new_chat_member=LAN),
    "somebody left": message(GROUP, left_chat_member=LAN),
    "a new title": message(GROUP, new_chat_title="Mới"),
    "a pinned message": message(GROUP, pinned_message=ours(GROUP)),
    "a new topic": message(FORUM, forum_topic_created={"name": "x", "icon_color": 1}),
    "made an administrator": standing(GROUP, "member", "administrator"),
    "the bot in a channel": standing(
        {"id": -100, "type": "channel", "title": "Tin"}, "left", "administrator"
    ),
    "a button without data": press(ours(PRIVATE), data=None),
    "a button of a message sent inline": press(None),
    "a kind of update yet unknown": {"update_id": 6, "business_thing": {"id": 1}},
    "nothing at all": {},
    "no sender": message(GROUP, None, text="x"),
}
