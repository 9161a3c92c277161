"""How a copy of the data reaches the person, as the decision tells it (Art. 15(3), 20(1))."""

from collections.abc import Mapping

from register.texts import Text
from subjects.enums import CodeChannel, RequestedKind

ON_PAGE = Text(
    "Voit ladata tiedot pyynnön omalta sivulta {day} saakka. Sen jälkeen tiedosto poistetaan.",
    "Du kan hämta uppgifterna på begärans egen sida till och med den {day}. Därefter raderas "
    "filen.",
    "You can download the data from the request's own page until {day}. After that the file is "
    "deleted.",
)
BY_CODE: Mapping[CodeChannel, Text] = {
    CodeChannel.EMAIL: Text(
        "Lataamiseen tarvitset koodin, jonka lähetämme sinulle erikseen sähköpostilla.",
        "För hämtningen behöver du en kod, som vi skickar separat till din e-post.",
        "For the download you need a code, which we send to your e-mail in a message of its own.",
    ),
    CodeChannel.PHONE: Text(
        "Lataamiseen tarvitset koodin, jonka kerromme sinulle puhelimitse.",
        "För hämtningen behöver du en kod, som vi berättar för dig per telefon.",
        "For the download you need a code, which we tell you by phone.",
    ),
    CodeChannel.POST: Text(
        "Lataamiseen tarvitset koodin, jonka lähetämme sinulle postitse.",
        "För hämtningen behöver du en kod, som vi skickar till dig per post.",
        "For the download you need a code, which we send you by post.",
    ),
}
BY_CODE_TOLD = Text(
    "Lataamiseen tarvitset koodin, jonka kerromme sinulle puhelimitse tai lähetämme postitse.",
    "För hämtningen behöver du en kod, som vi berättar för dig per telefon eller skickar per post.",
    "For the download you need a code, which we tell you by phone or send you by post.",
)
WITH_LETTER = Text(
    "Tiedot toimitetaan sinulle tämän kirjeen kanssa.",
    "Uppgifterna lämnas till dig tillsammans med detta brev.",
    "The data are given to you together with this letter.",
)
MASKED: Mapping[frozenset[RequestedKind], Text] = {
    frozenset({RequestedKind.ACCESS}): Text(
        "Olemme peittäneet kohdat, jotka kertovat toisesta henkilöstä (tietosuoja-asetuksen "
        "15 artiklan 4 kohta).",
        "Vi har maskerat de ställen som berättar om en annan person (artikel 15.4 i "
        "dataskyddsförordningen).",
        "We have masked the places that tell of another person (Art. 15(4) GDPR).",
    ),
    frozenset({RequestedKind.PORTABILITY}): Text(
        "Olemme peittäneet kohdat, jotka kertovat toisesta henkilöstä (tietosuoja-asetuksen "
        "20 artiklan 4 kohta).",
        "Vi har maskerat de ställen som berättar om en annan person (artikel 20.4 i "
        "dataskyddsförordningen).",
        "We have masked the places that tell of another person (Art. 20(4) GDPR).",
    ),
    frozenset({RequestedKind.ACCESS, RequestedKind.PORTABILITY}): Text(
        "Olemme peittäneet kohdat, jotka kertovat toisesta henkilöstä (tietosuoja-asetuksen "
        "15 artiklan 4 kohta ja 20 artiklan 4 kohta).",
        "Vi har maskerat de ställen som berättar om en annan person (artiklarna 15.4 och 20.4 i "
        "dataskyddsförordningen).",
        "We have masked the places that tell of another person (Art. 15(4) and 20(4) GDPR).",
    ),
}
