"""What files are taken with a request, under what name, and how they are handed out again."""

import zlib

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pikepdf import Array, Dictionary, Name, String

from register.groups import Group
from register.models import JournalEntry
from subjects import attachments
from subjects.attachments import MOST_FILES, Refused, check, safe_name
from subjects.enums import FileKind
from subjects.models import Attachment
from subjects.models.correspondence import LARGEST_FILE
from tests import factories as make
from tests.subjects.desk.conftest import PNG, Desk, a_jpeg, a_pdf, a_png, saved
from tests.subjects.requests import NOW


def refusal(content: bytes, name: str = "kirje.pdf") -> str:
    with pytest.raises(Refused) as found:
        check(name, content)
    return str(found.value)


class TestContent:
    @pytest.mark.parametrize(
        ("content", "kind"),
        [
            (a_pdf(), FileKind.PDF),
            (a_pdf(200), FileKind.PDF),
            (a_png(), FileKind.PNG),
            (a_jpeg(), FileKind.JPEG),
        ],
    )
    def test_the_kind_is_told_by_the_content_whatever_the_name_says(self, content, kind):
        file = check("lasku.exe", content)
        assert (file.kind, file.content) == (kind, content)

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"", "The file is empty."),
            (b"<html><script>alert(1)</script>", "Only PDF, PNG and JPEG files are taken."),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Only PDF, PNG and JPEG"),
            (b"GIF89a" + bytes(40), "Only PDF, PNG and JPEG"),
            (b"PK\x03\x04" + bytes(40), "Only PDF, PNG and JPEG"),
            (b"<html>" + a_pdf(), "Only PDF, PNG and JPEG"),  # one file, two faces
            (b"%PDF-1.7\nnothing more", "The PDF is broken."),
            (PNG + b"nothing more", "The picture is broken."),
            (b"\xff\xd8\xff\xe0", "The picture is broken."),
            (a_png(0, 8), "The picture is broken."),
            (bytes(LARGEST_FILE + 1), "The file is larger than 10 MB."),
        ],
    )
    def test_what_is_no_such_file_is_refused(self, content, words):
        assert words in refusal(content)

    def test_a_picture_is_refused_by_what_it_would_take_once_opened(self):
        words = "The picture is too large once opened."
        assert refusal(a_png(50_000, 50_000)) == words
        assert refusal(a_jpeg(60_000, 60_000)) == words
        assert check("a3.png", a_png(9_000, 11_000)).kind == FileKind.PNG

    @pytest.mark.parametrize(
        "root",
        [
            {"OpenAction": Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))},
            {"OpenAction": Dictionary(S=Name.Launch, F=String("cmd.exe"))},
            {"Names": Dictionary(EmbeddedFiles=Dictionary(Names=Array([])))},
            {"Names": Dictionary(JavaScript=Dictionary(Names=Array([])))},
            {"AA": Dictionary(WC=Dictionary(S=Name.JavaScript, JS=String("x")))},
            {"AcroForm": Dictionary(XFA=String("<xdp/>"))},
            {"Deep": Array([Array([Dictionary(A=Dictionary(S=Name.SubmitForm))])])},
            {"Rich": Dictionary(Type=Name.Annot, Subtype=Name.RichMedia)},
        ],
    )
    def test_a_pdf_that_does_something_is_refused(self, root):
        words = "The PDF holds a program, another file or a form. Print it to a new PDF."
        assert refusal(a_pdf(**root)) == words

    def test_a_pdf_with_links_to_websites_is_an_ordinary_letter(self):
        link = Dictionary(S=Name.URI, URI=String("https://esimerkki.example"))
        assert check("k.pdf", a_pdf(Link=Dictionary(Type=Name.Annot, Subtype=Name.Link, A=link)))

    def test_an_encrypted_pdf_is_refused_with_or_without_a_password_to_open_it(self):
        for user in ("salasana", ""):
            pdf = pikepdf.new()
            pdf.add_blank_page()
            content = saved(pdf, encryption=pikepdf.Encryption(owner="omistaja", user=user))
            assert refusal(content) == "The PDF is encrypted. Save it without a password."

    def test_a_pdf_of_very_many_pages_is_refused(self):
        assert refusal(a_pdf(201)) == "The PDF has no page, or more than two hundred."

    def test_a_pdf_that_unpacks_to_very_much_is_refused(self):
        bomb = zlib.compress(zlib.compress(bytes(300 << 20)), 9)
        pdf = pikepdf.new()
        pdf.add_blank_page()
        stream = pdf.make_stream(bomb)
        stream.stream_dict.Filter = Array([Name.FlateDecode, Name.FlateDecode])
        pdf.Root.Big = stream
        content = saved(pdf, stream_decode_level=pikepdf.StreamDecodeLevel.none)
        assert len(content) < 1 << 20
        assert refusal(content) == "The PDF is too large once opened."

    def test_a_pdf_whose_very_index_is_a_bomb_takes_nobody_down(self):
        """Its objects lie in a stream that the reader has to unpack before it can say anything."""
        packed = zlib.compress(bytes(2 << 30))
        begin = b"%PDF-1.5\n1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length "
        body = begin + str(len(packed)).encode() + b">>stream\n" + packed + b"\nendstream\nendobj\n"
        entries = bytes([0, 0, 0, 0, 1, 0, 9, 0, 2, 0, 1, 0])
        index = (
            b"3 0 obj\n<</Type/XRef/Size 3/W[1 2 1]/Root 2 0 R/Length 12>>stream\n"
            + entries
            + b"\nendstream\nendobj\n"
        )
        content = body + index + b"startxref\n" + str(len(body)).encode() + b"\n%%EOF\n"
        assert len(content) < LARGEST_FILE
        assert "The PDF is" in refusal(content)

    def test_a_picture_within_a_pdf_is_measured_too(self):
        pdf = pikepdf.new()
        pdf.add_blank_page()
        picture = pdf.make_stream(b"x")
        picture.stream_dict.Subtype = Name.Image
        picture.stream_dict.Width = picture.stream_dict.Height = 50_000
        pdf.Root.Picture = picture
        assert refusal(saved(pdf)) == "The PDF is too large once opened."


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("kirje.pdf", "kirje.pdf"),
        ("Kirje äidille 2026.PDF", "Kirje äidille 2026.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\temp\\kirje.pdf", "kirje.pdf"),
        ("kirje.pdf.exe", "kirje.pdf.pdf"),
        ("fdp.\u202eexe", "fdp.pdf"),  # reads as exe.pdf from the right
        ("a\r\nSet-Cookie: x=1.pdf", "aSet-Cookie x=1.pdf"),
        ("a\x00b.pdf", "ab.pdf"),
        ('"; filename=evil.html', "filename=evil.pdf"),
        ("", "attachment.pdf"),
        ("...", "attachment.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("con.pdf", "attachment.pdf"),
        ("010190-900P.pdf", "attachment.pdf"),  # an identity code has no place here either
        ("a" * 300 + ".pdf", "a" * 120 + ".pdf"),
    ],
)
def test_a_name_leads_nowhere_and_hides_nothing(written, kept):
    assert safe_name(written, FileKind.PDF) == kept


