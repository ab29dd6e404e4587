import { beforeAll, describe, expect, test } from 'vitest'
import type { ContractNumber } from '@catalytics/contract/ids.ts'
import { directoryKinds, newContract, newDirectory, watched } from '../../../test/both-directories.ts'
import { hardTexts } from '../../../test/lead-events.ts'
import type { Directory } from '../../stores/directory/directory.ts'
import { insertContract } from '../contracts/contracts.store.ts'
import * as quarantineStore from './quarantine.store.ts'

const called = new Set<string>()
const quarantine = watched(quarantineStore, called)

const at = Date.parse('2026-03-01T00:00:00Z')
const names = ['b', 'A', 'a', 'B', 'ä', 'z', 'Ω', '1', '10', '2', '_', ' ', '😀', '\uffee', ...hardTexts]

describe.each(directoryKinds)('on %s', (kind) => {
  let directory: Directory
  let contract: ContractNumber
  let other: ContractNumber
  const db = () => directory.db
  beforeAll(async () => {
    directory = await newDirectory(kind)
    contract = (await insertContract(db(), newContract('ct_aaaaaaaaaaaaaaaa'))).number
    other = (await insertContract(db(), newContract('ct_AAAAAAAAAAAAAAAA'))).number
  })

  test('the oldest go, of this contract alone', async () => {
    await quarantine.addToQuarantine(db(), other, refusedEvents(0, 7))
    await quarantine.addToQuarantine(db(), contract, refusedEvents(7, 460))

    await quarantine.trimQuarantine(db(), contract, 10)

    const filter = { reason: undefined, after: undefined, limit: 1000 }
    const kept = await quarantine.quarantined(db(), contract, filter)
    expect(kept.map(({ id }) => id)).toEqual(refusedEvents(457, 10).map(({ id }) => id))
    expect((await quarantine.quarantined(db(), other, filter)).length).toBe(7)
    await quarantine.trimQuarantine(db(), contract, 0)
    await quarantine.trimQuarantine(db(), other, 0)
  })

  test('pages, counts, what carries an e-mail', async () => {
    const texts = [
      '{"a":"ANN@x.example"}',
      'joann@x.example',
      'ann@x.example.com',
      'ann%x.example',
      '<ann@x.example>',
      names.join(''),
    ]
    await quarantine.addToQuarantine(
      db(),
      contract,
      Array.from({ length: 230 }, (_, n) =>
        refusedEvent(n, texts[n] ?? 'null', n === 200 ? 'ann@x.example' : null),
      ),
    )
    await quarantine.trimQuarantine(db(), contract)

    const page = await quarantine.quarantined(db(), contract, {
      reason: 'invalid_at',
      after: refusedEvent(2, '', null).id,
      limit: 2,
    })
    expect(page.map(({ received_at, event }) => [received_at - at, event])).toEqual([
      [4, '<ann@x.example>'],
      [6, 'null'],
    ])
    expect(await quarantine.quarantineCounts(db(), contract)).toEqual({ invalid_at: 115, unknown_key: 115 })
    await quarantine.removeQuarantinedBefore(db(), other, at + 1000)
    await quarantine.removeQuarantinedBefore(db(), contract, at)
    expect(await quarantine.quarantineCounts(db(), contract)).toEqual({ invalid_at: 115, unknown_key: 115 })
    expect(await quarantine.countInQuarantine(db(), contract, 'ann@x.example')).toBe(3)
    await quarantine.eraseFromQuarantine(db(), contract, 'ann@x.example')
    expect(await quarantine.countInQuarantine(db(), contract, 'ann@x.example')).toBe(0)
    const rest = await quarantine.quarantined(db(), contract, {
      reason: undefined,
      after: undefined,
      limit: 1000,
    })
    expect(rest).toHaveLength(227)
    expect(rest.find(({ received_at }) => received_at === at + 5)?.event).toBe(names.join(''))
    await quarantine.removeQuarantinedBefore(db(), contract, at + 100)
    expect(await quarantine.quarantineCounts(db(), contract)).toEqual({ invalid_at: 64, unknown_key: 65 })
    await quarantine.removeFromQuarantine(
      db(),
      contract,
      rest.map(({ id }) => id),
    )
    expect(await quarantine.quarantineCounts(db(), contract)).toEqual({})
  })
})

test('no function of the store was left out', () => {
  const left = Object.keys(quarantineStore).filter((name) => !called.has(name))

  // It holds a value.
  expect(left).toEqual(['quarantineLimit'])
})

function refusedEvents(from: number, count: number) {
  return Array.from({ length: count }, (_, n) => refusedEvent(from + n, 'null', null))
}

function refusedEvent(n: number, event: string, email: string | null) {
  return {
    id: `0199b1c2-6f0e-7c1a-9d55-${String(n).padStart(12, '0')}`,
    received_at: at + n,
    reason: n % 2 === 0 ? 'invalid_at' : 'unknown_key',
    detail: 'x',
    event,
    email,
    source: 'cat_sa_x',
  }
}
