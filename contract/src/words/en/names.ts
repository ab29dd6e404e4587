import type { DeliveryRoad } from '../../deliveries.ts'
import type { EventType, RejectReason } from '../../events.ts'
import type { Role } from '../../permissions.ts'
import type { ProfileField } from '../../person-columns.ts'
import type { Scope } from '../../scopes.ts'
import type { segmentKinds } from '../../segments.ts'

/** What the things of the product are called, on pages, in mails and in files. */
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
  scopes: {
    'leads:read': {
      label: 'Read leads',
      help: 'Pull leads, their actions and every change: CRM, marketing automation, Excel.',
    },
    'events:write': {
      label: 'Send events',
      help: 'Report downloads, documents and requests from a catalog site or network.',
    },
    'stats:read': {
      label: 'Read figures',
      help: 'Ask for counts without names: dashboards, BI.',
    },
  },
  metrics: {
    cad_downloads: 'CAD downloads',
    documents_opened: 'Documents opened',
    quote_requests: 'Requests for quotation',
    product_views: 'Product views',
    contact_clicks: 'Contact clicks',
    leads: 'Leads',
    companies: 'Companies',
    download_rate: 'Download rate',
    quote_rate: 'Quotation rate',
  },
  dimensions: {
    part_family: 'Part family',
    part_number: 'Part number',
    configuration: 'Configuration',
    cad_format: 'CAD format',
  },
  segmentKinds: { catalog: 'Catalog', network: 'Network', site: 'Site' },
  segmentKindsPlural: {
    catalog: 'Catalogs',
    site: 'Sites',
    network: 'Networks',
  },
  rejectReasons: {
    invalid_json: 'Not JSON',
    not_an_object: 'Not an object',
    unknown_key: 'Unknown field',
    missing_field: 'Missing field',
    invalid_field: 'Invalid field',
    invalid_id: 'Invalid id',
    invalid_email: 'Invalid e-mail address',
    invalid_country: 'Invalid country',
    unknown_type: 'Unknown type of event',
    invalid_at: 'Invalid time',
    at_out_of_range: 'Time too early or in the future',
    text_too_long: 'Text too long',
    text_invalid: 'Text with invalid characters',
    quantity_not_positive: 'Quantity not above zero',
    unexpected_format: 'CAD format where none belongs',
    unexpected_document: 'Document where none belongs',
    unexpected_quote: 'Quotation where none belongs',
    unknown_catalog: 'Unknown catalog',
    unknown_network: 'Unknown network',
    unknown_site: 'Unknown site',
    outside_segments: 'Outside of the account’s segments',
    id_conflict: 'Id used for something else',
  },
} as const satisfies Named

type SegmentKind = (typeof segmentKinds)[number]

/** A role, an action, a road, a scope or a reason without a name does not compile. */
type Named = {
  readonly roles: Record<Role, string>
  readonly actions: Record<EventType, string>
  readonly roads: Record<DeliveryRoad, string>
  readonly personFields: Record<ProfileField, string>
  readonly scopes: Record<Scope, { readonly label: string; readonly help: string }>
  readonly metrics: Record<string, string>
  readonly dimensions: Record<string, string>
  readonly segmentKinds: Record<SegmentKind, string>
  readonly segmentKindsPlural: Record<SegmentKind, string>
  readonly rejectReasons: Record<RejectReason, string>
}
