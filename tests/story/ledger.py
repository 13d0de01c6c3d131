"""What each unit really did in 2026, and what the report must say of it: written by hand.

Duty 2 is counted by six indicators: tin, bài; of these in a foreign language; video, ấn phẩm;
events; foreign partners; products shown.
"""

#: By unit as it stands in December: in the period, then since the beginning.
WORK = {
    "hcth": ((24, 4, 2, 1, 3, 0), (61, 9, 5, 3, 8, 0)),
    "khtc": ((3, 0, 0, 0, 1, 0), (9, 0, 0, 0, 3, 0)),
    "qlkh": ((18, 6, 1, 4, 5, 7), (52, 15, 3, 11, 14, 19)),
    "qlcn": ((15, 5, 3, 2, 4, 12), (40, 12, 8, 6, 11, 31)),
    "cds": ((30, 9, 8, 1, 2, 5), (66, 18, 15, 2, 4, 9)),
    "tdc": ((9, 1, 1, 0, 2, 6), (27, 3, 2, 1, 6, 17)),
    "ttud": ((11, 2, 4, 3, 1, 10), (33, 6, 10, 8, 4, 28)),
    "ttkt": ((7, 0, 0, 1, 0, 3), (20, 1, 1, 2, 1, 9)),
    "cntt": ((46, 14, 17, 2, 1, 0), (95, 29, 36, 4, 2, 0)),
}
#: The sums of the columns above, added up on paper.
IN_PERIOD = (163, 41, 36, 14, 19, 43)
SINCE = (403, 93, 80, 37, 53, 113)

#: Everything else that the report counts.
SAID = {
    # Nine units: ten in January, two became one in July. TTKT alone was late.
    "reports.owed": 9,
    "reports.received": 9,
    "reports.on_time": 8,
    "reports.late": 1,
    "reports.missing": 0,
    "reports.accepted": 9,
    # 10 + 5 + 7 + 6 + 13 + 14 + 22 + 17 + 27 people, all of them told by now.
    "duty-1.present": 121,
    "duty-1.briefed": 121,
    # QLKH alone told anybody: five at the first meeting, one by his link, seven at the second.
    "duty-1.answered": 9,
    "duty-1.nothing": 8,
    "duty-1.sessions": 3,
    "duty-1.attendances": 13,
    # QLKH finished what it had planned; the leaflet of Chi cục is still open.
    "duty-2.answered": 9,
    "duty-2.nothing": 0,
    "duty-2.items_done": 1,
    "duty-2.items_open": 1,
    # One visit, to TTKT in September; the one late unit came without being urged.
    "supervision.inspection": 1,
    "supervision.urging": 0,
    # TBT and the English website from before; the money for translations from March to June.
    "obstacles.new": 1,
    "obstacles.carried": 2,
    "obstacles.with_opinion": 2,
    "obstacles.closed": 1,
    "obstacles.open": 2,
    "upward-obstacles.new": 0,
    "upward-obstacles.carried": 1,
}
