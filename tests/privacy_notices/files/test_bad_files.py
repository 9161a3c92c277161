"""A bad file changes nothing and says file, line, path and reason."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.serializers import serialize
from django.utils import translation

from privacy_notices.files.loading import load_files
from register.models import Register
from tests.privacy_notices.files.bad_files import BAD, GOOD, NAME_OF_PURPOSE

BEFORE = """
format: seloste-register/1
register: {slug: example}
controllers: [{key: esimerkki, name: Entinen Oy}]
purposes: [{key: palvelu, name: entinen}, {key: muu, name: muu}]
notice: {sections: [{key: data, heading: Tiedot}]}
"""
OUR_APPS = ("register", "retention", "privacy_notices", "auditlog")


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def loaded(db, tmp_path):
    """The register is in the database in another form, so that a bad file could spoil something."""
    path = tmp_path / "before.yaml"
    path.write_text(BEFORE, encoding="utf-8")
    load_files([path])


def everything() -> str:
    models = [model for label in OUR_APPS for model in apps.get_app_config(label).get_models()]
    return "\n".join(serialize("json", model._default_manager.order_by("pk")) for model in models)


def refused(capsys, *files: Path) -> list[str]:
    """Loads the files, which must change nothing; what is said of them."""
    before = everything()
    capsys.readouterr()
    with pytest.raises(SystemExit) as stopped:
        call_command("load_register", *files)
    assert stopped.value.code == 1
    assert everything() == before
    said = capsys.readouterr()
    assert said.out == ""
    *faults, total = said.err.splitlines()
    count = len(faults)
    assert total == f"{count} fault{'s' if count > 1 else ''}; nothing was changed."
    return faults


@pytest.fixture
def file(tmp_path):
    def write(content: str | bytes, name: str = "bad.yaml") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_file_is_refused_with_line_path_and_reason(bad, loaded, file, capsys):
    path = file(bad.text)
    assert refused(capsys, path) == [f"{path}:{bad.line}: {bad.path or '/'}: {bad.reason}"]


def test_the_table_is_long_enough():
    assert len(BAD) >= 60
    assert len({bad.name for bad in BAD}) == len(BAD)


# Files as a whole


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        pytest.param(b"", 1, "The file is empty.", id="empty"),
        pytest.param(b"# vain kommentti\n", 1, "The file is empty.", id="comment"),
        pytest.param(
            "format: x\nname: määrä\n".encode("latin-1"),
            2,
            "The file is not UTF-8 text.",
            id="latin-1",
        ),
        pytest.param(GOOD.encode("utf-16"), 1, "The file is not UTF-8 text.", id="utf-16"),
        pytest.param(b"teksti\n", 1, "Write “name: value” lines here.", id="text"),
        pytest.param(b"\n- a\n- b\n", 2, "Write “name: value” lines here.", id="list"),
        pytest.param(b"#" * 5_000_001, 1, "The file is larger than 5 MB.", id="5 MB and a byte"),
        pytest.param(b"[" * 6_000_000, 1, "The file is larger than 5 MB.", id="6 MB of nesting"),
        pytest.param(b"{a: " * 100_000, 1, "The file is nested too deeply.", id="nested"),
        pytest.param(b"- " * 100_000, 1, "The file is nested too deeply.", id="nested lists"),
        pytest.param(
            b"a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
            1,
            "Anchors and aliases (&name, *name) are not used here.",
            id="a billion laughs",
        ),
    ],
)
def test_what_is_no_register_file_is_refused(content, line, reason, db, file, capsys):
    path = file(content)
    assert refused(capsys, path) == [f"{path}:{line}: /: {reason}"]


def test_missing_file_is_named(db, tmp_path, capsys):
    path = tmp_path / "none.yaml"
    assert refused(capsys, path) == [f"{path}:1: /: There is no such file."]


def test_folder_is_no_file(db, tmp_path, capsys):
    assert refused(capsys, tmp_path) == [f"{tmp_path}:1: /: This is a folder, not a file."]


def test_file_that_says_nothing_is_asked_for_all_it_needs(db, file, capsys):
    path = file("purposes: []\n")
    assert refused(capsys, path) == [
        f"{path}:1: format: Begin with “format: seloste-register/1”.",
        f"{path}:1: register: Tell which register this is.",
        f"{path}:1: controllers: A register needs at least one controller.",
    ]


@pytest.mark.parametrize("empty", ["controllers: []", "controllers:", "controllers: null"])
def test_a_register_without_controllers_is_refused(empty, db, file, capsys):
    path = file(f"format: seloste-register/1\nregister:\n  slug: a\n{empty}\n")
    (told,) = refused(capsys, path)
    assert told == f"{path}:4: controllers: A register needs at least one controller."


# Several faults


def test_all_faults_are_told_at_once_in_the_order_of_lines(loaded, file, capsys):
    text = GOOD
    for old, new in [
        ("    business_id: 1234567-1\n", "    business_id: 1234567-8\n    emial: x\n"),
        ("      po_box: 180\n", "      po_box: PL 180\n"),
        (NAME_OF_PURPOSE, "    name: palvelu ☃ ja ☃\n    direct_marketing: kyllä\n"),
        ("    purposes: [palvelu]\n", "    purposes: [palevlu, muu]\n"),
        ("    cap_month: 4\n", "    cap_month: 2\n"),
        ("{number:data}", "{number:x}"),
    ]:
        assert text.count(old) == 1
        text = text.replace(old, new)
    path = file(text)
    told = refused(capsys, path)
    lines = [int(re.match(rf"{re.escape(str(path))}:(\d+): ", fault)[1]) for fault in told]
    assert lines == sorted(lines)
    assert [fault.split(": ", 2)[1] for fault in told] == [
        "controllers/esimerkki/business_id",
        "controllers/esimerkki/emial",
        "controllers/esimerkki/postal_address/po_box",
        "purposes/palvelu/name",
        "purposes/palvelu/name",
        "purposes/palvelu/direct_marketing",
        "legal_bases/sopimus/purposes",
        "legal_bases/sopimus/purposes",
        "retention/loki/cap_day",
        "statements/laatu/text",
    ]


def test_unprintable_characters_are_told_each_at_its_own_line(db, file, capsys):
    text = GOOD.replace("      Tiedot tarkistetaan.\n", "      Tiedot ☃.\n      ☃ ja ☃\n")
    path = file(text)
    first = text[: text.index("Tiedot ☃")].count("\n") + 1
    assert [fault.split(": ")[0] for fault in refused(capsys, path)] == [
        f"{path}:{first}", f"{path}:{first + 1}", f"{path}:{first + 1}"
    ]  # fmt: skip


def test_a_fault_in_the_second_file_leaves_the_first_unloaded(db, file, capsys):
    first, second = file(GOOD, "first.yaml"), file("purposes: []\nx: y\n", "second.yaml")
    other = GOOD.replace("slug: example", "slug: other").replace("basis: b", "basis: z")
    third = file(other, "third.yaml")
    told = refused(capsys, first, second, third)
    assert [Path(fault.split(":")[0]).name for fault in told] == ["second.yaml"] * 4 + [
        "third.yaml"
    ]
    assert not Register.objects.exists()


def test_one_register_in_two_files_is_refused(db, file, capsys):
    first, second = file(GOOD, "first.yaml"), file(GOOD, "second.yaml")
    assert refused(capsys, first, second) == [
        f"{second}:4: register/slug: The register “example” is also in {first}."
    ]


def test_two_files_may_not_disagree_on_a_company(db, file, capsys):
    first = file(GOOD, "first.yaml")
    text = GOOD.replace("slug: example", "slug: other").replace(
        "Sisaryhtiö Oy\n    parent", "Sisar Oy\n    parent"
    )
    second = file(text, "second.yaml")
    assert refused(capsys, first, second) == [
        f"{second}:34: related_companies/sisar: "
        f"This is not what {first} says on line 34 of the same company."
    ]


def test_what_a_terminal_would_obey_is_not_repeated(db, file, capsys):
    path = file(GOOD.replace("    basis: b\n", '    basis: "\\e[2J\\u202ex"\n'))
    (told,) = refused(capsys, path)
    assert "“\\u001b[2J\\u202ex” is not known here." in told


def test_long_mistakes_are_shortened(db, file, capsys):
    path = file(GOOD.replace("    basis: b\n", f"    basis: {'x' * 100_000}\n"))
    (told,) = refused(capsys, path)
    assert len(told) < 300


# Files that look odd and are good


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: "\ufeff" + text, id="byte order mark"),
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="Windows lines"),
        pytest.param(lambda text: text + "\n# loppu\n...\n", id="comment and end"),
        pytest.param(lambda text: "%YAML 1.1\n---\n" + text, id="directive"),
        pytest.param(lambda text: text.replace(NAME_OF_PURPOSE, "    name: 2026\n"), id="number"),
        pytest.param(lambda text: text.replace(NAME_OF_PURPOSE, "    name: true\n"), id="true"),
        pytest.param(lambda text: text.replace("    direct", "    text: ~\n    direct"), id="null"),
        pytest.param(
            lambda text: text.replace("    purposes: [palvelu]\n", "    purposes:\n"), id="none"
        ),
    ],
)
def test_odd_but_good_file_is_loaded(change, db, file, capsys):
    call_command("load_register", file(change(GOOD)))
    assert capsys.readouterr().out.startswith("example: ")


def test_a_value_is_what_is_written(db, file):
    text = GOOD.replace(NAME_OF_PURPOSE, "    name: NO\n    text: 00100\n")
    load_files([file(text)])
    register = Register.objects.get()
    purpose = register.purpose_set.get(key="palvelu")
    assert (purpose.name_fi, purpose.text_fi) == ("NO", "00100")
    assert register.recipient_set.get(key="palvelin").country.code == "NO"
    address = register.controllers.get().addresses.get(kind="visiting")
    assert address.postal_code == "00100"


def test_empty_notice_and_address_are_as_if_left_out(db, file):
    text = GOOD[: GOOD.index("\nnotice:")] + "\nnotice:\n"
    load_files([file(text)])
    assert Register.objects.get().notice.sections.count() == 13
