import { profileFields } from '@catalytics/contract/person-columns.ts'
import type { EventStore } from '../../stores/events/event-store.ts'
import type { Change } from '../../stores/sequence/sequence.rows.ts'
import * as activity from '../activity/activity.ts'
import * as contracts from '../contracts/contracts.ts'
import type { PersonState, Profile } from './people.merge.ts'
import * as peopleStore from './people.store.ts'
import type { Deps } from './people.ts'
import * as store from './people.twins.store.ts'

type TwinDeps = Deps & { readonly events: EventStore }

/**
 * Merges the people that an earlier version kept apart because their one address came in two spellings. Run again after
 * an interruption, it goes on; with nobody to merge it does nothing.
 */
export async function joinTwins(deps: TwinDeps): Promise<void> {
  for (const contract of await contracts.listContracts(deps))
    for (const twins of await store.twinsOf(deps.db, contract.number)) await join(deps, contract, twins)
}

async function join(deps: TwinDeps, contract: contracts.Contract, twins: store.Twins): Promise<void> {
  const { number } = contract
  await deps.sequence.turn(number, async (turn) => {
    const known = await peopleStore.peopleByNumber(deps.db, number, [twins.from, twins.into])
    const [from, into] = [known.get(twins.from), known.get(twins.into)]
    // Cut off between the two stores, the directory has merged them already, and the actions have yet to follow.
    const begun = (await store.mergedInto(deps.db, number, twins.into)).includes(twins.from)
    const merged = from === undefined || into === undefined ? undefined : mergeTwins(into, from)
    if (merged !== undefined || begun)
      await turn.commit({
        events: [],
        changes: merged?.changes ?? [],
        people: turn.people,
        write: async (tx) => {
          if (merged === undefined || from === undefined) return
          const at = deps.clock().getTime()
          await store.replacePerson(tx, number, { from, into: merged.person, at })
          await peopleStore.savePeople(tx, number, [merged.person])
          await activity.record({ ...deps, db: tx }, number, activity.system, 'people_merged', {
            lead_id: merged.person.leadId,
            merged_lead: from.leadId,
          })
        },
        rewrite: () => store.moveActions(deps.events, number, twins),
      })
    await store.removeTwins(deps.db, number, twins)
  })
}

/**
 * One person of two: of each field the later word, of consents a withdrawal, of first uses the earlier one. The actions
 * of who had not agreed come now, when the other one had.
 */
export function mergeTwins(
  into: PersonState,
  from: PersonState,
): { readonly person: PersonState; readonly changes: readonly Change[] } {
  const profile = mergedProfile(into.profile, from.profile)
  const person: PersonState = {
    ...into,
    profile,
    ...mergedDecision(into, from),
    ...firstUseOf(into, from),
    country: profile.country?.value ?? (into.country === '' ? from.country : into.country),
    moved: into.moved || from.moved || into.country !== from.country,
    createdAt: Math.min(into.createdAt, from.createdAt),
  }
  return { person, changes: [merging(into, from), ...consequences(into, from, person)] }
}

function merging(into: PersonState, from: PersonState): Change {
  return { kind: 'lead_merged', person: into.number, lead: from.leadId }
}

function consequences(into: PersonState, from: PersonState, merged: PersonState): readonly Change[] {
  if (!merged.consent)
    return into.consent || from.consent ? [{ kind: 'consent_withdrawn', person: into.number }] : []
  return [
    ...(into.consent ? [] : [{ kind: 'release', person: into.number } as const]),
    ...(from.consent ? [] : [{ kind: 'release', person: from.number, as: into.number } as const]),
    { kind: 'lead_updated', person: into.number },
  ]
}

function mergedProfile(one: Profile, other: Profile): Profile {
  const fields = profileFields.flatMap((field) => {
    const [a, b] = [one[field], other[field]]
    const later = a === undefined || (b !== undefined && b.at > a.at) ? b : a
    return later === undefined ? [] : [[field, later] as const]
  })
  return Object.fromEntries(fields)
}

function mergedDecision(one: PersonState, other: PersonState) {
  const decided = [one, other].filter(({ consentDecidedAt }) => consentDecidedAt !== null)
  const refused = decided.filter(({ consent }) => !consent)
  const [latest = one] = (refused.length > 0 ? refused : decided).toSorted(
    (a, b) => (b.consentDecidedAt ?? 0) - (a.consentDecidedAt ?? 0),
  )
  const { consent, consentDecidedAt, consentText } = latest
  return { consent, consentDecidedAt, consentText }
}

function firstUseOf(one: PersonState, other: PersonState) {
  const isOther = other.firstUseAt !== null && (one.firstUseAt === null || other.firstUseAt < one.firstUseAt)
  const { firstUseAt, firstUseId } = isOther ? other : one
  return { firstUseAt, firstUseId }
}
