import { setImmediate as turn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { contractNumber } from '@catalytics/contract/ids.ts'
import { event } from '../../../test/factories.ts'
import { checkEvent, isRefused, type CheckedEvent } from './ingest.check.ts'
import { openGroups, type Submission } from './ingest.groups.ts'

const acme = contractNumber.parse(1)
const other = contractNumber.parse(2)

function events(count: number): readonly CheckedEvent[] {
  const env = {
    now: Date.parse('2026-11-22T00:00:00Z'),
    hashSalt: '',
    newId: () => '',
    takes: () => true,
    unlocked: () => true,
  }
  const checked = checkEvent(event(), env, { at: env.now, byPage: false })
  if (isRefused(checked)) throw new Error(checked.detail)
  return Array.from({ length: count }, () => checked)
}

/** Groups that are stored when the test says so. */
function gated() {
  const stored: { readonly contract: number; readonly sizes: readonly number[] }[] = []
  const gates: PromiseWithResolvers<void>[] = []
  const groups = openGroups(async (contract, group) => {
    stored.push({ contract, sizes: group.map((submission) => submission.events.length) })
    const gate = Promise.withResolvers<void>()
    gates.push(gate)
    await gate.promise
    return group.map((submission) => ({
      outcomes: submission.events.map(() => 'accepted' as const),
      lastSeq: stored.length,
    }))
  })
  const submit = (contract: typeof acme, count: number) =>
    groups.submit(contract, { events: events(count), importId: '' } satisfies Submission)
  return { groups, stored, gates, submit }
}

test('what arrives while a group is being stored waits for the next, in its order', async () => {
  const { stored, gates, submit, groups } = gated()
  const first = submit(acme, 1)
  await turn()
  const rest = [submit(acme, 2), submit(acme, 3), submit(acme, 4)]
  expect(groups.waiting()).toBe(10)
  expect(stored).toEqual([{ contract: acme, sizes: [1] }])

  gates[0]?.resolve()
  expect((await first).lastSeq).toBe(1)
  await turn()
  gates[1]?.resolve()

  expect((await Promise.all(rest)).map(({ outcomes }) => outcomes.length)).toEqual([2, 3, 4])
  expect(stored).toEqual([
    { contract: acme, sizes: [1] },
    { contract: acme, sizes: [2, 3, 4] },
  ])
  expect(groups.waiting()).toBe(0)
})

test('what arrives in one turn of the loop is one group; contracts do not wait for one another', async () => {
  const { stored, gates, submit } = gated()

  const all = [submit(acme, 1), submit(other, 5), submit(acme, 2)]
  await turn()

  expect(stored).toEqual([
    { contract: acme, sizes: [1, 2] },
    { contract: other, sizes: [5] },
  ])
  for (const gate of gates) gate.resolve()
  await Promise.all(all)
})

test('a group has at most 20,000 events, but never less than one request', async () => {
  const { stored, gates, submit } = gated()
  const all = [
    submit(acme, 9000),
    submit(acme, 9000),
    submit(acme, 9000),
    submit(acme, 30_000),
    submit(acme, 1),
  ]
  for (let group = 0; group < 4; group += 1) {
    await turn()
    gates[group]?.resolve()
    await turn()
  }

  await Promise.all(all)

  expect(stored.map(({ sizes }) => sizes)).toEqual([[9000, 9000], [9000], [30_000], [1]])
})

test('a group that fails fails its requests, and the next goes on', async () => {
  const { gates, submit, groups } = gated()
  const failing = submit(acme, 1)
  await turn()
  const next = submit(acme, 2)

  gates[0]?.reject(new Error('the disk is full'))
  await expect(failing).rejects.toThrow('the disk is full')
  await turn()
  gates[1]?.resolve()

  expect((await next).outcomes).toHaveLength(2)
  expect(groups.waiting()).toBe(0)
})

test('more than 200,000 waiting events are turned away, and told when to come again', async () => {
  const { gates, submit } = gated()
  const waiting = [submit(acme, 100_000), submit(other, 100_000)]
  await turn()

  const turnedAway = async () => await submit(acme, 1)

  await expect(turnedAway()).rejects.toMatchObject({ code: 'unavailable', retryAfterSeconds: 2 })
  for (const gate of gates) gate.resolve()
  await Promise.all(waiting)
  const again = submit(acme, 1)
  await turn()
  gates.at(-1)?.resolve()
  expect((await again).outcomes).toHaveLength(1)
})
