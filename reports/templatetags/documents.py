"""How a document writes days, figures and texts; Vietnamese always, whoever reads the page."""

from django import template

from directives import vietnamese

#: Capitals of 13 pt that fit beside the national name.
NAME_LINE = 20

register = template.Library()
register.filter("short_date", vietnamese.short_date)
register.filter("figure", vietnamese.number)


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
    return text[:1].lower() + text[1:]


@register.filter
def upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]


@register.filter
def itemised(pairs, noun="lần") -> str:
    """công văn: 2 lần; họp, giao ban: 1 lần"""
    return "; ".join(
        f"{lower_first(word)}: {vietnamese.number(count)} {noun}" for word, count in pairs
    )


@register.filter
def balanced(name: str) -> list[str]:
    """A long name on lines of about the same length: "Sở Khoa học" / "và Công nghệ"."""
    words = name.split()
    if len(name) <= NAME_LINE or len(words) == 1:
        return [name]
    halves = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
    first, second = min(halves, key=lambda pair: max(map(len, pair)))
    return balanced(first) + balanced(second)


@register.filter
def counted(pairs, noun="lần") -> str:
    """đôn đốc 5 lần, kiểm tra 2 lần"""
    return ", ".join(
        f"{lower_first(word)} {vietnamese.number(count)} {noun}" for word, count in pairs
    )


@register.filter
def kind_word(name: str) -> str:
    """The first word of an agency's name, as in "Giám đốc Sở"."""
    return name.partition(" ")[0]
