import { z } from 'zod'
import { wireOf } from './columns.ts'
import { deliveryRoad } from './deliveries.ts'
import { email } from './email.ts'
import { eventColumns } from './lead-columns.ts'
import { because, ruled } from './reasons.ts'

const eitherOne = ruled(because('either_or', { first: 'lead_id', second: 'email' }))

/** Finds one person: by lead id or by e-mail. In a body, because an e-mail has no place in a URL. */
export const findPerson = z
  .strictObject({ lead_id: z.uuid().optional(), email: email.optional() })
  .refine(meansOne, { error: eitherOne })
  .meta({ id: 'FindPerson' })
export type FindPerson = z.output<typeof findPerson>

function meansOne(find: { readonly lead_id?: unknown; readonly email?: unknown }): boolean {
  return (find.lead_id === undefined) !== (find.email === undefined)
}

/** What the data of a person are asked for; the activity log says it. */
export const personPurpose = z.enum(['look', 'download'])

/** Body of POST /api/v1/contracts/{contract}/people/find. */
export const getPerson = z
  .strictObject({
    ...findPerson.shape,
    purpose: personPurpose.default('look').meta({
      description: '`download` for a copy that is handed over; the activity log tells it from a look.',
    }),
  })
  .refine(meansOne, { error: eitherOne })
  .meta({ id: 'GetPerson' })
export type GetPerson = z.output<typeof getPerson>
export type AskPerson = z.input<typeof getPerson>

const text = z.string().nullable()

/** Rows that left with a person in them. */
export const pastDelivery = z
  .object({
    id: z.string(),
    at: z.string(),
    road: deliveryRoad.meta({ description: 'api, changes (the feed) or export (a file).' }),
    actor: z.string().meta({ description: 'Id of the recipient.' }),
    actor_name: text.meta({
      description:
        'The service account’s name or the user’s e-mail address as it is now; of a deleted account the name it had; ' +
        'null where neither is known.',
    }),
  })
  .meta({ id: 'PastDelivery' })
export type PastDelivery = z.infer<typeof pastDelivery>

const knownConsent = z.object({ manufacturer: z.boolean(), at: text, text })

/** Everything that is stored about one person (GDPR article 15). */
export const personData = z
  .object({
    lead_id: z.uuid(),
    email: z.string(),
    profile: z.record(z.string(), z.object({ value: z.string(), at: z.string() })),
    consent: knownConsent,
    first_seen_at: z.string(),
    actions: z.array(z.object(wireOf(eventColumns))),
    quarantined: z.int().meta({ description: 'Refused events that carry this e-mail.' }),
    deliveries: z
      .array(pastDelivery)
      .meta({ description: 'Deliveries that contained this person, and their recipients.' }),
  })
  .meta({ id: 'PersonData' })
export type PersonData = z.infer<typeof personData>

export const erasure = z
  .object({
    lead_id: z.uuid(),
    status: z.enum(['running', 'done']),
    erased_at: z.string(),
    deliveries: z.array(pastDelivery).meta({
      description: 'Past deliveries that contained the person: the recipients to inform. Complete when done.',
    }),
  })
  .meta({ id: 'Erasure' })
export type Erasure = z.infer<typeof erasure>

export const withdrawal = z
  .object({
    lead_id: z.uuid(),
    withdrawn: z.boolean().meta({ description: 'Whether there was a consent to withdraw.' }),
    consent: knownConsent.meta({ description: 'Consent as it is now.' }),
  })
  .meta({ id: 'Withdrawal' })
export type Withdrawal = z.infer<typeof withdrawal>
