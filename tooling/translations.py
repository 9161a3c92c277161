"""Every sentence the code says has its Finnish and Swedish; code strings are English.

    python -m tooling.translations           says what is missing, and fails
    python -m tooling.translations --write   brings the .po files up to date with the code

Sentences of other people's packages are the matter of `tooling.third_party_messages`. GNU gettext
does the work.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ["fi", "sv"]
OURS = ["config", "register", "retention", "subjects", "privacy_notices", "templates"]
LEFT_OUT = {
    "migrations",  # Django copies sentences there
    "samples",  # invented customers, not sentences of ours
}
KEYWORDS = [
    *("gettext_noop", "gettext_lazy", "ngettext_lazy:1,2", "pgettext:1c,2", "pgettext_lazy:1c,2"),
    *("npgettext:1c,2,3", "npgettext_lazy:1c,2,3"),
]
FOLDER = "locale"
HEADER = """msgid ""
msgstr ""
"Project-Id-Version: Seloste\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--write", action="store_true", help="bring the .po files up to date")
    write = parser.parse_args().write
    if not shutil.which("xgettext"):
        sys.exit("GNU gettext is missing: run make setup, or install Debian's package gettext.")
    settings.configure()  # templatize asks for the character set, no more
    problems = write_catalogs(FOLDER) if write else check_catalogs(FOLDER)
    if problems:
        sys.exit("\n".join([*problems, f"{len(problems)} translations to mend: make messages."]))


def write_catalogs(folder: str) -> list[str]:
    with tempfile.TemporaryDirectory() as scratch:
        for language in LANGUAGES:
            template = extract(folder, Path(scratch))
            po = catalog(folder, language)
            po.parent.mkdir(parents=True, exist_ok=True)
            po.write_text(merged(template, po, Path(scratch)), encoding="utf-8")
    return []


def check_catalogs(folder: str) -> list[str]:
    problems = []
    with tempfile.TemporaryDirectory() as scratch:
        for language in LANGUAGES:
            template = extract(folder, Path(scratch))
            po = catalog(folder, language)
            name = po.relative_to(ROOT)
            fresh = Path(scratch) / "fresh.po"
            fresh.write_text(merged(template, po, Path(scratch)), encoding="utf-8")
            problems += [f"{name}: {problem}" for problem in unfinished(fresh)]
            if po.exists():
                problems += [f"{name}: {problem}" for problem in malformed(po)]
    return problems


def catalog(folder: str, language: str) -> Path:
    return ROOT / folder / language / "LC_MESSAGES" / "django.po"


def extract(folder: str, scratch: Path) -> Path:
    """All sentences of our code and templates, without their places."""
    sources = scratch / folder
    names = []
    for package in OURS:
        for file in source_files(ROOT / package):
            copy = sources / package / file.relative_to(ROOT / package)
            copy.parent.mkdir(parents=True, exist_ok=True)
            text = file.read_text(encoding="utf-8")
            is_code = file.suffix == ".py"
            copy.write_text(
                text if is_code else templatize(text, origin=str(file)), encoding="utf-8"
            )
            names.append(str(copy))
    listing = scratch / "sources.txt"
    listing.write_text("\n".join(names), encoding="utf-8")
    template = scratch / "template.pot"
    template.write_text(HEADER.format(language=""), encoding="utf-8")
    gettext(
        *("xgettext", "--language=Python", "--from-code=UTF-8", "--join-existing"),
        *("--no-location", "--sort-output", "--add-comments=Translators"),
        *(f"--keyword={keyword}" for keyword in KEYWORDS),
        *("--files-from", str(listing), "--output", str(template)),
    )
    return template


def source_files(home: Path) -> Iterable[Path]:
    suffixes = {".py", ".html", ".txt"}
    return (
        file
        for file in sorted(home.rglob("*"))
        if file.suffix in suffixes and not LEFT_OUT & set(file.parts)
    )


def merged(template: Path, po: Path, scratch: Path) -> str:
    """The catalogue with every sentence of the code, no other, and no noise of places or times."""
    language = po.parent.parent.name
    old, new = scratch / "old.po", scratch / "new.po"
    old.write_text(
        po.read_text(encoding="utf-8") if po.exists() else HEADER.format(language=language),
        encoding="utf-8",
    )
    gettext(
        *("msgmerge", "--quiet", "--no-fuzzy-matching", "--no-location", "--sort-output"),
        *("--output-file", str(new), str(old), str(template)),
    )
    lines = gettext("msgattrib", "--no-obsolete", "--no-location", str(new))
    return re.sub(r'^"(POT-Creation-Date|X-Generator)[^\n]*\n', "", lines, flags=re.MULTILINE)


def unfinished(po: Path) -> list[str]:
    with po.open("rb") as opened:
        messages = [message for message in read_po(opened) if message.id]
    problems = [f"fuzzy: {first(message)!r}" for message in messages if message.fuzzy]
    return problems + [
        f"missing: {first(message)!r}"
        for message in messages
        if not message.fuzzy and not is_translated(message)
    ]


def is_translated(message: Message) -> bool:
    words = message.string or ""
    return bool(words) and all([words] if isinstance(words, str) else words)


def first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def malformed(po: Path) -> list[str]:
    """What gettext itself refuses: placeholders that differ, broken headers, a sentence twice."""
    done = subprocess.run(
        ["msgfmt", "--check-format", "--check-domain", "--output-file=/dev/null", str(po)],
        capture_output=True,
        text=True,
    )
    return done.stderr.strip().splitlines() if done.returncode else []


def gettext(*command: str, words: str | None = None) -> str:
    done = subprocess.run(command, capture_output=True, text=True, input=words)
    if done.returncode:
        sys.exit(f"{command[0]} failed: {done.stderr.strip()}")
    return done.stdout


if __name__ == "__main__":
    main()
