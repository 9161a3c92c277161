"""The access package: one ZIP, written straight to where it goes, in bounded memory.

`index.html` and `report.pdf` for a person, `data.json` with its schema and `csv/` for programs.
Names in it are ours, short and plain, so that they are safe on every system; nothing in it runs.
"""

import json
from collections.abc import Iterable, Iterator
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.timezone import localtime
from django.utils.translation import override

from register.gathering import Stored
from register.support.tables import FOR_EXCEL, Row, csv_lines
from subjects.package import machine, page, words
from subjects.package.contents import Card, Contents, Table
from subjects.package.schema import SCHEMA
from subjects.package.values import file_of, to_cell, to_read

JOINED = 256  # pieces written in one go: deflating each by itself would cost more than it packs


def write(out: BinaryIO, contents: Contents, *, for_reading: bool = True) -> None:
    """Write the whole package of `contents`: the same contents give the same bytes.

    What is to be moved elsewhere (Art. 20) has no part `for_reading`.
    """
    with override(contents.language), ZipFile(out, "w") as archive:
        write_file = _Writer(archive, contents)
        if for_reading:
            write_file("index.html", _encoded(page.pieces(contents)))
            write_file("report.pdf", [page.report(contents)])
        write_file("data.json", _encoded(machine.pieces(contents)))
        write_file("schema.json", [json.dumps(SCHEMA, indent=1).encode()])
        for number, card in enumerate(contents.cards):
            folder = contents.folder_of(number)
            for table in card.tables:
                write_file(f"{folder}/{table.key}.csv", _csv(table, contents.language))
                for file in _files(table):
                    write_file(file_of(file), [file.read()])
            if for_reading:
                write_file(f"{folder}/uses.csv", _uses(card, contents.language))


class _Writer:
    def __init__(self, archive: ZipFile, contents: Contents) -> None:
        made = localtime(contents.made_at)
        self.archive = archive
        self.when = (made.year, made.month, made.day, made.hour, made.minute, made.second)
        self.written: set[str] = set()

    def __call__(self, name: str, content: Iterable[bytes]) -> None:
        if name in self.written:
            return  # a file that two cards share
        self.written.add(name)
        entry = ZipInfo(name, self.when)
        entry.compress_type = ZIP_DEFLATED
        entry.external_attr = 0o600 << 16
        with self.archive.open(entry, "w", force_zip64=True) as target:
            for piece in content:
                target.write(piece)


def _encoded(pieces: Iterable[str]) -> Iterator[bytes]:
    held: list[str] = []
    for piece in pieces:
        held.append(piece)
        if len(held) == JOINED:
            yield "".join(held).encode()
            held.clear()
    yield "".join(held).encode()


def _csv(table: Table, language: str) -> Iterator[bytes]:
    rows: Iterator[Row] = ([to_cell(value, language) for value in row] for row in table.rows())
    return csv_lines([column.label for column in table.columns], rows, form=FOR_EXCEL)


def _uses(card: Card, language: str) -> Iterator[bytes]:
    headings = [text.said_in(language) for text in (words.WHEN, words.WHAT, words.WHO, words.WHY)]
    rows: Iterator[Row] = (
        [to_read(use.at, language), use.act, use.actor, use.occasion] for use in card.uses()
    )
    return csv_lines(headings, rows, form=FOR_EXCEL)


def _files(table: Table) -> Iterator[Stored]:
    if any(column.name == "content" for column in table.columns):
        for row in table.rows():
            yield from (value for value in row if isinstance(value, Stored))
