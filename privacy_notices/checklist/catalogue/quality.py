"""Messages on the quality of the notice."""

from privacy_notices.checklist.catalogue.about import About
from register.texts import Text

QUALITY: dict[str, About] = {
    "empty-section": About(
        "12(1)",
        "W",
        Text(
            "Kohdalla on otsikko mutta ei sisältöä. Lukija ei tiedä, unohtuiko jotain. Täydennä "
            "kohta, kirjoita ”Ei sovelleta” tai poista kohta.",
            "Ett avsnitt har en rubrik men inget innehåll. Läsaren vet inte om något har glömts. "
            "Komplettera avsnittet, skriv ”Tillämpas inte” eller ta bort det.",
            "A section has a heading but no content. The reader cannot tell whether something was "
            "forgotten. Complete it, write “Not applicable”, or remove it.",
        ),
    ),
    "template-leftover": About(
        "12(1)",
        "W",
        Text(
            "Tekstissä on jälkiä mallipohjasta, kuten hakasulkeita tai täyttöohje. Korvaa ne "
            "omilla tiedoilla.",
            "Texten innehåller rester av en mall, såsom hakparenteser eller en anvisning. Ersätt "
            "dem med egna uppgifter.",
            "The text has leftovers of a template, such as square brackets or an instruction. "
            "Replace them with your own information.",
        ),
    ),
    "duplicate-date": About(
        "5(2)",
        "W",
        Text(
            "Sama päiväys on selosteessa kahdessa paikassa. Kun toinen päivitetään, toinen "
            "unohtuu. Jätä vain yksi.",
            "Samma datum står på två ställen i beskrivningen. När det ena uppdateras glöms det "
            "andra. Lämna bara ett.",
            "The same date stands in two places. When one is updated, the other is forgotten. Keep "
            "only one.",
        ),
    ),
    "future-date": About(
        "5(2)",
        "W",
        Text(
            "Selosteen päiväys on tulevaisuudessa. Tarkista päivä.",
            "Beskrivningens datum ligger i framtiden. Kontrollera dagen.",
            "The date of the notice is in the future. Check the day.",
        ),
    ),
    "contact-mismatch": About(
        "13(1)(a)",
        "W",
        Text(
            "Yhteystiedoissa on nimi, joka ei ole rekisterinpitäjän nimi ja jonka suhdetta "
            "rekisterinpitäjään ei selitetä. Kerro, että kyse on esimerkiksi aputoiminimestä.",
            "Kontaktuppgifterna har ett namn som inte är den personuppgiftsansvariges, och dess "
            "förhållande till denne förklaras inte. Berätta att det till exempel är en bifirma.",
            "The contact has a name that is not the controller's, and how it relates to the "
            "controller is not explained. Tell, for example, that it is a trade name.",
        ),
    ),
    "cross-reference": About(
        "12(1)",
        "W",
        Text(
            "Tekstissä viitataan kohtaan, jota selosteessa ei ole. Korjaa viittaus; kirjoita se "
            "muodossa {number:avain}, niin se seuraa kohtaa.",
            "Texten hänvisar till en punkt som inte finns i beskrivningen. Rätta hänvisningen; "
            "skriv den som {number:nyckel}, så följer den avsnittet.",
            "The text refers to a section that the notice does not have. Correct it; written as "
            "{number:key} it follows the section.",
        ),
    ),
    "lang-divergence": About(
        "12(1)",
        "W",
        Text(
            "Kieliversiot sanovat eri asioita: oikeuksien, tarkoitusten, aikojen tai ikien määrä "
            "ei täsmää. Vertaa versioita ja korjaa ero.",
            "Språkversionerna säger olika saker: antalet rättigheter, ändamål, tider eller åldrar "
            "stämmer inte överens. Jämför versionerna och rätta skillnaden.",
            "The language versions say different things: rights, purposes, periods or ages do not "
            "match. Compare the versions and correct the difference.",
        ),
    ),
    "basis-b2b": About(
        "4(11), 6(1)(a)–(b)",
        "W",
        Text(
            "Perusteena on sen yrityksen suostumus tai sopimus, jota ihminen edustaa. Suostumuksen "
            "on oltava ihmisen oma, ja sopimuksessa hänen on oltava osapuolena. Yhteyshenkilöillä "
            "peruste on yleensä oikeutettu etu.",
            "Grunden är samtycke av eller avtal med det företag som personen företräder. Samtycket "
            "ska vara personens eget, och i avtalet ska personen vara part. För kontaktpersoner är "
            "grunden vanligen ett berättigat intresse.",
            "The basis is consent of, or a contract with, the company the person represents. "
            "Consent must be the person's own, and to a contract the person must be a party. For "
            "contact persons the basis is usually a legitimate interest.",
        ),
    ),
    "membership-not-basis": About(
        "6(1)",
        "W",
        Text(
            "Perusteeksi mainitaan asiakassuhde, jäsenyys tai asiallinen yhteys. Se oli vanhan "
            "lain peruste, ei tietosuoja-asetuksen. Valitse jokin 6 artiklan perusteista.",
            "Som grund nämns kundförhållande, medlemskap eller saklig anknytning. Det var en grund "
            "i den gamla lagen, inte i dataskyddsförordningen. Välj någon av grunderna i artikel "
            "6.",
            "A customer relationship, membership or other connection is given as the basis. That "
            "was a basis of the old act, not of the GDPR. Choose a basis of Article 6.",
        ),
    ),
    "title": About(
        "12(1)",
        "W",
        Text(
            "Selosteella ei ole otsikkoa. Lisää otsikko, josta lukija tietää, mitä hän lukee.",
            "Beskrivningen har ingen rubrik. Lägg till en, som berättar vad texten gäller.",
            "The notice has no title. Add one that tells the reader what this is.",
        ),
    ),
    "external-document": About(
        "12(1), 13",
        "W",
        Text(
            "Oikeudet tai säilytysajat kerrotaan toisessa asiakirjassa, johon ei ole linkkiä. "
            "Lisää asiakirjan verkko-osoite tai kirjoita asia selosteeseen.",
            "Rättigheter eller lagringstider anges i ett annat dokument utan länk. Lägg till "
            "dokumentets webbadress eller skriv saken i beskrivningen.",
            "Rights or retention periods are told in another document without a link. Add the "
            "document's web address, or write the matter here.",
        ),
    ),
    "retention-ambiguity": About(
        "5(1)(e), 13(2)(a)",
        "W",
        Text(
            "Säilytysaika lasketaan usean tapahtuman mukaan, mutta ei sanota, mikä niistä "
            "ratkaisee. Kerro, onko se viimeisin vai ensimmäinen.",
            "Lagringstiden räknas från flera händelser, men det sägs inte vilken som avgör. Ange "
            "om det är den senaste eller den första.",
            "The period is counted from several events, but it is not told which of them decides. "
            "Tell whether it is the latest or the earliest.",
        ),
    ),
    "processors-in-wrong-section": About(
        "12(1), 13(1)(e)",
        "W",
        Text(
            "Ulkoistamisesta tai alihankkijoista kerrotaan väärän otsikon alla. Lukija etsii ne "
            "vastaanottajista. Siirrä ne sinne.",
            "Utkontraktering eller underleverantörer nämns under fel rubrik. Läsaren söker dem "
            "bland mottagarna. Flytta dem dit.",
            "Outsourcing or subcontractors are told under another heading. The reader looks for "
            "them among the recipients. Move them there.",
        ),
    ),
    "purpose-outside-section": About(
        "12(1), 13(1)(c)",
        "W",
        Text(
            "Jokin tarkoitus, kuten markkinointi, kerrotaan vain muun otsikon alla. Lukija etsii "
            "tarkoitukset omasta kohdastaan. Lisää se sinne.",
            "Något ändamål, såsom marknadsföring, anges bara under en annan rubrik. Läsaren söker "
            "ändamålen i deras eget avsnitt. Lägg till det där.",
            "Some purpose, such as marketing, is told only under another heading. The reader looks "
            "for purposes in their own section. Add it there.",
        ),
    ),
    "disclosure-for-marketing": About(
        "5(1)(b), 6; 917/2014 200 §",
        "W",
        Text(
            "Kumppanit saavat käyttää tietoja tai luovuttaa niitä edelleen. Sähköiseen "
            "markkinointiin tarvitaan ihmisen oma suostumus. Rajaa käyttö tai hanki suostumus.",
            "Partner får använda uppgifterna eller lämna dem vidare. För elektronisk "
            "marknadsföring krävs personens eget samtycke. Begränsa användningen eller skaffa "
            "samtycke.",
            "Partners may use the data or pass them on. Electronic marketing needs the person's "
            "own consent. Limit the use, or obtain consent.",
        ),
    ),
    "dm-after-contract": About(
        "6; 917/2014 200 §",
        "W",
        Text(
            "Markkinointia jatketaan asiakassuhteen päätyttyä. Sähköposti- ja "
            "tekstiviestimarkkinointi entisille asiakkaille vaatii suostumuksen, elleivät "
            "sähköisen viestinnän palveluista annetun lain (917/2014) 200 §:n 3 momentin ehdot "
            "täyty. Tarkista peruste.",
            "Marknadsföringen fortsätter efter kundförhållandets slut. Marknadsföring per e-post "
            "och sms till tidigare kunder kräver samtycke, om inte villkoren i 200 § 3 mom. i "
            "lagen om tjänster inom elektronisk kommunikation (917/2014) är uppfyllda. "
            "Kontrollera grunden.",
            "Marketing goes on after the customer relationship has ended. By e-mail or SMS to "
            "former customers it needs consent, unless the conditions of section 200(3) of the Act "
            "on Electronic Communications Services (917/2014) are met. Check the basis.",
        ),
    ),
    "statutory-period-short": About(
        "kirjanpitolaki 2:10",
        "W",
        Text(
            "Kirjanpitoaineiston säilytysaika on liian lyhyt. Tositteet säilytetään vähintään "
            "kuusi vuotta sen kalenterivuoden lopusta, jona tilikausi on päättynyt, kirjanpito ja "
            "tilinpäätös vähintään kymmenen vuotta tilikauden päättymisestä. Korjaa alkuhetki tai "
            "pituus.",
            "Lagringstiden för bokföringsmaterial är för kort. Verifikat bevaras minst sex år från "
            "utgången av det kalenderår då räkenskapsperioden gick ut, bokföring och bokslut minst "
            "tio år från räkenskapsperiodens utgång. Rätta starten eller längden.",
            "The period for accounting material is too short. Vouchers are kept for at least six "
            "years from the end of the calendar year in which the financial year ended, ledgers "
            "and financial statements for at least ten years from the end of the financial year. "
            "Correct the start or the length.",
        ),
    ),
    "basis-mismatch-right": About(
        "13(2)(b), 15–21",
        "W",
        Text(
            "Seloste lupaa tai kieltää oikeuden, joka ei sovi oikeusperusteeseen. Esimerkiksi "
            "yleinen vastustamisoikeus kuuluu vain oikeutettuun tai yleiseen etuun. Tarkista "
            "peruste ja oikeus.",
            "Beskrivningen lovar eller förnekar en rättighet som inte passar den rättsliga "
            "grunden. Till exempel hör den allmänna rätten att göra invändningar bara till "
            "berättigat eller allmänt intresse. Kontrollera grunden och rättigheten.",
            "The notice promises or denies a right that does not fit the legal basis. For example, "
            "the general right to object goes only with a legitimate interest or a public task. "
            "Check the basis and the right.",
        ),
    ),
    "contradiction": About(
        "5(1)(a), 12(1)",
        "W",
        Text(
            "Selosteen oma teksti sanoo muuta kuin rekisterin tiedot. Tarkista, kumpi pitää "
            "paikkansa, ja korjaa toinen.",
            "Beskrivningens egen text säger något annat än uppgifterna i registret. Kontrollera "
            "vilket som stämmer och rätta det andra.",
            "The notice's own text says something else than the facts of the register. Check which "
            "is true and correct the other.",
        ),
        {
            "transfers": Text(
                "Teksti ja rekisteri sanovat eri asiaa siitä, siirretäänkö tietoja EU:n ja ETA:n "
                "ulkopuolelle. Tarkista, kumpi pitää paikkansa, ja korjaa toinen.",
                "Texten och registret säger olika saker om huruvida uppgifter överförs utanför EU "
                "och EES. Kontrollera vilket som stämmer och rätta det andra.",
                "The text and the register do not agree on whether data leave the EU and the EEA. "
                "Check which is true and correct the other.",
            ),
            "profiling": Text(
                "Teksti ja rekisteri sanovat eri asiaa siitä, tehdäänkö profilointia. Tarkista, "
                "kumpi pitää paikkansa, ja korjaa toinen.",
                "Texten och registret säger olika saker om huruvida profilering görs. Kontrollera "
                "vilket som stämmer och rätta det andra.",
                "The text and the register do not agree on whether profiling is done. Check which "
                "is true and correct the other.",
            ),
            "decisions": Text(
                "Teksti ja rekisteri sanovat eri asiaa siitä, tehdäänkö automaattisia päätöksiä. "
                "Tarkista, kumpi pitää paikkansa, ja korjaa toinen.",
                "Texten och registret säger olika saker om huruvida automatiserade beslut fattas. "
                "Kontrollera vilket som stämmer och rätta det andra.",
                "The text and the register do not agree on whether automated decisions are made. "
                "Check which is true and correct the other.",
            ),
            "recipients": Text(
                "Tekstin mukaan tietoja ei luovuteta, mutta rekisteriin on merkitty vastaanottaja. "
                "Tarkista, kumpi pitää paikkansa, ja korjaa toinen.",
                "Enligt texten lämnas uppgifter inte ut, men en mottagare är antecknad i "
                "registret. Kontrollera vilket som stämmer och rätta det andra.",
                "The text says that data are not disclosed, but the register has a recipient. "
                "Check which is true and correct the other.",
            ),
            "officer": Text(
                "Tekstin mukaan tietosuojavastaavaa ei ole, mutta rekisteriin on merkitty "
                "sellainen. Tarkista, kumpi pitää paikkansa, ja korjaa toinen.",
                "Enligt texten finns det inget dataskyddsombud, men ett sådant är antecknat i "
                "registret. Kontrollera vilket som stämmer och rätta det andra.",
                "The text says that there is no data protection officer, but the register names "
                "one. Check which is true and correct the other.",
            ),
            "sources": Text(
                "Teksti ja rekisteri sanovat eri asiaa siitä, saadaanko tietoja muualta kuin "
                "ihmiseltä itseltään. Tarkista, kumpi pitää paikkansa, ja korjaa toinen.",
                "Texten och registret säger olika saker om huruvida uppgifter fås från annat håll "
                "än av personen själv. Kontrollera vilket som stämmer och rätta det andra.",
                "The text and the register do not agree on whether data come from elsewhere than "
                "the people themselves. Check which is true and correct the other.",
            ),
            "marketing": Text(
                "Teksti ja rekisteri sanovat eri asiaa suoramarkkinoinnista. Tarkista, "
                "onko suoramarkkinointi jonkin tarkoituksen tietona, ja korjaa toinen.",
                "Texten och registret säger olika saker om direktmarknadsföring. Kontrollera om "
                "direktmarknadsföring är angiven för något ändamål, och rätta det andra.",
                "The text and the register do not agree on direct marketing. Check whether some "
                "purpose is marked as direct marketing, and correct the other.",
            ),
            "retention": Text(
                "Tekstissä on säilytysaika, jota millään rekisterin säännöllä ei ole: kukaan ei "
                "siis poista tietoja silloin. Korjaa teksti tai sääntö.",
                "I texten finns en lagringstid som ingen regel i registret har: ingen raderar "
                "alltså uppgifterna då. Rätta texten eller regeln.",
                "The text has a retention period that no rule of the register has, so nobody "
                "erases the data then. Correct the text or the rule.",
            ),
        },
    ),
}