class TestAtTheDesk:
    def send(self, desk, request, *files):
        address = reverse("admin:subjects_request_attach", args=(request.pk,))
        return desk.client.post(address, {"files": files})

    def test_a_file_is_added_and_comes_back_as_it_was_and_as_nothing_else(self, office, desk):
        request, content = office.matched(), a_pdf()
        upload = SimpleUploadedFile("../kirje\u202e.html", content, content_type="text/html")
        assert self.send(desk, request, upload).status_code == 302
        file = Attachment.objects.get()
        assert (file.name, file.size, file.added_by) == ("kirje.pdf", len(content), office.handler)
        answer = desk.client.get(reverse("admin:subjects_request_file", args=(file.pk,)))
        assert answer.content == content
        told = {
            "Content-Type": "application/octet-stream",
            "Content-Disposition": f'attachment; filename="{request.reference}-{file.pk}.pdf"',
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox; default-src 'none'",
        }
        assert {name: answer.headers[name] for name in told} == told
        assert "no-store" in answer.headers["Cache-Control"]

    def test_reading_it_is_journalled(self, office, desk):
        request = office.matched()
        self.send(desk, request, SimpleUploadedFile("k.png", a_png()))
        file = Attachment.objects.get()
        desk.client.get(reverse("admin:subjects_request_file", args=(file.pk,)))
        entry = JournalEntry.objects.filter(act="viewed").latest("pk")
        assert (entry.uuid, entry.detail) == (office.person.uuid, {"page": "attachment"})

    def test_adding_leaves_its_trace(self, office, desk):
        request = office.matched()
        self.send(desk, request, SimpleUploadedFile("k.pdf", a_pdf()))
        entry = JournalEntry.objects.get(act="changed", reference=request.reference)
        assert (entry.actor, entry.count) == (office.handler.pk, 1)
        assert entry.detail == {"part": "attachment"}

    def test_nothing_is_added_to_a_request_that_has_ended(self, office, desk):
        request = office.withdrawn()
        page = self.send(desk, request, SimpleUploadedFile("k.pdf", a_pdf()))
        assert "The request has ended: nothing is added" in page.content.decode()
        assert not Attachment.objects.exists()
        assert "Add files" not in desk.page(request).content.decode()

    def test_the_same_file_twice_is_there_once(self, office, desk):
        request = office.entered()
        for _click in range(2):
            self.send(desk, request, SimpleUploadedFile("k.png", a_png()))
        assert Attachment.objects.count() == 1

    def test_of_several_files_none_is_kept_if_one_is_refused(self, office, desk):
        good, bad = SimpleUploadedFile("a.png", a_png()), SimpleUploadedFile("b.html", b"<html>")
        page = self.send(desk, office.entered(), good, bad)
        assert "Only PDF, PNG and JPEG files are taken." in page.content.decode()
        assert not Attachment.objects.exists()

    def test_a_request_takes_twenty_files(self, office):
        request = office.entered()
        for number in range(MOST_FILES):
            file = check("k.png", a_png(8, 8 + number))
            attachments.keep(request, file, by=office.handler, now=NOW)
        with pytest.raises(Refused, match="twenty"):
            attachments.keep(request, check("k.jpg", a_jpeg()), by=office.handler, now=NOW)

    def test_it_is_there_for_those_who_may_see_the_request_and_for_nobody_else(self, office, desk):
        self.send(desk, office.entered(), SimpleUploadedFile("k.png", a_png()))
        address = reverse("admin:subjects_request_file", args=(Attachment.objects.get().pk,))
        strange = make.a_user(Group.REQUEST_HANDLER, make.a_controller("b", name="B Oy"))
        service = make.a_user(Group.STAFF, office.kept_by.controller)
        seen = {
            user: Desk(user).client.get(address).status_code
            for user in (strange, service, office.officer)
        }
        assert seen == {strange: 404, service: 403, office.officer: 200}
