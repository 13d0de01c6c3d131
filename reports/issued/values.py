"""What is found on an issued copy. Frozen plain values, stored as JSON."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from pydantic import ConfigDict

BYTES_AS_TEXT = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")
#: TRUSTED by a configured root; NO_ROOTS where none is configured, so nobody can say.
Trust = Literal["trusted", "untrusted", "no_roots"]
#: What stands in a place where the texts part.
Kind = Literal["text", "blank", "mismatch"]
#: Why texts cannot be compared; blank where they can.
Reason = Literal["", "scan", "unreadable", "too_long", "too_slow"]


@dataclass(frozen=True)
class Signature:
    """A digital signature on the file, as of `signed_at`.

    `is_intact`: what was signed is what stands there, and nothing but signatures came after it;
    unless `is_followed_up`, nobody could look at what came after, in a file of many pages.
    `is_dated_by_authority`: the time is a timestamp by a trusted authority, not the clock of the
    signer's own machine. `was_in_force`: the certificate held on that day. One that could not be
    read has nothing but `is_readable` = False.
    """

    signer: str = ""
    organisation: str = ""
    issuer: str = ""
    signed_at: datetime | None = None
    is_readable: bool = True
    is_timestamp: bool = False
    is_dated_by_authority: bool = False
    is_intact: bool = False
    is_followed_up: bool = True
    is_self_signed: bool = False
    was_in_force: bool = False
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    trust: Trust = "no_roots"


@dataclass(frozen=True)
class Difference:
    """A place where the texts part. `ours` and `issued` are its words, `before` and `after` those
    around them in ours, with the blank that belongs between.

    "blank" is what may be added: number, day, the words of a seal or signature. "mismatch" stands
    in such a blank and is not the number or day that was typed in. "text" is anything else.
    """

    kind: Kind
    ours: str
    issued: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Comparison:
    """`verdict` is one of IssuedCopy.Verdict; `reason` says why there is none.

    `count` is the number of differences in the text, of which the first ones are listed.
    """

    verdict: Literal["same", "stamped", "different", "incomparable"]
    differences: tuple[Difference, ...] = ()
    count: int = 0
    reason: Reason = ""


@dataclass(frozen=True)
class Stated:
    """What the clerk typed in, to be found again in the blanks. `names` may stand in a stamp."""

    number: str
    symbol: str
    issued_on: date
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Expected:
    """Our document: the files that we gave out, where there are any, or else its text.

    `furniture` are table heads, which come again where a page is turned, and the code that stands
    on every page: they may come and go.
    """

    __pydantic_config__ = BYTES_AS_TEXT

    pages: tuple[str, ...]
    pdf: bytes | None = None
    word: bytes | None = None
    furniture: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question:
    """All that is asked about one file. `roots` are files of certificates, `at` is now."""

    __pydantic_config__ = BYTES_AS_TEXT

    name: str
    content: bytes
    expected: Expected
    stated: Stated
    at: datetime
    roots: tuple[bytes, ...] = ()


@dataclass(frozen=True)
class Examination:
    """`refusal` is blank, or a key of `telling.REFUSALS` with its `detail`: then all else is
    empty.
    """

    refusal: str = ""
    detail: str = ""
    content_type: str = ""
    comparison: Comparison | None = None
    signatures: tuple[Signature, ...] = ()
