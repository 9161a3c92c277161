"""What letters say of a request's rows, in Finnish, Swedish and English.

Finnish is the source; what is filled in stands in the nominative or is a date. The letter speaks to
its reader, as the notices do. Swedish is that of Finland. “{…}” are ours: none is a person's word.
"""

from collections.abc import Mapping

from register.texts import Text
from subjects.enums import ExtensionGround, Ground, PauseReason, RequestedKind

R, G = RequestedKind, Ground

# What was asked

ASKED = Text(
    "Pyyntösi koskee seuraavaa:", "Din begäran gäller följande:", "You asked for the following:"
)
FOR_ANOTHER = Text(
    "Teit pyynnön toisen henkilön puolesta. Hänen nimensä on {name}. Kun tässä kirjeessä puhutaan "
    "sinun tiedoistasi, tarkoitetaan hänen tietojaan.",
    "Du gjorde begäran för en annan persons räkning. Personens namn är {name}. När det i detta "
    "brev talas om dina uppgifter avses hans eller hennes uppgifter.",
    "You made the request for another person, whose name is {name}. Where this letter speaks of "
    "your data, that person's data are meant.",
)
RIGHTS: Mapping[RequestedKind, Text] = {
    R.ACCESS: Text(
        "omien tietojen saaminen (tietosuoja-asetuksen 15 artikla)",
        "tillgång till dina uppgifter (artikel 15 i dataskyddsförordningen)",
        "access to your data (Article 15 of the GDPR)",
    ),
    R.RECTIFICATION: Text(
        "tietojen oikaiseminen (tietosuoja-asetuksen 16 artikla)",
        "rättelse av uppgifter (artikel 16 i dataskyddsförordningen)",
        "rectification of data (Article 16 of the GDPR)",
    ),
    R.ERASURE: Text(
        "tietojen poistaminen (tietosuoja-asetuksen 17 artikla)",
        "radering av uppgifter (artikel 17 i dataskyddsförordningen)",
        "erasure of data (Article 17 of the GDPR)",
    ),
    R.RESTRICTION: Text(
        "käsittelyn rajoittaminen (tietosuoja-asetuksen 18 artikla)",
        "begränsning av behandlingen (artikel 18 i dataskyddsförordningen)",
        "restriction of processing (Article 18 of the GDPR)",
    ),
    R.PORTABILITY: Text(
        "tietojen siirtäminen järjestelmästä toiseen (tietosuoja-asetuksen 20 artikla)",
        "dataportabilitet (artikel 20 i dataskyddsförordningen)",
        "data portability (Article 20 of the GDPR)",
    ),
    R.OBJECTION: Text(
        "käsittelyn vastustaminen (tietosuoja-asetuksen 21 artiklan 1 kohta)",
        "invändning mot behandlingen (artikel 21.1 i dataskyddsförordningen)",
        "objection to processing (Article 21(1) of the GDPR)",
    ),
    R.MARKETING_BAN: Text(
        "suoramarkkinoinnin kieltäminen (tietosuoja-asetuksen 21 artiklan 2 kohta)",
        "förbud mot direktmarknadsföring (artikel 21.2 i dataskyddsförordningen)",
        "a ban on direct marketing (Article 21(2) of the GDPR)",
    ),
    R.CONSENT_WITHDRAWAL: Text(
        "suostumuksen peruuttaminen (tietosuoja-asetuksen 7 artiklan 3 kohta)",
        "återkallande av samtycke (artikel 7.3 i dataskyddsförordningen)",
        "withdrawal of consent (Article 7(3) of the GDPR)",
    ),
    R.HUMAN_REVIEW: Text(
        "automaattisen päätöksen uudelleenarviointi (tietosuoja-asetuksen 22 artiklan 3 kohta)",
        "omprövning av ett automatiserat beslut (artikel 22.3 i dataskyddsförordningen)",
        "review of an automated decision (Article 22(3) of the GDPR)",
    ),
    R.OTHER: Text(
        "muu tietosuojaa koskeva asia",
        "ett annat ärende som gäller dataskydd",
        "another matter of data protection",
    ),
}

# Time, and where to ask

