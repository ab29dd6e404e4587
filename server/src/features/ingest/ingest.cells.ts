import type { EventCells } from '../../stores/sequence/sequence.rows.ts'
import * as contracts from '../contracts/contracts.ts'
import type { PersonState } from '../people/people.ts'
import type { FreshEvent } from './ingest.repeats.ts'

/** All cells of an event's row but those that its place in the sequence gives. */
type RecordedCells = Required<Omit<EventCells, 'contract' | 'seq' | 'kind'>>

/** The pseudonymous row of an event: no e-mail, name, phone or address, but what views group by, as it is now. */
export function eventCells(
  contract: Pick<contracts.Contract, 'excluded_domains'>,
  fresh: FreshEvent,
  people: ReadonlyMap<string, PersonState>,
  receivedAt: string,
): RecordedCells {
  const { event } = fresh
  const person = event.person === undefined ? undefined : people.get(event.person.email)
  const profile = person?.profile
  const released = person?.consent === true
  return {
    id: fresh.id,
    hash: fresh.hash,
    type: event.type,
    at: engineInstant(fresh.at),
    received_at: receivedAt,
    catalog: event.catalog,
    channel_kind: event.channel.kind,
    channel: event.channel.key,
    category: event.part?.category ?? '',
    part_family: event.part?.family ?? '',
    part_number: event.part?.number ?? '',
    configuration: fresh.configuration,
    cad_format: event.format ?? '',
    document: event.document?.name ?? '',
    document_kind: event.document?.kind ?? '',
    document_language: event.document?.language ?? '',
    quote_quantity: event.quote?.quantity ?? null,
    session: event.session ?? '',
    country: profile?.country?.value ?? event.country ?? '',
    state: profile?.state?.value ?? '',
    city: profile?.city?.value ?? '',
    company: profile?.company?.value ?? '',
    department: profile?.department?.value ?? '',
    language: profile?.language?.value ?? event.language ?? '',
    person: person?.number ?? 0,
    lead: released && person !== undefined && !contracts.isExcluded(contract, person.email) ? 1 : 0,
    released: released ? 1 : 0,
    import_id: fresh.importId,
  }
}

/** As the engine reads it: UTC without a zone mark, milliseconds. */
export function engineInstant(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 23).replace('T', ' ')
}
