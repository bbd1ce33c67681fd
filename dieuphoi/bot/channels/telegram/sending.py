"""One outbox row as one call of the Bot API."""

from __future__ import annotations

from dataclasses import replace

from telegram import Bot, LinkPreviewOptions, Message
from telegram.constants import ParseMode
from telegram.error import BadRequest

from dieuphoi.bot.channels import Refused
from dieuphoi.bot.channels.telegram.errors import (
    EDIT_ANEW,
    FOREIGN_FILE,
    NOT_MODIFIED,
    OTHER_KIND_OF_FILE,
    says,
    topic_gone,
)
from dieuphoi.bot.channels.telegram.writing import asks_contact, html, inline, keyboard
from dieuphoi.handlers.messages import RETIRED
from dieuphoi.storage.outbox import Parcel

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
PHOTOS = ("image/jpeg", "image/png")
PHOTO_BYTES = 10_000_000  # a larger one goes as a document


async def send(bot: Bot, parcel: Parcel) -> str | None:
    """Send or edit a message. Gives Telegram's number for it; None where it had to replace one that is gone.

    Raises the library's errors; TopicGone where the message has to go elsewhere in its group.
    """
    edits = parcel.edits_vendor_id
    new_only = parcel.file_id is not None or asks_contact(parcel.buttons, parcel.private)
    if edits and not new_only and await _edited(bot, parcel, edits):
        return edits
    if parcel.kind == RETIRED:
        return None  # it only says that the old message is out of date: by itself it says nothing
    try:
        return str((await _new(bot, parcel)).message_id)
    except BadRequest as error:
        if parcel.thread is not None and (gone := topic_gone(error)):
            raise gone from None
        raise


async def _edited(bot: Bot, parcel: Parcel, message_id: str) -> bool:
    """Whether the message now says what it should; False where Telegram lets nobody edit it any more."""
    try:
        await bot.edit_message_text(
            html(parcel.text),
            chat_id=parcel.chat_id,
            message_id=int(message_id),
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=inline(parcel.buttons),
        )
    except BadRequest as error:
        if says(error, EDIT_ANEW):
            return False
        if not says(error, NOT_MODIFIED):
            raise
    return True


async def _new(bot: Bot, parcel: Parcel) -> Message:
    if parcel.file_id is not None:
        return await _file(bot, parcel)
    return await bot.send_message(
        parcel.chat_id,
        html(parcel.text),
        parse_mode=ParseMode.HTML,
        link_preview_options=NO_PREVIEW,
        reply_markup=keyboard(parcel.buttons, parcel.private),
        message_thread_id=_topic(parcel),
    )


def _topic(parcel: Parcel) -> int | None:
    return int(parcel.thread) if parcel.thread else None


async def _file(bot: Bot, parcel: Parcel) -> Message:
    as_photo = parcel.file_mime in PHOTOS and len(parcel.file_content or b"") <= PHOTO_BYTES
    try:
        return await _file_as(bot, parcel, as_photo)
    except BadRequest as error:
        if parcel.file_vendor_id and parcel.file_content and says(error, FOREIGN_FILE):
            return await _file_as(bot, replace(parcel, file_vendor_id=None), as_photo)
        # A picture may have come in as a document: its vendor id then only goes out as one.
        if not says(error, OTHER_KIND_OF_FILE):
            raise
    return await _file_as(bot, parcel, not as_photo)


async def _file_as(bot: Bot, parcel: Parcel, as_photo: bool) -> Message:
    content = parcel.file_vendor_id or parcel.file_content
    if content is None:
        raise Refused("no content")
    markup = keyboard(parcel.buttons, parcel.private)
    caption = html(parcel.text) or None
    name = parcel.file_name if isinstance(content, bytes) else None
    if as_photo:
        return await bot.send_photo(
            parcel.chat_id,
            content,
            caption=caption,
            parse_mode=ParseMode.HTML,
            reply_markup=markup,
            message_thread_id=_topic(parcel),
            filename=name,
        )
    return await bot.send_document(
        parcel.chat_id,
        content,
        caption=caption,
        parse_mode=ParseMode.HTML,
        reply_markup=markup,
        message_thread_id=_topic(parcel),
        filename=name,
    )
