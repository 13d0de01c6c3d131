"""A row of the table: one URL, and who is let in."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Route:
    """`get` and `post`: who is let in; everybody else gets 404. None: the method is refused."""

    on: str = ""
    get: set | None = None
    post: set | None = None
    more: dict = field(default_factory=dict)
    data: Callable = lambda world: {}
