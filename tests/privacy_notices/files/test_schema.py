"""The schema and the handbook are current, and agree with what loading accepts."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import call_command
from jsonschema import Draft7Validator

from privacy_notices.files import format as f
from privacy_notices.files.describing import fields_of
from privacy_notices.files.loading import load_files
from privacy_notices.files.schema import register_schema
from tests.privacy_notices.files.bad_files import AGAINST_THE_RULES, GOOD, SHAPE

ROOT = Path(__file__).resolve().parents[3]
SCHEMA = json.loads((ROOT / "docs" / "register.schema.json").read_text(encoding="utf-8"))
HANDBOOK = (ROOT / "docs" / "register-file.md").read_text(encoding="utf-8")
SAMPLES = sorted((ROOT / "register" / "samples").glob("*.yaml"))


class Editor(yaml.SafeLoader):
    """YAML as editors read it (1.2): `no`, `on` and dates are words."""

    yaml_implicit_resolvers: dict[str, Any] = {}


for tag, pattern, first in (
    ("null", r"^(?:~|null|)$", [*"~n", ""]),
    ("bool", r"^(?:true|false)$", list("tf")),
    ("int", r"^[-+]?[0-9]+$", list("-+0123456789")),
    ("float", r"^[-+]?[0-9]+\.[0-9]*$", list("-+0123456789")),
):
    Editor.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), first)
Editor.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))


def faults(text: str) -> list[str]:
    validator = Draft7Validator(SCHEMA)
    found = validator.iter_errors(yaml.load(text, Loader=Editor))  # noqa: S506 # a safe loader
    return sorted("/".join(map(str, fault.absolute_path)) for fault in found)


def test_schema_is_a_schema():
    Draft7Validator.check_schema(SCHEMA)


def test_schema_and_handbook_are_current(db, capsys):
    call_command("register_schema", check=True)
    assert capsys.readouterr().err == ""
    assert register_schema() == SCHEMA


@pytest.mark.parametrize("old", ["docs/register.schema.json", "docs/register-file.md"])
def test_an_old_file_is_named_and_made_anew(old, db, tmp_path, settings, capsys):
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    for name in ("register.schema.json", "register-file.md"):
        text = (ROOT / "docs" / name).read_text(encoding="utf-8")
        changed = text.replace("Registered name", "Nimi") if old.endswith(name) else text
        (tmp_path / "docs" / name).write_text(changed, encoding="utf-8")
    with pytest.raises(SystemExit):
        call_command("register_schema", check=True)
    assert old in capsys.readouterr().err
    call_command("register_schema")
    call_command("register_schema", check=True)
    assert (tmp_path / old).read_bytes() == (ROOT / old).read_bytes()


def test_good_file_agrees_with_the_schema():
    assert faults(GOOD) == []


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_sample_agrees_with_the_schema(sample):
    assert faults(sample.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("bad", SHAPE, ids=lambda bad: bad.name)
def test_what_is_wrong_in_shape_the_schema_sees_too(bad):
    assert faults(bad.text)


def test_the_two_halves_of_the_table_are_sorted_rightly():
    """A fault that the schema sees stands among those of shape."""
    seen = []
    for bad in AGAINST_THE_RULES:
        try:
            seen += [bad.name] if faults(bad.text) else []
        except (yaml.YAMLError, ValueError, RecursionError, OverflowError):
            continue  # no YAML at all
    assert seen == []


def test_the_quick_start_of_the_handbook_loads(db, tmp_path):
    start = HANDBOOK.partition("```yaml\n")[2].partition("```")[0]
    path = tmp_path / "x.yaml"
    path.write_text(start, encoding="utf-8")
    (loaded,) = load_files([path])
    assert loaded.slug == "example-customers"
    assert faults(start) == []


def test_every_field_is_explained(db):
    unexplained = [
        f"{table.name}.{field.name}"
        for table in f.all_tables()
        for field in fields_of(table)
        if field.description in ("", ".")
    ]
    assert unexplained == []
