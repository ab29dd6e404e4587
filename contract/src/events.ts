import { z } from 'zod'
import { partOf } from './columns.ts'
import { countryCode } from './countries.ts'
import { email } from './email.ts'
import { eventId } from './event-ids.ts'
import { instant } from './instants.ts'
import { languageTag } from './language-tags.ts'
import { personColumns, profileFields } from './person-columns.ts'
import { because, ruled } from './reasons.ts'
import { line, paragraph } from './text.ts'

/** What an engineer can do in a catalog, in the order of the glossary. */
export const eventTypes = [
  'cad_download',
  'document_open',
  'quote_request',
  'product_view',
  'contact_click',
] as const
export const eventType = z.enum(eventTypes)
export type EventType = z.infer<typeof eventType>

export const channelKind = z.enum(['network', 'site'])
export type ChannelKind = z.infer<typeof channelKind>

/** Consent that the manufacturer receives this person's data. No consent object means no. */
export const consent = z
  .strictObject({
    manufacturer: z.boolean(),
    at: instant.optional().meta({
      description:
        'Time of the decision: 1990-01-01 or later; the event’s own time where absent. What lies ahead of the server’s clock counts as decided when it was received.',
    }),
    text: line(100).optional().meta({ description: 'Version of the text the person agreed to.' }),
  })
  .meta({ id: 'Consent' })

/** The engineer behind an event. Only the e-mail is required; an absent field never erases a known one. */
export const eventPerson = z
  .strictObject({
    email,
    ...partOf(personColumns, profileFields, 'said'),
    consent: consent.optional(),
  })
  .meta({ id: 'EventPerson' })
export type EventPerson = z.infer<typeof eventPerson>

const configuration = z.record(line(100), line(200)).refine((values) => Object.keys(values).length <= 50, {
  error: ruled(because('too_many', { limit: 50 }), 'has more than 50 entries'),
})

const eventFields = {
  id: eventId.optional().meta({
    description:
      'A UUID of any version, or any other 128 bits in its form; capitals, braces around it, urn:uuid: in front and missing hyphens do not matter. An event sent again with the same id counts once.',
  }),
  type: eventType,
  at: instant.meta({
    description: 'Time of the action: 1990-01-01 to five minutes ahead of the server’s clock.',
  }),
  catalog: line(100),
  channel: z.strictObject({ kind: channelKind, key: line(100) }),
  part: z
    .strictObject({
      number: line(200).optional(),
      family: line(200).optional(),
      category: line(300).optional().meta({ description: 'Path, levels separated by /' }),
      configuration: configuration.optional(),
    })
    .optional(),
  format: line(100).optional().meta({ description: 'CAD format; only with cad_download.' }),
  document: z
    .strictObject({ name: line(300), kind: line(50).optional(), language: languageTag.optional() })
    .optional()
    .meta({ description: 'Only with document_open.' }),
  quote: z
    .strictObject({
      quantity: z
        .number()
        .max(1e12)
        .positive(ruled(because('not_above', { limit: 0 }), 'must be more than 0'))
        .optional(),
      message: paragraph(5000).optional(),
    })
    .optional()
    .meta({ description: 'Only with quote_request.' }),
  person: eventPerson.optional(),
  session: line(100).optional().meta({ description: 'Opaque visitor id; never an e-mail or an address.' }),
  country: countryCode.optional(),
  language: languageTag.optional(),
}

/** One recorded action, as a catalog site or network sends it. Unknown keys are refused. */
export const event = z
  .strictObject(eventFields)
  .superRefine((value, context) => {
    for (const [key, only] of belongsTo) {
      if (value[key] !== undefined && value.type !== only) {
        const message = ruled(because('only_with', { names: only }), `comes only with ${only}`)
        context.addIssue({ code: 'custom', path: [key], message, params: { reason: `unexpected_${key}` } })
      }
    }
  })
  .meta({ id: 'Event' })
export type WireEvent = z.input<typeof event>
export type ParsedEvent = z.output<typeof event>

/** The same from a page of a site: the channel is the site of its key, so what it says there counts for nothing. */
export const pageEvent = z
  .strictObject({ ...eventFields, channel: z.unknown().optional() })
  .meta({ id: 'PageEvent' })

const belongsTo = [
  ['format', 'cad_download'],
  ['document', 'document_open'],
  ['quote', 'quote_request'],
] as const

/** Why an event was refused: the closed list. */
export const rejectReasons = [
  'invalid_json',
  'not_an_object',
  'unknown_key',
  'missing_field',
  'invalid_field',
  'invalid_id',
  'invalid_email',
  'invalid_country',
  'unknown_type',
  'invalid_at',
  'at_out_of_range',
  'text_too_long',
  'text_invalid',
  'quantity_not_positive',
  'unexpected_format',
  'unexpected_document',
  'unexpected_quote',
  'unknown_catalog',
  'unknown_network',
  'unknown_site',
  'outside_segments',
  'id_conflict',
] as const
export const rejectReason = z.enum(rejectReasons).meta({ id: 'RejectReason' })
export type RejectReason = z.infer<typeof rejectReason>

export const rejectedEvent = z.object({
  index: z.int().meta({ description: 'Position in the request, from 0.' }),
  id: z.string().nullable(),
  reason: rejectReason,
  detail: z.string().meta({ description: 'The field at fault, and what to do.' }),
})
export type RejectedEvent = z.infer<typeof rejectedEvent>

/** The answer of POST /api/v1/events; every accepted row is durable when it arrives. */
export const ingestAnswer = z
  .object({
    accepted: z.int(),
    duplicates: z.int(),
    rejected: z.array(rejectedEvent),
    last_seq: z
      .int()
      .meta({ description: 'The highest sequence number of the contract when the batch was stored.' }),
  })
  .meta({ id: 'IngestAnswer' })
export type IngestAnswer = z.infer<typeof ingestAnswer>

export const ingestLimits = {
  bytes: 10 * 1024 * 1024,
  events: 10_000,
  earliest: '1990-01-01T00:00:00Z',
  /** Clocks of senders may run ahead of the server's by so much. */
  minutesAhead: 5,
} as const
