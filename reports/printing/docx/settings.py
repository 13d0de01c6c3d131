"""How Word treats the file."""

from lxml.etree import _Element

from reports.printing.docx.elements import mm, w
from reports.printing.docx.styles import LANGUAGE

#: Word 2013 and later: an older mode would open the file as of limited use.
MODE = 15


def settings() -> _Element:
    return w(
        "settings",
        w("defaultTabStop", val=mm(12.7)),
        w("characterSpacingControl", val="doNotCompress"),
        # A line that a person ended is not drawn out to the margin.
        w(
            "compat",
            w("doNotExpandShiftReturn"),
            w(
                "compatSetting",
                name="compatibilityMode",
                uri="http://schemas.microsoft.com/office/word",
                val=MODE,
            ),
        ),
        w("themeFontLang", val=LANGUAGE),
        w("decimalSymbol", val=","),
        w("listSeparator", val=";"),
    )
