"""Somebody before the public form: opens a page, fills in what stands on it, presses the button.

What is sent is taken from the page as a browser would take it; the field that no person sees stays
empty. Nobody is followed to another site.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests

TIMEOUT = (5, 20)  # seconds to connect, and of silence
MOST_TURNS = 5


class NoAnswer(Exception):
    """The site cannot be reached, or fails. Names no address."""


class NotThere(Exception):
    """Something else than the page that was looked for."""


@dataclass(slots=True)
class Form:
    """What a page would send: values as they stand, and what can be chosen."""

    address: str
    values: dict[str, list[str]] = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)  # of boxes and buttons

    def filled(self, values: Mapping[str, str]) -> Mapping[str, list[str]]:
        """Raises NotThere for a field that the page does not have."""
        if missing := values.keys() - self.values.keys():
            raise NotThere(f"no field {', '.join(sorted(missing))}")
        chosen = {name: offered[:1] for name, offered in self.choices.items()}
        untouched = {name: told for name, told in self.values.items() if told}
        return {**chosen, **untouched, **{name: [value] for name, value in values.items()}}


class Visitor:
    """`headers` go along with every form that is sent."""

    def __init__(self, site: str, headers: Mapping[str, str]) -> None:
        self.site, self.headers = site, headers
        self.session = requests.Session()
        self.session.headers["User-Agent"] = "Seloste self-test"

    def form(self, address: str) -> Form:
        """The form of a page. Raises NoAnswer or NotThere."""
        return form_of(self.page(address))

    def page(self, address: str) -> requests.Response:
        """Raises NoAnswer or NotThere."""
        return self._arrived(self._ask("GET", address))

    def send(self, form: Form, values: Mapping[str, str]) -> requests.Response:
        """The page that one comes to. Raises NoAnswer or NotThere."""
        sent = form.filled(values)
        answer = self._ask("POST", form.address, data=sent, headers=self.headers)
        if not answer.is_redirect:
            raise NotThere(f"the form came back with {answer.status_code}")
        return self._arrived(answer)

    def _arrived(self, answer: requests.Response) -> requests.Response:
        for _turn in range(MOST_TURNS):
            if not answer.is_redirect:
                break
            answer = self._ask("GET", urljoin(answer.url, answer.headers["Location"]))
        if answer.status_code >= 500:
            raise NoAnswer(f"the site fails with {answer.status_code}")
        if answer.status_code != 200:
            raise NotThere(f"the site answers {answer.status_code}")
        return answer

    def _ask(self, method: str, address: str, **more: Any) -> requests.Response:
        if urlsplit(address)[:2] != urlsplit(self.site)[:2]:
            raise NotThere("the way leads to another site")
        try:
            return self.session.request(
                method, address, timeout=TIMEOUT, allow_redirects=False, **more
            )
        except requests.RequestException as trouble:
            failure = NoAnswer(type(trouble).__name__)
        raise failure  # here, where no cause repeats the address


def form_of(page: requests.Response) -> Form:
    """The first form that is sent by POST. Raises NotThere."""
    reader = _Reader(page.url)
    reader.feed(page.text)
    if reader.form is None:
        raise NotThere("no form")
    return reader.form


class _Reader(HTMLParser):
    """Reads the first such form and no further."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.form, self.is_inside = address, None, False

    form: Form | None

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form" and self.form is None and told.get("method", "").lower() == "post":
            self.form, self.is_inside = Form(urljoin(self.address, told.get("action", ""))), True
        elif self.is_inside and self.form and told.get("name"):
            if tag == "input":
                _note_input(self.form, told["name"], told)
            elif tag in ("textarea", "select"):
                self.form.values.setdefault(told["name"], [])

    def handle_endtag(self, tag: str) -> None:
        self.is_inside = self.is_inside and tag != "form"


def _note_input(form: Form, name: str, told: Mapping[str, str]) -> None:
    kind, value = told.get("type", "text"), told.get("value", "")
    if kind in ("submit", "button"):
        return
    values: list[str] = form.values.setdefault(name, [])
    if kind not in ("radio", "checkbox"):
        values.append(value)
    elif "checked" in told:
        values.append(value or "on")
    elif value:  # a box without a value is a yes, which nobody has to say
        form.choices.setdefault(name, []).append(value)
