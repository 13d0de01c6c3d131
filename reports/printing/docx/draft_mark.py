"""DỰ THẢO across the page, as Word's own command draws it: the same menu takes it away again."""

from lxml.etree import _Element, fromstring

from reports.printing.docx.elements import NAMES
from reports.printing.docx.style import FONT

WORDS = "DỰ THẢO"
#: Points, before it is turned.
WIDE, HIGH = 500, 116

_SCHEMA = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())
#: What every drawing of words in Word refers to: its type 136, "plain text".
_FORMULAS = (
    "sum #0 0 10800", "prod #0 2 1", "sum 21600 0 @1", "sum 0 0 @2", "sum 21600 0 @3",
    "if @0 @3 0", "if @0 21600 @1", "if @0 0 @2", "if @0 @4 21600", "mid @5 @6", "mid @8 @5",
    "mid @7 @8", "mid @6 @7", "sum @6 0 @5",
)  # fmt: skip
_TYPE = f"""
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
    path="m@7,l@8,m@5,21600l@6,21600e">
  <v:formulas>{"".join(f'<v:f eqn="{formula}"/>' for formula in _FORMULAS)}</v:formulas>
  <v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800"
      o:connectangles="270,180,90,0"/>
  <v:textpath on="t" fitshape="t"/>
  <o:lock v:ext="edit" text="t" shapetype="t"/>
</v:shapetype>
"""
_PLACE = (
    f"position:absolute;margin-left:0;margin-top:0;width:{WIDE}pt;height:{HIGH}pt;rotation:315;"
    "z-index:-251658752;mso-position-horizontal:center;"
    "mso-position-horizontal-relative:margin;mso-position-vertical:center;"
    "mso-position-vertical-relative:margin"
)


def draft_mark(number: int) -> _Element:
    """A run of a header; each header of a document has a mark with a `number` of its own."""
    shape = (
        f'<v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s{2048 + number}" '
        f'type="#_x0000_t136" style="{_PLACE}" o:allowincell="f" fillcolor="silver" '
        f'stroked="f"><v:fill opacity=".5"/>'
        f'<v:textpath style="font-family:\'{FONT}\';font-size:1pt" string="{WORDS}"/>'
        '<w10:wrap anchorx="margin" anchory="margin"/></v:shape>'
    )
    return fromstring(
        f"<w:r {_SCHEMA}><w:rPr><w:noProof/></w:rPr><w:pict>{_TYPE}{shape}</w:pict></w:r>"
    )
