import { beforeAll, describe, expect, test } from 'vitest'
import { createExport } from '@catalytics/contract/exports.ts'
import { clientId, exportId, type ContractNumber } from '@catalytics/contract/ids.ts'
import { directoryKinds, newContract, newDirectory, watched } from '../../../test/both-directories.ts'
import { insertContract } from '../../features/contracts/contracts.store.ts'
import * as ledgerStore from '../../features/deliveries/deliveries.store.ts'
import * as exportsStore from '../../features/exports/exports.store.ts'
import * as jobsStore from '../../jobs/jobs.store.ts'
import * as sequenceJournal from '../sequence/sequence.journal.ts'
import * as sequenceTable from '../sequence/sequence.table.ts'
import type { Directory } from './directory.ts'

/* As rooms.int.test.ts: what work leaves behind. */

const called = new Set<string>()
const exports = watched(exportsStore, called)
const ledger = watched(ledgerStore, called)
const jobs = watched(jobsStore, called)
const sequence = watched(sequenceTable, called)
const journal = watched(sequenceJournal, called)

const at = Date.parse('2026-03-01T00:00:00Z')

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

  test('exports: changed only from the states that are named; files, expiry, keys', async () => {
    const actor = clientId.parse('cat_sa_aaaaaaaaaaaaaaaa')
    const request = JSON.stringify(createExport.parse({ format: 'csv', countries: ['DE'] }))
    const ids = ['B', 'a', 'A', 'b'].map((letter) => exportId.parse(`ex_${letter.repeat(16)}`))
    const [first = exportId.parse('ex_0000000000000000'), second = first] = ids
    for (const id of ids)
      await exports.insertExport(db(), contract, {
        id,
        actor,
        request,
        segment_lock: '["catalog:ä"]',
        created_at: at,
      })

    expect(await exports.countOpen(db(), contract, actor)).toBe(4)
    expect(await exports.changeExport(db(), contract, first, ['running'], { progress: 1 })).toBe(false)
    expect(
      await exports.changeExport(db(), contract, first, ['queued'], { status: 'running', progress: 0.25 }),
    ).toBe(true)
    expect(await exports.exportsInMaking(db(), contract)).toEqual([{ id: first, to_seq: null }])
    expect(await exports.exportById(db(), contract, first)).toMatchObject({ progress: 0.25 })
    const done = { status: 'done', sha256: 'x', bytes: 2 ** 40, rows: 7, to_seq: 9, expires_at: at } as const
    for (const id of ids) await exports.changeExport(db(), contract, id, ['queued', 'running'], done)
    expect(await exports.exportById(db(), contract, second)).toMatchObject({
      ...done,
      segment_lock: ['catalog:ä'],
      request: { countries: ['DE'] },
    })
    expect(await exports.exportById(db(), other, second)).toBeUndefined()
    expect(await exports.countOpen(db(), contract, actor)).toBe(0)

    const paged = [...(await exports.exportsWithFile(db(), contract, '', 3))]
    paged.push(...(await exports.exportsWithFile(db(), contract, paged.at(-1)?.id ?? '', 3)))
    expect(paged.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
    expect((await exports.expiredExports(db(), at - 1, 9)).length).toBe(0)
    expect((await exports.expiredExports(db(), at, 9)).length).toBe(4)
    await exports.forgetFile(db(), contract, first, at)
    expect((await exports.expiredExports(db(), at, 9)).length).toBe(3)
    const refused = { now: at + 1, error: 'Ünïcode 😀' }
    await exports.refuseFile(db(), other, second, refused)
    expect(await exports.exportById(db(), contract, second)).toMatchObject(done)
    await exports.refuseFile(db(), contract, second, refused)
    expect(await exports.exportById(db(), contract, second)).toMatchObject({
      status: 'failed',
      error: 'Ünïcode 😀',
      sha256: null,
      bytes: null,
      expires_at: at + 1,
    })

    const key = { actor, key: 'a key, ünïcode', request_hash: 'h', resource: first, created_at: at }
    expect([
      await exports.keepKey(db(), contract, key),
      await exports.keepKey(db(), contract, { ...key, request_hash: 'i' }),
    ]).toEqual([true, false])
    expect(await exports.usedKey(db(), contract, actor, key.key)).toEqual({
      request_hash: 'h',
      resource: first,
    })
    expect(await exports.usedKey(db(), contract, actor, 'A KEY, ÜNÏCODE')).toBeUndefined()
    await exports.removeKeysBefore(db(), at + 1)
    expect(await exports.usedKey(db(), contract, actor, key.key)).toBeUndefined()
  })

  test('the ledger: what touches a range, in pages', async () => {
    for (let n = 1; n <= 6; n += 1) {
      const filter = JSON.stringify({ rows: 'actions', segments: ['catalog:ä'] })
      await ledger.insertDelivery(db(), contract, {
        id: `d${n}`,
        at: at + n,
        road: 'api',
        actor: 'x',
        filter,
        from_seq: n * 10,
        to_seq: n * 10 + 5,
        rows: 0,
        sha256: null,
      })
    }
    await ledger.updateDelivery(db(), contract, 'd2', { rows: 2 ** 40, sha256: 'hash' })

    const touching = await ledger.deliveriesTouching(db(), contract, {
      from: 25,
      to: 50,
      after: '',
      limit: 3,
    })
    expect(touching.map(({ id, from_seq, filter }) => [id, from_seq, filter.segments])).toEqual([
      ['d2', 20, ['catalog:ä']],
      ['d3', 30, ['catalog:ä']],
      ['d4', 40, ['catalog:ä']],
    ])
    expect(
      (await ledger.deliveriesTouching(db(), contract, { from: 25, to: 50, after: 'd4', limit: 3 })).map(
        ({ id }) => id,
      ),
    ).toEqual(['d5'])
    expect(await ledger.deliveriesTouching(db(), other, { from: 0, to: 99, after: '', limit: 3 })).toEqual([])
  })

  test('jobs: one per kind and key, oldest due first, one taker at a time', async () => {
    for (const one of [
      job('j1', 'a', at + 2),
      job('j2', 'a', at),
      job('j3', 'b', at + 1),
      job('j4', 'c', at + 99),
    ])
      await jobs.insertJob(db(), one)
    const from = { lane: 'shared', kinds: ['k'], atOnceOfATurn: 1 }
    const claim = (now: number, until: number) => jobs.claimDue(db(), from, now, until)

    const takers = await Promise.all(Array.from({ length: 6 }, () => claim(at + 5, at + 100)))
    // Where two look at the same job, one of them goes away with nothing.
    const later = [await claim(at + 5, at + 100), await claim(at + 5, at + 100)]
    expect([...takers, ...later].flatMap((taken) => taken?.id ?? []).toSorted()).toEqual(['j1', 'j3'])

    await jobs.release(db(), 'j1')
    await jobs.release(db(), 'j3')
    expect(await claim(at + 5, at + 100)).toEqual({
      id: 'j3',
      kind: 'k',
      turn: '',
      input: '"j3"',
      attempts: 1,
      begunAt: at + 5,
    })
    await jobs.renewLease(db(), 'j3', at + 500)
    await jobs.postpone(db(), 'j1', at + 300)
    expect((await claim(at + 200, at + 250))?.id).toBe('j4')
    const rest = [
      await claim(at + 501, at + 600),
      await claim(at + 501, at + 600),
      await claim(at + 501, at + 600),
    ]
    expect(rest.map((taken) => [taken?.id, taken?.attempts])).toEqual([
      ['j3', 2],
      ['j4', 2],
      ['j1', 1],
    ])
    expect(await jobs.claimDue(db(), { ...from, kinds: ['other'] }, at + 5, at + 100)).toBeUndefined()
    expect(await jobs.claimDue(db(), { ...from, kinds: [] }, at + 5, at + 100)).toBeUndefined()
    for (const id of ['j1', 'j3', 'j4']) await jobs.removeJob(db(), id)
    expect(await claim(at + 9999, at + 99_999)).toBeUndefined()
  })

  test('jobs that repeat: one row per kind, which stays', async () => {
    const claim = (now: number) =>
      jobs.claimDue(db(), { lane: 'shared', kinds: ['r'], atOnceOfATurn: 1 }, now, now + 100)
    const due = async () =>
      await db().selectFrom('jobs').select(['id', 'run_at']).where('kind', '=', 'r').execute()
    await jobs.insertJob(db(), { ...job('s1', 'slot', at), kind: 'r' })

    for (const id of ['r1', 'r2'])
      await jobs.keepRepeating(db(), { kind: 'r', id, run_at: at, at_latest: at + 1000 })
    expect(await due()).toEqual([{ id: 'r1', run_at: at }])

    expect(await claim(at)).toEqual({ id: 'r1', kind: 'r', turn: '', input: '{}', attempts: 1, begunAt: at })
    await jobs.beginAnew(db(), 'r1', at + 1000)
    expect(await claim(at + 999)).toBeUndefined()
    expect(await claim(at + 1000)).toMatchObject({ id: 'r1', attempts: 1 })

    await jobs.keepRepeating(db(), { kind: 'r', id: 'r3', run_at: at, at_latest: at + 500 })
    expect(await due()).toEqual([{ id: 'r1', run_at: at + 500 }])
    await jobs.removeJob(db(), 'r1')
  })

  test('the sequence: state, journal, who wrote last; large numbers stay exact', async () => {
    const large = 2 ** 52
    const entries = [3, 5, 9].map((n) => ({
      firstSeq: large + n - 1,
      lastSeq: large + n,
      lines: '[1,"\\u0000","😀"]\n[2]',
      erased: [n],
    }))
    expect(await sequence.stateOf(db(), other)).toEqual({ reserved: 0, people: 0, writer: '' })
    expect(await sequence.visibleThrough(db(), other)).toBe(0)
    expect(await journal.hasJournal(db(), other)).toBe(false)
    await sequence.inTransaction(db(), async (tx) => {
      await sequence.reserve(tx, other, { reserved: large, people: 3, writer: 'w1' })
      for (const entry of entries.toReversed()) await journal.addToJournal(tx, other, entry, at)
    })
    await sequence.reserve(db(), other, { reserved: large + 9, people: 4, writer: 'w2' })
    await journal.clearJournal(db(), other, large + 4)

    expect(await sequence.stateOf(db(), other)).toEqual({ reserved: large + 9, people: 4, writer: 'w2' })
    // The entry of large + 4 and large + 5 waits.
    expect(await sequence.visibleThrough(db(), other)).toBe(large + 3)
    expect(await sequence.visibleThrough(db(), contract)).toBe(0)
    await db()
      .insertInto('sequence_gaps')
      .values({ contract: other, after: large, through: large + 9 })
      .execute()
    const around = [large, large + 1, large + 9, large + 10]
    const inGap = await Promise.all(around.map((seq) => sequence.isInGap(db(), other, seq)))
    expect(inGap).toEqual([false, true, true, false])
    const before = await Promise.all(around.map((seq) => sequence.beforeGaps(db(), other, seq)))
    expect(before).toEqual([large, large, large, large + 10])
    expect(await sequence.visibleThrough(db(), other)).toBe(large)
    expect(await sequence.passedOver(db(), other)).toEqual([{ first: large + 1, last: large + 9 }])
    expect(await sequence.passedOver(db(), contract)).toEqual([])
    expect(await sequence.isInGap(db(), contract, large + 1)).toBe(false)
    expect(await journal.contractsWithJournal(db())).toEqual([other])
    expect(await journal.hasJournal(db(), other)).toBe(true)
    expect(await journal.journalOf(db(), other)).toEqual(entries.slice(1))
  })
})

test('no function of these stores was left out', () => {
  const all = [exportsStore, ledgerStore, jobsStore, sequenceTable, sequenceJournal]
  expect(all.flatMap(Object.keys).filter((name) => !called.has(name))).toEqual([])
})

function job(id: string, key: string, run_at: number) {
  return { id, kind: 'k', key, turn: '', input: `"${id}"`, run_at }
}
