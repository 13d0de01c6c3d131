"""What can be wrong in the office with a step that somebody asks for."""


class WrongState(Exception):
    """The step does not fit the state the report, period or draft is in by now."""


class NobodyAnswers(WrongState):
    """The unit was dissolved, or left its duties, and no other stands for it."""


class StaleRevision(Exception):
    """Somebody else changed it since it was read; `current` is what stands there now."""

    def __init__(self, current):
        super().__init__(current)
        self.current = current


class ImpossibleDate(Exception):
    """A deadline that lies in the past, or a period that lies outside its directive."""


class RenderingFailed(Exception):
    """A file could not be made; its words say why, for people, and its notes for programmers."""


class RenderingCancelled(Exception):
    """Nobody wants the file any more that was being made."""
