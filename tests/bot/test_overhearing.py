"""Talk between people in a group is not kept."""

from sqlalchemy import text

from dieuphoi.storage.database import Transaction
from tests.stage import Stage


def _kept(tx: Transaction) -> str:
    return " ".join(tx.connection.execute(text("SELECT raw FROM inbox ORDER BY id")).scalars())


def test_what_people_say_to_each_other_in_the_group_is_forgotten_and_what_they_say_to_the_bot_is_not(
    stage: Stage,
) -> None:
    stage.say_in_group("minh", "/gannhom")
    assert stage.say_in_group("hoa", "trưa nay cả phòng ăn bún chả nhé").messages == []
    stage.say_in_group("hoa", "/quynay")
    kept = stage.look(_kept)
    assert "bún chả" not in kept
    assert "/quynay" in kept
