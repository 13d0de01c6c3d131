"""How a document writes days, figures and texts; Vietnamese always, whoever reads the page."""

from textwrap import wrap

from django import template

from directives import vietnamese

#: Words of the enumerations that are names.
NAMES = {"Zalo"}

register = template.Library()
register.filter("short_date", vietnamese.short_date)
register.filter("figure", vietnamese.number)


@register.filter
def count(value: int) -> str:
    """03 đơn vị: in running text a count below ten has two digits; tables and shares keep one."""
    return f"{value:02d}" if 0 < value < 10 else vietnamese.number(value)


@register.filter
def table_date(day) -> str:
    """dd/mm/yyyy, in tables only; blank where there is no day."""
    return f"{day:%d/%m/%Y}" if day else ""


@register.filter
def percent(value) -> str:
    """98,5%; a dash for a share of nothing."""
    return "-" if value is None else f"{vietnamese.number(value)}%"


@register.filter
def lines(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


@register.filter
def one_line(text: str) -> str:
    return " ".join(text.split())


@register.filter
def lower_first(text: str) -> str:
    """For a word inside a sentence; a name and an abbreviation (OCOP) keep their capitals."""
    return text if text in NAMES or text[:2].isupper() else text[:1].lower() + text[1:]


@register.filter
def itemised(pairs, noun="lần") -> str:
    """công văn: 02 lần; họp, giao ban: 01 lần"""
    return "; ".join(f"{lower_first(word)}: {count(times)} {noun}" for word, times in pairs)


@register.filter
def balanced(name: str, width: int) -> list[str]:
    """As few lines of at most `width` as hold the name, of about one length.

    "Sở Khoa học" / "và Công nghệ"; a line ends at a dash where it may: "Phòng Hành chính -" /
    "Tổng hợp".
    """
    fewest = len(_wrapped(name, width))
    parts = name.replace(" - ", " -\n").split("\n")
    if len(parts) == fewest and max(map(len, parts)) <= width:
        return parts
    limits = range(1, width + 1)
    return next(lines for limit in limits if len(lines := _wrapped(name, limit)) <= fewest)


def _wrapped(name: str, width: int) -> list[str]:
    """A dash between words ends its line: none begins with it."""
    held = name.replace(" - ", "\N{NO-BREAK SPACE}- ")
    lines = wrap(held, width, break_long_words=False, break_on_hyphens=False)
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]


@register.filter
def urged(acts) -> str:
    """điện thoại ngày 18/12/2026; Zalo ngày 21/12/2026"""
    days = (f"{lower_first(act.means)} ngày {vietnamese.short_date(act.on)}" for act in acts)
    return "; ".join(days)


@register.filter
def unstopped(text: str) -> str:
    """Without the stop at its end, where the sentence goes on."""
    return text.rstrip(" .;")
