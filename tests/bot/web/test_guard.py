"""What comes from elsewhere is refused, and nothing that people type turns into markup."""

import pytest
from starlette.testclient import TestClient

SAY = {"person": "khach", "chat": "private", "text": "xin chào"}


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8080", "127.0.0.1.evil.example", "", "[::1"])
def test_a_foreign_host_name_gets_nothing(page: TestClient, host: str) -> None:
    for path in ("/", "/api/state", "/api/events", "/files/1"):
        answer = page.get(path, headers={"Host": host})
        assert (answer.status_code, "người" in answer.text) == (403, False)
        assert "http://127.0.0.1" in answer.json()["error"]


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost:8080", "localhost", "[::1]:8080"])
def test_every_name_of_this_machine_is_answered(page: TestClient, host: str) -> None:
    assert page.get("/api/state", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "null",
        "https://127.0.0.1:8080",
        "http://127.0.0.1:9999",
        "http://localhost:8080",
    ],
)
def test_a_foreign_origin_may_neither_read_nor_speak(page: TestClient, origin: str) -> None:
    headers = {"Origin": origin}
    assert page.get("/api/state", headers=headers).status_code == 403
    assert page.post("/api/say", json=SAY, headers=headers).status_code == 403
    assert page.post("/api/reset", json={}, headers=headers).status_code == 403
    assert page.get("/api/state").json()["messages"] == []


def test_the_page_itself_may_speak(page: TestClient) -> None:
    assert page.post("/api/say", json=SAY, headers={"Origin": "http://127.0.0.1:8080"}).status_code == 200


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_what_a_form_can_send_is_refused(page: TestClient, kind: str) -> None:
    answer = page.post("/api/say", content='{"person":"khach"}', headers={"Content-Type": kind})
    assert answer.status_code == 415
    assert "JSON" in answer.json()["error"]


def test_the_page_lets_no_foreign_script_in_and_no_frame_around_it(page: TestClient) -> None:
    headers = page.get("/").headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_nothing_of_the_page_comes_from_elsewhere(page: TestClient) -> None:
    text = "".join(page.get(f"/{name}").text for name in ("", "base.css", "chat.css", "wide.css", "app.js"))
    assert "//" not in text.replace("http://www.w3.org/2000/svg", "").replace("// ", "")


def test_files_outside_the_page_stay_where_they_are(page: TestClient) -> None:
    assert page.get("/..%2fapp.py").status_code == 404
    assert page.get("/%2e%2e/%2e%2e/app.py").status_code == 404
