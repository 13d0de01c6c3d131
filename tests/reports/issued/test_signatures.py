"""Signatures on an issued PDF, and the sentences that are said of them."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from reports.issued import telling
from reports.issued.examining import examine
from reports.issued.values import Question, Signature, Stated
from tests.reports.issued.seals import director, issue, ours, root, sign, write_over

AT = datetime(2026, 12, 22, 2, 0, tzinfo=UTC)
STATED = Stated("123", "BC-SKHCN", date(2026, 12, 21), ("Nguyễn Văn Thành",))
DIRECTOR = (
    "Nguyễn Văn Thành (Sở Khoa học và Công nghệ) ký số lúc 10:20 ngày 21/12/2026 "
    "theo đồng hồ máy của người ký."
)
INTACT = "Chữ ký nguyên vẹn: văn bản không bị sửa sau khi ký."
BROKEN = "Chữ ký không còn nguyên vẹn: văn bản đã bị sửa sau khi ký."
TRUSTED = "Chứng thư số do Root CA mẫu cấp, thuộc hệ thống chứng thực đã khai báo."


def found(content: bytes, *roots: bytes) -> tuple[Signature, ...]:
    question = Question("bao-cao.pdf", content, ours(), STATED, AT, roots)
    return examine(question).signatures


def told(content: bytes, *roots: bytes) -> list[tuple]:
    return [
        (said.heading, *said.sentences, said.tone)
        for said in map(telling.signature, found(content, *roots))
    ]


def test_a_good_signature_is_intact_and_trusted_by_the_configured_root():
    signed = sign(ours().pdf, director())
    assert told(signed, root().pem) == [(DIRECTOR, INTACT, TRUSTED, "success")]


@pytest.mark.parametrize("beside", [b"", b"Read me.", b"0\x82 nothing", root().pem])
def test_a_root_may_be_in_der_and_what_is_no_certificate_is_passed_over(beside):
    signed = sign(ours().pdf, director())
    assert told(signed, beside, root().der) == [(DIRECTOR, INTACT, TRUSTED, "success")]


def test_without_a_root_nobody_can_say_whether_to_trust_it():
    signed = sign(ours().pdf, director())
    said = "Chưa khai báo chứng thư gốc nên không đối chiếu được."
    assert told(signed) == [(DIRECTOR, INTACT, said, "warning")]


def test_a_signature_by_another_root_is_not_trusted():
    signed = sign(ours().pdf, director())
    other = issue("Root CA khác", is_ca=True)
    said = "Chứng thư số do Root CA mẫu cấp, không thuộc hệ thống chứng thực nào đã khai báo."
    assert told(signed, other.pem) == [(DIRECTOR, INTACT, said, "warning")]


def test_a_second_signature_leaves_the_first_one_intact():
    clerk = issue("Sở Khoa học và Công nghệ", root())
    signed = sign(sign(ours().pdf, director()), clerk, field="Con-dau")
    agency = (
        "Sở Khoa học và Công nghệ ký số lúc 10:20 ngày 21/12/2026 theo đồng hồ máy của người ký."
    )
    assert told(signed, root().pem) == [
        (DIRECTOR, INTACT, TRUSTED, "success"),
        (agency, INTACT, TRUSTED, "success"),
    ]


def test_a_byte_that_was_changed_after_signing_breaks_the_signature():
    signed = sign(ours().pdf, director())
    place = signed.index(b"/MediaBox") + 12
    broken = signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]
    assert told(broken, root().pem) == [(DIRECTOR, BROKEN, "danger")]


def test_what_is_added_after_signing_breaks_the_signature():
    import io

    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(sign(ours().pdf, director())))
    page = writer.find_page_for_modification(0)[0].get_object()
    page["/Rotate"] = generic.NumberObject(180)
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    assert told(out.getvalue(), root().pem) == [(DIRECTOR, BROKEN, "danger")]


def test_an_expired_certificate_is_told_with_its_last_day():
    old = issue("Lê Quang Dũng", root(), until=datetime(2026, 6, 30, 16, 59, tzinfo=UTC))
    said = "Chứng thư số đã hết hạn khi ký (có hiệu lực đến hết ngày 30/6/2026)."
    heading = "Lê Quang Dũng ký số lúc 10:20 ngày 21/12/2026 theo đồng hồ máy của người ký."
    assert told(sign(ours().pdf, old), root().pem) == [(heading, INTACT, said, "warning")]


def test_a_certificate_that_ran_out_after_the_signing_was_good():
    short = issue("Lê Quang Dũng", root(), until=datetime(2026, 12, 21, 17, 0, tzinfo=UTC))
    ((_heading, *said, tone),) = told(sign(ours().pdf, short), root().pem)
    assert (said, tone) == ([INTACT, TRUSTED], "success")


def test_a_certificate_of_a_later_day_is_told_with_its_first_day():
    early = issue("Lê Quang Dũng", root(), since=datetime(2027, 1, 1, tzinfo=UTC))
    ((_heading, *said, tone),) = told(sign(ours().pdf, early), root().pem)
    sentence = "Chứng thư số chưa có hiệu lực khi ký (có hiệu lực từ ngày 01/01/2027)."
    assert (said, tone) == ([INTACT, sentence], "warning")


def test_a_self_signed_certificate_is_told():
    alone = issue("Nguyễn Văn Thành")
    ((_heading, *said, tone),) = told(sign(ours().pdf, alone), root().pem)
    sentence = "Chứng thư số tự ký: không có cơ quan nào chứng thực người ký."
    assert (said, tone) == ([INTACT, sentence], "warning")


def test_a_file_without_signatures_has_none():
    assert found(write_over(ours().pdf, (120, 700, "123"))) == ()


def test_a_signature_that_cannot_be_read_is_told():
    signed = sign(ours().pdf, director())
    start = signed.index(b"/Contents <") + len(b"/Contents <")
    torn = signed[:start] + b"00" * 40 + signed[start + 80 :]
    said = "Tệp có một chữ ký số không đọc được nên không kiểm tra được."
    assert told(torn, root().pem) == [(said, "danger")]


@pytest.mark.parametrize(
    ("how", "heading"),
    [
        (
            {"is_dated_by_authority": True},
            "A ký số lúc 10:20 ngày 21/12/2026, có dấu thời gian tin cậy.",
        ),
        ({"signed_at": None}, "A ký số, không ghi thời gian."),
        ({"is_timestamp": True}, "Dấu thời gian của A: 10:20 ngày 21/12/2026."),
        (
            {"signer": ""},
            "Không rõ người ký ký số lúc 10:20 ngày 21/12/2026 theo đồng hồ máy của người ký.",
        ),
    ],
)
def test_who_signed_and_when_is_said_as_far_as_it_is_known(how, heading):
    signed_at = datetime(2026, 12, 21, 3, 20, tzinfo=UTC)
    one = Signature("A", signed_at=signed_at, is_intact=True, was_in_force=True)
    assert telling.signature(replace(one, **how)).heading == heading


def test_a_long_file_whose_end_was_not_looked_at_is_told():
    one = Signature("A", is_intact=True, is_followed_up=False, was_in_force=True)
    assert telling.signature(one).sentences[0] == (
        "Chữ ký nguyên vẹn; tệp quá dài nên chưa kiểm tra được phần ghi thêm sau khi ký."
    )
