"""A notice's page in a real browser: readable on a phone and a desk, by day and by night."""

import http.server
import threading

import pytest

from privacy_notices.rendering import Alternate, style_hash, to_html
from tests.privacy_notices.test_rendering import NOTICES

ALTERNATES = (Alternate("fi", "/fi/tietosuoja/a/"), Alternate("sv", "/sv/tietosuoja/a/"))
SCREENS = {"narrow": (320, 640), "phone": (390, 844), "tablet": (800, 1000), "desk": (1280, 900)}
PAGES = {
    f"/{number}": to_html(content, alternates=ALTERNATES, pdf_url="/a.pdf").encode()
    for number, content in enumerate(NOTICES.values())
}
ADDRESSES = dict(zip(NOTICES, PAGES, strict=True))


class Pages(http.server.BaseHTTPRequestHandler):
    """Every page with the strictest policy it can live under."""

    def do_GET(self):
        page = PAGES.get(self.path)
        self.send_response(200 if page else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        if page:
            policy = f"default-src 'none'; style-src {style_hash(page.decode())}"
            self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        self.wfile.write(page or b"")

    def log_message(self, *args):
        pass


@pytest.fixture(scope="module")
def server():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


@pytest.fixture
def visit(page, server):
    """Opens a notice on a screen."""

    def open_page(name="numbered", screen="desk"):
        width, height = SCREENS[screen]
        page.set_viewport_size({"width": width, "height": height})
        page.goto(server + ADDRESSES[name])
        return page

    return open_page


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("name", NOTICES)
def test_page_never_scrolls_sideways(visit, name, screen):
    page = visit(name, screen)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", ["phone", "desk"])
def test_axe_finds_nothing(visit, page, axe_violations, screen, scheme):
    page.emulate_media(color_scheme=scheme)
    assert axe_violations(visit("numbered", screen)) == []


@pytest.mark.parametrize("name", NOTICES)
def test_policy_lets_the_style_in_and_nothing_else_is_asked_for(visit, page, server, name):
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    visit(name)
    margin = page.evaluate("getComputedStyle(document.body).marginTop")
    assert (margin, said, asked) == ("0px", [], [server + ADDRESSES[name]])


def test_contents_unfold_on_a_phone(visit):
    page = visit(screen="phone")
    link = page.locator("nav.contents a").nth(2)
    assert not link.is_visible()
    page.locator("summary").click()
    link.click()
    assert page.url.endswith("#purposes")


def test_contents_stand_beside_the_text_on_a_desk(visit):
    page = visit(screen="desk")
    contents = page.locator("nav.contents ol").bounding_box()
    heading = page.locator("h1").bounding_box()
    assert not page.locator("summary").is_visible()
    assert contents["x"] + contents["width"] < heading["x"]


def test_first_tab_offers_to_skip(visit):
    page = visit()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Siirry sisältöön"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"


def test_numbers_hang_in_the_margin_where_there_is_room(visit):
    page = visit(screen="desk")
    number = page.locator("#controller h2 .number").bounding_box()
    text = page.locator("#controller h3").first.bounding_box()
    assert number["x"] + number["width"] <= text["x"] + 1


def test_paper_shows_the_notice_alone(visit, page):
    visit()
    page.emulate_media(media="print")
    for gone in (".skip", ".languages", ".download", "nav.contents"):
        assert not page.locator(gone).is_visible()
    assert page.locator("h1").is_visible()
