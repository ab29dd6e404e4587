import { beforeAll, describe, expect, test } from 'vitest'
import { contractId, type ContractNumber } from '@catalytics/contract/ids.ts'
import { directoryKinds, newContract, newDirectory, watched } from '../../../test/both-directories.ts'
import { hardTexts } from '../../../test/lead-events.ts'
import * as activityStore from '../../features/activity/activity.store.ts'
import * as contractsStore from '../../features/contracts/contracts.store.ts'
import * as importsStore from '../../features/imports/imports.store.ts'
import * as ingestStore from '../../features/ingest/ingest.store.ts'
import * as addressesStore from '../../features/people/people.addresses.store.ts'
import type { PersonState } from '../../features/people/people.merge.ts'
import * as messagesStore from '../../features/people/people.messages.store.ts'
import * as peopleStore from '../../features/people/people.store.ts'
import type { Directory } from './directory.ts'

/*
 * The functions of every room's store on both kinds of directory store: the same calls, the same answers. Texts are
 * such that an order by language, another idea of case, or a driver's own types would show.
 */

const called = new Set<string>()
const contracts = watched(contractsStore, called)
const people = watched(peopleStore, called)
const messages = watched(messagesStore, called)
const addresses = watched(addressesStore, called)
const activity = watched(activityStore, called)
const imports = watched(importsStore, called)

/** They ask the event store, or hold a value. */
const notOfTheDirectory = new Set(['hashesOf', 'idsBetween', 'importedBy', 'removeImported', 'firstUses'])

const at = Date.parse('2026-03-01T00:00:00Z')
const longText = 'Größe 😀'.repeat(20_000)
const names = ['b', 'A', 'a', 'B', 'ä', 'z', 'Ω', '1', '10', '2', '_', ' ', '😀', '\uffee', ...hardTexts]

