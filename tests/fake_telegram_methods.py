"""The methods of the fake Bot API: what each does, and what it refuses (core.telegram.org/bots/api)."""

import io
import json
import re
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from PIL import Image

from tests.telegram_text import CAPTION_LIMIT, Refused, parsed_text

BUTTON_BYTES = 64
BUTTONS_IN_A_ROW, BUTTONS = 8, 100
PHOTO_SIDES = 10_000
LONGEST_POLL = 5.0
"""Seconds a getUpdates waits at most, whatever it asks for: nothing outlives a test by more."""
BOT = {"id": 123456, "is_bot": True, "first_name": "Hỏi đáp", "username": "hoidap_test_bot"}
Fields = Mapping[str, Any]
"""The parameters of a call as text; a file of a multipart body as bytes."""


@dataclass
class Sent:
    """A message of the bot: as it was sent, and as users see it."""

    chat: int
    html: str
    seen: str
    parse_mode: str | None
    message_id: int
    reply_to: int | None = None
    keyboard: Any = field(default_factory=dict)
    photo: bytes = b""

    @property
    def buttons(self) -> dict[str, str]:
        """What each button carries."""
        rows = self.keyboard.get("inline_keyboard", [])
        return {each["text"]: each.get("callback_data", "") for row in rows for each in row}

    def shown(self) -> str:
        """As a user sees it: a photo by its size, the text, the buttons in rows."""
        size = Image.open(io.BytesIO(self.photo)).size if self.photo else None
        lines = [f"[ảnh {size[0]}×{size[1]}]"] if size else []
        lines += [self.seen] if self.seen else []
        rows = self.keyboard.get("inline_keyboard", [])
        lines += ["    " + " ".join(f"[{each['text']}]" for each in row) for row in rows]
        return "\n".join(lines)


