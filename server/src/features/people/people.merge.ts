import { ingestLimits, type EventPerson, type EventType } from '@catalytics/contract/events.ts'
import { profileFields, type ProfileField } from '@catalytics/contract/person-columns.ts'
import type { Change } from '../../stores/sequence/sequence.rows.ts'

const aheadMs = ingestLimits.minutesAhead * 60_000

/** What events say of a person; each value with the time that decides between two writers. */
type Told = { readonly value: string; readonly at: number }
export type Profile = Readonly<Partial<Record<ProfileField, Told | undefined>>>

/** A person inside one contract, as the directory store keeps them. */
export type PersonState = {
  readonly number: number
  readonly leadId: string
  readonly email: string
  readonly profile: Profile
  readonly consent: boolean
  /** When the person decided; null while they never did. Epoch milliseconds. */
  readonly consentDecidedAt: number | null
  readonly consentText: string | null
  /** First CAD download or document opening. */
  readonly firstUseAt: number | null
  readonly firstUseId: string | null
  /** The profile's country, else the latest event's. */
  readonly country: string
  /** The profile's country changed after events had been stored with another one. */
  readonly moved: boolean
  readonly createdAt: number
}

/** An event of a person: what it says of them. */
export type Sighting = {
  readonly eventId: string
  readonly type: EventType
  /** Epoch milliseconds. */
  readonly at: number
  /** Where it happened, when the event says so. */
  readonly country: string
  readonly person: EventPerson
  readonly receipt: {
    /** Epoch milliseconds by the server's clock. */
    readonly at: number
    /** By somebody who has nothing but a public key of a site. */
    readonly byPage: boolean
  }
}

export type Merged = {
  /** Everybody seen, by e-mail, as they are after the group. */
  readonly people: ReadonlyMap<string, PersonState>
  readonly changes: readonly Change[]
  /** Person numbers given out after the group. */
  readonly lastNumber: number
}

type Options = {
  readonly lastNumber: number
  readonly now: number
  readonly newLeadId: () => string
  /** Of people who were erased, by e-mail: consents up to this instant (epoch milliseconds) count no more. */
  readonly erasedUntil?: ReadonlyMap<string, number>
}

/**
 * Merges what a group of events says into the known people. Per field the later event wins, whatever the order of
 * arrival; an absent field changes nothing; consent goes by the time of the decision. No field counts as
 * said later than it was received. Pure: same input, same result.
 */
export function mergePeople(
  known: ReadonlyMap<string, PersonState>,
  sightings: readonly Sighting[],
  options: Options,
): Merged {
  const people = new Map<string, PersonState>()
  let lastNumber = options.lastNumber
  for (const sighting of sightings) {
    const email = sighting.person.email
    const before = people.get(email) ?? known.get(email) ?? unknown(email, ++lastNumber, options)
    const erasedUntil = options.erasedUntil?.get(email) ?? 0
    people.set(email, sighted(before, sighting, known.has(email), erasedUntil))
  }
  const changes = [...people.values()].flatMap((after) => changesOf(known.get(after.email), after))
  return { people, changes, lastNumber }
}

function unknown(email: string, number: number, options: Options): PersonState {
  return {
    number,
    leadId: options.newLeadId(),
    email,
    profile: {},
    consent: false,
    consentDecidedAt: null,
    consentText: null,
    firstUseAt: null,
    firstUseId: null,
    country: '',
    moved: false,
    createdAt: options.now,
  }
}

function sighted(
  before: PersonState,
  sighting: Sighting,
  hadEvents: boolean,
  erasedUntil: number,
): PersonState {
  const profile = mergedProfile(before.profile, sighting)
  const movedNow = hadEvents && profile.country?.value !== before.profile.country?.value
  return {
    ...before,
    profile,
    country: profile.country?.value ?? (sighting.country === '' ? before.country : sighting.country),
    moved: before.moved || movedNow,
    ...mergedConsent(before, sighting, erasedUntil),
    ...mergedFirstUse(before, sighting),
  }
}

function mergedProfile(before: Profile, sighting: Sighting): Profile {
  const at = Math.min(sighting.at, sighting.receipt.at)
  const given = profileFields.flatMap((field) => {
    const value = sighting.person[field]
    const known = before[field]
    if (value === undefined || (known !== undefined && known.at > at)) return []
    return [[field, { value, at }] as const]
  })
  return given.length === 0 ? before : { ...before, ...Object.fromEntries(given) }
}

/**
 * The later decision counts, and of two at once the no. A yes whose time cannot be right overturns neither a no nor an
 * erasure: whoever repeats it would undo them for ever. What a page says can begin a consent, with a yes, and change
 * none: its key is public, so anybody could speak for anybody.
 */
function mergedConsent(before: PersonState, sighting: Sighting, erasedUntil: number) {
  const decision = decisionOf(sighting)
  if (decision === undefined || decision.at <= erasedUntil) return {}
  if (sighting.receipt.byPage && (before.consentDecidedAt !== null || !decision.consent)) return {}
  if (decision.consent && !decision.isTimeKnown && erasedUntil > 0) return {}
  if (before.consentDecidedAt !== null) {
    if (before.consentDecidedAt > decision.at) {
      // A yes said by a clock that is ahead: a no that comes meanwhile is the later one, and outlives its repetition.
      const isNoMeanwhile = !decision.consent && before.consentDecidedAt > sighting.receipt.at
      return isNoMeanwhile ? { consent: false, consentText: decision.text } : {}
    }
    const saidNo = !before.consent
    if (saidNo && decision.consent && (!decision.isTimeKnown || before.consentDecidedAt === decision.at))
      return {}
  }
  return { consent: decision.consent, consentDecidedAt: decision.at, consentText: decision.text }
}

/**
 * What a sighting says of consent, and when it was decided (epoch milliseconds). Clocks of senders may be ahead by as much
 * as those of events, and then the time stays as it was said: a repetition of it is no later decision. A time further
 * ahead is not known to be right; the receipt stands for it.
 */
export function decisionOf({ person: { consent }, at, receipt }: Sighting) {
  if (consent === undefined) return undefined
  const saidAt = consent.at === undefined ? at : Date.parse(consent.at)
  const isTimeKnown = saidAt <= receipt.at + aheadMs
  return {
    consent: consent.manufacturer,
    at: isTimeKnown ? saidAt : receipt.at,
    isTimeKnown,
    text: consent.text ?? null,
  }
}

function mergedFirstUse(before: PersonState, { type, at, eventId }: Sighting) {
  if (type !== 'cad_download' && type !== 'document_open') return {}
  if (before.firstUseAt !== null && before.firstUseAt <= at) return {}
  return { firstUseAt: at, firstUseId: eventId }
}

/** What readers of the feed must learn: nothing of people who are not leads, nor of new ones, whose actions tell it. */
function changesOf(before: PersonState | undefined, after: PersonState): readonly Change[] {
  if (before === undefined) return []
  if (before.consent && !after.consent) return [{ kind: 'consent_withdrawn', person: after.number }]
  if (!before.consent && after.consent) return [{ kind: 'release', person: after.number }]
  if (after.consent && shownDiffers(before, after)) return [{ kind: 'lead_updated', person: after.number }]
  return []
}

/** The time of consent is left out: many senders repeat it with every event, and nothing else has changed then. */
function shownDiffers(before: PersonState, after: PersonState): boolean {
  return (
    profileFields.some((field) => before.profile[field]?.value !== after.profile[field]?.value) ||
    before.consentText !== after.consentText
  )
}
