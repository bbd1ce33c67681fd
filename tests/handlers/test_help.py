"""/trogiup fits who asks and where, its examples work as they stand; commands are understood as people type them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dieuphoi.handlers import command_names
from dieuphoi.handlers.command_words import what_they_do
from dieuphoi.handlers.commands import COMMANDS
from dieuphoi.handlers.help_subjects import SUBJECTS
from tests.handlers.office import happen, joined, scene
from tests.stage import Stage

ALSO_CALLED = {"help", "coquan"}
SCREEN = (18, 950)  # lines and characters that a phone shows without much turning
PEOPLE = ("lan", "minh", "an")
NOT_UNDERSTOOD = (
    "chưa hiểu",
    "did not understand",
    "Không có lệnh",
    "no command",
    "Xin viết",
    "Hello",
    "Xin chào",
)


def quoted(text: str) -> list[str]:
    """The sentences and commands that a help text gives as examples; what may be filled in is left out."""
    said = [one for one in re.findall(r"“([^”]+)”", text) if "…" not in one]
    commands = re.findall(r"(?<![\w/])/[a-z]+(?: [^;,–():\n]*)?", re.sub(r"“[^”]+”", "", text))
    return [*said, *(command.strip().rstrip(".") for command in commands)]


class TestHelp:
    @pytest.mark.parametrize(
        ("who", "chat", "named", "unnamed"),
        [
            ("khach", "private", ("/dangky", "DP-", "/english"), ("PL1", "/quynay", "/tongketqua")),
            ("lan", "private", ("PL1-4", "Thành lập BCĐ", "/hoantac", "/viec"), ("/choduyet", "/moi")),
            ("minh", "private", ("/choduyet", "/tongketqua", "/moi"), ("Báo nhầm",)),
            ("an", "private", ("/tongketqua", "/dondoc", "/baocao 1/2022"), ("/choduyet", "/moi")),
            ("lan", "group", ("PL1-4", "/quynay", "nhắn riêng"), ("/choduyet",)),
            ("khach", "group", ("/quynay", "nhắn riêng"), ("Báo nhầm",)),
            ("lan", "another group", ("/gannhom", "/dangky"), ("PL1", "/quynay")),
        ],
    )
    def test_it_fits_who_asks_and_where(
        self, office: Stage, who: str, chat: str, named: tuple[str, ...], unnamed: tuple[str, ...]
    ) -> None:
        with scene(office) as begun:
            text = begun.say(who, "/trogiup", chat=chat)
        assert all(one in text for one in named)
        assert not any(one in text for one in unnamed)
        assert len(text.splitlines()) <= SCREEN[0]
        assert len(text) <= SCREEN[1]

    @pytest.mark.parametrize("language", ["/tiengviet", "/english"])
    @pytest.mark.parametrize("key", SUBJECTS)
    def test_each_subject_is_a_screen_and_names_its_commands(
        self, office: Stage, key: str, language: str
    ) -> None:
        with scene(office) as begun:
            for who in PEOPLE:
                begun.say(who, language)
                text = begun.press(who, f"hp:{key}")
                if all(f"/{command}" in text for command in SUBJECTS[key].commands):
                    assert len(text) <= SCREEN[1]
                    assert len(text.splitlines()) <= SCREEN[0]
                    return
        pytest.fail(f"nobody is shown the subject {key} with all its commands: {SUBJECTS[key].commands}")

    def test_every_command_is_told_of_in_some_subject(self) -> None:
        told = {command for subject in SUBJECTS.values() for command in subject.commands} | {"trogiup"}
        missing = set(COMMANDS) - told - ALSO_CALLED
        assert not missing, f"add {missing} to a subject in handlers/help_subjects.py"

    def test_every_command_has_a_few_words(self) -> None:
        missing = set(COMMANDS) - set(what_they_do()) - ALSO_CALLED
        assert not missing, f"say in handlers/command_words.py what {missing} does"

    @pytest.mark.parametrize("language", ["/tiengviet", "/english"])
    @pytest.mark.parametrize("who", PEOPLE)
    def test_every_example_works_as_it_stands(self, office: Stage, who: str, language: str) -> None:
        with scene(office) as begun:
            begun.say(who, language)
            texts = [begun.say(who, "/trogiup"), *(begun.press(who, f"hp:{key}") for key in SUBJECTS)]
        examples = dict.fromkeys(one for text in texts for one in quoted(text))
        assert len(examples) > 10
        for example in examples:
            with scene(office) as begun:
                begun.say(who, language)
                heard = begun.say(who, example)
                assert heard, example
                assert not any(said in heard for said in NOT_UNDERSTOOD), (example, heard)

    def test_more_is_told_by_subject_pressed_or_typed(self, office: Stage) -> None:
        office.say("lan", "/trogiup")
        pressed = office.press("lan", "Xem: Báo cáo tiến độ").text("lan")
        assert "xin gia hạn đến" in pressed
        for typed in ("/trogiup báo cáo tiến độ", "/trogiup bao cao tien do", "/trợ giúp hoàn tác"):
            assert office.say("lan", typed).text("lan") == pressed
        assert "Không có mục “thời tiết”" in office.say("lan", "/trogiup thời tiết").text("lan")

    def test_a_subject_of_a_role_that_has_ended_leads_back(self, office: Stage) -> None:
        with scene(office) as begun:
            assert "/choduyet" not in begun.press("lan", "hp:decide")
            assert "PL1" not in begun.press("khach", "hp:totals")

    def test_examples_go_on_to_the_next_task(self, office: Stage) -> None:
        office.say("lan", "PL1-4 đã ban hành số 12/QĐ-UBND ngày 10/2")
        assert "PL1-5" in office.say("lan", "/trogiup").text("lan")

    def test_who_leads_nothing_gets_a_task_that_they_work_on(self, office: Stage) -> None:
        joined(office, "yen", "Sở Y tế")
        assert "PL" in office.say("yen", "/trogiup").text("yen")

    def test_an_error_teaches_by_the_senders_own_task(self, office: Stage) -> None:
        assert "“PL1-4 70%”" in office.say("lan", "xyz ơi abc").text("lan")
        assert "/lichsu PL1-4" in office.say("lan", "/lichsu").text("lan")


class TestCommands:
    @pytest.mark.parametrize(
        ("typed", "understood"),
        [
            ("/tổng kết quả", ("tongketqua", "")),
            ("/Tổng Kết Quả 2022", ("tongketqua", "2022")),
            ("/quý này", ("quynay", "")),
            ("/quy 4 2022", ("quy", "4 2022")),
            ("/Quý 4", ("quy", "4")),
            ("/quy4", ("quy", "4")),
            ("/việc PL1-2", ("viec", "PL1-2")),
            ("/ việc PL1-2", ("viec", "PL1-2")),
            ("/lịch làm việc", ("lichlamviec", "")),
            ("/lịch sử PL1-2", ("lichsu", "PL1-2")),
            ("/cơ quan Sở Tài chính", ("coquan", "Sở Tài chính")),
            ("/QUAHAN@dieuphoi_bot", ("quahan", "")),
            ("/tongket", ("tongket", "")),
            ("/nhac lịch sử", ("nhac", "lịch sử")),
        ],
    )
    def test_it_is_understood_with_accents_and_blanks(self, typed: str, understood: tuple[str, str]) -> None:
        assert command_names.split(typed, COMMANDS) == understood

    @given(st.sampled_from(sorted(COMMANDS)), st.text(max_size=20))
    def test_a_commands_own_name_is_always_that_command(self, name: str, rest: str) -> None:
        found = command_names.split(f"/{name} ?{rest}", COMMANDS)
        assert found is not None
        assert found[0] == name

    @given(st.text(max_size=60))
    def test_any_text_is_a_command_or_none(self, text: str) -> None:
        found = command_names.split(text, COMMANDS)
        assert found is None or text.startswith("/")

    @pytest.mark.parametrize(
        ("typed", "offered"),
        [
            ("tongket", "tongketqua"),
            ("quahn", "quahan"),
            ("trogup", "trogiup"),
            ("hoantat", "hoantac"),
            ("overdue", "quahan"),
            ("tonghop", "tongketqua"),
            ("dangki", "dangky"),
            ("lichsuu", "lichsu"),
        ],
    )
    def test_the_nearest_is_offered_first(self, typed: str, offered: str) -> None:
        assert command_names.nearest(typed, COMMANDS)[0] == offered

    def test_a_press_does_what_was_meant(self, office: Stage) -> None:
        heard = office.say("lan", "/quynayy")
        assert "/quynay – việc đến hạn quý này" in heard.text("lan")
        assert "Quý I/2022" in office.press("lan", "Thực hiện /quynay").text("lan")

    def test_what_followed_is_kept_in_the_offer(self, office: Stage) -> None:
        assert "• /tongketqua quý 1" in office.say("minh", "/tổng hợp quý 1").text("minh")

    def test_a_command_of_other_bots_is_left_alone_in_a_group(self, office: Stage) -> None:
        assert happen(office, "lan", chat="group", text="/bangcong", addressed=False) == []

    def test_a_stranger_is_offered_what_strangers_may_do(self, office: Stage) -> None:
        heard = office.say("khach", "/quahn").text("khach")
        assert "quahan" not in heard
        assert "/dangky" in office.say("khach", "/dangki").text("khach")
        with scene(office) as begun:
            assert "PL1" not in begun.press("khach", "do:quynay")

    def test_words_that_are_no_command_of_ours_are_understood_as_a_sentence(self, office: Stage) -> None:
        heard = office.say("lan", "/giahan PL1-4 30/6/2022").text("lan")
        assert "30/6/2022" in heard
        assert "Không có lệnh" not in heard
        assert "PL1" not in office.say("khach", "/danhsach").text("khach")
