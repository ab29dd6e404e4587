import { event as eventSchema, type WireEvent } from '../contract/src/events.ts'
import { contractNumber } from '../contract/src/ids.ts'
import { engineInstant, eventCells } from '../server/src/features/ingest/ingest.cells.ts'
import { checkEvent, isRefused } from '../server/src/features/ingest/ingest.check.ts'
import { eventColumns } from '../server/src/stores/events/schema.ts'
import { eventRow } from '../server/src/stores/sequence/sequence.rows.ts'

/** The rows that the product stores for these events, as ready JSONEachRow: what the raw engine is given. */
export function storedLines(
  events: readonly WireEvent[],
  contractOf: number,
  firstSeq: number,
): readonly string[] {
  const contract = contractNumber.parse(contractOf)
  const env = {
    now: Date.parse('2026-11-22T00:00:00Z'),
    hashSalt: '',
    newId: () => '',
    takes: () => true,
    unlocked: () => true,
  }
  const receivedAt = engineInstant(env.now)
  return events.map((sent, index) => {
    const checked = checkEvent(sent, env, { at: env.now, byPage: false })
    if (isRefused(checked)) throw new Error(checked.detail)
    const { person } = eventSchema.parse(sent)
    const people = new Map(person === undefined ? [] : [[person.email, personOf(person, index)]])
    const cells = eventCells({ excluded_domains: [] }, { ...checked, importId: '' }, people, receivedAt)
    const row = eventRow('event', { ...cells, contract, seq: firstSeq + index + 1 })
    return JSON.stringify(Object.fromEntries(eventColumns.map((column, at) => [column, row[at]])))
  })
}

function personOf(person: NonNullable<ReturnType<typeof eventSchema.parse>['person']>, index: number) {
  const profile = Object.fromEntries(
    (['company', 'department', 'country', 'state', 'city', 'language'] as const).flatMap((field) => {
      const value = person[field]
      return value === undefined ? [] : [[field, { value, at: 0 }]]
    }),
  )
  return {
    number: (index % 9000) + 1,
    leadId: '',
    email: person.email,
    profile,
    consent: person.consent?.manufacturer === true,
    consentDecidedAt: null,
    consentText: null,
    firstUseAt: null,
    firstUseId: null,
    country: person.country ?? '',
    moved: false,
    createdAt: 0,
  }
}
