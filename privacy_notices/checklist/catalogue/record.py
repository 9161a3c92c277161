"""Messages on the record of processing activities."""

from privacy_notices.checklist.catalogue.about import About
from register.texts import Text

RECORD: dict[str, About] = {
    "art30-1a": About(
        "30(1)(a)",
        "E",
        Text(
            "Selosteessa käsittelytoimista on oltava rekisterinpitäjän, yhteisrekisterinpitäjien, "
            "edustajan ja tietosuojavastaavan nimet ja yhteystiedot. Täydennä puuttuvat.",
            "Registret över behandling ska innehålla namn och kontaktuppgifter för den "
            "personuppgiftsansvarige, gemensamt ansvariga, företrädaren och dataskyddsombudet. "
            "Komplettera det som saknas.",
            "The record of processing must hold the names and contact details of the controller, "
            "joint controllers, representative and data protection officer. Complete what is "
            "missing.",
        ),
    ),
    "art30-1b": About(
        "30(1)(b)",
        "E",
        Text(
            "Käsittelyn tarkoitukset puuttuvat selosteesta käsittelytoimista. Lisää ne "
            "rekisteriin.",
            "Ändamålen saknas i registret över behandling. Lägg till dem.",
            "The purposes are missing from the record of processing. Add them to the register.",
        ),
    ),
    "art30-1c": About(
        "30(1)(c)",
        "E",
        Text(
            "Selosteesta käsittelytoimista puuttuvat rekisteröityjen ryhmät tai "
            "henkilötietoryhmät. Lisää molemmat.",
            "I registret över behandling saknas kategorier av registrerade eller av "
            "personuppgifter. Lägg till båda.",
            "The record of processing lacks the categories of data subjects or of personal data. "
            "Add both.",
        ),
    ),
    "art30-1d": About(
        "30(1)(d)",
        "E/W",
        Text(
            "Selosteesta käsittelytoimista puuttuvat vastaanottajien ryhmät. Lisää ne, tai kirjaa, "
            "ettei tietoja luovuteta.",
            "I registret över behandling saknas kategorierna av mottagare. Lägg till dem, eller "
            "anteckna att uppgifter inte lämnas ut.",
            "The record of processing lacks the categories of recipients. Add them, or record that "
            "data are not disclosed.",
        ),
        {
            "general": Text(
                "Luovutuksista kerrotaan vain yleisin sanoin. Jos ne eivät nimeä vastaanottajien "
                "ryhmiä, lisää ryhmät vastaanottajiin.",
                "Om utlämnanden berättas endast i allmänna ordalag. Om dessa inte nämner "
                "kategorierna av mottagare, lägg till kategorierna bland mottagarna.",
                "Disclosures are told in general words only. Where these do not name the "
                "categories of recipients, add the categories as recipients.",
            )
        },
    ),
    "art30-1e": About(
        "30(1)(e), 49(1)",
        "E/W",
        Text(
            "Siirrosta EU:n ja ETA:n ulkopuolelle puuttuu maa tai siirron peruste. Kirjaa "
            "molemmat.",
            "För en överföring utanför EU och EES saknas land eller grund för överföringen. "
            "Anteckna båda.",
            "A transfer outside the EU and EEA lacks its country or its ground. Record both.",
        ),
        {
            "unrecorded": Text(
                "Vastaanottaja tai järjestelmä on EU:n ja ETA:n ulkopuolella, mutta siirtoa ei ole "
                "kirjattu. Lisää siirto, sen peruste ja maa.",
                "En mottagare eller ett system finns utanför EU och EES, men ingen överföring har "
                "antecknats. Lägg till överföringen med grund och land.",
                "A recipient or a system is outside the EU and EEA, but no transfer is recorded. "
                "Add the transfer with its ground and country.",
            ),
            "undocumented": Text(
                "Siirto perustuu erityistilanteita koskevaan poikkeukseen, mutta suojatoimia "
                "koskevia asiakirjoja ei mainita. Jos peruste on pakottava oikeutettu etu "
                "(49 artiklan 1 kohdan toinen alakohta), kirjaa asiakirjat.",
                "Överföringen grundar sig på ett undantag för särskilda situationer, men "
                "dokumenten om skyddsåtgärderna nämns inte. Om grunden är ett tvingande berättigat "
                "intresse (artikel 49.1 andra stycket), anteckna dokumenten.",
                "The transfer rests on a derogation for specific situations, but the documents on "
                "the safeguards are not named. Where the ground is a compelling legitimate "
                "interest (Art. 49(1), second subparagraph), record them.",
            ),
        },
    ),
    "art30-1f": About(
        "30(1)(f)",
        "W",
        Text(
            "Kaikilla henkilötietoryhmillä ei ole poistamisen määräaikaa. Lisää säilytyssäännöt, "
            "jotka kattavat jokaisen tietoryhmän.",
            "Alla kategorier av uppgifter har inte en tidsfrist för radering. Lägg till "
            "lagringsregler som täcker varje kategori.",
            "Not every category of data has a time limit for erasure. Add retention rules that "
            "cover each of them.",
        ),
    ),
    "art30-1g": About(
        "30(1)(g)",
        "W",
        Text(
            "Turvatoimien yleinen kuvaus puuttuu selosteesta käsittelytoimista. Lisää se.",
            "Den allmänna beskrivningen av säkerhetsåtgärder saknas i registret över behandling. "
            "Lägg till den.",
            "The general description of security measures is missing from the record of "
            "processing. Add it.",
        ),
    ),
    "art30-2a": About(
        "30(2)(a)",
        "E",
        Text(
            "Tietoja käsitellään toisen lukuun, mutta tämän rekisterinpitäjän nimi tai "
            "yhteystiedot puuttuvat. Täydennä ne.",
            "Uppgifter behandlas för någon annans räkning, men den personuppgiftsansvariges namn "
            "eller kontaktuppgifter saknas. Komplettera dem.",
            "Data are processed for another controller, but its name or contact details are "
            "missing. Complete them.",
        ),
    ),
    "art30-2b": About(
        "30(2)(b)",
        "E",
        Text(
            "Toisen lukuun tehtävästä käsittelystä ei kerrota, mitä tehdään. Kirjaa käsittelyn "
            "ryhmät kunkin rekisterinpitäjän osalta.",
            "För behandling för någon annans räkning anges inte vad som görs. Anteckna "
            "kategorierna av behandling för varje personuppgiftsansvarig.",
            "For processing on behalf of another it is not told what is done. Record the "
            "categories of processing for each controller.",
        ),
    ),
    "art30-2c": About(
        "30(2)(c)",
        "E",
        Text(
            "Toisen lukuun tehtävästä käsittelystä ei kerrota, siirretäänkö tietoja EU:n ja ETA:n "
            "ulkopuolelle. Kirjaa siirrot suojatoimineen, tai ettei niitä ole.",
            "För behandling för någon annans räkning anges inte om uppgifter överförs utanför EU "
            "och EES. Anteckna överföringarna med skyddsåtgärder, eller att de inte förekommer.",
            "For processing on behalf of another it is not told whether data leave the EU and EEA. "
            "Record the transfers with their safeguards, or that there are none.",
        ),
    ),
    "art30-2d": About(
        "30(2)(d)",
        "W",
        Text(
            "Toisen lukuun tehtävän käsittelyn turvatoimia ei ole kuvattu. Lisää yleinen kuvaus.",
            "Säkerhetsåtgärderna för behandling för någon annans räkning har inte beskrivits. Lägg "
            "till en allmän beskrivning.",
            "The security measures of processing on behalf of another are not described. Add a "
            "general description.",
        ),
    ),
    "art30-3": About(
        "30(3)–(4)",
        "E",
        Text(
            "Selostetta käsittelytoimista ei ole: rekisterinpitäjällä ei ole yhtään "
            "käsittelytointa kirjattuna. Seloste on pidettävä kirjallisena ja annettava "
            "viranomaiselle pyynnöstä.",
            "Det finns inget register över behandling: den personuppgiftsansvarige har ingen "
            "behandling antecknad. Registret ska föras skriftligt och på begäran ges till "
            "myndigheten.",
            "There is no record of processing: no activity is recorded for the controller. The "
            "record must be in writing and given to the authority on request.",
        ),
    ),
    "art30-5": About(
        "30(5)",
        "I",
        Text(
            "Alle 250 työntekijän poikkeus ei koske asiakasrekisteriä, koska sen käsittely ei ole "
            "satunnaista. Pidä seloste käsittelytoimista.",
            "Undantaget för organisationer med färre än 250 anställda gäller inte ett "
            "kundregister, eftersom behandlingen inte är tillfällig. För register över behandling.",
            "The exemption for fewer than 250 employees does not cover a customer register, as its "
            "processing is not occasional. Keep the record.",
        ),
    ),
}
