import io
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import page as validator
import pikepdf
import pypdf
import pytest

from register.support import fonts
from register.support.pdf import (
    Attachment,
    ForeignFont,
    MissingMetadata,
    OutsideResource,
    UnprintableText,
    to_pdf,
)

PROFILES = [validator.ValidationProfile.PDF_UA_1, validator.ValidationProfile.PDF_A_3A]
LONG = "Käsittelemme henkilötietoja vain niin kauan kuin laki tai sopimus edellyttää. " * 60

STYLE = """
@page { margin: 20mm; @bottom-right { content: "Sivu " counter(page) "/" counter(pages) } }
table { border-collapse: collapse } th, td { border: .5pt solid } h2::before { content: "§ " }
p { hyphens: manual } .narrow { width: 12mm }
"""
BODY = f"""
<header><p>Esimerkki Oy</p></header>
<nav><ol><li><a href="#tiedot">Tiedot</a></li><li><a href="#ajat">Ajat</a></li></ol></nav>
<main><h1>Tietosuojaseloste <small>2026</small></h1>
<section><h2 id="tiedot">Tiedot</h2><p>{LONG}</p>
 <h3>Mistä tiedot tulevat</h3>
 <ul><li>sinulta<ul><li>lomakkeelta<ul><li>verkossa</li></ul></li></ul></li><li>meiltä</li></ul>
 <ol><li>ensin</li><li>sitten<ol type="a"><li>vielä</li></ol></li></ol>
 <dl><dt>Peruste</dt><dd>sopimus, <a href="https://example.fi/ehdot">ehdot</a></dd></dl>
 <address>Testikatu 1<br><a href="mailto:tietosuoja@example.fi">tietosuoja@example.fi</a></address>
 <blockquote><p><q>Lainaus</q> <mark>laista</mark>, <abbr title="artikla">art.</abbr> 6</p>
 </blockquote></section>
<section><h2 id="ajat">Säilytysajat</h2>
 <table><caption>Ajat</caption>
 <thead><tr><th scope="col">Tieto</th><th scope="col">Aika</th></tr></thead>
 <tbody>{'<tr><th scope="row">Lasku</th><td>6 vuotta</td></tr>' * 70}</tbody></table>
 <p lang="sv">Du har rätt att få tillgång till <b>dina</b> uppgifter.</p>
 <p lang="en">You have the right to <i>object</i>, <b><i>always</i></b>.</p>
 <p>{LONG}</p><p class="narrow">tieto&shy;suoja&shy;seloste</p></section></main>
<footer><p>Voimassa 1.1.2026</p></footer>
"""
CONTENT = b'{"laji": "seloste"}'


def html(body: str = "<h1>Seloste</h1>", *, style: str = "", head: str = "") -> str:
    return (
        f'<!doctype html><html lang="fi"><head><meta charset="utf-8"><title>Seloste åäö §</title>'
        f"{head}<style>{style}</style></head><body>{body}</body></html>"
    )


def attachment(**changes: object) -> Attachment:
    facts = {
        "name": "seloste.json",
        "content": CONTENT,
        "mime_type": "application/json",
        "description": "Sama koneluettavana",
        "modified": datetime(2026, 1, 1, 1, tzinfo=timezone(timedelta(hours=2))),
    }
    return Attachment(**(facts | changes))  # type: ignore[arg-type]


def failed_rules(pdf: bytes) -> set[str]:
    reports = [validator.validate_pdf_bytes(pdf, profile=profile) for profile in PROFILES]
    return {f"{failure.rule_id}: {failure.message}" for one in reports for failure in one.failures}


SHOWING_TEXT = {"Tj", "TJ", "'", '"'}
PAINTING = SHOWING_TEXT | {
    "S",
    "s",
    "f",
    "F",
    "f*",
    "B",
    "B*",
    "b",
    "b*",
    "sh",
    "Do",
    "INLINE IMAGE",
}


def structure(pdf: pikepdf.Pdf) -> Iterator[tuple[object, object]]:
    """All that the structure tree leads to: elements by their number in the file, MCIDs as such."""
    queue = [(None, kid) for kid in pdf.Root.StructTreeRoot.K]
    while queue:
        page, kid = queue.pop()
        if isinstance(kid, int):
            yield page, kid
        elif kid.get("/Type") == "/StructElem":
            yield None, kid.objgen
            page = kid.Pg.objgen if "/Pg" in kid else page
            queue.extend((page, each) for each in kid.get("/K", ()))


