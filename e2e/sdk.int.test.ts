import { spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { leadChangePage } from '@catalytics/contract/leads.ts'
import { personData } from '@catalytics/contract/people.ts'
import { createClient } from '../sdk/src/client.ts'
import { buildTestApp, type Caller, type ContractAtHand, type TestApp } from '../server/test/build-app.ts'
import { download, event, lead, minute, refuser } from '../server/test/factories.ts'

let app: TestApp
beforeAll(async () => {
  app = await buildTestApp()
})

function clientOf({ clientId, password }: Caller) {
  return createClient({ url: app.url(), clientId, password })
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = []
  for await (const item of items) found.push(item)
  return found
}

describe('the client', () => {
  test('reads the same rows in pages, as a stream, and through the feed', async () => {
    const contract = await app.given.contract()
    const client = clientOf(contract)
    const people = ['ann', 'bob', 'cid'].map((name) => `${name}@example.com`)
    const sent = await client.sendEvents(
      Array.from({ length: 12 }, (_, index) => download(people[index % 3] ?? '', { country: 'DE' })),
    )
    expect(sent).toMatchObject({ accepted: 12, duplicates: 0, rejected: [] })

    const pages = await all(client.leadActions({}, { pageSize: 5 }))
    const stream = await all(client.streamLeadActions())
    const feed = (await all(client.changes({ wait: 0, pageSize: 5 }))).flatMap((page) => page.data)
    expect(pages).toHaveLength(12)
    expect(stream).toEqual(pages)
    expect(feed.map((change) => change.row)).toEqual(pages)
    const leads = await all(client.leads({}, { pageSize: 2 }))
    expect(leads.map((row) => [row.email, row.actions])).toEqual(people.map((email) => [email, 4]))
    expect((await client.whoami()).contract.id).toBe(contract.id)
  })

  test('passes the filter on', async () => {
    const contract = await app.given.contract()
    await app.given.events(contract, [
      download('ann@example.com', { at: minute(1), catalog: 'valves & pumps' }),
      download('bob@example.com', { at: minute(2) }),
      event({ at: minute(3), person: lead('bob@example.com'), country: 'FR' }),
    ])
    const read = async (filter: Parameters<ReturnType<typeof clientOf>['leadActions']>[0]) =>
      (await all(clientOf(contract).leadActions(filter))).map((row) => `${row.email} ${row.action}`)
    expect(await read({ segments: ['catalog:valves & pumps'] })).toEqual(['ann@example.com cad_download'])
    expect(await read({ countries: ['FR', 'GB'] })).toEqual(['bob@example.com product_view'])
    expect(await read({ from: minute(2), to: minute(3) })).toEqual(['bob@example.com cad_download'])
    expect(await read({ actions: ['product_view'], tz: 'Europe/Paris' })).toHaveLength(1)
    await expect(read({ from: '2026-03-02', to: '2026-03-01' })).rejects.toMatchObject({
      code: 'invalid',
      field: 'to',
    })
  })

  test('hears of news while it waits', async () => {
    const contract = await app.given.contract()
    const pages = clientOf(contract).changes({ wait: 20 })
    const next = pages.next()
    await app.given.events(contract, [download('ann@example.com')])
    const storedAt = performance.now()
    await expect(next).resolves.toMatchObject({ value: { data: [{ kind: 'lead_action', seq: 1 }] } })
    expect(performance.now() - storedAt).toBeLessThan(10_000)
    await pages.return(undefined)
  })

  test('tells what was refused, and sends the same once', async () => {
    const contract = await app.given.contract()
    const good = download('ann@example.com')
    const bad = { ...event(), quote: { quantity: 1 } }
    const first = await clientOf(contract).sendEvents([good, bad])
    expect(first).toMatchObject({ accepted: 1, rejected: [{ index: 1, reason: 'unexpected_quote' }] })
    const again = await clientOf(contract).sendEvents([good])
    expect(again).toMatchObject({ accepted: 0, duplicates: 1 })
  })

  test('gets a file whose bytes are those that the server told', async () => {
    const contract = await app.given.contract()
    await app.given.events(contract, [download('ann@example.com'), download('bob@example.com')])
    const client = clientOf(contract)
    const asked = await client.createExport({ format: 'csv', rows: 'leads' }, { idempotencyKey: 'monday' })
    const again = await client.createExport({ format: 'csv', rows: 'leads' }, { idempotencyKey: 'monday' })
    expect(again.id).toBe(asked.id)
    const done = await client.waitForExport(asked.id)
    const bytes = Buffer.concat(await all(client.downloadExport(done.id)))
    expect(bytes).toHaveLength(done.bytes ?? -1)
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(done.sha256)
    expect(done.rows).toBe(2)
    await expect(client.createExport({ format: 'xlsx' }, { idempotencyKey: 'monday' })).rejects.toMatchObject(
      { code: 'conflict', field: 'Idempotency-Key' },
    )
  })

  test('gets the rest of a file after a break, as it is there', async () => {
    const contract = await app.given.contract()
    await app.given.events(contract, [download('ann@example.com')])
    const { id } = await clientOf(contract).createExport({ format: 'csv' })
    await clientOf(contract).waitForExport(id)
    const path = `/api/v1/lead-exports/${id}/file`
    const whole = await contract.get(path)
    const etag = whole.headers.get('etag') ?? ''
    const rest = await contract.get(path, { range: 'bytes=10-', 'if-range': etag })
    expect([rest.status, rest.text]).toEqual([206, whole.text.slice(10)])
    expect(await contract.get(path, { 'if-none-match': etag })).toMatchObject({ status: 304, text: '' })
    expect(await contract.get(path, { range: 'bytes=10-', 'if-range': '"other"' })).toMatchObject({
      status: 200,
      text: whole.text,
    })
    expect(await contract.get(path, { range: 'bytes=99999-' })).toMatchObject({
      status: 416,
      body: { code: 'range_not_satisfiable' },
    })
  })

  test('outlives its token, and ends with its account', async () => {
    const contract = await app.given.contract()
    const client = clientOf(contract)
    await client.whoami()
    app.clock.forward(20 * 60_000)
    await expect(client.whoami()).resolves.toMatchObject({ client_id: contract.clientId })
    await contract.manage('POST', `/service-accounts/${contract.clientId}/disable`)
    await expect(client.whoami()).rejects.toMatchObject({ code: 'unauthorized', status: 401 })
  })

  test('signs in with a password of any characters', async () => {
    const contract = await app.given.contract()
    const account = await app.given.account(contract, { password: 'a+b %41: größer als ein Würfel' })
    await expect(clientOf(account).whoami()).resolves.toMatchObject({ client_id: account.clientId })
  })
})

function sorted(texts: readonly string[]): readonly string[] {
  return texts.toSorted((a, b) => a.localeCompare(b))
}

/** A machine with two cores may need a while to start a program. */
const soon = { timeout: 60_000 }

describe('the example that keeps a CRM in step', () => {
  const folder = mkdtempSync(join(tmpdir(), 'catalytics-crm-'))
  const file = join(folder, 'crm.json')
  const program = fileURLToPath(new URL('../sdk/examples/keep-crm-in-step.ts', import.meta.url))
  let running: ChildProcess | undefined
  afterEach(stopped)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  function start(contract: ContractAtHand): void {
    const { clientId, password } = contract
    const env = { CATALYTICS_URL: app.url(), CLIENT_ID: clientId, PASSWORD: password }
    running = spawn(process.execPath, [program, file], { env, stdio: 'inherit' })
  }

  /** Ends it as a power cut would. */
  async function stopped(): Promise<void> {
    const child = running
    running = undefined
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  }

  /** Up to which number the file has the feed. */
  function place(): unknown {
    return JSON.parse(readFileSync(file, 'utf8')).after
  }

  /** The contacts of the file: e-mail, company, actions. */
  function contacts(): readonly (readonly [string, string | null, readonly string[]])[] {
    const crm = JSON.parse(readFileSync(file, 'utf8'))
    const found: readonly { email: string; company: string | null; actions: Record<string, string> }[] =
      Object.values(crm.contacts)
    return found.map(({ email, company, actions }) => [email, company, sorted(Object.values(actions))])
  }

  test('ends with the leads there are, whatever happened while it ran or did not', async () => {
    const contract = await app.given.contract()
    const part = { part: { number: '00123' } }
    const dan = event({ ...part, at: minute(1), person: { email: 'dan@example.com' } })
    start(contract)
    await app.given.events(contract, [
      download('ann@example.com', {
        ...part,
        at: minute(2),
        person: { email: 'ann@example.com', company: 'Acme' },
      }),
      download('bob@example.com', { ...part, at: minute(3) }),
      download('cid@example.com', { ...part, at: minute(4) }),
      dan,
    ])
    await expect
      .poll(() => contacts().map(([email]) => email), soon)
      .toEqual(['ann@example.com', 'bob@example.com', 'cid@example.com'])

    // An update and a withdrawal while it is not there; then, while it is, an erasure and a consent that comes late.
    await stopped()
    await app.given.events(contract, [
      event({ at: minute(5), person: { email: 'ann@example.com', company: 'Acme Bearings' } }),
      event({ at: minute(6), person: refuser('bob@example.com', minute(6)) }),
    ])
    start(contract)
    await contract.manage('POST', '/people/erase', { email: 'cid@example.com' })
    await app.given.events(contract, [
      event({ ...part, at: minute(7), person: { ...lead('dan@example.com'), company: 'Dan Ltd' } }),
    ])

    const late = [`${minute(1)} product_view 00123`, `${minute(7)} product_view 00123`]
    await expect.poll(contacts, soon).toEqual([
      ['ann@example.com', 'Acme Bearings', [`${minute(2)} cad_download 00123`, `${minute(5)} product_view `]],
      ['dan@example.com', 'Dan Ltd', late],
    ])
    // Where it stands is stored with them: started again, it asks for nothing that it has.
    const { next_after } = leadChangePage.parse((await contract.get('/api/v1/lead-changes?after=0')).body)
    await expect.poll(place, soon).toBe(next_after)
    const received = async () => {
      const { body } = await contract.manage('POST', '/people/find', { email: 'dan@example.com' })
      return personData.parse(body).deliveries.length
    }
    const before = await received()
    await stopped()
    start(contract)
    await app.given.events(contract, [download('eve@example.com', { at: minute(8) })])
    await expect.poll(() => contacts().map(([email]) => email), soon).toContain('eve@example.com')
    expect(await received()).toBe(before)
  })
})
