"""Finland-Swedish: 1.9.2026, den 1 september 2026."""

DATE_FORMAT = r"\d\e\n j F Y"
SHORT_DATE_FORMAT = "j.n.Y"
DATETIME_FORMAT = r"\d\e\n j F Y \k\l. H.i"
SHORT_DATETIME_FORMAT = "j.n.Y H.i"
TIME_FORMAT = "H.i"
DATE_INPUT_FORMATS = ["%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d"]
DATETIME_INPUT_FORMATS = ["%d.%m.%Y %H.%M.%S", "%d.%m.%Y %H.%M", "%Y-%m-%d %H:%M:%S"]
TIME_INPUT_FORMATS = ["%H.%M.%S", "%H.%M", "%H:%M:%S", "%H:%M"]
