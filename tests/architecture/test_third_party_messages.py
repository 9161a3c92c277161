"""What other people's packages say in the admin is said in Finnish and Swedish too."""

import shutil
import subprocess
import sys

import pytest
from django.conf import settings

from tooling import third_party_messages as tool


@pytest.fixture(scope="module")
def asked():
    return tool.asked_for()


@pytest.fixture
def catalogues(tmp_path, monkeypatch):
    """A copy of ours, to spoil."""
    shutil.copytree(
        tool.ROOT / "locale" / "third_party",
        tmp_path / "locale" / "third_party",
        ignore=shutil.ignore_patterns("*.mo"),
    )
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    return tool.catalogue_of


def replace(po, old: str, new: str) -> None:
    text = po.read_text()
    assert old in text
    po.write_text(text.replace(old, new))


def test_nothing_is_left_to_translate():
    command = [sys.executable, "tooling/third_party_messages.py", "--check"]
    done = subprocess.run(command, cwd=tool.ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_installed_package_with_sentences_is_looked_at():
    apps = {app for app in settings.INSTALLED_APPS if app not in settings.OUR_APPS}
    silent = {f"django.contrib.{name}" for name in ("messages", "sitemaps", "staticfiles")}
    looked_at = {app if app in tool.DJANGO else app.split(".")[0] for app in apps - silent}
    assert looked_at == {*tool.DJANGO, *tool.OTHERS} - {"django.conf"}
    for app in silent:
        assert not (tool.home_of(app) / "locale").exists()


def test_sentences_are_found_in_code_and_templates():
    code = 'f"{_(\'Hello\')} {name}"\nngettext("a", "b", n)\npgettext("month", "May")\n_(name)'
    assert sorted(tool.in_code(code), key=lambda found: found[0][1]) == [
        ((None, "Hello"), None),
        (("month", "May"), None),
        ((None, "a"), "b"),
    ]
    template = (
        '{% if x %}\n  {% translate "Due" %}\n{% endif %}{{ y|default:_("None") }}'
        "{% blocktranslate count n=n %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}"
    )
    assert list(tool.in_template(template, "page.html")) == [
        ((None, "Due"), None),
        ((None, "None"), None),
        ((None, "%(n)s day"), "%(n)s days"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('msgstr "Suodata"', 'msgstr ""', "missing: 'Apply Filters'"),
        ('msgid "Apply Filters"', '#, fuzzy\nmsgid "Apply Filters"', "missing: 'Apply Filters'"),
        ("Muokattu {repr:s}", "Muokattu {repr}", "other placeholders: 'Updated {repr:s}'"),
        (
            'msgid "Bold"',
            'msgid "Gone"\nmsgstr "Pois"\n\nmsgid "Bold"',
            "nobody asks for: 'Gone'",
        ),
    ],
)
def test_unfinished_translation_is_named(catalogues, asked, old, new, problem):
    replace(catalogues("fi"), old, new)
    assert tool.problems(asked) == [f"locale/third_party/fi/LC_MESSAGES/django.po: {problem}"]


def test_writing_adds_what_is_missing_and_drops_what_nobody_asks_for(catalogues, asked):
    po = catalogues("sv")
    before = po.read_text()
    replace(po, 'msgid "Apply Filters"\nmsgstr "Filtrera"', 'msgid "Gone"\nmsgstr "Borta"')
    tool.write("sv", tool.wanted("sv", asked))
    assert po.read_text() == before.replace('msgstr "Filtrera"', 'msgstr ""')


def test_a_second_writing_changes_nothing(catalogues, asked):
    before = [catalogues(language).read_text() for language in tool.LANGUAGES]
    for language in tool.LANGUAGES:
        tool.write(language, tool.wanted(language, asked))
    assert [catalogues(language).read_text() for language in tool.LANGUAGES] == before
