"""What a message carries beside its text: files, photos, contacts."""

from __future__ import annotations

from dieuphoi.bot.channels.fields import Raw, identity, number, part, text
from dieuphoi.handlers.messages import Attachment, Contact
from dieuphoi.wording import _

# An animation also has a `document`, so the order matters.
KINDS = {"animation": "other", "document": "document", "voice": "voice", "audio": "voice"} | dict.fromkeys(
    ("video", "video_note", "sticker"), "other"
)
NO_FILE = ("location", "venue", "poll", "dice", "story", "game", "paid_media", "checklist")


def contact(message: Raw, sender_id: str) -> Contact | None:
    """A shared contact, with whether it is the sender's own: anybody's can be sent on."""
    shared = part(message, "contact")
    phone = text(shared, "phone_number")
    return Contact(phone=phone, own=identity(shared, "user_id") == sender_id) if phone else None


def forwarded_from(message: Raw, sender_id: str) -> str | None:
    """Who wrote what the sender passes on (their name, "?" where it is hidden); None for the sender's own words.

    See https://core.telegram.org/bots/api#messageorigin.
    """
    origin = part(message, "forward_origin")
    if not origin or identity(part(origin, "sender_user")) == sender_id:
        return None
    user, chat = part(origin, "sender_user"), part(origin, "sender_chat") or part(origin, "chat")
    name = f"{text(user, 'first_name')} {text(user, 'last_name')}".strip()
    return name or text(origin, "sender_user_name") or text(chat, "title") or "?"


def attachment(message: Raw) -> Attachment | None:
    """The file that a message carries; what is no file is of kind "other" and has no vendor id."""
    if photo := _largest(message.get("photo")):
        return _file(photo, "photo", _("photo") + ".jpg", "image/jpeg")
    for key, kind in KINDS.items():
        if found := part(message, key):
            return _file(found, kind, _name(key), None)
    if any(key in message for key in NO_FILE):
        return Attachment("other", _("content"))
    return None


def _largest(sizes: object) -> Raw:
    """Telegram sends a photo in several sizes."""
    known = [s for s in sizes if isinstance(s, dict)] if isinstance(sizes, list) else []
    return max(known, key=lambda s: (number(s, "width") or 0) * (number(s, "height") or 0), default={})


def _file(found: Raw, kind: str, name: str, mime: str | None) -> Attachment | None:
    vendor_id = found.get("file_id")
    return Attachment(
        kind=kind,
        name=text(found, "file_name") or name,
        mime=text(found, "mime_type") or mime,
        size=number(found, "file_size"),
        vendor_id=vendor_id if isinstance(vendor_id, str) else None,
    )


def _name(key: str) -> str:
    names = {"document": _("document"), "voice": _("voice message"), "audio": _("recording")}
    return names.get(key) or {"video": _("video"), "video_note": _("video")}.get(key) or _("sticker")
