"""The check of translations finds what is missing, unsure or wrong."""

import pytest

from tooling import translations

CODE = """
from django.utils.translation import gettext as _
_("Erase %(count)s people")
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    (tmp_path / "register").mkdir()
    (tmp_path / "register" / "code.py").write_text(CODE)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text("{% translate 'Due' %}")
    translations.write_catalogs("locale")
    return tmp_path


def translate(project, finnish: str, *, flags: str = "#, python-format") -> list[str]:
    """Fills in both catalogues, one sentence of Finnish as given; returns what the check says."""
    for language, erase in (("fi", finnish), ("sv", "Radera %(count)s personer")):
        po = project / "locale" / language / "LC_MESSAGES" / "django.po"
        words = po.read_text().replace('msgstr ""', f'msgstr "{erase}"').split("\n\n")
        words[0] = words[0].replace(f'msgstr "{erase}"', 'msgstr ""')
        words[1] = words[1].replace(f'msgstr "{erase}"', 'msgstr "Aika"')
        words[2] = words[2].replace("#, python-format", flags)
        po.write_text("\n\n".join(words))
    return translations.check_catalogs("locale")


def test_every_sentence_of_code_and_templates_is_asked_for(project):
    where = "locale/{}/LC_MESSAGES/django.po: missing: {!r}"
    assert translations.check_catalogs("locale") == [
        where.format(language, sentence)
        for language in ("fi", "sv")
        for sentence in ("Due", "Erase %(count)s people")
    ]


def test_translated_sentences_are_not(project):
    assert translate(project, "Poista %(count)s henkilöä") == []


def test_missing_sentence_is_named(project):
    assert translate(project, "") == [
        "locale/fi/LC_MESSAGES/django.po: missing: 'Erase %(count)s people'"
    ]


def test_unsure_sentence_is_named(project):
    problems = translate(project, "Poista %(count)s henkilöä", flags="#, fuzzy, python-format")
    assert problems[0] == "locale/fi/LC_MESSAGES/django.po: fuzzy: 'Erase %(count)s people'"


def test_lost_placeholder_is_found(project):
    problem, *_more = translate(project, "Poista %(number)s henkilöä")
    assert problem.endswith("a format specification for argument 'count' doesn't exist in 'msgstr'")


def test_a_second_writing_changes_nothing(project):
    po = project / "locale" / "fi" / "LC_MESSAGES" / "django.po"
    before = po.read_text()
    translations.write_catalogs("locale")
    assert po.read_text() == before
    assert "POT-Creation-Date" not in before
    assert "#: " not in before