class Methods:
    """Mixed into the server, which holds the lock while one of these runs."""

    def __init__(self) -> None:
        self.sent: list[Sent] = []
        self.events: list[str] = []
        """The transcript, an entry an event."""
        self.cards: list[list[dict[str, Any]]] = []
        """The answers to inline queries."""
        self.webhook = ""
        self.files: dict[str, bytes] = {}
        self._updates: list[dict[str, Any]] = []
        self._changed = threading.Condition()
        self._next_id = 1
        self._next_update = time.time_ns() // 1_000_000  # as with Telegram, never one that an earlier run has seen
        self._poll = 0
        self._open_taps: set[str] = set()
        self._open_queries: set[str] = set()
        self._messages: dict[int, dict[str, Any]] = {}

    def new_id(self) -> int:
        self._next_id += 1
        return self._next_id

    # --- the bot itself -------------------------------------------------------------------------

    def on_getMe(self, fields: Fields) -> Any:
        return BOT

    def on_deleteWebhook(self, fields: Fields) -> Any:
        self.webhook = ""
        return True

    def on_setWebhook(self, fields: Fields) -> Any:
        if not fields["url"].startswith("https://"):
            raise Refused(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook")
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", fields.get("secret_token", "x")):
            raise Refused(400, "Bad Request: secret token contains unallowed characters")
        self.webhook = fields["url"]
        return True

    def on_setMyCommands(self, fields: Fields) -> Any:
        commands = json.loads(fields["commands"])
        for each in commands:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", each["command"]) or not 1 <= len(each["description"]) <= 256:
                raise Refused(400, "Bad Request: BOT_COMMAND_INVALID")
        self.events.append("bot: lệnh " + ", ".join("/" + each["command"] for each in commands))
        return True

    def on_getUpdates(self, fields: Fields) -> Any:
        if self.webhook:
            raise Refused(409, "Conflict: can't use getUpdates method while webhook is active")
        offset = int(fields.get("offset", 0))
        self._updates = [update for update in self._updates if update["update_id"] >= offset]
        self._poll += 1
        mine, until = self._poll, time.monotonic() + min(float(fields.get("timeout", 0)), LONGEST_POLL)
        self._changed.notify_all()
        while not self._updates and mine == self._poll and time.monotonic() < until:
            self._changed.wait(until - time.monotonic())
        if mine != self._poll:
            raise Refused(409, "Conflict: terminated by other getUpdates request; make sure only one bot is running")
        return self._updates[:100]

    # --- messages -------------------------------------------------------------------------------

    def on_sendChatAction(self, fields: Fields) -> Any:
        self.events.append(f"bot → {fields['chat_id']}: ({fields['action']})")
        return True

    def on_sendMessage(self, fields: Fields) -> Any:
        seen = parsed_text(fields["text"], fields.get("parse_mode"))
        return self._keep(fields, fields["text"], seen)

    def on_sendPhoto(self, fields: Fields) -> Any:
        caption = fields.get("caption", "")
        seen = parsed_text(caption, fields.get("parse_mode"), CAPTION_LIMIT)
        photo = next((value for value in fields.values() if isinstance(value, bytes)), b"")
        width, height = Image.open(io.BytesIO(photo)).size
        if width + height > PHOTO_SIDES or max(width, height) > 20 * min(width, height):
            raise Refused(400, "Bad Request: PHOTO_INVALID_DIMENSIONS")
        return self._keep(fields, caption, seen, photo)

    def _keep(self, fields: Fields, html: str, seen: str, photo: bytes = b"") -> Any:
        chat = int(fields["chat_id"])
        keyboard = self._keyboard(fields)
        reply = json.loads(fields.get("reply_parameters", "{}"))
        to = reply.get("message_id") or fields.get("reply_to_message_id")
        if to and int(to) not in self._messages and not reply.get("allow_sending_without_reply"):
            raise Refused(400, "Bad Request: message to be replied not found")
        sent = Sent(chat, html, seen, fields.get("parse_mode"), self.new_id(), int(to) if to else None, keyboard, photo)
        self.sent.append(sent)
        about = f" (trả lời {sent.reply_to})" if sent.reply_to else ""
        self.events.append(f"bot → {chat}{about}:\n{sent.shown()}")
        self._messages[sent.message_id] = self.message_of(sent)
        return self._messages[sent.message_id]

    def on_editMessageText(self, fields: Fields) -> Any:
        seen = parsed_text(fields["text"], fields.get("parse_mode"))
        sent, keyboard = self._mine(fields), self._keyboard(fields)
        if sent.photo:
            raise Refused(400, "Bad Request: there is no text in the message to edit")
        if (seen, fields["text"], keyboard) == (sent.seen, sent.html, sent.keyboard):
            raise Refused(400, "Bad Request: message is not modified")
        sent.seen, sent.html, sent.keyboard = seen, fields["text"], keyboard
        self.events.append(f"bot sửa tin {sent.message_id}:\n{sent.shown()}")
        return self.message_of(sent)

    def on_editMessageReplyMarkup(self, fields: Fields) -> Any:
        sent, keyboard = self._mine(fields), self._keyboard(fields)
        if keyboard == sent.keyboard:
            raise Refused(400, "Bad Request: message is not modified")
        sent.keyboard = keyboard
        self.events.append(f"bot đổi nút của tin {sent.message_id}:\n{sent.shown()}")
        return self.message_of(sent)

    def on_deleteMessage(self, fields: Fields) -> Any:
        sent = self._mine(fields)
        self.sent.remove(sent)
        self._messages.pop(sent.message_id)
        self.events.append(f"bot xoá tin {sent.message_id}")
        return True

    def _mine(self, fields: Fields) -> Sent:
        for each in self.sent:
            if (each.chat, each.message_id) == (int(fields["chat_id"]), int(fields["message_id"])):
                return each
        raise Refused(400, "Bad Request: message to edit not found")

    def _keyboard(self, fields: Fields) -> Any:
        markup = json.loads(fields.get("reply_markup") or "{}")
        rows = markup.get("inline_keyboard", [])
        buttons = [button for row in rows for button in row]
        if len(buttons) > BUTTONS or any(not 1 <= len(row) <= BUTTONS_IN_A_ROW for row in rows):
            raise Refused(400, "Bad Request: too many buttons")
        for button in buttons:
            if not button["text"].strip():
                raise Refused(400, "Bad Request: can't parse inline keyboard button: Text buttons are unallowed")
            if not 1 <= len(button.get("callback_data", "x").encode()) <= BUTTON_BYTES:
                raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
        if not 0 <= len(markup.get("input_field_placeholder", "")) <= 64:
            raise Refused(400, "Bad Request: placeholder is too long")
        return markup

    # --- taps, inline queries, files --------------------------------------------------------------

    def on_answerCallbackQuery(self, fields: Fields) -> Any:
        if fields["callback_query_id"] not in self._open_taps:
            raise Refused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        if len(fields.get("text", "")) > 200:
            raise Refused(400, "Bad Request: MESSAGE_TOO_LONG")
        self._open_taps.remove(fields["callback_query_id"])
        if fields.get("text"):
            self.events.append(f"bot (thông báo nhỏ): {fields['text']}")
        return True

    def on_answerInlineQuery(self, fields: Fields) -> Any:
        if fields["inline_query_id"] not in self._open_queries:
            raise Refused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        self._open_queries.remove(fields["inline_query_id"])
        button = json.loads(fields.get("button", "{}"))
        if button and not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", button.get("start_parameter", "")):
            raise Refused(400, "Bad Request: START_PARAM_INVALID")
        cards = json.loads(fields.get("results", "[]"))
        for card in cards:
            if not 1 <= len(card["id"].encode()) <= 64 or not card["title"]:
                raise Refused(400, "Bad Request: RESULT_ID_INVALID")
            content = card["input_message_content"]
            card["seen"] = parsed_text(content["message_text"], content.get("parse_mode"))
        self.cards.append(cards)
        for card in cards:
            self.events.append(f"bot (thẻ): {card['title']} | {card.get('description', '')}\n{card['seen']}")
        if button:
            self.events.append(f"bot (nút trên thẻ): {button['text']}")
        return True

    def on_getFile(self, fields: Fields) -> Any:
        if fields["file_id"] not in self.files:
            raise Refused(400, "Bad Request: invalid file_id")
        return {"file_id": fields["file_id"], "file_unique_id": "u", "file_path": f"documents/{fields['file_id']}"}

    def message_of(self, sent: Sent) -> dict[str, Any]:
        """A message of the bot as Telegram tells it."""
        content: dict[str, Any] = {"text": sent.seen}
        if sent.photo:
            size = {"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}
            content = {"photo": [size], "caption": sent.seen}
        markup = {"reply_markup": sent.keyboard} if "inline_keyboard" in sent.keyboard else {}
        base = {"message_id": sent.message_id, "date": 1_770_000_000, "from": BOT}
        return {**base, "chat": chat_of(sent.chat), **content, **markup}


def chat_of(chat: int) -> dict[str, Any]:
    """A private chat has its user's id; a group's is negative."""
    if chat > 0:
        return {"id": chat, "type": "private", "first_name": "Lan"}
    return {"id": chat, "type": "supergroup", "title": "Văn phòng UBND tỉnh"}