TIME = Text(
    "Pyyntö saapui {arrived}. Vastaamme siihen viimeistään {limit}. Jos meidän täytyy ensin "
    "varmistaa henkilöllisyytesi tai pyytää sinua tarkentamaan pyyntöäsi, otamme sinuun yhteyttä. "
    "Vastausaika ei kulu sinä aikana, kun odotamme vastaustasi.",
    "Begäran kom in {arrived}. Vi svarar senast {limit}. Om vi först behöver försäkra oss om vem "
    "du är eller be dig precisera din begäran kontaktar vi dig. Svarstiden löper inte medan vi "
    "väntar på ditt svar.",
    "The request arrived on {arrived}. We will answer it on {limit} at the latest. If we first "
    "need to make sure who you are or to ask you to specify your request, we will contact you. "
    "The time for our answer does not run while we wait for yours.",
)
FOLLOW_ON_PAGE = Text(
    "Pyynnön omalla sivulla voit seurata käsittelyä, lähettää meille viestin ja peruuttaa pyynnön. "
    "Saat linkin sivulle sähköpostissa.",
    "På sidan för din begäran kan du följa behandlingen, skicka meddelanden till oss och återta "
    "begäran. Länken till sidan får du per e-post.",
    "On the request's own page you can follow the handling, write to us and withdraw the "
    "request. You get the link to the page by e-mail.",
)
FOLLOW_BY_ASKING = Text(
    "Jos haluat kysyä pyynnöstäsi tai peruuttaa sen, ota meihin yhteyttä ja mainitse pyynnön "
    "viite.",
    "Om du vill fråga om din begäran eller återta den ska du kontakta oss och uppge referensen.",
    "If you want to ask about your request or withdraw it, contact us and give the reference.",
)

# Questions

QUESTION: Mapping[PauseReason, Text] = {
    PauseReason.IDENTITY: Text(
        "Emme voi vielä olla varmoja siitä, että pyynnön on tehnyt se henkilö, jonka tietoja "
        "pyyntö koskee. Siksi pyydämme sinua osoittamaan henkilöllisyytesi (tietosuoja-asetuksen "
        "12 artiklan 6 kohta). Älä lähetä meille henkilötunnustasi äläkä kopiota "
        "henkilöllisyystodistuksestasi: emme tarvitse niitä.",
        "Vi kan ännu inte vara säkra på att begäran har gjorts av den person vars uppgifter den "
        "gäller. Därför ber vi dig visa vem du är (artikel 12.6 i dataskyddsförordningen). Skicka "
        "oss varken din personbeteckning eller en kopia av ditt identitetsbevis: vi behöver dem "
        "inte.",
        "We cannot yet be certain that the request was made by the person whose data it concerns. "
        "Therefore we ask you to show who you are (Article 12(6) of the GDPR). Do not send us your "
        "personal identity code or a copy of an identity document: we do not need them.",
    ),
    PauseReason.SPECIFICATION: Text(
        "Pyyntösi on hyvin laaja, ja hallussamme on suuri määrä tietoja. Siksi pyydämme sinua "
        "tarkentamaan, mitä tietoja tai mitä käsittelyä pyyntösi koskee (tietosuoja-asetuksen "
        "johdanto-osan 63 kappale). Voit myös vastata, että haluat kaikki tiedot.",
        "Din begäran är mycket omfattande och vi har stora mängder uppgifter. Därför ber vi dig "
        "precisera vilka uppgifter eller vilken behandling din begäran gäller (skäl 63 i "
        "dataskyddsförordningen). Du kan också svara att du vill ha alla uppgifter.",
        "Your request is very broad and we hold a large quantity of data. Therefore we ask you to "
        "specify which data or which processing it concerns (recital 63 of the GDPR). You can "
        "also answer that you want all of the data.",
    ),
}
ANSWER_ON_PAGE = Text(
    "Vastaa pyynnön omalla sivulla. Saat linkin sivulle sähköpostissa.",
    "Svara på sidan för din begäran. Länken till sidan får du per e-post.",
    "Answer on the request's own page. You get the link to the page by e-mail.",
)
ANSWER_BY_CONTACT = Text(
    "Vastaa ottamalla meihin yhteyttä. Mainitse pyynnön viite.",
    "Svara genom att kontakta oss och uppge referensen.",
    "Answer by contacting us, and give the reference.",
)
STANDS_STILL = Text(
    "Vastausaika ei kulu siitä päivästä, jona tämä kysymys lähetettiin, siihen päivään, jona "
    "vastauksesi saapuu.",
    "Svarstiden löper inte från den dag då denna fråga skickades till den dag då ditt svar kommer "
    "in.",
    "The time for our answer does not run from the day this question was sent to the day your "
    "answer arrives.",
)
IF_SILENT: Mapping[PauseReason, Text] = {
    PauseReason.IDENTITY: Text(
        "Jos et vastaa, muistutamme sinua kerran. Jos emme sen jälkeenkään voi tunnistaa sinua, "
        "emme voi toteuttaa pyyntöäsi, ja saat siitä perustellun päätöksen.",
        "Om du inte svarar påminner vi dig en gång. Om vi inte heller därefter kan identifiera dig "
        "kan vi inte genomföra din begäran, och du får ett motiverat beslut om det.",
        "If you do not answer, we remind you once. If we cannot identify you even then, we cannot "
        "carry out your request, and you will get a decision with the reasons.",
    ),
    PauseReason.SPECIFICATION: Text(
        "Jos et vastaa, muistutamme sinua kerran. Sen jälkeen ratkaisemme pyynnön niiden tietojen "
        "perusteella, jotka meillä on.",
        "Om du inte svarar påminner vi dig en gång. Därefter avgör vi begäran utifrån den "
        "information vi har.",
        "If you do not answer, we remind you once. After that we decide the request on the basis "
        "of what we know.",
    ),
}
REMINDER = Text(
    "Lähetimme sinulle {asked} kysymyksen, johon emme ole saaneet vastausta.",
    "Vi skickade dig {asked} en fråga som vi inte har fått svar på.",
    "On {asked} we sent you a question that you have not answered.",
)
REMINDED_OF: Mapping[PauseReason, Text] = {
    PauseReason.IDENTITY: Text(
        "Pyysimme sinua osoittamaan henkilöllisyytesi. Jos emme voi tunnistaa sinua, emme voi "
        "toteuttaa pyyntöäsi (tietosuoja-asetuksen 11 artiklan 2 kohta ja 12 artiklan 6 kohta).",
        "Vi bad dig visa vem du är. Om vi inte kan identifiera dig kan vi inte genomföra din "
        "begäran (artiklarna 11.2 och 12.6 i dataskyddsförordningen).",
        "We asked you to show who you are. If we cannot identify you, we cannot carry out your "
        "request (Articles 11(2) and 12(6) of the GDPR).",
    ),
    PauseReason.SPECIFICATION: Text(
        "Pyysimme sinua tarkentamaan, mitä tietoja pyyntösi koskee. Jos et vastaa, ratkaisemme "
        "pyynnön niiden tietojen perusteella, jotka meillä on.",
        "Vi bad dig precisera vilka uppgifter din begäran gäller. Om du inte svarar avgör vi "
        "begäran utifrån den information vi har.",
        "We asked you to specify which data your request concerns. If you do not answer, we "
        "decide the request on the basis of what we know.",
    ),
}

