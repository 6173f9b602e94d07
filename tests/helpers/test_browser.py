"""The browser for tests: pages, scripts, clicks, pictures, errors."""

import io

import pytest
from PIL import Image

from tests.helpers.browser import Chromium, PageError
from tests.helpers.http_sink import Answer, HttpSink

PAGE = """<!doctype html><title>t</title><body style="margin:0;background:#fff">
<button onclick="this.textContent = 'Kész';
    setTimeout(() => late.hidden = false, 300)">Tovább</button>
<p id="late" hidden>ő</p>
<p id="never" hidden>no</p>
<script>throw new Error("broken")</script>"""


@pytest.fixture(scope="module")
def browser():
    with HttpSink() as sink, Chromium(size=(320, 200)) as chromium:
        sink.script(
            "/page", Answer(PAGE.encode(), headers={"Content-Type": "text/html; charset=utf-8"})
        )
        chromium.open(f"{sink.url}/page")
        yield chromium


def test_an_error_of_the_page_is_kept(browser):
    assert browser.run("1 + 1") == 2
    assert any("broken" in text for text in browser.errors)


def test_click_and_wait(browser):
    browser.click("button")
    assert browser.run("document.querySelector('button').textContent") == "Kész"
    browser.wait_for("#late")


def test_what_is_hidden_is_not_seen(browser):
    with pytest.raises(PageError, match="Not within 1 s"):
        browser.wait_for("#never", seconds=1)


def test_an_error_in_a_script_is_raised(browser):
    with pytest.raises(PageError, match="nothing is not defined"):
        browser.run("nothing")


def test_a_file_is_dropped_with_its_content(browser):
    browser.run("""window.addEventListener("drop", async (event) => {
        const [file] = event.dataTransfer.files;
        window.dropped = [file.name, ...new Uint8Array(await file.arrayBuffer())];
    })""")
    browser.drop("ő.bin", b"\x00\xff")
    assert browser.wait("window.dropped") == ["ő.bin", 0, 255]


def test_a_picture_has_the_size_of_the_page(browser):
    assert Image.open(io.BytesIO(browser.picture())).size == (320, 200)
