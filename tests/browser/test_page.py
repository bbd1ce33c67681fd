"""The page as a visitor meets it, on a phone and on a desktop."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dieuphoi.handlers.messages import Message
from tests.bot.web.desk import GROUP_CHAT, private
from tests.bot.web.serving import Serving
from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.looks import focused_part, nameless, pale_text, sideways, small_targets

pytestmark = pytest.mark.browser
Open = Callable[[dict[str, int]], Page]
BOTH = pytest.mark.parametrize(
    "size", [PHONE, DESKTOP, {"width": 360, "height": 640}, {"width": 1024, "height": 768}]
)


def phone_of(page: Page, name: str) -> None:
    page.get_by_role("navigation").get_by_role("button", name=name).click()


def forget_unreached(complaints: list[str]) -> None:
    """Chromium itself writes each refused or broken request into the console; nothing else may be there."""
    assert [c for c in complaints if "status of 4" not in c and "net::ERR_" not in c] == []
    complaints.clear()


def pane(page: Page, chat: str):  # type: ignore[no-untyped-def] # a Locator
    return page.locator(f".pane[data-chat={chat}]")


@BOTH
def test_nothing_is_pale_nameless_too_small_or_beyond_the_edge(open_page: Open, size: dict[str, int]) -> None:
    page = open_page(size)
    if size["width"] < 768:
        page.locator("#more").click()
        assert (pale_text(page), small_targets(page), nameless(page)) == ([], [], [])
        page.keyboard.press("Escape")
    assert (pale_text(page), small_targets(page), nameless(page), sideways(page)) == ([], [], [], 0)


def test_the_measures_see_what_is_wrong(open_page: Open) -> None:
    page = open_page(PHONE)
    page.evaluate("""() => {
      document.querySelector('.pane h2').style.color = '#ccc';
      const button = document.querySelector('.send');
      button.style.cssText = 'width: 10px; height: 10px';
      button.removeAttribute('aria-label');
      document.querySelector('.lines').style.width = '900px';
      document.body.style.cssText = 'overflow: visible; display: block';
      document.querySelector('.log').style.overflow = 'visible';
    }""")
    assert pale_text(page) == ["Nhóm điều phối"]
    assert len(small_targets(page)) == len(nameless(page)) == 1
    assert sideways(page) > 0


@BOTH
def test_the_stranger_says_something_and_is_answered_without_a_reload(
    open_page: Open, size: dict[str, int]
) -> None:
    page = open_page(size)
    phone_of(page, "Nguyễn Thanh An")
    phone = pane(page, "khach")
    phone.get_by_label("Nhắn cho Trợ lý Điều phối").fill("xin chào")
    phone.get_by_role("button", name="Gửi", exact=True).click()
    expect(phone.locator(".own .text")).to_have_text("xin chào")
    expect(phone.locator(".line.bot")).not_to_have_count(0)
    expect(phone.locator(".status", has_text="đang gửi")).to_have_count(0)


def test_a_button_is_pressed_as_the_chosen_speaker(open_page: Open) -> None:
    page = open_page(DESKTOP)
    group = pane(page, "nhom")
    group.get_by_label("Nói với tư cách").select_option("taichinh")
    group.get_by_role("button", name="Vướng mắc").click()
    expect(group.locator(".pressed .text")).to_have_text("Võ Quốc Tuấn đã chọn “Vướng mắc”")


def test_turning_the_clock_brings_the_next_post_to_the_group(open_page: Open) -> None:
    page = open_page(PHONE)
    page.get_by_role("button", name="Mốc kế tiếp").click()
    expect(page.locator("#now")).to_have_text("Thứ Sáu, 07/01/2022")
    post = page.locator(".line", has_text="ngày 07/01/2022")
    expect(post.locator("b")).to_have_text("Nhắc việc")
    expect(post).to_be_in_viewport()


def test_a_day_may_be_chosen_and_a_past_one_is_refused_in_words(
    open_page: Open, complaints: list[str]
) -> None:
    page = open_page(DESKTOP)
    page.get_by_label("Đến ngày").fill("2022-02-01")
    page.get_by_role("button", name="Đi", exact=True).click()
    expect(page.locator("#now")).to_have_text("Thứ Ba, 01/02/2022")
    page.get_by_label("Đến ngày").fill("2022-03-31")
    page.get_by_role("button", name="Đi", exact=True).click()
    expect(page.locator("#now")).to_have_text("Thứ Năm, 31/3/2022")
    page.evaluate("document.getElementById('day').min = ''")
    page.get_by_label("Đến ngày").fill("2022-01-15")
    page.get_by_role("button", name="Đi", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Đồng hồ chỉ quay tới")
    forget_unreached(complaints)


def test_on_a_phone_one_conversation_is_open_and_the_others_count_what_is_unread(open_page: Open) -> None:
    page = open_page(PHONE)
    expect(page.locator(".pane")).to_have_count(1)
    expect(page.get_by_role("button", name="Trần Minh Khôi, 1 tin chưa đọc")).to_be_visible()
    phone_of(page, "Trần Minh Khôi")
    expect(page.locator(".pane")).to_have_attribute("data-chat", "khdt")
    expect(page.get_by_role("button", name="Trần Minh Khôi", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )


def test_on_a_desktop_the_group_and_two_phones_stand_side_by_side(open_page: Open) -> None:
    page = open_page(DESKTOP)
    phone_of(page, "Võ Quốc Tuấn")
    shown = page.locator(".pane").evaluate_all("all => all.map((e) => e.dataset.chat)")
    assert shown[0] == "nhom" and len(shown) == 3 and "taichinh" in shown
    expect(pane(page, "taichinh").get_by_role("textbox")).to_be_focused()


def test_data_never_becomes_markup(open_page: Open, serving: Serving) -> None:
    page = open_page(DESKTOP)
    evil = '<img src=x onerror="document.title=1"><b>x</b>'
    serving.do(serving.desk.tell(Message(GROUP_CHAT, evil)))
    expect(pane(page, "nhom").locator(".text").last).to_have_text(evil)
    group = pane(page, "nhom")
    group.get_by_role("textbox").fill(evil)
    group.get_by_role("textbox").press("Enter")
    expect(group.locator(".own .text").last).to_have_text(evil)
    assert page.locator("img[src=x]").count() == 0


def test_a_file_goes_up_and_comes_down_again(open_page: Open, tmp_path: Path) -> None:
    page = open_page(DESKTOP)
    document = tmp_path / "Tờ trình.txt"
    document.write_text("nội dung", encoding="utf-8")
    group = pane(page, "nhom")
    group.locator("input[type=file]").set_input_files(document)
    expect(group.locator(".enclosed")).to_contain_text("Tờ trình.txt")
    group.get_by_role("button", name="Gửi", exact=True).click()
    with page.expect_download() as coming:
        group.get_by_role("link", name=re.compile("Tải về: Tờ trình.txt")).click()
    assert coming.value.suggested_filename == "Tờ trình.txt"
    assert Path(coming.value.path()).read_text(encoding="utf-8") == "nội dung"


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(open_page: Open, tmp_path: Path) -> None:
    page = open_page(PHONE)
    (tmp_path / "lon.pdf").write_bytes(bytes(5_000_001))
    page.locator("input[type=file]").set_input_files(tmp_path / "lon.pdf")
    expect(page.get_by_role("alert")).to_contain_text("5 MB")
    expect(page.locator(".enclosed")).to_be_hidden()


def test_an_edit_replaces_the_message_and_keeps_the_keyboards_place(
    open_page: Open, serving: Serving
) -> None:
    page = open_page(DESKTOP)
    phone = pane(page, "khdt")
    phone.get_by_role("button", name="Đã trình", exact=True).focus()
    number = int(phone.locator(".line.bot").first.get_attribute("data-id") or 0)
    serving.do(serving.desk.tell(Message(private("khdt"), "Đã ghi nhận", edits=number)))
    expect(phone.locator(".line.bot .text").first).to_have_text("Đã ghi nhận")
    assert phone.evaluate("e => e.contains(document.activeElement)")


def test_the_keyboard_goes_through_the_page_in_reading_order(open_page: Open) -> None:
    page = open_page(PHONE)
    places = []
    for _ in range(30):
        page.keyboard.press("Tab")
        places.append(focused_part(page))
    order = list(dict.fromkeys(p for p in places if p))
    assert order == ["skip", "top", "people", "log", "chips", "composer"]


def test_starting_over_asks_first(open_page: Open) -> None:
    page = open_page(DESKTOP)
    page.get_by_role("button", name="Bắt đầu lại", exact=True).click()
    page.get_by_role("button", name="Không, giữ nguyên").click()
    expect(page.locator(".line")).not_to_have_count(0)
    page.get_by_role("button", name="Bắt đầu lại", exact=True).click()
    page.get_by_role("button", name="Xóa và bắt đầu lại").click()
    expect(page.locator(".line")).to_have_count(0)
    expect(pane(page, "nhom").locator(".welcome")).to_be_visible()


def test_the_page_comes_back_by_itself_after_the_server_was_away(
    open_page: Open, serving: Serving, complaints: list[str]
) -> None:
    page = open_page(DESKTOP)
    serving.stop()
    expect(page.locator("#link")).to_contain_text("Mất kết nối")
    serving.news.closed = False
    again = Serving(serving.desk, serving.news, serving.port)
    again.do(again.desk.tell(Message(GROUP_CHAT, "Đã trở lại")))
    expect(page.locator(".line", has_text="Đã trở lại")).to_be_visible()
    expect(page.locator("#link")).to_be_hidden()
    page.close()
    again.stop()
    forget_unreached(complaints)


def test_a_message_that_did_not_go_out_is_kept_and_sent_again_once(
    open_page: Open, complaints: list[str]
) -> None:
    page = open_page(DESKTOP)
    group = pane(page, "nhom")
    page.route("**/api/say", lambda route: route.abort())
    group.get_by_role("textbox").fill("thử lại")
    group.get_by_role("textbox").press("Enter")
    expect(group.locator(".status", has_text="chưa gửi được")).to_be_visible()
    page.unroute("**/api/say")
    group.get_by_role("button", name="Gửi lại").click()
    expect(group.locator(".status", has_text="chưa gửi được")).to_have_count(0)
    expect(group.locator(".own .text", has_text="thử lại")).to_have_count(1)
    forget_unreached(complaints)


def test_a_quarter_can_be_played_and_stopped(open_page: Open) -> None:
    page = open_page(DESKTOP)
    page.get_by_role("button", name="Chạy cả quý").click()
    expect(page.locator("#playing")).to_contain_text("Đang chạy Quý I/2022")
    expect(page.locator("#now")).to_have_text(re.compile("/01/2022"))
    expect(page.locator(".line", has_text="ngày 14/01/2022")).to_be_visible()
    page.get_by_role("button", name="Dừng").click()
    expect(page.get_by_role("button", name="Chạy cả quý")).to_be_visible()
    expect(page.locator("#playing")).to_be_hidden()
