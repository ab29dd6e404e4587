import type { names as english } from '../en/names.ts'
import type { Translated } from '../text-types.ts'

export const names: Translated<typeof english> = {
  roles: {
    account_administrator: 'Kontoadministrator',
    administrator: 'Administrator',
    analyst: 'Analyst',
    viewer: 'Betrachter',
  },
  actions: {
    cad_download: 'CAD-Download',
    document_open: 'Dokument geöffnet',
    quote_request: 'Angebotsanfrage',
    product_view: 'Produktansicht',
    contact_click: 'Kontaktklick',
  },
  roads: { api: 'API', changes: 'Änderungsstrom', export: 'Exportdatei' },
  personFields: {
    first_name: 'Vorname',
    last_name: 'Nachname',
    company: 'Firma',
    department: 'Abteilung',
    country: 'Land',
    state: 'Bundesland',
    city: 'Ort',
    postal_code: 'Postleitzahl',
    address: 'Anschrift',
    phone: 'Telefon',
    fax: 'Fax',
    language: 'Sprache',
  },
}