# Extension (Art. 12(3))

EXTENSION = Text(
    "Pidennämme pyyntösi vastausaikaa. Vastaamme viimeistään {limit}. Ilman pidennystä vastausaika "
    "olisi päättynyt {first_limit}.",
    "Vi förlänger svarstiden. Vi svarar senast {limit}. Utan förlängningen skulle svarstiden ha "
    "gått ut {first_limit}.",
    "We extend the time for our answer. We will answer on {limit} at the latest. Without the "
    "extension the time would have ended on {first_limit}.",
)
EXTENSION_GROUND: Mapping[ExtensionGround, Text] = {
    ExtensionGround.COMPLEXITY: Text(
        "Pidennyksen peruste on, että pyyntö on monimutkainen (tietosuoja-asetuksen 12 artiklan "
        "3 kohta).",
        "Grunden för förlängningen är att begäran är komplicerad (artikel 12.3 i "
        "dataskyddsförordningen).",
        "The ground of the extension is that the request is complex (Article 12(3) of the GDPR).",
    ),
    ExtensionGround.NUMBER: Text(
        "Pidennyksen peruste on pyyntöjen määrä (tietosuoja-asetuksen 12 artiklan 3 kohta).",
        "Grunden för förlängningen är antalet begäranden (artikel 12.3 i dataskyddsförordningen).",
        "The ground of the extension is the number of requests (Article 12(3) of the GDPR).",
    ),
}
REASON = Text("Syy: {reason}", "Orsak: {reason}", "Reason: {reason}")

# Decisions

