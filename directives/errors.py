"""What went wrong in the register, named as the office would."""


class AlreadyDone(Exception):
    """The step was taken before; nothing was changed."""
