import type { DeliveryRoad } from '../../deliveries.ts'
import type { EventType } from '../../events.ts'
import type { Role } from '../../permissions.ts'
import type { ProfileField } from '../../person-columns.ts'

/** What roles, actions, roads and fields of a person are called, on pages, in mails and in files. */
export const names = {
  roles: {
    account_administrator: 'Account administrator',
    administrator: 'Administrator',
    analyst: 'Analyst',
    viewer: 'Viewer',
  },
  actions: {
    cad_download: 'CAD download',
    document_open: 'Document opened',
    quote_request: 'Request for quotation',
    product_view: 'Product view',
    contact_click: 'Contact click',
  },
  roads: { api: 'API', changes: 'Change feed', export: 'Export file' },
  personFields: {
    first_name: 'First name',
    last_name: 'Last name',
    company: 'Company',
    department: 'Department',
    country: 'Country',
    state: 'State',
    city: 'City',
    postal_code: 'Postal code',
    address: 'Address',
    phone: 'Phone',
    fax: 'Fax',
    language: 'Language',
  },
} as const satisfies Named

/** A role, an action or a road without a name does not compile. */
type Named = {
  readonly roles: Record<Role, string>
  readonly actions: Record<EventType, string>
  readonly roads: Record<DeliveryRoad, string>
  readonly personFields: Record<ProfileField, string>
}