DECIDED_WHOLE = Text(
    "Päätös: pyyntösi on toteutettu",
    "Beslut: din begäran har genomförts",
    "Decision: your request has been carried out",
)
DECIDED_PARTLY = Text(
    "Päätös: pyyntösi on toteutettu osittain",
    "Beslut: din begäran har genomförts delvis",
    "Decision: your request has been carried out in part",
)
DECIDED_REFUSED = Text(
    "Päätös: emme voi toteuttaa pyyntöäsi",
    "Beslut: vi kan inte genomföra din begäran",
    "Decision: we cannot carry out your request",
)
DECIDED_NOT_IDENTIFIED = Text(
    "Päätös: emme voineet tunnistaa sinua",
    "Beslut: vi har inte kunnat identifiera dig",
    "Decision: we could not identify you",
)
DECIDED_NOTHING_HELD = Text(
    "Päätös: rekistereissämme ei ole tietoja sinusta tätä pyyntöä lukuun ottamatta",
    "Beslut: i våra register finns inga uppgifter om dig utöver denna begäran",
    "Decision: our registers hold no data on you apart from this request",
)
# To somebody of whom no more is known than a confirmed address: whether the person named in the
# request is known here is told to nobody else.
DECIDED_NOTHING_BY_ADDRESS = Text(
    "Päätös: vahvistamaasi sähköpostiosoitteeseen ei liity muita tietoja kuin tämä pyyntö",
    "Beslut: det finns inga andra uppgifter än denna begäran om den e-postadress som du bekräftade",
    "Decision: nothing but this request is held on the e-mail address that you confirmed",
)
NOTHING_BY_ADDRESS = Text(
    "Rekistereissämme ei ole vahvistamaasi sähköpostiosoitteeseen liittyviä tietoja tätä pyyntöä "
    "lukuun ottamatta.",
    "I våra register finns utöver denna begäran inga uppgifter om den e-postadress som du "
    "bekräftade.",
    "Apart from this request our registers hold no data on the e-mail address that you confirmed.",
)
DECISION = Text("Päätös", "Beslut", "Decision")
OF_RIGHT: Mapping[RequestedKind, Text] = {
    R.ACCESS: Text("Omien tietojen saaminen", "Tillgång till uppgifter", "Access to data"),
    R.RECTIFICATION: Text("Tietojen oikaiseminen", "Rättelse", "Rectification"),
    R.ERASURE: Text("Tietojen poistaminen", "Radering", "Erasure"),
    R.RESTRICTION: Text(
        "Käsittelyn rajoittaminen", "Begränsning av behandlingen", "Restriction of processing"
    ),
    R.PORTABILITY: Text(
        "Tietojen siirtäminen järjestelmästä toiseen", "Dataportabilitet", "Data portability"
    ),
    R.OBJECTION: Text("Käsittelyn vastustaminen", "Invändning", "Objection"),
    R.MARKETING_BAN: Text(
        "Suoramarkkinointikielto", "Förbud mot direktmarknadsföring", "Direct-marketing ban"
    ),
    R.CONSENT_WITHDRAWAL: Text(
        "Suostumuksen peruuttaminen", "Återkallande av samtycke", "Withdrawal of consent"
    ),
    R.HUMAN_REVIEW: Text(
        "Automaattisen päätöksen uudelleenarviointi",
        "Omprövning av ett automatiserat beslut",
        "Review of an automated decision",
    ),
    R.OTHER: Text("Muu asia", "Annat ärende", "Other matter"),
}
GRANTED: Mapping[RequestedKind, Text] = {
    R.ACCESS: Text(
        "Saat tietosi ja selvityksen siitä, miten niitä käsitellään.",
        "Du får dina uppgifter och en redogörelse för hur de behandlas.",
        "You get your data and an account of how they are processed.",
    ),
    R.RECTIFICATION: Text(
        "Olemme oikaisseet tiedot.", "Vi har rättat uppgifterna.", "We have rectified the data."
    ),
    R.ERASURE: Text(
        "Olemme poistaneet tiedot.", "Vi har raderat uppgifterna.", "We have erased the data."
    ),
    R.RESTRICTION: Text(
        "Olemme rajoittaneet tietojen käsittelyä. Ilmoitamme sinulle, ennen kuin rajoitus päättyy.",
        "Vi har begränsat behandlingen av uppgifterna. Vi meddelar dig innan begränsningen upphör.",
        "We have restricted the processing of the data. We will tell you before the restriction "
        "ends.",
    ),
    R.PORTABILITY: Text(
        "Saat tiedot koneellisesti luettavassa muodossa.",
        "Du får uppgifterna i ett maskinläsbart format.",
        "You get the data in a machine-readable format.",
    ),
    R.OBJECTION: Text(
        "Olemme lopettaneet käsittelyn, jota vastustit.",
        "Vi har upphört med den behandling som du invände mot.",
        "We have stopped the processing to which you objected.",
    ),
    R.MARKETING_BAN: Text(
        "Kieltosi on voimassa.",
        "Ditt förbud gäller.",
        "Your ban is in force.",
    ),
    R.CONSENT_WITHDRAWAL: Text(
        "Suostumuksesi on peruutettu, emmekä enää käsittele tietoja sen perusteella.",
        "Ditt samtycke har återkallats och vi behandlar inte längre uppgifter med stöd av det.",
        "Your consent is withdrawn, and we no longer process data on the basis of it.",
    ),
    R.HUMAN_REVIEW: Text(
        "Työntekijämme on arvioinut automaattisesti tehdyn päätöksen uudelleen.",
        "Vår personal har omprövat det beslut som fattades automatiskt.",
        "A member of our staff has reviewed the decision that was made automatically.",
    ),
    R.OTHER: Text(
        "Olemme hoitaneet asian.", "Vi har skött ärendet.", "We have seen to the matter."
    ),
}
# Where something is still to be done in another system: what is done is done in this one.
GRANTED_HERE: Mapping[RequestedKind, Text] = {
    R.RECTIFICATION: Text(
        "Olemme oikaisseet tiedot tässä järjestelmässä.",
        "Vi har rättat uppgifterna i detta system.",
        "We have rectified the data in this system.",
    ),
    R.ERASURE: Text(
        "Olemme poistaneet tiedot tästä järjestelmästä.",
        "Vi har raderat uppgifterna ur detta system.",
        "We have erased the data from this system.",
    ),
    R.RESTRICTION: Text(
        "Olemme rajoittaneet tietojen käsittelyä tässä järjestelmässä. Ilmoitamme sinulle, ennen "
        "kuin rajoitus päättyy.",
        "Vi har begränsat behandlingen av uppgifterna i detta system. Vi meddelar dig innan "
        "begränsningen upphör.",
        "We have restricted the processing of the data in this system. We will tell you before "
        "the restriction ends.",
    ),
    R.OBJECTION: Text(
        "Olemme lopettaneet tässä järjestelmässä käsittelyn, jota vastustit.",
        "Vi har i detta system upphört med den behandling som du invände mot.",
        "We have stopped the processing to which you objected in this system.",
    ),
    R.MARKETING_BAN: Text(
        "Kieltosi on voimassa tässä järjestelmässä.",
        "Ditt förbud gäller i detta system.",
        "Your ban is in force in this system.",
    ),
    R.CONSENT_WITHDRAWAL: Text(
        "Suostumuksesi on peruutettu, emmekä tässä järjestelmässä enää käsittele tietoja sen "
        "perusteella.",
        "Ditt samtycke har återkallats och i detta system behandlar vi inte längre uppgifter med "
        "stöd av det.",
        "Your consent is withdrawn, and in this system we no longer process data on the basis of "
        "it.",
    ),
    R.OTHER: Text(
        "Olemme hoitaneet asian tässä järjestelmässä.",
        "Vi har skött ärendet i detta system.",
        "We have seen to the matter in this system.",
    ),
}
CONCERNS = Text(
    "Tämä koskee seuraavia tietoja:",
    "Detta gäller följande uppgifter:",
    "This concerns the following data:",
)
NOT_GRANTED = Text(
    "Seuraavilta osin emme voi toteuttaa pyyntöäsi:",
    "Till följande delar kan vi inte genomföra din begäran:",
    "In these parts we cannot carry out your request:",
)
NOT_GRANTED_AT_ALL = Text(
    "Emme voi toteuttaa pyyntöäsi.",
    "Vi kan inte genomföra din begäran.",
    "We cannot carry out your request.",
)
SINGLE_ROW = Text("yksittäinen merkintä", "en enskild anteckning", "a single entry")
KEPT_UNTIL = Text(
    "Säilytämme tiedot {day} saakka.",
    "Vi bevarar uppgifterna till och med {day}.",
    "We keep the data until {day}.",
)
KEPT_UNDER = Text(
    "Säilyttämisen peruste: {statute}.",
    "Grunden för bevarandet: {statute}.",
    "Ground for keeping the data: {statute}.",
)
BACKUPS = Text(
    "Poistetut tiedot voivat olla varmuuskopioissa vielä enintään {days} päivää. Varmuuskopioita "
    "käytetään vain häiriöistä palautumiseen, ja poistaminen toistetaan, jos kopio otetaan "
    "käyttöön.",
    "De raderade uppgifterna kan finnas kvar i säkerhetskopior i högst {days} dagar. "
    "Säkerhetskopiorna används endast för att återställa data efter störningar, och raderingen "
    "upprepas om en kopia tas i bruk.",
    "The erased data may still be in backups for at most {days} days. Backups are used only to "
    "recover from failures, and the erasure is repeated if one is taken into use.",
)
# The same words for both: whoever reads them must not learn that something was reported under the
# Money Laundering Act (444/2017, ch. 4 s. 4).
_LAW_RESTRICTS = Text(
    "Laki rajoittaa oikeutta saada tietoja, emmekä siksi voi antaa niitä kaikilta osin "
    "(tietosuoja-asetuksen 23 artikla). Voit pyytää, että tietosuojavaltuutettu tarkastaa "
    "käsittelyn lainmukaisuuden.",
    "Rätten att få uppgifter är begränsad i lag, och därför kan vi inte lämna ut dem till alla "
    "delar (artikel 23 i dataskyddsförordningen). Du kan begära att dataombudsmannen kontrollerar "
    "att behandlingen är lagenlig.",
    "The law restricts the right to get data, and therefore we cannot give all of them "
    "(Article 23 of the GDPR). You can ask the Data Protection Ombudsman to check that the "
    "processing is lawful.",
)
GROUNDS: Mapping[Ground, Text] = {
    G.NOT_IDENTIFIED: Text(
        "Emme voineet tunnistaa sinua niillä tiedoilla, jotka meillä on (tietosuoja-asetuksen "
        "11 artiklan 2 kohta ja 12 artiklan 6 kohta). Voit tehdä pyynnön uudelleen ja antaa "
        "lisätietoja, joiden avulla voimme tunnistaa sinut.",
        "Vi har inte kunnat identifiera dig med de uppgifter vi har (artiklarna 11.2 och 12.6 i "
        "dataskyddsförordningen). Du kan göra en ny begäran och lämna ytterligare uppgifter med "
        "vilkas hjälp vi kan identifiera dig.",
        "We could not identify you with the information we have (Articles 11(2) and 12(6) of the "
        "GDPR). You can make a new request and give further information by which we can identify "
        "you.",
    ),
    G.EXCESSIVE: Text(
        "Pyyntö on ilmeisen perusteeton tai kohtuuton (tietosuoja-asetuksen 12 artiklan 5 kohta).",
        "Begäran är uppenbart ogrundad eller orimlig (artikel 12.5 i dataskyddsförordningen).",
        "The request is manifestly unfounded or excessive (Article 12(5) of the GDPR).",
    ),
    G.NOTHING_HELD: Text(
        "Rekistereissämme ei ole tietoja sinusta tätä pyyntöä lukuun ottamatta.",
        "I våra register finns inga uppgifter om dig utöver denna begäran.",
        "Our registers hold no data on you apart from this request.",
    ),
    G.OTHERS_RIGHTS: Text(
        "Tietojen antaminen vaikuttaisi haitallisesti muiden oikeuksiin ja vapauksiin "
        "(tietosuoja-asetuksen 15 artiklan 4 kohta).",
        "Att lämna ut uppgifterna skulle inverka menligt på andras rättigheter och friheter "
        "(artikel 15.4 i dataskyddsförordningen).",
        "Giving the data would adversely affect the rights and freedoms of others (Article 15(4) "
        "of the GDPR).",
    ),
    G.DATA_CORRECT: Text(
        "Tiedot ovat oikein (tietosuoja-asetuksen 16 artikla). Voit pyytää, että tietoihin "
        "liitetään oma selvityksesi.",
        "Uppgifterna är riktiga (artikel 16 i dataskyddsförordningen). Du kan begära att din egen "
        "redogörelse fogas till uppgifterna.",
        "The data are correct (Article 16 of the GDPR). You can ask that your own statement be "
        "added to the data.",
    ),
    G.NO_ERASURE_GROUND: Text(
        "Tietoja tarvitaan edelleen, eikä mikään poistamisen peruste täyty (tietosuoja-asetuksen "
        "17 artiklan 1 kohta).",
        "Uppgifterna behövs fortfarande och ingen grund för radering är uppfylld (artikel 17.1 i "
        "dataskyddsförordningen).",
        "The data are still needed and no ground for erasure applies (Article 17(1) of the GDPR).",
    ),
    G.EXPRESSION: Text(
        "Tiedot ovat tarpeen sananvapauden ja tiedonvälityksen vapauden vuoksi "
        "(tietosuoja-asetuksen 17 artiklan 3 kohdan a alakohta).",
        "Uppgifterna behövs för yttrande- och informationsfriheten (artikel 17.3 a i "
        "dataskyddsförordningen).",
        "The data are needed for freedom of expression and information (Article 17(3)(a) of the "
        "GDPR).",
    ),
    G.LEGAL_DUTY: Text(
        "Meidän on säilytettävä tiedot (tietosuoja-asetuksen 17 artiklan 3 kohdan b alakohta).",
        "Vi måste bevara uppgifterna (artikel 17.3 b i dataskyddsförordningen).",
        "We must keep the data (Article 17(3)(b) of the GDPR).",
    ),
    G.PUBLIC_HEALTH: Text(
        "Tiedot ovat tarpeen kansanterveyteen liittyvän yleisen edun vuoksi (tietosuoja-asetuksen "
        "17 artiklan 3 kohdan c alakohta).",
        "Uppgifterna behövs av skäl som rör ett allmänt intresse på folkhälsoområdet "
        "(artikel 17.3 c i dataskyddsförordningen).",
        "The data are needed for reasons of public interest in public health (Article 17(3)(c) of "
        "the GDPR).",
    ),
    G.ARCHIVING: Text(
        "Tiedot ovat tarpeen arkistointia, tutkimusta tai tilastointia varten "
        "(tietosuoja-asetuksen 17 artiklan 3 kohdan d alakohta).",
        "Uppgifterna behövs för arkivering, forskning eller statistik (artikel 17.3 d i "
        "dataskyddsförordningen).",
        "The data are needed for archiving, research or statistics (Article 17(3)(d) of the GDPR).",
    ),
    G.LEGAL_CLAIMS: Text(
        "Tiedot ovat tarpeen oikeusvaateen laatimiseksi, esittämiseksi tai puolustamiseksi "
        "(tietosuoja-asetuksen 17 artiklan 3 kohdan e alakohta).",
        "Uppgifterna behövs för att fastställa, göra gällande eller försvara rättsliga anspråk "
        "(artikel 17.3 e i dataskyddsförordningen).",
        "The data are needed to establish, exercise or defend legal claims (Article 17(3)(e) of "
        "the GDPR).",
    ),
    G.NO_RESTRICTION_GROUND: Text(
        "Mikään käsittelyn rajoittamisen peruste ei täyty (tietosuoja-asetuksen 18 artiklan "
        "1 kohta).",
        "Ingen grund för begränsning av behandlingen är uppfylld (artikel 18.1 i "
        "dataskyddsförordningen).",
        "No ground for restricting the processing applies (Article 18(1) of the GDPR).",
    ),
    G.NOT_PORTABLE: Text(
        "Oikeus siirtää tiedot järjestelmästä toiseen ei koske tätä käsittelyä "
        "(tietosuoja-asetuksen 20 artiklan 1 kohta).",
        "Rätten till dataportabilitet gäller inte denna behandling (artikel 20.1 i "
        "dataskyddsförordningen).",
        "The right to data portability does not apply to this processing (Article 20(1) of the "
        "GDPR).",
    ),
    G.PUBLIC_TASK: Text(
        "Käsittely on tarpeen yleistä etua koskevan tehtävän vuoksi (tietosuoja-asetuksen "
        "20 artiklan 3 kohta).",
        "Behandlingen behövs för en uppgift av allmänt intresse (artikel 20.3 i "
        "dataskyddsförordningen).",
        "The processing is needed for a task in the public interest (Article 20(3) of the GDPR).",
    ),
    G.OTHERS_RIGHTS_MOVED: Text(
        "Tietojen siirtäminen vaikuttaisi haitallisesti muiden oikeuksiin ja vapauksiin "
        "(tietosuoja-asetuksen 20 artiklan 4 kohta).",
        "Att överföra uppgifterna skulle inverka menligt på andras rättigheter och friheter "
        "(artikel 20.4 i dataskyddsförordningen).",
        "Moving the data would adversely affect the rights and freedoms of others (Article 20(4) "
        "of the GDPR).",
    ),
    G.NO_OBJECTION_BASIS: Text(
        "Käsittely ei perustu yleiseen etuun eikä oikeutettuun etuun, joten vastustamisoikeus ei "
        "koske sitä (tietosuoja-asetuksen 21 artiklan 1 kohta).",
        "Behandlingen grundar sig varken på ett allmänt eller på ett berättigat intresse, så "
        "rätten att göra invändningar gäller inte den (artikel 21.1 i dataskyddsförordningen).",
        "The processing is based neither on public nor on legitimate interest, so the right to "
        "object does not apply to it (Article 21(1) of the GDPR).",
    ),
    G.COMPELLING: Text(
        "Käsittelyyn on huomattavan tärkeä ja perusteltu syy, joka syrjäyttää etusi, oikeutesi ja "
        "vapautesi (tietosuoja-asetuksen 21 artiklan 1 kohta).",
        "Det finns tvingande berättigade skäl för behandlingen som väger tyngre än dina intressen, "
        "rättigheter och friheter (artikel 21.1 i dataskyddsförordningen).",
        "There are compelling legitimate grounds for the processing which override your "
        "interests, rights and freedoms (Article 21(1) of the GDPR).",
    ),
    G.NO_AUTOMATED_DECISION: Text(
        "Sinusta ei ole tehty päätöstä pelkästään automaattisesti (tietosuoja-asetuksen "
        "22 artiklan 1 kohta).",
        "Inget beslut om dig har fattats enbart automatiserat (artikel 22.1 i "
        "dataskyddsförordningen).",
        "No decision on you was made by automated means alone (Article 22(1) of the GDPR).",
    ),
    G.DATA_PROTECTION_ACT_34: _LAW_RESTRICTS,
    G.AML_SECRET: _LAW_RESTRICTS,
}
REMAINS_HEADING = Text("Mitä on vielä tekemättä", "Vad som återstår", "What remains to be done")
REMAINS = Text(
    "Nämä toimet tehdään vielä muissa järjestelmissämme:",
    "Följande åtgärder vidtas ännu i våra andra system:",
    "The following will still be done in our other systems:",
)
BY_DAY = Text("{task}, viimeistään {day}", "{task}, senast {day}", "{task}, by {day}")

