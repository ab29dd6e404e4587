import type { WireEvent } from '@catalytics/contract/events.ts'
import type { Lead, LeadAction } from '@catalytics/contract/leads.ts'
import type { ProfileField } from '@catalytics/contract/person-columns.ts'

/** What a call may ask for, as it stands in its query. */
export type Asked = {
  readonly from?: string
  readonly to?: string
  readonly tz?: string
  readonly action?: readonly string[]
  readonly segment?: readonly string[]
  readonly country?: readonly string[]
}

/** Rows without the lead's id, which nobody can know before. */
export type ExpectedAction = Omit<LeadAction, 'lead_id'>
export type ExpectedLead = Omit<Lead, 'lead_id'>

type Sent = WireEvent & { readonly id: string }

/**
 * The lead actions of a contract, as plainly as it can be said: all that was sent, less those of people who did not
 * agree. Every event has an id and a time of its own, and whoever agrees does so in each of their events.
 */
export function expectedActions(
  sent: readonly Sent[],
  { excluded = [] as readonly string[], language = 'en' } = {},
): readonly ExpectedAction[] {
  const names = new Intl.DisplayNames([language], { type: 'region' })
  return sent.flatMap((event, index): ExpectedAction[] => {
    const { person } = event
    if (person?.consent?.manufacturer !== true) return []
    const email = person.email.trim().toLowerCase()
    if (excluded.some((domain) => email.endsWith(`@${domain}`))) return []
    const own = sent.filter((other) => other.person?.email.trim().toLowerCase() === email)
    const profile = (field: ProfileField) => latest(own, field)
    const country = profile('country') ?? event.country ?? null
    const configuration = Object.entries(event.part?.configuration ?? {}).toSorted(([a], [b]) =>
      a < b ? -1 : 1,
    )
    return [
      {
        seq: index + 1,
        action_id: event.id,
        action: event.type,
        at: new Date(event.at).toISOString(),
        catalog: event.catalog,
        channel_kind: event.channel.kind,
        channel: event.channel.key,
        category: event.part?.category ?? null,
        part_family: event.part?.family ?? null,
        part_number: event.part?.number ?? null,
        configuration:
          event.part?.configuration === undefined ? null : JSON.stringify(Object.fromEntries(configuration)),
        cad_format: event.format ?? null,
        document: event.document?.name ?? null,
        document_kind: event.document?.kind ?? null,
        quote_quantity: event.quote?.quantity ?? null,
        quote_message: event.quote?.message ?? null,
        email,
        first_name: profile('first_name'),
        last_name: profile('last_name'),
        company: profile('company'),
        department: profile('department'),
        country,
        country_name: country === null ? null : (names.of(country) ?? null),
        state: profile('state'),
        city: profile('city'),
        postal_code: profile('postal_code'),
        address: profile('address'),
        phone: profile('phone'),
        fax: profile('fax'),
        language: profile('language') ?? event.language ?? null,
        consent_at: new Date(person.consent.at ?? event.at).toISOString(),
        consent_text: person.consent.text ?? null,
        new_user: firstUse(own)?.id === event.id,
      },
    ]
  })
}

function latest(own: readonly Sent[], field: ProfileField): string | null {
  const said = own.filter(({ person }) => person?.[field] !== undefined)
  return said.toSorted(byTime).at(-1)?.person?.[field] ?? null
}

function firstUse(own: readonly Sent[]): Sent | undefined {
  return own.filter(({ type }) => type === 'cad_download' || type === 'document_open').toSorted(byTime)[0]
}

function byTime(a: Sent, b: Sent): number {
  return Date.parse(a.at) - Date.parse(b.at)
}

/** Which of these actions a call asks for. */
export function asked<Row extends ExpectedAction>(
  rows: readonly Row[],
  query: Asked,
  timeZone: string,
): readonly Row[] {
  const zone = query.tz ?? timeZone
  return rows.filter(
    (row) =>
      (query.from === undefined || !isBefore(row.at, query.from, zone)) &&
      (query.to === undefined || isBefore(row.at, query.to, zone)) &&
      (query.action === undefined || query.action.includes(row.action)) &&
      (query.country === undefined || query.country.includes(row.country ?? '')) &&
      (query.segment === undefined ||
        query.segment.includes(`catalog:${row.catalog}`) ||
        query.segment.includes(`${row.channel_kind}:${row.channel}`)),
  )
}

/** Before an instant, or on a day before the given one by the calendar of the zone. */
function isBefore(at: string, edge: string, zone: string): boolean {
  if (edge.length > 10) return Date.parse(at) < Date.parse(edge)
  return new Intl.DateTimeFormat('sv', { timeZone: zone }).format(new Date(at)) < edge
}

/** The leads behind these actions, in the order of their latest number. */
export function expectedLeads(actions: readonly ExpectedAction[]): readonly ExpectedLead[] {
  const leads = [...Map.groupBy(actions, ({ email }) => email).values()].map((own): ExpectedLead => {
    const [last] = own.toSorted((a, b) => b.seq - a.seq)
    if (last === undefined) throw new Error('a group without rows')
    const times = own.map(({ at }) => at).toSorted()
    const count = (action: string) => own.filter((row) => row.action === action).length
    return {
      email: last.email,
      first_name: last.first_name,
      last_name: last.last_name,
      company: last.company,
      department: last.department,
      country: last.country,
      country_name: last.country_name,
      state: last.state,
      city: last.city,
      postal_code: last.postal_code,
      address: last.address,
      phone: last.phone,
      fax: last.fax,
      language: last.language,
      consent_at: last.consent_at,
      consent_text: last.consent_text,
      actions: own.length,
      cad_downloads: count('cad_download'),
      documents_opened: count('document_open'),
      quote_requests: count('quote_request'),
      product_views: count('product_view'),
      contact_clicks: count('contact_click'),
      first_action_at: times[0] ?? null,
      last_action_at: times.at(-1) ?? null,
      top_part_family: topFamily(own),
      last_seq: last.seq,
    }
  })
  return leads.toSorted((a, b) => a.last_seq - b.last_seq)
}

function topFamily(own: readonly ExpectedAction[]): string | null {
  const families = own.flatMap(({ part_family }) => (part_family === null ? [] : [part_family]))
  const counted = [...Map.groupBy(families, (family) => family)].map(([family, all]) => ({
    family,
    uses: all.length,
  }))
  return counted.toSorted((a, b) => b.uses - a.uses || byBytes(a.family, b.family))[0]?.family ?? null
}

/** Names in the order of their bytes, as the engine sorts them. */
function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}
