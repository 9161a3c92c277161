"""What a letter tells the person to do to show who they are.

Says of nobody whether they are known here: the letter goes to whoever asks.
"""

from collections.abc import Mapping

from register.texts import Text
from subjects.enums import IdentityMethod

M = IdentityMethod

HOW_TO: Mapping[IdentityMethod, Text] = {
    M.EMAIL_ON_FILE: Text(
        "Vahvista sähköpostiosoitteesi linkillä, jonka olemme lähettäneet sinulle.",
        "Bekräfta din e-postadress med länken som vi har skickat till dig.",
        "Confirm your e-mail address by the link that we have sent you.",
    ),
    M.CODE_TO_CONTACT: Text(
        "Jos meillä on ennestään yhteystietosi, lähetämme sinne koodin. Syötä koodi pyynnön "
        "omalla sivulla tai kerro se meille.",
        "Om vi sedan tidigare har dina kontaktuppgifter skickar vi en kod dit. Ange koden på "
        "sidan för din begäran eller berätta den för oss.",
        "If we hold a contact point of yours from before, we send a code there. Enter the code on "
        "the request's own page, or tell it to us.",
    ),
    M.QUESTION: Text(
        "Jos olet asioinut kanssamme, vastaa alla olevaan kysymykseen. Kysymme sellaista, minkä "
        "vain asioinut itse tietää.",
        "Om du har uträttat ärenden hos oss ska du svara på frågan nedan. Vi frågar sådant som "
        "bara den som själv har uträttat ärendena vet.",
        "If you have dealt with us, answer the question below. We ask what only the person who "
        "dealt with us knows.",
    ),
    M.STRONG: Text(
        "Tunnistaudu pyynnön omalla sivulla pankkitunnuksilla tai mobiilivarmenteella. Vertaamme "
        "tunnistuspalvelun antamia tietoja omiin tietoihimme. Nimeä, syntymäaikaa ja "
        "henkilötunnusta emme tallenna.",
        "Identifiera dig på sidan för din begäran med bankkoder eller mobilcertifikat. Vi jämför "
        "uppgifterna från identifieringstjänsten med våra egna uppgifter. Namn, födelsetid och "
        "personbeteckning sparar vi inte.",
        "Identify yourself on the request's own page with bank codes or a mobile certificate. We "
        "compare what the identification service tells us with what we hold. Name, date of birth "
        "and personal identity code we do not keep.",
    ),
    M.IN_PERSON: Text(
        "Voit osoittaa henkilöllisyytesi käymällä luonamme. Ota henkilöllisyystodistus mukaan: "
        "katsomme sitä, mutta emme ota siitä kopiota.",
        "Du kan visa vem du är genom att besöka oss. Ta med en identitetshandling: vi tittar på "
        "den men tar ingen kopia.",
        "You can show who you are by visiting us. Bring an identity document: we look at it and "
        "take no copy.",
    ),
}

# How the person answers: a question without a way to answer it leads nowhere.
_ON_THE_PAGE = Text(
    "Vastaa pyynnön omalla sivulla. Saat linkin sivulle sähköpostissa.",
    "Svara på sidan för din begäran. Länken till sidan får du per e-post.",
    "Answer on the request's own page. You get the link to the page by e-mail.",
)
_LINK_COMES = Text(
    "Saat linkin pyynnön sivulle sähköpostissa. Jos tämä tapa ei sovi sinulle, kerro siitä meille "
    "samalla sivulla.",
    "Länken till sidan för din begäran får du per e-post. Om detta sätt inte passar dig kan du "
    "berätta det för oss på samma sida.",
    "You get the link to the request's page by e-mail. If this way does not suit you, tell us so "
    "on the same page.",
)
_BY_CONTACT = Text(
    "Vastaa ottamalla meihin yhteyttä ja mainitse pyynnön viite. Yhteystietomme ovat tässä "
    "kirjeessä.",
    "Svara genom att kontakta oss och uppge referensen. Våra kontaktuppgifter finns i detta brev.",
    "Answer by contacting us, and give the reference. Our contact details are in this letter.",
)
_VISIT = Text(
    "Sovi käynnistä etukäteen: yhteystietomme ovat tässä kirjeessä. Mainitse pyynnön viite. Jos et "
    "pääse käymään, kerro siitä meille, niin sovimme toisesta tavasta.",
    "Kom överens om besöket i förväg: våra kontaktuppgifter finns i detta brev. Uppge referensen. "
    "Om du inte kan besöka oss kan du berätta det för oss, så kommer vi överens om ett annat sätt.",
    "Agree on the visit with us beforehand: our contact details are in this letter. Give the "
    "reference. If you cannot come, tell us so, and we agree on another way.",
)
ANSWER_ON_PAGE: Mapping[IdentityMethod, Text] = {
    M.EMAIL_ON_FILE: _LINK_COMES,
    M.CODE_TO_CONTACT: _LINK_COMES,
    M.QUESTION: _ON_THE_PAGE,
    M.STRONG: _LINK_COMES,
    M.IN_PERSON: _VISIT,
}
ANSWER_BY_CONTACT: Mapping[IdentityMethod, Text] = {
    **dict.fromkeys(IdentityMethod, _BY_CONTACT),
    M.IN_PERSON: _VISIT,
}