# What somebody who disagrees can do (Art. 12(4), 77, 79)

COMPLAINT_HEADING = Text("Jos olet tyytymätön", "Om du är missnöjd", "If you are not satisfied")
COMPLAINT = Text(
    "Jos katsot, että henkilötietojesi käsittelyssä rikotaan tietosuojasäännöksiä, voit tehdä "
    "valituksen valvontaviranomaiselle (tietosuoja-asetuksen 77 artikla). Suomessa "
    "valvontaviranomainen on tietosuojavaltuutettu. Voit tehdä valituksen myös siinä EU- tai "
    "ETA-maassa, jossa asut tai työskentelet. Tietosuojavaltuutetun yhteystiedot:",
    "Om du anser att behandlingen av dina personuppgifter strider mot bestämmelserna om dataskydd "
    "kan du lämna in ett klagomål till tillsynsmyndigheten (artikel 77 i dataskyddsförordningen). "
    "I Finland är dataombudsmannen tillsynsmyndighet. Du kan också lämna in klagomålet i det EU- "
    "eller EES-land där du bor eller arbetar. Dataombudsmannens kontaktuppgifter:",
    "If you consider that the processing of your personal data infringes the rules of data "
    "protection, you can lodge a complaint with the supervisory authority (Article 77 of the "
    "GDPR). In Finland it is the Data Protection Ombudsman. You can also lodge the complaint in "
    "the EU or EEA country where you live or work. Contact details of the Ombudsman:",
)
VISITING = Text("käyntiosoite", "besöksadress", "visiting address")
POST = Text("postiosoite", "postadress", "postal address")
PHONE = Text("puhelin", "telefon", "phone")
EMAIL = Text("sähköposti", "e-post", "e-mail")
WEBSITE = Text("verkkosivut", "webbplats", "website")
COURT = Text(
    "Voit myös viedä asian tuomioistuimeen (tietosuoja-asetuksen 79 artikla).",
    "Du kan också föra saken till domstol (artikel 79 i dataskyddsförordningen).",
    "You can also bring the matter before a court (Article 79 of the GDPR).",
)