def painted(pdf: pikepdf.Pdf) -> list[tuple[int, str, tuple[str, ...]]]:
    """Of each operator that leaves a mark on a page: page number, operator, what it stands in."""
    tagged, found = set(structure(pdf)), []

    def mark(page, operands):
        name, *properties = operands
        if not properties:
            return str(name)
        mcid = properties[0].get("/MCID")
        return "tagged" if (page, mcid) in tagged else f"{name} {properties[0].get('/Type')}"

    def walk(number, page, content, resources, marks):
        for operands, operator in map(tuple, pikepdf.parse_content_stream(content)):
            name = str(operator)
            thing = resources.XObject[str(operands[0])] if name == "Do" else None
            if name in ("BMC", "BDC"):
                marks = (*marks, mark(page, operands))
            elif name == "EMC":
                marks = marks[:-1]
            elif thing is not None and thing.Subtype == "/Form":
                walk(number, page, thing, thing.Resources, marks)
            elif name in PAINTING:
                found.append((number, name, marks))

    for number, page in enumerate(pdf.pages, start=1):
        walk(number, page.obj.objgen, page.obj, page.Resources, ())
    return found


def embedded_fonts(pdf: bytes) -> set[str]:
    """Names of the fonts, each of them proven to have its file inside."""
    names = set()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for each in opened.objects:
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font":
                if "/DescendantFonts" in each:
                    (each,) = each.DescendantFonts
                assert len(each.FontDescriptor.FontFile2.read_bytes()) > 500
                names.add(str(each.BaseFont).partition("+")[2])
    return names


@pytest.fixture(scope="module")
def rich_pdf() -> bytes:
    return to_pdf(html(BODY, style=STYLE), attachments=[attachment()])


@pytest.fixture
def rich(rich_pdf: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(rich_pdf)) as pdf:
        yield pdf


def test_a_rich_page_fails_no_rule_of_either_standard(rich_pdf):
    assert failed_rules(rich_pdf) == set()


def test_both_standards_are_declared_in_readable_metadata(rich, rich_pdf):
    assert "/Filter" not in rich.Root.Metadata
    with rich.open_metadata() as declared:
        assert declared["pdfuaid:part"] == "1"
        assert (declared["pdfaid:part"], declared["pdfaid:conformance"]) == ("3", "A")
        assert declared["dc:title"] == "Seloste åäö §"
    assert rich.check_pdf_syntax() == []
    assert b"<pdfuaid:part>1</pdfuaid:part>" in rich_pdf


def test_the_validator_would_have_found_a_fault():
    assert any("HEADING" in rule for rule in failed_rules(to_pdf(html("<h1>1</h1><h3>3</h3>"))))


def test_title_and_language_come_from_the_page(rich):
    assert str(rich.Root.Lang) == "fi"
    assert str(rich.docinfo["/Title"]) == "Seloste åäö §"
    assert rich.Root.ViewerPreferences.DisplayDocTitle is True


def test_headings_become_bookmarks(rich):
    def titles(items):
        return [(item.title, titles(item.children)) for item in items]

    with rich.open_outline() as outline:
        assert titles(outline.root) == [
            (
                "Tietosuojaseloste 2026",
                [("Tiedot", [("Mistä tiedot tulevat", [])]), ("Säilytysajat", [])],
            )
        ]


def test_only_the_packaged_typeface_is_used_and_all_of_it_is_embedded(rich_pdf):
    family = "Source-Sans-Pro-Packaged"
    assert embedded_fonts(rich_pdf) == {
        family,
        f"{family}-Bold",
        f"{family}-Italic",
        f"{family}-Bold-Italic",
    }


def test_the_text_can_be_read_back(rich_pdf):
    text = "".join(each.extract_text() for each in pypdf.PdfReader(io.BytesIO(rich_pdf)).pages)
    assert "Du har rätt att få tillgång till dina uppgifter." in text
    assert "Sivu 2/" in text


MARGINS = """
@page { size: A5; background: #eee; border: 1px solid;
 @top-left { content: "Luonnos"; opacity: .5; border-bottom: 1px dashed }
 @bottom-right { content: "s. " counter(page); text-decoration: underline; background: #ff0 } }
p { opacity: .8; border-left: 3px dotted; outline: 1px solid }
h1 { background: linear-gradient(#fff, #ccc); box-shadow: 1px 1px 3px #000 }
"""
DRAWING = '<svg viewBox="0 0 9 9" width="9"><title>Neliö</title><rect width="5" height="5"/></svg>'
PAGES = {"rich": (BODY, STYLE), "margins": (f"<h1>a</h1><p>{LONG}<p>{DRAWING}{LONG}", MARGINS)}


@pytest.mark.parametrize(("body", "style"), PAGES.values(), ids=PAGES)
def test_all_that_is_painted_is_either_in_the_structure_or_an_artifact(body, style):
    pdf = to_pdf(html(body, style=style))
    assert failed_rules(pdf) == set()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        marks = {marks for _, _, marks in painted(opened)}
        assert marks == {("tagged",), ("/Artifact",), ("/Artifact /Pagination",)}


