"""Single changes to the small notice, to be read as sentences."""

from collections.abc import Callable
from typing import Any

Change = Callable[[dict[str, Any]], None]


def _row(content: dict[str, Any], path: str) -> Any:
    """A row by table and key, such as "purposes/laskutus" or "notice/sections/tiedot"."""
    for step in path.split("/"):
        if isinstance(content, list):
            content = next(row for row in content if row["key"] == step)
        else:
            content = content[step]
    return content


def put(path: str, **values: Any) -> Change:
    """Fields of a row; None takes a field away."""

    def change(content: dict[str, Any]) -> None:
        row = _row(content, path)
        for name, value in values.items():
            if value is None:
                row.pop(name, None)
            else:
                row[name] = value

    return change


def drop(path: str) -> Change:
    """Take a row or a table away."""

    def change(content: dict[str, Any]) -> None:
        above, _, key = path.rpartition("/")
        if not above:
            del content[key]
            return
        rows = _row(content, above)
        if isinstance(rows, dict):
            del rows[key]
        else:
            rows.remove(next(row for row in rows if row["key"] == key))

    return change


def add(table: str, **row: Any) -> Change:
    def change(content: dict[str, Any]) -> None:
        content.setdefault(table, []).append(row)

    return change


def silence(section: str) -> Change:
    """The section says nothing of the register's facts any more."""
    return put(f"notice/sections/{section}", content=[{"text": "Tästä ei kerrota tässä."}])


def write(section: str, text: str) -> Change:
    """The section says this besides."""

    def change(content: dict[str, Any]) -> None:
        _row(content, f"notice/sections/{section}")["content"].append({"text": text})

    return change


def only(section: str, text: str) -> Change:
    """The section says this instead of its facts."""
    return put(f"notice/sections/{section}", content=[{"text": text}])


def new_section(key: str, heading: str, kinds: list[str], *content: dict[str, Any]) -> Change:
    def change(whole: dict[str, Any]) -> None:
        whole["notice"]["sections"].append(
            {"key": key, "heading": heading, "kinds": kinds, "content": list(content)}
        )

    return change


NO_BASES = drop("legal_bases")
BASIS_F = {"key": "etu", "basis": "f", "purposes": ["tilaukset"]}
ELSEWHERE = add("sources", key="ytj", kind="public_register", name="YTJ", public="yes")
TOLD_IN_TIME = (
    add("statements", key="aika", kind="information_time", text="Kerromme kuukauden kuluessa."),
    new_section("info", "Informointi", ["information"], {"facts": "information"}),
)
SECOND = add(
    "controllers",
    key="toinen",
    name="Toinen Oy",
    email="info@toinen.example",
    business_id="2423017-7",
)
THREE_YEARS = [
    {"key": "loppu", "trigger": "customer_relationship_end", "length": 3, "unit": "year"}
]
ABROAD = {"key": "usa", "state": "exists", "countries": ["US"], "mechanism": "standard_clauses"}
BASIS_ALL = {"key": "sopimus", "basis": "b"}
DPO_AMONG_CONTACTS = add(
    "contacts", key="dpo", role="data_protection_officer", name="Pia", email="dpo@mallila.example"
)
