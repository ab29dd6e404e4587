import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { personData } from '@catalytics/contract/people.ts'
import { serviceAccount } from '@catalytics/contract/service-accounts.ts'
import { buildTestApp, ok, type Caller, type ContractAtHand, type TestApp } from '../../../test/build-app.ts'
import { download } from '../../../test/factories.ts'

const rows = 30_000
const mebibyte = 1024 * 1024

let app: TestApp
let acme: ContractAtHand
beforeAll(async () => {
  app = await buildTestApp()
  acme = await app.given.contract()
  const configuration = {
    note: 'x'.repeat(200),
    more: 'y'.repeat(200),
    other: 'z'.repeat(200),
    last: '0'.repeat(200),
  }
  for (let at = 0; at < rows; at += 6000) {
    const part = { number: String(at), configuration }
    await app.given.events(
      acme,
      Array.from({ length: 6000 }, (_, n) => download(`p${n}@acme.example`, { part })),
    )
  }
})

async function open(caller: Caller, signal?: AbortSignal) {
  const answer = await fetch(`${app.url()}/api/v1/lead-actions?format=ndjson`, {
    headers: { authorization: await caller.authorization() },
    ...(signal === undefined ? {} : { signal }),
  })
  if (answer.body === null) throw new Error('no body')
  return answer.body.getReader()
}

function askForLeads(caller: Caller) {
  return caller.get('/api/v1/leads?format=csv')
}

/** Rows that have left for an account so far, as its counter has it a moment later. */
async function rowsOf(caller: Caller): Promise<number> {
  await pause(1500)
  return serviceAccount.parse(ok(await acme.manage('GET', `/service-accounts/${caller.clientId}`)).body)
    .rows_30d
}

test('a reader who takes nothing holds the stream up, and memory does not grow', async () => {
  const slow = await app.given.account(acme, { scopes: ['leads:read'] })
  const reader = await open(slow)
  await reader.read()
  const before = process.memoryUsage().rss

  const afterAWhile = await rowsOf(slow)
  const later = await rowsOf(slow)

  expect(later).toBe(afterAWhile)
  expect(later).toBeLessThan(rows / 2)
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * mebibyte)
  // And whoever reads on gets the rest, although others wrote meanwhile: the state is that of the beginning.
  await app.given.events(acme, [download('late@acme.example')])
  let text = ''
  let lines = 0
  const decoder = new TextDecoder()
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += decoder.decode(part.value, { stream: true })
    const complete = text.split('\n')
    text = complete.pop() ?? ''
    lines += complete.length
    expect(complete.some((line) => line.includes('late@acme.example'))).toBe(false)
  }
  expect(text).toBe('')
  expect(lines).toBeGreaterThan(rows - 5000)
  expect(await rowsOf(slow)).toBe(rows)
})

test('a reader who leaves ends the stream; others are answered all the while', async () => {
  const gone = await app.given.account(acme, { scopes: ['leads:read'] })
  const stop = new AbortController()
  const reader = await open(gone, stop.signal)
  await reader.read()

  stop.abort()
  await reader.closed.catch(() => undefined)

  const left = await rowsOf(gone)
  expect(await rowsOf(gone)).toBe(left)
  expect(left).toBeLessThan(rows)
  const many = await Promise.all(Array.from({ length: 20 }, () => acme.get('/api/v1/lead-actions?limit=1')))
  expect(many.map(({ status }) => status)).toEqual(many.map(() => 200))
})

test('a contract has two streams at once, whoever reads them; others have theirs, and their pages', async () => {
  const [first, second] = await Promise.all([
    app.given.account(acme, { scopes: ['leads:read'] }),
    app.given.account(acme, { scopes: ['leads:read'] }),
  ])
  const other = await app.given.contract()
  await app.given.events(other, [download('ann@other.example')])
  const stop = new AbortController()
  const readers = [await open(first, stop.signal), await open(second)]
  for (const reader of readers) await reader.read()
  const refused = await Promise.all([askForLeads(first), askForLeads(second), askForLeads(acme)])

  expect(refused.map(({ status }) => status)).toEqual([429, 429, 429])
  expect(refused[2]?.headers.get('retry-after')).toBe('5')
  expect((await askForLeads(other)).status).toBe(200)
  expect((await acme.get('/api/v1/leads?limit=10')).status).toBe(200)
  stop.abort()
  await readers[0]?.closed.catch(() => undefined)
  await expect.poll(async () => (await askForLeads(second)).status).toBe(200)
  await readers[1]?.cancel()
})

test.each([
  ['lead-actions?format=csv', 'text/csv; charset=utf-8; header=present'],
  ['lead-actions?format=ndjson', 'application/x-ndjson; charset=utf-8'],
  ['leads', 'application/json; charset=utf-8'],
])('the head of %s tells the kind, and nothing is noted as delivered', async (path, type) => {
  const other = await app.given.contract()
  await app.given.events(other, [download('ann@acme.example')])

  const answer = await other.call('HEAD', `/api/v1/${path}`)

  expect([answer.status, answer.headers.get('content-type'), answer.text]).toEqual([200, type, ''])
  const found = ok(await other.manage('POST', '/people/find', { email: 'ann@acme.example' })).body
  expect(personData.parse(found).deliveries).toEqual([])
})
