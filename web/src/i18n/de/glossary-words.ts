import { names } from '@catalytics/contract/words/de/names.ts'
import type { Translated } from '@catalytics/contract/words/text-types.ts'
import type { glossaryWords as english } from '../en/glossary-words.ts'

export const glossaryWords: Translated<typeof english> = {
  product: {
    contract: {
      term: 'Vertrag',
      text: 'Der Datenbestand, der einem Kunden zusteht. Ihm gehören Kataloge und Websites; nichts aus einem Vertrag ist je in einem anderen zu sehen. Ein Benutzer kann mehrere haben.',
    },
    catalog: {
      term: names.segmentKinds.catalog,
      text: 'Ein veröffentlichtes Sortiment mit seinen Kategorien, Teilefamilien und Teilenummern.',
    },
    channel: {
      term: 'Kanal',
      text: 'Wo eine Aktion stattfand: in einem öffentlichen Netzwerk von Teilekatalogen oder auf einer Website, in die der Katalog eingebettet ist.',
    },
    segment: {
      term: 'Segment',
      text: 'Ein Teil der Daten, der in einer Ansicht gewählt werden kann: ein Katalog, eine Website oder ein Netzwerk. Ohne Wahl zeigt eine Ansicht alle Segmente.',
    },
    event: {
      term: 'Ereignis',
      text: 'Eine aufgezeichnete Aktion: ein CAD-Download, ein geöffnetes Dokument, eine Angebotsanfrage, ein Produktaufruf oder ein Klick auf einen Kontakt.',
    },
    consent: {
      term: 'Einwilligung',
      text: 'Die Zustimmung einer Person, dass der Hersteller ihre Daten erhält. Sie entscheidet, was hinausgeht: Ohne sie wird eine Person gezählt, nie genannt.',
    },
    view: {
      term: 'Analyseansicht',
      text: 'Eine Seite zu einer Hauptdimension mit Segmenten, Zeitraum, Diagrammen, Dimensionen und Tabelle. Übersichten sind vorgefertigt; eine eigene Ansicht hat ein Benutzer gespeichert.',
    },
    synthesis: {
      term: 'Synthese',
      text: 'Der vorgefertigte Bericht über bis zu zwölf vergangene Kalendermonate und alle Daten der Verträge eines Benutzers.',
    },
    leadsReport: {
      term: 'Lead-Bericht',
      text: 'Der ausführliche Bericht über Leads und ihre Aktionen, gefiltert nach Hauptdimension.',
    },
    recipientList: {
      term: 'Empfängerliste',
      text: 'Eine benannte Liste registrierter Benutzer eines Vertrags, an die Berichte gesendet werden.',
    },
    delivery: {
      term: 'Zustellung',
      text: 'Ein Lauf eines Berichts, der ein Ziel erreicht: eine E-Mail-Adresse oder einen Dateiserver. Jede Zustellung steht in einem Verzeichnis.',
    },
    activity: {
      term: 'Aktivität',
      text: 'Das Protokoll dessen, was Benutzer und Dienstkonten getan haben. Es lässt sich lesen und exportieren, nie ändern.',
    },
  },
  people: {
    person: {
      term: 'Person',
      text: 'Der Endnutzer hinter den Ereignissen, meist eine Ingenieurin oder ein Ingenieur, innerhalb eines Vertrags erkannt an der E-Mail-Adresse.',
    },
    lead: {
      term: 'Lead',
      text: 'Eine Person, die mindestens eine Aktion in den Katalogen des Vertrags ausgeführt und zugestimmt hat, dass der Hersteller ihre Daten erhält.',
    },
    newUser: {
      term: 'Neuer Nutzer',
      text: 'Eine Person, deren erster CAD-Download oder deren erstes geöffnetes Dokument im Vertrag in den Zeitraum fällt.',
    },
    user: {
      term: 'Benutzer',
      text: 'Jemand, der sich bei Catalytics anmeldet. Nie ein Endnutzer eines Katalogs.',
    },
    role: {
      term: 'Rolle',
      text: 'Was ein Benutzer in einem Vertrag darf: Kontoadministrator, Administrator, Analyst oder Betrachter.',
    },
    serviceAccount: {
      term: 'Dienstkonto',
      text: 'Eine Maschinenidentität, an einen Vertrag gebunden, mit der ein Programm Leads abholt oder Ereignisse sendet, ohne dass sich ein Mensch anmeldet.',
    },
  },
  metrics: {
    metric: {
      term: 'Kennzahl',
      text: 'Was gezählt wird. Alle Kennzahlen sind exakt: Nichts wird geschätzt oder abgeschnitten, und dieselbe Zahl steht auf dem Bildschirm, in der API, in Dateien und E-Mails.',
    },
    cadDownloads: {
      term: names.metrics.cad_downloads,
      text: 'Wie oft die CAD-Datei eines Teils heruntergeladen wurde.',
    },
    documentsOpened: {
      term: names.metrics.documents_opened,
      text: 'Wie oft ein Datenblatt, Handbuch oder anderes Dokument geöffnet wurde.',
    },
    quoteRequests: {
      term: names.metrics.quote_requests,
      text: 'Wie oft jemand um ein Angebot gebeten hat.',
    },
    productViews: {
      term: names.metrics.product_views,
      text: 'Wie oft ein Teil angesehen wurde.',
    },
    contactClicks: {
      term: names.metrics.contact_clicks,
      text: 'Wie oft die Adresse eines Händlers oder des Herstellers geöffnet wurde.',
    },
    leads: {
      term: names.metrics.leads,
      text: 'Wie viele verschiedene Leads im Zeitraum aktiv waren. Eine Summe wird neu gezählt, nie addiert: Wer in zwei Ländern vorkommt, ist insgesamt ein Lead.',
    },
    companies: {
      term: names.metrics.companies,
      text: 'Zu wie vielen verschiedenen Unternehmen die Personen des Zeitraums gehören.',
    },
    downloadRate: {
      term: names.metrics.download_rate,
      text: 'CAD-Downloads geteilt durch Produktaufrufe.',
    },
    quoteRate: {
      term: names.metrics.quote_rate,
      text: 'Angebotsanfragen geteilt durch Produktaufrufe.',
    },
  },
  dimensions: {
    primaryDimension: {
      term: 'Hauptdimension',
      text: 'Wovon eine Ansicht oder ein Bericht handelt: CAD-Dateien, Dokumente, Angebotsanfragen, neue Nutzer oder Produktaufrufe.',
    },
    dimension: {
      term: 'Dimension',
      text: 'Wonach sich eine Zahl aufteilen lässt.',
    },
    partFamily: {
      term: names.dimensions.part_family,
      text: 'Teile einer Art, die sich in Größe oder Ausführung unterscheiden.',
    },
    partNumber: {
      term: names.dimensions.part_number,
      text: 'Wie der Hersteller ein Teil nennt. Immer Text: 00123 bleibt 00123.',
    },
    configuration: {
      term: names.dimensions.configuration,
      text: 'Die gewählten Werte eines konfigurierbaren Teils, etwa sein Durchmesser.',
    },
    cadFormat: {
      term: names.dimensions.cad_format,
      text: 'Die Art der heruntergeladenen CAD-Datei, etwa STEP AP214.',
    },
    country: {
      term: names.personFields.country,
      text: 'Das Land der Person oder, wo sie nicht bekannt ist, des Besuchs (ISO 3166-1).',
    },
    department: {
      term: names.personFields.department,
      text: 'Wo im Unternehmen die Person arbeitet, etwa Entwicklung oder Einkauf.',
    },
    network: {
      term: names.segmentKinds.network,
      text: 'Ein öffentliches Netzwerk von Teilekatalogen, in dem viele Hersteller veröffentlichen.',
    },
    site: {
      term: names.segmentKinds.site,
      text: 'Eine Website, in die ein Katalog des Vertrags eingebettet ist.',
    },
    period: {
      term: 'Tag, Woche, Monat, Quartal, Jahr',
      text: 'Abschnitte des Kalenders in der Zeitzone des Vertrags. Wochen beginnen am Montag (ISO 8601).',
    },
  },
}
