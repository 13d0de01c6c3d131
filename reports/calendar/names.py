"""What a period is called inside a sentence, and what its report is called. Pure."""

#: Words in front of a phase whose report looks back on all of it.
REVIEWS = ("sơ kết", "tổng kết")
PHASE = "giai đoạn"


def in_sentence(label: str) -> str:
    """The label inside a sentence or a title: báo cáo "năm 2026"."""
    return label[:1].lower() + label[1:]


def report_name(what: str, programme: str, label: str) -> str:
    """ "kết quả triển khai … năm 2026" of the programme "triển khai …".

    A review says so instead: "tổng kết triển khai … giai đoạn 2026-2030", "sơ kết 2 năm triển
    khai …".
    """
    name = in_sentence(label)
    review = next((word for word in REVIEWS if name.startswith(word)), None)
    if review is None:
        return f"{what} {programme} {name}"
    phase = name.removeprefix(review).strip()
    if phase.startswith(PHASE):
        return f"{review} {programme} {phase}"
    return f"{name} {programme}"
