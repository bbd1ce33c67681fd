"""Consent to what is kept of people: before anything is, in plain words, once for those registered before."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from dieuphoi.handlers import consent
from dieuphoi.handlers.messages import Event
from dieuphoi.storage import consents, people
from dieuphoi.storage.consents import Consent
from dieuphoi.storage.database import Transaction
from dieuphoi.storage.tables import address, dialogue, inbox, outbox
from tests.handlers.office import CODE, happen
from tests.stage import TAICHINH, Stage


def given(stage: Stage, who: str) -> Consent | None:
    return stage.look(lambda tx: consents.of(tx, people.identify(tx, "console", who, who)))


def traces_of(stage: Stage, who: str) -> list[str]:
    """Where an account is still named in the database."""

    def read(tx: Transaction) -> list[str]:
        found = [f"{column}" for column in (address.c.external_id, dialogue.c.key, inbox.c.chat_key, outbox.c.chat_key)
                 for value in tx.connection.execute(select(column)).scalars() if who in str(value)]  # fmt: skip
        return found + [
            "raw" for raw in tx.connection.execute(select(inbox.c.raw)).scalars() if who in str(raw)
        ]

    return stage.look(read)


def test_a_stranger_reads_what_is_kept_before_anything_is_asked(stage: Stage) -> None:
    asked = stage.say("mai", "alo")
    for word in (
        "họ tên",
        "số điện thoại",
        "180 ngày",
        "/dulieu",
        "/xoadulieu",
        "bí mật nhà nước",
        "Bên kiểm soát",
    ):
        assert word in asked.text("mai")
    assert asked.labels("mai") == ["Đồng ý", "Không đồng ý"]
    assert given(stage, "mai") is None


@pytest.mark.parametrize("word", ["đồng ý", "Đồng Ý", "dong y", "tôi đồng ý", "vâng", "có", "OK", "agree"])
def test_consent_is_given_in_words_and_recorded_with_its_version(stage: Stage, word: str) -> None:
    stage.say("mai", "/dangky")
    assert "1/4" in stage.say("mai", word).text("mai")
    assert given(stage, "mai") == Consent(consent.VERSION, stage.now)


def test_an_agency_that_was_named_before_is_not_asked_for_again(stage: Stage) -> None:
    stage.say("mai", "/dangky so tai chinh")
    assert f"{TAICHINH}.\n2/4" in stage.press("mai", "Đồng ý").text("mai")
    stage.say("nam", "alo")
    again = stage.say("nam", "Sở Tài chính")
    assert "đã rõ" in again.text("nam")
    assert "2/4" in stage.say("nam", "đồng ý").text("nam")


@pytest.mark.parametrize("said", ["để xem đã", "/quynay", "PL1-4 đã xong", "Trần Thị Mai"])
def test_silence_and_anything_else_is_no_consent(stage: Stage, said: str) -> None:
    stage.say("mai", "/dangky")
    again = stage.say("mai", said)
    assert "Anh/chị có đồng ý" in again.text("mai")
    assert again.labels("mai") == ["Đồng ý", "Không đồng ý"]
    assert given(stage, "mai") is None


def test_the_text_is_read_once_and_again_on_demand(stage: Stage) -> None:
    stage.say("mai", "alo")
    assert "180 ngày" not in stage.say("mai", "PL1-4 xong").text("mai")
    assert "180 ngày" in stage.say("mai", "/dangky").text("mai")


def test_a_stranger_may_ask_what_the_bot_is_before_agreeing(stage: Stage) -> None:
    stage.say("mai", "alo")
    assert "/dangky" in stage.say("mai", "bot nay lam gi vay").text("mai")
    assert given(stage, "mai") is None


@pytest.mark.parametrize("word", ["không đồng ý", "không", "Không đồng ý!"])
def test_whoever_declines_leaves_no_trace(stage: Stage, word: str) -> None:
    stage.say("maivu77", "xin chào, tôi là Mai")
    declined = stage.say("maivu77", word)
    assert "không lưu gì" in declined.text("maivu77")
    assert traces_of(stage, "maivu77") == []
    assert "có đồng ý không" in stage.say("maivu77", "/dangky").text("maivu77")


def test_the_button_declines_as_words_do(each_stage: Stage) -> None:
    each_stage.say("maivu77", "/dangky")
    each_stage.press("maivu77", "Không đồng ý")
    assert traces_of(each_stage, "maivu77") == []


def test_whoever_is_invited_is_asked_first_and_the_code_stays_good(office: Stage) -> None:
    found = CODE.search(office.say("minh", "/moi Sở Y tế").text("minh"))
    assert found
    office.say("mai", found[0])
    office.press("mai", "Không đồng ý")
    office.say("nam", found[0])
    assert "2/4" in office.press("nam", "Đồng ý").text("nam")


def test_the_text_is_for_private_chats(office: Stage) -> None:
    (told,) = happen(office, "mai", Event.PRESSED, chat="group", pressed="agree:y")
    assert "nhắn riêng" in told.text
    assert given(office, "mai") is None


def before_there_was_a_text(stage: Stage) -> None:
    with stage.transaction() as tx:
        tx.connection.execute(address.update().values(consent=None, consent_at=None, consent_asked=None))


def test_whoever_was_registered_before_is_asked_once_beside_the_answer(office: Stage) -> None:
    before_there_was_a_text(office)
    answered, asked = office.say("lan", "PL1-4 40%").to("lan")
    assert "Đã ghi nhận" in answered.text
    assert "công việc vẫn tiếp tục" in asked.text
    assert len(office.say("lan", "PL1-4 50%").to("lan")) == 1
    assert "Đã ghi nhận" in office.press("lan", "Đồng ý").text("lan")
    assert given(office, "lan") == Consent(consent.VERSION, office.now)


def test_whoever_was_registered_before_may_agree_in_words_or_decline_and_work_on(office: Stage) -> None:
    before_there_was_a_text(office)
    office.say("lan", "/viec")
    office.say("tai", "/viec")
    assert "Đã ghi nhận anh/chị đồng ý" in office.say("lan", "đồng ý").text("lan")
    assert "/xoadulieu" in office.press("tai", "Không đồng ý").text("tai")
    assert given(office, "tai") is None
    assert len(office.say("tai", "/viec").to("tai")) == 1


def test_nobody_is_asked_in_the_group(office: Stage) -> None:
    before_there_was_a_text(office)
    assert "đồng ý" not in office.say_in_group("lan", "/quynay").text("group")


def test_a_new_version_of_the_text_is_asked_about_anew(
    office: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consent, "VERSION", "9999-1")
    assert "công việc vẫn tiếp tục" in office.say("lan", "/viec").text("lan")
    office.press("lan", "Đồng ý")
    assert given(office, "lan") == Consent("9999-1", office.now)
