"""What a period is called inside a sentence, and what its report is called. Pure."""

#: Words in front of a phase whose report looks back on all of it.
REVIEWS = ("sơ kết", "tổng kết")
PHASE = "giai đoạn"
#: The first words of a period that asks about one duty.
ONE_DUTY = "nhiệm vụ"


def in_sentence(label: str) -> str:
    """The label inside a sentence or a title: báo cáo "năm 2026"."""
    return label[:1].lower() + label[1:]


def report_name(what: str, programme: str, label: str) -> str:
    """ "kết quả triển khai … năm 2026" of the programme "triển khai …".

    A review says so instead: "tổng kết triển khai … giai đoạn 2026-2030", "sơ kết 2 năm triển
    khai …". The period of one duty: "kết quả thực hiện nhiệm vụ 2 về triển khai …".
    """
    name = in_sentence(label)
    if name.startswith(ONE_DUTY):
        return f"{what} thực hiện {name} về {programme}"
    review = next((word for word in REVIEWS if name.startswith(word)), None)
    if review is None:
        return f"{what} {programme} {name}"
    phase = name.removeprefix(review).strip()
    if phase.startswith(PHASE):
        return f"{review} {programme} {phase}"
    return f"{name} {programme}"
