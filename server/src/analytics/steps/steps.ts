import { splitSegment, type Segment } from '@catalytics/contract/segments.ts'
import type { Condition } from '../condition.ts'
import type { Question } from '../question.ts'

/** One thing that a question asks for, as conditions; none where it does not ask. */
type Step = (question: Question) => readonly Condition[]

/** What a filter asks for. */
export const narrowing: readonly Step[] = [ofPeriod, ofTypes, ofCountries, ofSegments, ofLock]

export function ofNumbers({ after, through }: Question): readonly Condition[] {
  return [
    { column: 'seq', is: '>', value: after, name: 'after' },
    { column: 'seq', is: '<=', value: through, name: 'through' },
  ]
}

/** Only released rows are actions that may leave, so these need not be told from changes of people. */
export function ofActions({ mode }: Question): readonly Condition[] {
  return mode === 'mayLeave'
    ? [{ column: 'released', equals: 'yes' }]
    : [{ column: 'kind', equals: 'action' }]
}

export function ofPeople({ people }: Question): readonly Condition[] {
  return people === undefined ? [] : [{ column: 'person', oneOf: people, name: 'people' }]
}

function ofPeriod({ filter: { from, to } }: Question): readonly Condition[] {
  return [
    ...(from === null ? [] : [{ column: 'at', is: '>=', value: from, name: 'from' } as const]),
    ...(to === null ? [] : [{ column: 'at', is: '<', value: to, name: 'to' } as const]),
  ]
}

function ofTypes({ filter: { actions } }: Question): readonly Condition[] {
  return actions.length === 0 ? [] : [{ column: 'type', oneOf: actions, name: 'actions' }]
}

/** The country of the event, or a person who has another one by now: those are looked at when the rows are joined. */
function ofCountries({ filter: { countries }, moved }: Question): readonly Condition[] {
  if (countries.length === 0 || moved === undefined) return []
  return [
    {
      anyOf: [
        { column: 'country', oneOf: countries, name: 'countries' },
        { column: 'person', oneOf: moved, name: 'moved' },
      ],
    },
  ]
}

function ofSegments({ filter: { segments } }: Question): readonly Condition[] {
  return inSegments(segments, 'segment')
}

function ofLock({ filter: { segmentLock } }: Question): readonly Condition[] {
  return inSegments(segmentLock, 'lock')
}

/** In one of the segments. Without segments nothing is asked. */
export function inSegments(segments: readonly Segment[], name: 'segment' | 'lock'): readonly Condition[] {
  const split = segments.map(splitSegment)
  const keysOf = (wanted: string) => split.filter(({ kind }) => kind === wanted).map(({ key }) => key)
  const catalogs = keysOf('catalog')
  const anyOf: Condition[] = []
  if (catalogs.length > 0) anyOf.push({ column: 'catalog', oneOf: catalogs, name: `${name}_catalogs` })
  for (const kind of ['site', 'network'] as const) {
    const keys = keysOf(kind)
    if (keys.length === 0) continue
    anyOf.push({
      allOf: [
        { column: 'channel_kind', equals: kind },
        { column: 'channel', oneOf: keys, name: `${name}_${kind}s` },
      ],
    })
  }
  return anyOf.length === 0 ? [] : [{ anyOf }]
}
