"""Outdated and suspicious wording as data: what to look for, and what it means.

`stem` must stand in the text (small letters) before anything else is tried; without a `pattern` it
is a whole word with any ending. Names of acts are data: `register.StatuteReference`.
"""

import re
from dataclasses import dataclass, field

from privacy_notices.checklist.findings import Severity
from privacy_notices.enums import FactKind as K

ALL = ("fi", "sv", "en")
ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

# Where an open list misleads: what is held, why, from where, to whom, how long.
LISTS = frozenset(
    {
        K.PURPOSES,
        K.LEGAL_BASES,
        K.LEGITIMATE_INTERESTS,
        K.DATA_ITEMS,
        K.DATA_SUBJECTS,
        K.COLLECTION,
        K.SOURCES,
        K.OTHER_SOURCES,
        K.COOKIES,
        K.RECIPIENTS,
        K.PROCESSORS,
        K.DATA_USE,
        K.TRANSFERS,
        K.RETENTION,
    }
)
FLOWS = frozenset({K.TRANSFERS, K.RECIPIENTS, K.PROCESSORS, K.RETENTION})
KEPT = frozenset({K.RETENTION})
ASKED = frozenset(
    {K.RIGHTS, K.INSPECTION, K.OTHER_RIGHTS, K.OBJECTION, K.CONSENT_WITHDRAWAL, K.REQUESTS}
)


@dataclass(frozen=True)
class Wording:
    """Words that are a finding. `kinds`: only in sections that answer for one of these."""

    id: str
    severity: Severity
    languages: tuple[str, ...]
    stem: str
    pattern: str = ""
    unless: str = ""  # in the same sentence
    kinds: frozenset[K] = frozenset()
    in_headings: bool = True
    only_place: str = ""
    compiled: re.Pattern[str] = field(init=False)
    exempt: re.Pattern[str] | None = field(init=False)

    def __post_init__(self) -> None:
        pattern = self.pattern or rf"(?<!\w){re.escape(self.stem)}\w*"
        object.__setattr__(self, "compiled", re.compile(pattern, re.IGNORECASE))
        exempt = re.compile(self.unless, re.IGNORECASE) if self.unless else None
        object.__setattr__(self, "exempt", exempt)


def _open(language: str, stem: str, pattern: str = "") -> Wording:
    """An open list (WP260: not “for example” but all of them)."""
    return Wording(
        "art12-1-vague", WARNING, (language,), stem, pattern, kinds=LISTS, in_headings=False
    )


def _conditional(language: str, stem: str, pattern: str = "") -> Wording:
    """What “may” happen: kauppa.fi on Art. 12."""
    return Wording(
        "art12-1-vague", INFO, (language,), stem, pattern, kinds=FLOWS, in_headings=False
    )


AN_END = r"\d|enintään|viimeistään|kuitenkin|högst|senast|at most|at the latest|no longer than"


def _endless(language: str, stem: str, pattern: str = "") -> Wording:
    """No determinable end (TSV/26/2020), unless the sentence gives one."""
    return Wording(
        "art13-2a-vague", WARNING, (language,), stem, pattern, AN_END, KEPT, in_headings=False
    )


# An electronic way as well, or a request that is only to be specified.
ELECTRONIC = (
    r"sähköpost|sähköis|lomak|verko|täsmen|precis|specif|clarif|e-post|elektronisk|formulär"
    r"|e-mail|electronic|form\b"
)


def _burden(language: str, stem: str, pattern: str = "", unless: str = "") -> Wording:
    """More than is needed is asked of a request (decisions 6097/161/21, TSV/224/2023)."""
    return Wording(
        "art12-2-burden", WARNING, (language,), stem, pattern, unless, ASKED, in_headings=False
    )


def _old(
    id_: str, severity: Severity, languages: tuple[str, ...], stem: str, pattern: str = ""
) -> Wording:
    return Wording(id_, severity, languages, stem, pattern)


