import { expect, test } from 'vitest'
import { buildTestApp } from '../../../test/build-app.ts'
import { event, someId } from '../../../test/factories.ts'

test('the metrics say what became of events, why some were refused, and how long each step took', async () => {
  const app = await buildTestApp()
  const acme = await app.given.contract()
  const known = { ...event(), id: someId() }
  const { text: before } = await app.get('/metrics')

  await acme.send([known, {}, { ...event(), colour: 'red' }, { ...event(), size: 5 }])
  await acme.send([known])

  const { text } = await app.get('/metrics')
  const measured = (name: string, label: string) =>
    Number(
      text
        .split('\n')
        .find((line) => line.startsWith(`${name}{${label}} `))
        ?.split(' ')[1],
    )
  const outcome = (name: string) => measured('catalytics_ingest_events_total', `outcome="${name}"`)
  expect(['accepted', 'duplicate', 'refused'].map(outcome)).toEqual([1, 1, 3])
  const refused = (name: string) => measured('catalytics_ingest_refused_events_total', `reason="${name}"`)
  expect(['unknown_key', 'missing_field', 'invalid_id', 'id_conflict'].map(refused)).toEqual([2, 1, 0, 0])
  const times = (step: string) => measured('catalytics_ingest_step_seconds_count', `step="${step}"`)
  expect(['check', 'store', 'quarantine', 'repeats'].map(times)).toEqual([2, 2, 2, 2])
  // The second group has nothing that is new.
  expect(['erased', 'people', 'rows', 'commit'].map(times)).toEqual([1, 1, 1, 1])
  const sum = (step: string) => measured('catalytics_ingest_step_seconds_sum', `step="${step}"`)
  expect(sum('commit')).toBeGreaterThan(0)
  expect(sum('store')).toBeGreaterThan(sum('commit'))
  expect(before).toContain('catalytics_ingest_step_seconds_count{step="commit"} 0')
  expect(before).toContain('catalytics_ingest_refused_events_total{reason="unknown_key"} 0')
  expect(text).not.toMatch(/acme|cat_sa_|ct_/)
})