def test_what_stands_in_the_margins_is_an_artifact_without_a_trace_in_the_structure(rich):
    text = [(page, marks) for page, operator, marks in painted(rich) if operator in SHOWING_TEXT]
    assert [page for page, marks in text if marks != ("tagged",)] == [1, 2, 3, 4, 5]
    assert {marks for _, marks in text} == {("tagged",), ("/Artifact /Pagination",)}
    in_the_file = {
        (None, each.objgen)
        for each in rich.objects
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/StructElem"
    }
    assert in_the_file <= set(structure(rich))


def test_the_margins_can_be_read_back(rich_pdf):
    command = ["pdftotext", "-enc", "UTF-8", "-", "-"]
    done = subprocess.run(command, input=rich_pdf, capture_output=True, check=True)
    pages = done.stdout.decode().split("\f")[:-1]
    assert len(pages) == 5
    for number, page in enumerate(pages, start=1):
        assert page.count(f"Sivu {number}/5") == 1


def test_the_headers_of_cells_are_indexed(rich):
    names = list(rich.Root.StructTreeRoot.IDTree.Names)
    keys, cells = [bytes(each) for each in names[::2]], names[1::2]
    assert keys == sorted(keys)
    assert keys == [bytes(cell.ID) for cell in cells]
    assert {str(cell.S) for cell in cells} == {"/TH"}


def test_an_attachment_is_an_associated_file(rich):
    (file,) = rich.Root.AF
    assert list(rich.attachments) == ["seloste.json"]
    assert rich.attachments["seloste.json"].obj.objgen == file.objgen
    assert rich.attachments["seloste.json"].get_file().read_bytes() == CONTENT
    assert (str(file.UF), str(file.Desc)) == ("seloste.json", "Sama koneluettavana")
    assert file.AFRelationship == "/Alternative"
    stream = file.EF.F
    assert stream.Subtype == "/application/json"
    assert str(stream.Params.ModDate) == "D:20251231230000Z"
    assert "/CreationDate" not in stream.Params


def test_several_attachments_keep_their_own_relationship_and_need_no_time():
    files = [attachment(modified=None), attachment(name="ä.txt", relationship="Data")]
    pdf = to_pdf(html(), attachments=files)
    assert failed_rules(pdf) == set()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        told = [(str(file.UF), str(file.AFRelationship)) for file in opened.Root.AF]
        assert told == [("seloste.json", "/Alternative"), ("ä.txt", "/Data")]
        assert "/ModDate" not in opened.Root.AF[0].EF.F.Params


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ([attachment(), attachment(content=b"other")], "Two attachments are called seloste.json"),
        ([attachment(modified=datetime(2026, 1, 1))], "time zone"),  # noqa: DTZ001  that is the fault
    ],
)
def test_an_attachment_that_would_mislead_is_refused(files, message):
    with pytest.raises(ValueError, match=message):
        to_pdf(html(), attachments=files)


def test_the_same_page_gives_the_same_bytes_in_every_process(rich_pdf):
    program = (
        "import sys; sys.path[:0] = sys.argv[1:]; import test_pdf as t;"
        "sys.stdout.buffer.write("
        "t.to_pdf(t.html(t.BODY, style=t.STYLE), attachments=[t.attachment()]))"
    )
    here = Path(__file__).parent
    for settings in [
        {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C"},
        {"TZ": "America/Anchorage", "PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8"},
    ]:
        done = subprocess.run(
            [sys.executable, "-c", program, str(here), str(here.parents[2])],
            env=os.environ | settings,
            capture_output=True,
            check=True,
        )
        assert done.stdout == rich_pdf


@pytest.mark.parametrize(
    "resource",
    [
        '<img alt="a" src="https://example.com/a.png">',
        '<img alt="a" src="file:///etc/passwd">',
        '<img alt="a" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
        '<img alt="a" src="logo.png">',
        '<img alt="a" src="//example.com/a.png">',
        '<img alt="a" src="packaged-font:../LICENSE.txt">',
        '<object data="file:///etc/passwd">a</object>',
        '<p style="background: url(https://example.com/a.png)">a</p>',
        "<style>@import url(https://example.com/a.css);</style>",
        '<link rel="stylesheet" href="https://example.com/a.css">',
        '<link rel="stylesheet" href="/static/a.css">',
        '<link rel="attachment" href="file:///etc/passwd">',
        '<a rel="attachment" href="file:///etc/passwd">a</a>',
        "<style>@font-face{font-family:x;src:url(file:///a.ttf)}</style>",
        "<style>@font-face{font-family:x;src:url(https://example.com/a.ttf)}</style>",
        '<a href="/fi/tietosuoja/">a</a>',
    ],
)
def test_what_is_outside_the_page_is_refused(resource):
    with pytest.raises(OutsideResource, match=r"^A PDF (takes nothing|needs whole addresses)"):
        to_pdf(html(f"<h1>a</h1>{resource}"))


def test_a_base_completes_the_links_but_opens_no_door():
    base = '<base href="https://example.fi/fi/">'
    pdf = to_pdf(html('<h1>a</h1><p><a href="tietosuoja/">a</a></p>', head=base))
    (link,) = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]["/Annots"]
    assert link.get_object()["/A"]["/URI"] == "https://example.fi/fi/tietosuoja/"
    with pytest.raises(OutsideResource, match=r"https://example.fi/fi/logo.png"):
        to_pdf(html('<img alt="a" src="logo.png">', head=base))