WORDINGS: tuple[Wording, ...] = (
    # Open lists
    _open("fi", "mm.", r"(?<!\w)mm\.(?!\w)"),
    _open("fi", "ym.", r"(?<!\w)ym\.(?!\w)"),
    _open("fi", "yms", r"(?<!\w)yms\b\.?"),
    _open("fi", "jne", r"(?<!\w)jne\b"),
    _open("fi", "ynnä muuta"),
    _open("fi", "lähtökohtaise"),
    _open("fi", "pääasialli"),
    _open("fi", "pääsääntöis"),
    _open("fi", "kulloinkin"),
    _open("fi", "esimerkiksi"),
    _open("fi", "esim.", r"(?<!\w)esim\."),
    _open("fi", "vastaav", r"(?<!\w)mu(?:u|uta|un|uhun|ut|ita|iden|issa|ista|ihin) vastaav\w*"),
    _open("fi", "tukevi", r"(?<!\w)tukevi\w+ toimin\w+"),
    _open("fi", "tukevat toiminnot"),
    _open("fi", "perustel", r"(?<!\w)perustel\w+ käyttötarkoitu\w+"),
    _open("fi", "tie", r"(?<!\w)mu(?:ita|ut|uta)\b[^.,;\n]{0,80}? (?:tietoja|tiedot|tietoa)\b"),
    _open("fi", "voi sisältää"),
    _open("sv", "bl", r"(?<!\w)bl\.?\s?a\b\.?|(?<!\w)bland annat\b"),
    _open("sv", "till exempel"),
    _open("sv", "t.ex", r"(?<!\w)t\.?\s?ex\b\.?"),
    _open("sv", "huvudsak"),
    _open("sv", "i första hand"),
    _open("sv", "med mera"),
    _open("sv", "m.m", r"(?<!\w)m\.\s?m\.?(?!\w)"),
    _open("sv", "o.s.v", r"(?<!\w)o\.\s?s\.\s?v\b"),
    _open("sv", "osv", r"(?<!\w)osv\b\.?"),
    _open("sv", "motsvarande", r"(?<!\w)(?:andra|övriga|annan|annat) motsvarande\b"),
    _open("sv", "uppgifter", r"(?<!\w)(?:andra|övriga) [^.,;\n]{0,60}?uppgifter\b(?= som)"),
    _open("en", "for example"),
    _open("en", "e.g", r"(?<!\w)e\.\s?g\."),
    _open("en", "etc", r"(?<!\w)etc\b\.?"),
    _open("en", "among other"),
    _open("en", "including but not limited"),
    _open("en", "mainly"),
    _open("en", "primarily"),
    _open("en", "similar", r"\bother similar\b"),
    # What may happen
    _conditional("fi", "voidaan"),
    _conditional("fi", "saatetaan"),
    _conditional("fi", "saattaa"),
    _conditional("fi", "mahdollisesti"),
    _conditional("sv", "kan komma att"),
    _conditional("sv", "eventuellt"),
    _conditional(
        "sv", "kan", r"(?<!\w)kan (?:även |också )?(?:lämnas|överföras|lagras|utlämnas)\b"
    ),
    _conditional("en", "may", r"\bmay (?:also )?be\b"),
    _conditional("en", "might"),
    # Retention without an end
    _endless(
        "fi",
        "niin ",
        r"(?<!\w)niin (?:kauan|pitkään),? kui?n (?:se |ne |tiedot |tietoja |niitä )?(?:on |ovat )?"
        r"(?:tarpeen|tarpeelli\w+|välttämätö\w+|tarvitaan)",
    ),
    _endless(
        "fi", "niin ", r"(?<!\w)niin (?:kauan|pitkään),? kui?n [^.\n]{0,60}?(?:edellyttä|vaati)\w*"
    ),
    _endless("fi", " ajan", r"(?<!\w)(?:tarpeellisen|tarvittavan|kohtuullisen) ajan\b"),
    _endless("fi", "tarvit", r"\bkun (?:niitä |tietoja )?ei (?:niitä |tietoja )?enää tarvita\b"),
    _endless("fi", "toistaiseksi"),
    _endless(
        "fi",
        "kunnes",
        r"\bkunnes\b[^.\n]{0,60}?\b(?:pyytää|pyydät|vaatii|vaadit)\b[^.\n]{0,40}?\bpoist\w*",
    ),
    _endless(
        "fi",
        " ajan",
        r"(?<!\w)lain(?:säädännön)? (?:edellyttämän|vaatiman|salliman|määräämän) ajan\b",
    ),
    _endless(
        "sv",
        "så länge",
        r"(?<!\w)så länge (?:som )?(?:det |de |uppgifterna )?(?:är |behövs\b)\s?(?:nödvändig\w*"
        r"|behövlig\w*)?",
    ),
    _endless("sv", "den tid", r"\bden tid som (?:behövs|krävs|är nödvändig)\b"),
    _endless("sv", "inte längre", r"\bnär (?:de |uppgifterna )?inte längre behövs\b"),
    _endless("sv", "tills vidare"),
    _endless("sv", "tills", r"\btills\b[^.\n]{0,60}?\b(?:begär|ber)\b[^.\n]{0,40}?\brader\w*"),
    _endless("sv", " lagen", r"(?<!\w)den tid (?:som )?lagen (?:kräver|förutsätter|tillåter)"),
    _endless(
        "en", "as long as", r"\bas long as (?:it is |they are |is )?(?:necessary|needed|required)"
    ),
    _endless(
        "en",
        "no longer",
        r"\bwhen (?:they are |the data are |it is )?no longer (?:needed|necessary)\b",
    ),
    _endless("en", "until further notice"),
    _endless(
        "en",
        "until",
        r"\buntil\b[^.\n]{0,60}?\b(?:ask|request)\w*\b[^.\n]{0,40}?\b(?:eras|delet)\w*",
    ),
    _endless("en", "required by", r"\bas required by (?:the )?law\b"),
    # Requests made hard
    _burden(
        "fi",
        "allekirjoit",
        r"\bomakätisesti allekirjoite\w*|\ballekirjoitet\w+ (?:pyyn|pyyntö|hakemu|asiakirja"
        r"|lomak)\w*|(?:pyyn|vaatimu)\w*[^.\n]{0,60}?\ballekirjoitettu\w*",
    ),
    _burden(
        "fi",
        "henkilökohtaisesti",
        r"\bkirjallisesti (?:ja|tai) henkilökohtaisesti\b|\bhenkilökohtaisesti (?:käymällä"
        r"|rekisterinpitäjän luona)",
    ),
    _burden(
        "fi",
        "kirjallis",
        r"(?:pyyn|pyydö|vaatimu)\w*[^.\n]{0,80}?\b(?:lähet|osoit|teh[dt]|esit|toimit"
        r"|on tehtäv)\w*[^.\n]{0,60}?\bkirjallisesti\b"
        r"|\bkirjalli(?:nen|sella|sen) \w*pyyn\w*",
        ELECTRONIC,
    ),
    _burden(
        "fi",
        "henkilö",
        r"\b(?:kopio|jäljennö)\w*[^.\n]{0,30}?\b(?:henkilötodistu|henkilökort|passi|ajokort)\w*"
        r"|\b(?:henkilötodistu|henkilökort|passi)\w* (?:kopio|jäljennö)\w*",
    ),
    _burden("sv", "undertecknad", r"\begenhändigt undertecknad\w*|\bundertecknad begäran\b"),
    _burden(
        "sv",
        "skriftlig",
        r"\bbegäran\b[^.\n]{0,40}?\b(?:ska|skall|måste|bör|görs|göras|lämnas|skickas|sänds|framställs)\b"
        r"[^.\n]{0,60}?\bskriftlig(?:en|t)\b|\bskriftlig begäran\b",
        ELECTRONIC,
    ),
    _burden("sv", "kopia", r"\bkopia\b[^.\n]{0,30}?\b(?:identitet|id-|pass|körkort)\w*"),
    _burden(
        "en",
        "signed",
        r"\bsigned (?:written )?(?:request|letter|form)\b|\bin writing and signed\b"
        r"|\brequest\w* (?:must|shall|should|has to|have to|are to|is to) be signed\b",
    ),
    _burden(
        "en",
        "in writing",
        r"\brequest\w*\b[^.\n]{0,40}?\b(?:must|shall|should|has to|have to|made|sent|submitted)\b"
        r"[^.\n]{0,60}?\bin writing\b",
        ELECTRONIC,
    ),
    _burden("en", "copy of", r"\bcopy of\b[^.\n]{0,30}?\b(?:identity|id card|passport|driving)\w*"),
    # The old act's rules
    Wording(
        "old-fee-rule",
        WARNING,
        ("fi",),
        "kerran ",
        r"kerran (?:kalenteri)?vuodessa[^.\n]{0,80}?\bmaksut(?:ta|on|oma|onta)\b"
        r"|\bmaksut(?:ta|on|oma|onta)\b[^.\n]{0,80}?kerran (?:kalenteri)?vuodessa",
    ),
    Wording(
        "old-fee-rule",
        WARNING,
        ("fi",),
        "vähemmän kuin",
        r"vähemmän kuin (?:yksi vuosi|vuosi|1 vuosi)",
        kinds=ASKED,
    ),
    Wording(
        "old-fee-rule",
        WARNING,
        ("sv",),
        "en gång per år",
        r"en gång per år[^.\n]{0,80}?\b(?:avgift|kostnad|gratis)\w*|\b(?:avgift|kostnad"
        r"|gratis)\w*[^.\n]{0,80}?en gång per år",
    ),
    Wording(
        "old-fee-rule",
        WARNING,
        ("en",),
        "once a year",
        r"once a year[^.\n]{0,80}?\bfree\b|\bfree\b[^.\n]{0,80}?once a year",
    ),
    Wording(
        "old-deadline",
        WARNING,
        ("fi",),
        "kuukauden",
        r"\b(?:kolmen|3) kuukauden (?:kuluessa|sisällä)",
        r"piden|jatk|monimut",
        ASKED,
    ),
    Wording(
        "old-deadline",
        WARNING,
        ("sv",),
        "månader",
        r"\binom (?:tre|3) månader\b",
        r"förläng|komplicera",
        ASKED,
    ),
    Wording(
        "old-deadline",
        WARNING,
        ("en",),
        "months",
        r"\bwithin (?:three|3) months\b",
        r"exten|complex",
        ASKED,
    ),
    # Authorities of yesterday
    _old(
        "old-authority",
        WARNING,
        ("fi",),
        "viestintävirasto",
        r"(?<!liikenne- ja )\bviestintävirasto\w*",
    ),
    _old(
        "old-authority",
        WARNING,
        ("sv",),
        "kommunikationsverket",
        r"(?<!transport- och )\bkommunikationsverket\w*",
    ),
    _old(
        "old-authority",
        WARNING,
        ("en",),
        "communications regulatory authority",
        r"\bFinnish Communications Regulatory Authority\b",
    ),
    _old("old-authority", WARNING, ("fi",), "tietosuojalautaku"),
    _old("old-authority", WARNING, ("sv",), "datasekretessnämnd"),
    _old(
        "old-authority",
        WARNING,
        ("en",),
        "data protection board",
        r"(?<!european )\bData Protection Board\b",
    ),
    _old("old-authority", INFO, ("fi",), "väestörekisterikesku"),
    _old("old-authority", INFO, ("fi",), "maistraat"),
    _old("old-authority", INFO, ("sv",), "befolkningsregistercentral"),
    _old("old-authority", INFO, ("sv",), "magistrat"),
    _old("old-authority", INFO, ("en",), "population register cent"),
    _old("old-transfer-tool", WARNING, ALL, "privacy", r"\bprivacy[ -]shield\w*"),
    _old("old-transfer-tool", WARNING, ALL, "safe", r"\bsafe[ -]harbou?r\w*"),
    # Words of yesterday
    _old("old-term", INFO, ("sv",), "registeransvarig"),
    _old("dated-term", INFO, ("fi",), "atk", r"\bATK\b"),
    _old("dated-term", INFO, ("sv",), "adb", r"\bADB\b"),
    _old("dated-term", INFO, ALL, "telefax"),
    _old("dated-term", INFO, ("sv", "en"), "fax", r"(?<!\w)fax(?!imil)\w*"),
    _old("dated-term", INFO, ("fi",), "faksi", r"\bfaksi(?!mil)\w*"),
    _old("old-standard", INFO, ALL, "din 32757", r"\bDIN\s*32757\b"),
    _old("vendor-names", INFO, ALL, "yhdistysnet"),
    Wording(
        "old-title",
        INFO,
        ("fi",),
        "rekisteri",
        r"\brekisteriseloste\w*|\brekisteri- ja tietosuojaseloste\w*",
        only_place="notice/title",
    ),
    Wording(
        "old-title",
        INFO,
        ("sv",),
        "register",
        r"\bregisterbeskrivning\w*|\bregister- och dataskyddsbeskrivning\w*",
        only_place="notice/title",
    ),
)

# Which finding a repealed act is; acts that officers add are `old-act`.
STATUTE_FINDINGS: dict[str, tuple[str, Severity]] = {
    "personal-data-act-1999": ("old-personal-data-act", WARNING),
    "personal-data-file-act-1987": ("old-personal-data-act", WARNING),
    "eprivacy-2004": ("old-eprivacy-act", WARNING),
}
OTHER_STATUTE = ("old-act", INFO)

# Earlier addresses and the number of the Finnish authority: a finding only where its present
# details, the row of `register.SupervisoryAuthority`, do not say the same.
OLD_CONTACTS = (
    "Ratapihantie",
    "Albertinkatu 25",
    "00521 Helsinki",
    "00521 Helsingfors",
    "029 56 16670",
    "029 561 6670",
    "Bangårdsvägen 9",
    "Albertsgatan 25",
)