describe.each(directoryKinds)('on %s', (kind) => {
  let directory: Directory
  let contract: ContractNumber
  let other: ContractNumber
  const db = () => directory.db
  beforeAll(async () => {
    directory = await newDirectory(kind)
    contract = (await contracts.insertContract(db(), newContract('ct_aaaaaaaaaaaaaaaa'))).number
    other = (await contracts.insertContract(db(), newContract('ct_AAAAAAAAAAAAAAAA'))).number
  })

  test('contracts: kept as given, found by id and number, changed, ids told apart by case', async () => {
    const found = await contracts.contractById(db(), contractId.parse('ct_aaaaaaaaaaaaaaaa'))
    expect(found).toEqual({
      number: contract,
      ...newContract('ct_aaaaaaaaaaaaaaaa'),
      second_factor_required: false,
    })
    expect(await contracts.contractByNumber(db(), other)).toMatchObject({ id: 'ct_AAAAAAAAAAAAAAAA' })
    expect(await contracts.contractById(db(), contractId.parse('ct_aAaAaAaAaAaAaAaA'))).toBeUndefined()

    expect(await contracts.lockContract(db(), contract)).toEqual(found)

    await contracts.updateContract(db(), contract, {
      name: longText,
      features: [],
      second_factor_required: true,
    })

    const [first, second] = await contracts.allContracts(db())
    expect(first).toMatchObject({
      number: contract,
      id: 'ct_aaaaaaaaaaaaaaaa',
      name: longText,
      features: [],
      second_factor_required: true,
      created_at: at,
    })
    expect(second).toMatchObject({ number: other, name: 'Ünïcode 😀' })
    await expect(contracts.insertContract(db(), newContract('ct_aaaaaaaaaaaaaaaa'))).rejects.toThrow(
      /unique/i,
    )
  })

  test('narrowings: the last of each cause, of their own contract', async () => {
    expect(await contracts.lastNarrowing(db(), contract)).toBe(0)
    for (const cause of ['excluded_domains', 'retention_months', 'excluded_domains'] as const)
      await contracts.recordNarrowing(db(), contract, cause)

    const since = (of: typeof contract, number: number) => contracts.narrowingSince(db(), of, number)
    expect(await contracts.lastNarrowing(db(), contract)).toBe(3)
    expect(await contracts.lastNarrowing(db(), other)).toBe(0)
    expect([await since(contract, 0), await since(contract, 2)]).toEqual([
      'excluded_domains',
      'excluded_domains',
    ])
    expect([await since(contract, 3), await since(other, 0)]).toEqual([undefined, undefined])
  })

  test('segments: ordered by code point, known ones keep or take the name, 500 at once', async () => {
    const entries = names.map((name) => ({ kind: 'catalog' as const, key: name, name }))
    await contracts.addSegments(db(), contract, entries, { at, rename: true })
    await contracts.addSegments(db(), contract, [{ kind: 'catalog', key: 'a', name: 'other' }], {
      at,
      rename: false,
    })

    const keys = (await contracts.segmentsOf(db(), contract)).map(({ key }) => key)
    expect(keys).toEqual(names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))))

    await contracts.addSegments(
      db(),
      contract,
      [
        { kind: 'catalog', key: 'a', name: 'first' },
        { kind: 'site', key: 'a', name: 'a' },
      ],
      { at, rename: true },
    )
    const many = Array.from({ length: 500 }, (_, n) => ({
      kind: 'network' as const,
      key: `n${n}`,
      name: `n${n}`,
    }))
    await contracts.addSegments(db(), other, many, { at, rename: false })
    expect(await contracts.segmentsOf(db(), contract)).toContainEqual({
      kind: 'catalog',
      key: 'a',
      name: 'first',
    })
    expect(await contracts.segmentsOf(db(), other)).toHaveLength(500)
  })

  test('people: saved, saved again, found by each key, 900 at once, gone when deleted', async () => {
    const all = Array.from({ length: 900 }, (_, n) => somebody(n + 1))
    await people.savePeople(db(), contract, all)
    const changed = {
      ...somebody(2),
      profile: { company: { value: longText, at } },
      consent: true,
      consentDecidedAt: at,
      moved: true,
      country: 'DE',
    }
    await people.savePeople(db(), contract, [changed])

    const byEmail = await people.peopleByEmail(db(), contract, [
      ...all.map(({ email }) => email),
      'nobody@acme.example',
      'P1@ACME.example',
    ])
    expect(byEmail.size).toBe(900)
    expect(byEmail.get('p2@acme.example')).toEqual(changed)
    const byNumber = await people.peopleByNumber(db(), contract, [
      1,
      2,
      5000,
      ...all.map(({ number }) => number),
    ])
    expect(byNumber.get(1)).toEqual(somebody(1))
    const read = await people.peopleWithVersions(db(), contract, [1, 2, 5000])
    expect(read.map(({ person }) => person)).toEqual([somebody(1), changed])
    const [one, two] = read
    if (one === undefined || two === undefined) throw new Error('nobody was read')
    const unchanged = (...asked: readonly { readonly number: number; readonly version: number }[]) =>
      people.unchangedPeople(db(), contract, asked)
    expect(await unchanged(one, two)).toEqual([one, two])
    expect(await unchanged()).toEqual([])
    expect(await people.unchangedPeople(db(), other, [one, two])).toEqual([])
    expect(await unchanged(one, { ...two, version: two.version + 1 })).toEqual([])
    expect(await unchanged(one, { number: 5000, version: 0 })).toEqual([])
    await people.savePeople(db(), contract, [changed])
    expect(await unchanged(one, two)).toEqual([])
    expect(await unchanged(one)).toEqual([one])
    const everybody = await people.peopleWithVersions(
      db(),
      contract,
      all.map(({ number }) => number),
    )
    await people.savePeople(db(), contract, [somebody(900)])
    expect((await unchanged(...everybody)).length).toBe(800)
    expect(await people.personByLeadId(db(), contract, 'lead 3')).toEqual(somebody(3))
    expect(await people.personByLeadId(db(), other, 'lead 3')).toBeUndefined()
    expect(await people.movedPeople(db(), contract, 1)).toEqual([2])
    expect(await people.movedPeople(db(), contract, 0)).toBeUndefined()
    await expect(
      people.savePeople(db(), contract, [{ ...somebody(5000), email: 'p1@acme.example' }]),
    ).rejects.toThrow(/unique/i)

    await people.deletePerson(db(), contract, somebody(1), at)
    expect(await people.erasedByLeadId(db(), contract, 'lead 1')).toEqual({
      number: 1,
      lead_id: 'lead 1',
      erased_at: at,
      deliveries: null,
    })
    const deliveries = [{ id: 'd', at: 'then', road: 'api' as const, actor: 'x' }]
    await people.finishErasure(db(), contract, 1, deliveries)
    expect(await people.erasedByPerson(db(), contract, 1)).toMatchObject({ deliveries })
    expect([...(await people.erasedByNumber(db(), contract, [1, 2]))]).toEqual([[1, 'lead 1']])
    expect((await people.peopleByNumber(db(), contract, [1])).size).toBe(0)
    const rest = all.slice(1)
    await people.forgetPeople(db(), contract, rest, at)
    const numbers = rest.map(({ number }) => number)
    expect((await people.peopleByNumber(db(), contract, numbers)).size).toBe(0)
    expect((await people.erasedByNumber(db(), contract, numbers)).get(900)).toBe('lead 900')
    expect(await people.erasedByPerson(db(), contract, 900)).toMatchObject({ erased_at: at, deliveries: [] })
  })

  test('erased addresses: by hash, the later instant holds, each contract its own', async () => {
    const hashes = Array.from({ length: 450 }, (_, n) => `hash ${n}`)
    const until = (instant: number) => hashes.map((hash) => ({ hash, keyId: 'key', until: instant }))
    expect(await addresses.hasErasedAddresses(db(), contract)).toBe(false)
    await addresses.saveErasedAddresses(db(), contract, until(at))
    await addresses.saveErasedAddresses(db(), contract, until(at - 1))
    await addresses.saveErasedAddresses(db(), contract, until(at + 1).slice(0, 1))

    const found = await addresses.erasedUntil(db(), contract, [...hashes, 'none'])
    expect(found).toEqual(new Map(hashes.map((hash, n) => [hash, n === 0 ? at + 1 : at] as const)))
    expect(await addresses.hasErasedAddresses(db(), contract)).toBe(true)
    expect(await addresses.hasErasedAddresses(db(), other)).toBe(false)
    expect((await addresses.erasedUntil(db(), other, hashes)).size).toBe(0)
  })

  test('quote messages: any text, the same event again replaces, deleted in lists', async () => {
    const texts = Array.from({ length: 450 }, (_, n) => ({
      eventId: `e${n}`,
      person: 7,
      message: names[n % names.length] ?? '',
    }))
    await messages.saveMessages(db(), contract, texts)
    await messages.saveMessages(db(), contract, [
      { eventId: 'e0', person: 8, message: `line\r\n\t${longText}` },
    ])

    const found = await messages.messagesOf(
      db(),
      contract,
      texts.map(({ eventId }) => eventId),
    )
    expect(found.size).toBe(450)
    expect(found.get('e0')).toBe(`line\r\n\t${longText}`)
    expect(texts.slice(1).map(({ eventId }) => found.get(eventId))).toEqual(
      texts.slice(1).map(({ message }) => message),
    )
    await messages.deleteMessages(
      db(),
      contract,
      texts.slice(1).map(({ eventId }) => eventId),
    )
    expect((await messages.messagesOf(db(), contract, ['e0', 'e1'])).size).toBe(1)
    expect((await messages.messagesOf(db(), other, ['e0'])).size).toBe(0)
  })

  test('imports: newest first, changed, of their own contract', async () => {
    for (const n of [1, 2, 3])
      await imports.insertImport(db(), contract, {
        id: `im_${n}`,
        file_name: `${n} ä.csv`,
        created_at: at + n,
      })
    await imports.changeImport(db(), contract, 'im_2', {
      status: 'done',
      answer: '{"rows":2}',
      finished_at: at,
    })
    await imports.changeImport(db(), other, 'im_3', { status: 'failed' })

    expect((await imports.importsOf(db(), contract, 2)).map(({ id, status }) => [id, status])).toEqual([
      ['im_3', 'running'],
      ['im_2', 'done'],
    ])
    expect(await imports.importById(db(), contract, 'im_2')).toMatchObject({
      answer: { rows: 2 },
      finished_at: at,
    })
    expect(await imports.importById(db(), other, 'im_2')).toBeUndefined()
    const asked = ['im_1', 'im_3', 'im_9', ...Array.from({ length: 900 }, (_, n) => `im_none_${n}`)]
    const named = await imports.fileNames(db(), contract, asked)
    expect([named.size, named.get('im_1'), named.get('im_3')]).toEqual([2, '1 ä.csv', '3 ä.csv'])
    expect((await imports.fileNames(db(), other, ['im_1'])).size).toBe(0)
  })

  test('activity: numbered by contract, newest first, by type, actor, time and place', async () => {
    for (let n = 0; n < 5; n += 1) {
      await activity.appendEntry(db(), contract, {
        id: `id${n}`,
        at: at + n,
        type: n % 2 === 0 ? 'export' : 'download',
        subject: `member/id${n}`,
        actor_kind: 'user',
        actor: `user ${n}`,
        actor_name: names[n] ?? null,
        role: 'viewer',
        address: null,
        details: JSON.stringify({ n, text: longText, none: null, yes: true }),
      })
    }
    const owner = await activity.ownerOf(db(), contractId.parse('ct_aaaaaaaaaaaaaaaa'))
    expect(owner).toEqual({ number: contract, name: longText, time_zone: 'Europe/Paris', last: 5 })
    expect(await activity.ownerOf(db(), contractId.parse('ct_AAAAAAAAAAAAAAAA'))).toMatchObject({ last: 0 })
    expect(await activity.ownerOf(db(), contractId.parse('ct_0000000000000000'))).toBeUndefined()
    expect(await activity.accountName(db(), contract, 'cat_sa_x')).toBeNull()
    expect(await activity.lastChange(db(), contract, ['member/id0', 'member/id1'])).toEqual({
      by: names[1],
      at: '2026-03-01T00:00:00.001Z',
    })
    expect(await activity.lastChange(db(), other, ['member/id0'])).toBeUndefined()
    expect(await activity.actorNames(db(), contract, ['cat_sa_x', 'us_x'])).toEqual(new Map())

    const all: activityStore.Filter = { types: [], actor: undefined, from: null, to: null }
    const whole = { before: undefined, upTo: 5, limit: 9 }
    const ids = async (filter: Partial<activityStore.Filter>, page: Partial<activityStore.Page>) =>
      (await activity.entriesOf(db(), contract, { ...all, ...filter }, { ...whole, ...page })).map(
        (entry) => entry.id,
      )
    expect((await activity.entriesOf(db(), contract, all, whole))[4]).toMatchObject({
      id: 'id0',
      number: 1,
      actor_name: names[0],
      details: { none: null, text: longText },
    })
    expect(await ids({}, { limit: 3 })).toEqual(['id4', 'id3', 'id2'])
    expect(await ids({}, { before: 'id2' })).toEqual(['id1', 'id0'])
    expect(await ids({}, { before: 'unknown' })).toEqual([])
    expect(await activity.hasEntry(db(), contract, 'id2')).toBe(true)
    expect(await activity.hasEntry(db(), contract, 'unknown')).toBe(false)
    expect(await activity.hasEntry(db(), other, 'id2')).toBe(false)
    expect(await ids({}, { upTo: 1 })).toEqual(['id0'])
    expect(await ids({ types: ['export'] }, { before: 'id4' })).toEqual(['id2', 'id0'])
    expect(await ids({ types: ['export', 'download'] }, { limit: 1 })).toEqual(['id4'])
    expect(await ids({ from: at + 1, to: at + 3 }, {})).toEqual(['id2', 'id1'])
    expect(await ids({ actor: 'user 3' }, {})).toEqual(['id3'])
    expect(await ids({ actor: names[3] }, {})).toEqual(['id3'])
    expect(await activity.entriesOf(db(), other, all, whole)).toEqual([])

    expect(await activity.deletedAccounts(db(), contract)).toEqual(new Map())
    const details = JSON.stringify({ account: 'cat_sa_x', name: 'CRM', calls: 3 })
    await activity.appendEntry(db(), contract, {
      id: 'id5',
      at,
      type: 'service_account_deleted',
      actor_kind: 'operator',
      actor: 'operator',
      actor_name: null,
      role: null,
      address: null,
      details,
    })
    expect(await activity.deletedAccounts(db(), contract)).toEqual(new Map([['cat_sa_x', 'CRM']]))
    expect(await activity.deletedAccounts(db(), other)).toEqual(new Map())
  })
})

test('no function of these stores was left out', () => {
  const all = [
    contractsStore,
    addressesStore,
    peopleStore,
    messagesStore,
    activityStore,
    ingestStore,

    importsStore,
  ]
  expect(
    all.flatMap(Object.keys).filter((name) => !called.has(name) && !notOfTheDirectory.has(name)),
  ).toEqual([])
})

function somebody(number: number): PersonState {
  return {
    number,
    leadId: `lead ${number}`,
    email: `p${number}@acme.example`,
    profile: number % 2 === 0 ? {} : { city: { value: names[number % names.length] ?? '', at } },
    consent: false,
    consentDecidedAt: null,
    consentText: null,
    firstUseAt: number % 3 === 0 ? at : null,
    firstUseId: number % 3 === 0 ? 'e' : null,
    country: '',
    moved: false,
    createdAt: at,
  }
}
