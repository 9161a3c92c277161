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
        "begärans egen sida eller berätta den för oss.",
        "If we hold a contact point of yours from before, we send a code there. Enter the code on "
        "the request's own page, or tell it to us.",
    ),
    M.QUESTION: Text(
        "Kysymme sinulta asiakassuhteestasi jotakin, minkä vain sinä tiedät.",
        "Vi frågar dig något om din kundrelation som bara du vet.",
        "We ask you something about your dealings with us that only you know.",
    ),
    M.STRONG: Text(
        "Tunnistaudu pyynnön omalla sivulla pankkitunnuksilla tai mobiilivarmenteella. Vertaamme "
        "tunnistuspalvelun antamia tietoja omiin tietoihimme emmekä tallenna niitä.",
        "Identifiera dig på begärans egen sida med bankkoder eller mobilcertifikat. Vi jämför "
        "uppgifterna från identifieringstjänsten med våra egna uppgifter och sparar dem inte.",
        "Identify yourself on the request's own page with bank codes or a mobile certificate. We "
        "compare what the identification service tells us with what we hold, and do not keep it.",
    ),
    M.IN_PERSON: Text(
        "Voit osoittaa henkilöllisyytesi käymällä luonamme. Ota henkilötodistus mukaan: "
        "katsomme sitä, mutta emme ota siitä kopiota.",
        "Du kan visa vem du är genom att besöka oss. Ta med en identitetshandling: vi tittar på "
        "den men tar ingen kopia.",
        "You can show who you are by visiting us. Bring an identity document: we look at it and "
        "take no copy.",
    ),
}
