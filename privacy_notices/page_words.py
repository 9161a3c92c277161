"""The few words around a notice, in its own language whatever the visitor's: a table, no gettext.

A published notice is frozen; its furniture is worded by the office and not by a translation run.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageWords:
    """One language's words; `own_name` is how a link offers the notice in that language."""

    own_name: str
    language: str
    skip: str
    contents: str
    page: str
    of: str
    download_pdf: str
    data_file: str
    version: str  # {number}
    in_force: str  # {day}
    all_versions: str


PAGE_WORDS: Mapping[str, PageWords] = {
    "fi": PageWords(
        own_name="Suomeksi",
        language="Kieli",
        skip="Siirry sisältöön",
        contents="Sisällys",
        page="Sivu",
        of="/",
        download_pdf="Lataa PDF",
        data_file="Sama seloste koneluettavana",
        version="Versio {number}",
        in_force="voimassa {day} alkaen",
        all_versions="Kaikki versiot",
    ),
    "sv": PageWords(
        own_name="På svenska",
        language="Språk",
        skip="Gå till innehållet",
        contents="Innehåll",
        page="Sida",
        of="/",
        download_pdf="Ladda ner PDF",
        data_file="Samma beskrivning i maskinläsbar form",
        version="Version {number}",
        in_force="gäller från {day}",
        all_versions="Alla versioner",
    ),
    "en": PageWords(
        own_name="In English",
        language="Language",
        skip="Skip to content",
        contents="Contents",
        page="Page",
        of="of",
        download_pdf="Download PDF",
        data_file="The same notice in machine-readable form",
        version="Version {number}",
        in_force="in force from {day}",
        all_versions="All versions",
    ),
}