# Ends

LAPSED = Text(
    "Pyynnössä annettua sähköpostiosoitetta ei vahvistettu määräajassa. Emme siksi voi tietää, "
    "kuka pyynnön on tehnyt, emmekä käsittele sitä (tietosuoja-asetuksen 12 artiklan 4 ja 6 "
    "kohta).",
    "Den e-postadress som uppgavs i begäran bekräftades inte inom den utsatta tiden. Därför kan vi "
    "inte veta vem som har gjort begäran och behandlar den inte (artiklarna 12.4 och 12.6 i "
    "dataskyddsförordningen).",
    "The e-mail address given in the request was not confirmed in time. Therefore we cannot know "
    "who made the request and do not handle it (Articles 12(4) and 12(6) of the GDPR).",
)
LAPSED_WHAT_NOW = Text(
    "Jos teit pyynnön, voit tehdä sen uudelleen. Jos et tehnyt sitä, sinun ei tarvitse tehdä "
    "mitään.",
    "Om du gjorde begäran kan du göra den på nytt. Om du inte gjorde den behöver du inte göra "
    "något.",
    "If you made the request, you can make it again. If you did not, you need not do anything.",
)
WITHDRAWN = Text(
    "Pyyntö peruutettiin {day}, emmekä käsittele sitä enää. Voit tehdä uuden pyynnön milloin "
    "tahansa.",
    "Begäran återtogs {day} och vi behandlar den inte längre. Du kan när som helst göra en ny "
    "begäran.",
    "The request was withdrawn on {day}, and we no longer handle it. You can make a new request "
    "at any time.",
)
JOINED = Text(
    "Olet aiemmin pyytänyt samaa. Aiemman pyyntösi viite on {earlier}. Käsittelemme pyynnöt "
    "yhdessä ja vastaamme niihin aiemman pyynnön määräajassa, viimeistään {limit}.",
    "Du har tidigare begärt samma sak. Din tidigare begäran har referensen {earlier}. Vi behandlar "
    "båda tillsammans och svarar på dem inom tidsfristen för den tidigare begäran, senast "
    "{limit}.",
    "You have asked for the same before. The reference of your earlier request is {earlier}. We "
    "handle the two together and answer within the time of the earlier one, on {limit} at the "
    "latest.",
)

# On the page

DATE = Text("Päivämäärä", "Datum", "Date")
REFERENCE = Text("Viite", "Referens", "Reference")
PAGE = Text("Sivu", "Sida", "Page")
BUSINESS_ID = Text("Y-tunnus {id}", "FO-nummer {id}", "Business ID {id}")
