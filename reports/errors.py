"""What can be wrong in the office with a step that somebody asks for."""


class WrongState(Exception):
    """The step does not fit the state the report, period or draft is in by now."""


class NobodyAnswers(WrongState):
    """The unit was dissolved, or left its duties, and no other stands for it."""


class ImpossibleDate(Exception):
    """A deadline that lies in the past, or a period that lies outside its directive."""
