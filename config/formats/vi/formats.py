"""How the administrator's forms write and read a day; Django's own Vietnamese has no opinion."""

DATE_INPUT_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d"]