def test_addresses_that_only_a_browser_follows_are_let_be():
    head = '<link rel="icon" href="/static/i.svg"><script src="/static/a.js"></script>'
    assert failed_rules(to_pdf(html(head=head))) == set()


@pytest.mark.parametrize(
    ("source", "lacking"),
    [
        ("<html><title>a</title><h1>a</h1></html>", "language"),
        ("<html lang=' '><title>a</title><h1>a</h1></html>", "language"),
        ("<html lang=fi><h1>a</h1></html>", "title"),
        ("<html lang=fi><title> \n </title><h1>a</h1></html>", "title"),
        ("", "language"),
    ],
)
def test_a_page_without_title_or_language_is_refused(source, lacking):
    with pytest.raises(MissingMetadata, match=lacking):
        to_pdf(source)


def test_every_printable_character_prints_in_every_face_with_the_packaged_typeface():
    lines = []
    for character in sorted(fonts.printable_characters()):
        shown = f"&#{ord(character)};" if character != "\r" else "\r\n"
        lines.append(f"{shown} a{shown}b")
    text = " ".join(lines)
    pdf = to_pdf(html(f"<h1>a</h1><p>{text}<p><i>{text}</i><p><b>{text}<p><i>{text}</i></b>"))
    family = "Source-Sans-Pro-Packaged"
    assert embedded_fonts(pdf) == {
        family,
        f"{family}-Bold",
        f"{family}-Italic",
        f"{family}-Bold-Italic",
        f"{family}-Oblique",  # the upright face standing in where the italic lacks a character
        f"{family}-Bold-Oblique",
    }
    assert failed_rules(pdf) == set()  # among the rules: no character without a glyph


def test_text_the_typeface_lacks_is_refused_with_its_list():
    with pytest.raises(
        UnprintableText, match=r"U\+0639 ARABIC LETTER AIN, U\+2603 SNOWMAN"
    ) as told:
        to_pdf(html("<h1>☃ع☃</h1>"))
    assert [each.character for each in told.value.found] == ["☃", "ع", "☃"]


def test_tabs_between_tags_are_layout():
    assert failed_rules(to_pdf(html("\n\t<h1>a</h1>\r\n\t<p>b\tc</p>"))) == set()


def test_a_page_cannot_choose_another_typeface():
    style = "* { font-family: monospace !important } @page { font-family: serif !important }"
    body = "<h1 style='font-family: serif'>a</h1><pre>b</pre><p><code>c</code></p>"
    pdf = to_pdf(html(body, style=style + "@page { @top-left { content: 'd' } }"))
    assert embedded_fonts(pdf) == {"Source-Sans-Pro-Packaged", "Source-Sans-Pro-Packaged-Bold"}


@pytest.mark.parametrize(
    "style",
    [
        "@page { @top-left { content: 'a'; font-family: serif } }",
        "h1::before { content: 'a'; font-family: serif }",
        "h1::before { content: '☃' }",
    ],
)
def test_a_font_of_the_machine_is_refused(style):
    with pytest.raises(ForeignFont, match="fonts of the machine"):
        to_pdf(html(style=style))


@pytest.mark.parametrize("shift", range(3))
def test_no_stream_ends_in_a_carriage_return(shift):
    # The last byte of a compressed stream is the low byte of 1 + the sum of its bytes.
    content = CONTENT + bytes([60 + shift]) * 2
    content += bytes([(0x0D - 1 - sum(content)) % 256])
    pdf = to_pdf(html(), attachments=[attachment(content=content)])
    assert b"\r\nendstream" not in pdf
    assert failed_rules(pdf) == set()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert "/Filter" not in opened.Root.Metadata
        assert opened.attachments["seloste.json"].get_file().read_bytes() == content
