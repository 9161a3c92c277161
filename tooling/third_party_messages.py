"""Every sentence other people's packages say in the admin has its Finnish and Swedish.

    python tooling/third_party_messages.py           brings locale/third_party up to date
    python tooling/third_party_messages.py --check   says what is missing, left over or wrong

Asked for is only what no installed package itself says in the language. Needs no GNU gettext.
"""

import argparse
import ast
import importlib.util
import io
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

Key = tuple[str | None, str]  # context and sentence
Sentences = dict[Key, str | None]  # each with its plural

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ["fi", "sv"]
DJANGO = [  # these list their sentences in a catalogue of their own
    "django.conf",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
]
OTHERS = ["unfold", "auditlog", "django_countries", "django_tasks_db"]
LEFT_OUT = {
    "migrations",  # Django copies sentences there
    # unfold's parts for packages we do not use
    *("constance", "guardian", "import_export", "location_field", "simple_history"),
}
KEYWORDS = {  # where context, sentence and plural stand among the arguments
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), (None, 0, None)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (None, 0, 1)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), (0, 1, None)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), (0, 1, 2)),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[dirs]|\{[^{}]*\}")
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing, fail when unfinished")
    only_check = parser.parse_args().check
    settings.configure()  # templatize asks for the character set, no more
    asked = asked_for()
    for language in LANGUAGES if not only_check else []:
        write(language, wanted(language, asked))
    found = problems(asked)
    if found:
        sys.exit("\n".join([*found, f"{len(found)} translations to mend."]))


def problems(asked: Sentences) -> list[str]:
    return [
        f"{catalogue_of(language).relative_to(ROOT)}: {problem}"
        for language in LANGUAGES
        for problem in problems_of(language, wanted(language, asked))
    ]


def problems_of(language: str, due: Sentences) -> Iterator[str]:
    ours = messages(catalogue_of(language))
    said = translated(ours)
    yield from (f"missing: {key[1]!r}" for key in due if not says(said, key, due[key]))
    yield from (f"nobody asks for: {key[1]!r}" for key in map(key_of, ours) if key not in due)
    for message in ours:
        for sentence, words in zip(forms(message.id), forms(message.string), strict=True):
            if words and placeholders(words) != placeholders(sentence):
                yield f"other placeholders: {sentence!r}"


def write(language: str, due: Sentences) -> None:
    ours = {key_of(message): message for message in messages(catalogue_of(language))}
    fresh = Catalog(locale=language)
    for (context, sentence), plural in due.items():
        old = ours.get((context, sentence))
        kept = old if old and plural_of(old) == plural else None
        fresh.add(
            (sentence, plural) if plural else sentence,
            kept.string if kept else "",
            flags={"fuzzy"} if kept and kept.fuzzy else set(),
            context=context,
        )
    body = io.BytesIO()
    write_po(body, fresh, width=100, no_location=True, omit_header=True, sort_output=True)
    file = catalogue_of(language)
    file.parent.mkdir(parents=True, exist_ok=True)
    text = HEADER.format(language=language) + body.getvalue().decode().strip() + "\n"
    file.write_text(text, encoding="utf-8")


def wanted(language: str, asked: Sentences) -> Sentences:
    """What is asked for and said in no installed package's own catalogue of the language."""
    known = translated(
        message
        for package in [*DJANGO, *OTHERS]
        for message in messages(catalogue_of(language, home_of(package) / "locale"))
    )
    return {key: plural for key, plural in asked.items() if not says(known, key, plural)}


def asked_for() -> Sentences:
    asked: Sentences = {}
    for package in OTHERS:
        for file in source_files(home_of(package)):
            text = file.read_text(encoding="utf-8")
            found = in_code(text) if file.suffix == ".py" else in_template(text, str(file))
            for key, plural in found:
                asked[key] = asked.get(key) or plural
    for package in DJANGO:
        for message in messages(catalogue_of("en", home_of(package) / "locale")):
            asked[key_of(message)] = asked.get(key_of(message)) or plural_of(message)
    return asked


def source_files(home: Path) -> Iterable[Path]:
    return (
        file
        for file in sorted(home.rglob("*"))
        if file.suffix in {".py", ".html", ".txt"}
        and not LEFT_OUT & set(file.relative_to(home).parts)
    )


def in_code(text: str) -> Iterator[tuple[Key, str | None]]:
    """Read as a tree, since a sentence may stand inside an f-string."""
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        words = [getattr(argument, "value", None) for argument in node.args]
        if name in KEYWORDS and words:
            context, sentence, plural = (
                None if place is None else words[place] for place in KEYWORDS[name]
            )
            if isinstance(sentence, str):
                yield (context, sentence), plural


def in_template(text: str, name: str) -> Iterator[tuple[Key, str | None]]:
    lines = (line.strip() for line in templatize(text, origin=name).splitlines())
    code = io.BytesIO("\n".join(lines).encode())
    keywords = {
        "_": None,
        "gettext": None,
        "ngettext": (1, 2),
        "pgettext": ((1, "c"), 2),
        "npgettext": ((1, "c"), 2, 3),
    }
    for _line, words, _comments, context in extract("python", code, keywords=keywords):
        sentence, *plural = forms(words)
        yield (context, sentence), plural[0] if plural else None


def home_of(package: str) -> Path:
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        sys.exit(f"The package {package} is not installed: run make setup.")
    return Path(found.origin).parent


def catalogue_of(language: str, folder: Path | None = None) -> Path:
    folder = folder or ROOT / "locale" / "third_party"
    return folder / language / "LC_MESSAGES" / "django.po"


def messages(po: Path) -> list[Message]:
    if not po.exists():
        return []
    with po.open("rb") as opened:
        return [message for message in read_po(opened) if message.id]


def translated(catalogue: Iterable[Message]) -> Sentences:
    return {
        key_of(message): plural_of(message)
        for message in catalogue
        if not message.fuzzy and all(forms(message.string))
    }


def says(sentences: Sentences, key: Key, plural: str | None) -> bool:
    return key in sentences and (plural is None or sentences[key] is not None)


def key_of(message: Message) -> Key:
    return message.context, forms(message.id)[0]


def plural_of(message: Message) -> str | None:
    return forms(message.id)[1] if message.pluralizable else None


def forms(words: str | Iterable[str] | None) -> tuple[str, ...]:
    return (words or "",) if words is None or isinstance(words, str) else tuple(words)


def placeholders(words: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(words))


if __name__ == "__main__":
    main()
