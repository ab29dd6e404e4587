import type { names as english } from '../en/names.ts'
import type { Translated } from '../text-types.ts'

export const names: Translated<typeof english, 'many'> = {
  roles: {
    account_administrator: 'Administrateur du compte',
    administrator: 'Administrateur',
    analyst: 'Analyste',
    viewer: 'Lecteur',
  },
  actions: {
    cad_download: 'Téléchargement CAO',
    document_open: 'Document ouvert',
    quote_request: 'Demande de devis',
    product_view: 'Vue de produit',
    contact_click: 'Clic de contact',
  },
  roads: { api: 'API', changes: 'Flux de changements', export: 'Fichier d’export' },
  personFields: {
    first_name: 'Prénom',
    last_name: 'Nom',
    company: 'Entreprise',
    department: 'Service',
    country: 'Pays',
    state: 'Région',
    city: 'Ville',
    postal_code: 'Code postal',
    address: 'Adresse',
    phone: 'Téléphone',
    fax: 'Télécopie',
    language: 'Langue',
  },
}
