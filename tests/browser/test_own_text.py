"""Nasty texts in a real browser: nothing runs, nothing is asked for, nothing sticks out."""

import http.server
import threading

import pytest
import yaml

from privacy_notices.assembly.notice import assemble
from privacy_notices.files.loading import load_files
from privacy_notices.rendering import style_hash, to_html
from register.models import Register
from tests.privacy_notices.own_text.nasty import GOOD, mixed


@pytest.fixture
def address(db, tmp_path):
    """Where the notice of a register that says them all is served, under its strict policy."""
    path = tmp_path / "nasty.yaml"
    path.write_text(yaml.safe_dump(mixed([*GOOD.values()]), allow_unicode=False, sort_keys=False))
    load_files([path])
    html = to_html(assemble(Register.objects.get(slug="nasty"), "fi"))

    class Notice(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header(
                "Content-Security-Policy", f"default-src 'none'; style-src {style_hash(html)}"
            )
            self.end_headers()
            self.wfile.write(html.encode())

        def log_message(self, *args):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Notice) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}/"
        running.shutdown()
        thread.join()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_runs_is_asked_for_or_sticks_out(page, address, width):
    said, asked, opened = [], [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.evaluate("document.querySelectorAll('script, img, svg, iframe').length") == 0
    text = page.evaluate("document.body.textContent")
    assert [name for name, one in GOOD.items() if one.strip()[1:40] not in text] == ["marks"]
    assert (said, opened, asked) == ([], [], [address])
