import type { ServerResponse } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import {
  answer,
  closeServers,
  cut,
  instantAt,
  scripted,
  silence,
  view,
  type Reply,
} from '../test/scripted-server.ts'
import { CatalyticsUnreachable, ExportFailed } from './client.ts'

afterEach(closeServers)

describe('rows', () => {
  test('come from all pages, under the same filter', async () => {
    const server = await scripted({
      '/api/v1/lead-actions': [
        answer({ data: [action(1), action(2)], next_cursor: 'c1', complete_through: 9 }),
        answer({ data: [action(5)], next_cursor: null, complete_through: 9 }),
      ],
    })
    const filter = { from: '2026-10-01', countries: ['DE', 'FR'], segments: ['catalog:a b'] }
    const rows = await all(server.client().leadActions(filter, { pageSize: 2 }))
    expect(rows.map((row) => row.seq)).toEqual([1, 2, 5])
    const query = 'segment=catalog%3Aa+b&country=DE&country=FR&from=2026-10-01&limit=2'
    expect(server.seen('/api/v1/lead-actions').map((seen) => seen.url.split('?')[1])).toEqual([
      query,
      `${query}&cursor=c1`,
    ])
  })

  test('of a stream come as they arrive, cut anywhere', async () => {
    const bytes = Buffer.from(
      [action(1), { ...action(2), company: 'Müller' }].map((row) => `${JSON.stringify(row)}\n`).join(''),
    )
    const inPieces: Reply = async (response) => {
      for (let start = 0; start < bytes.length; start += 7) {
        response.write(bytes.subarray(start, start + 7))
        await new Promise(setImmediate)
      }
      response.end()
    }
    const server = await scripted({ '/api/v1/lead-actions': [inPieces] })
    const rows = await all(server.client().streamLeadActions())
    expect(rows.map((row) => [row.seq, row.company])).toEqual([
      [1, null],
      [2, 'Müller'],
    ])
  })

  test.each([
    ['a connection that breaks', (response: ServerResponse) => response.destroy()],
    ['an end inside a row', (response: ServerResponse) => response.end()],
  ])('of a stream are not complete after %s', async (_name, end) => {
    const broken: Reply = (response) => {
      response.write(`${JSON.stringify(action(1))}\n{"seq":2,`)
      setTimeout(() => end(response), 20)
    }
    const server = await scripted({ '/api/v1/lead-actions': [broken] })
    const rows = server.client().streamLeadActions()
    await expect(rows.next()).resolves.toMatchObject({ value: { seq: 1 } })
    await expect(rows.next()).rejects.toBeInstanceOf(CatalyticsUnreachable)
  })
})

describe('changes', () => {
  test('go on after what was read, through a break, and pass over what is hidden', async () => {
    const server = await scripted({
      '/api/v1/lead-changes': [
        answer(page([1, 2], 2, 9)),
        cut,
        answer(page([], 2)),
        answer(page([], 7)),
        answer(page([9], 9)),
      ],
    })
    const pages = server.client().changes({ pageSize: 2 })
    const read = []
    for await (const { data, next_after } of pages) {
      read.push([data.map((change) => change.seq), next_after])
      if (next_after === 9) break
    }
    expect(read).toEqual([
      [[1, 2], 2],
      [[], 7],
      [[9], 9],
    ])
    const asked = server.seen('/api/v1/lead-changes').map((seen) => seen.url.split('?')[1])
    expect(asked).toEqual([0, 2, 2, 2, 7].map((after) => `after=${after}&limit=2&wait=30`))
  })

  test('end where everything is read and nobody wants to wait', async () => {
    const server = await scripted({
      '/api/v1/lead-changes': [answer(page([4], 4, 5)), answer(page([5], 5))],
    })
    const pages = await all(server.client().changes({ after: 3, wait: 0 }))
    expect(pages.map((one) => one.next_after)).toEqual([4, 5])
    expect(server.seen('/api/v1/lead-changes')).toHaveLength(2)
  })

  test('end quietly when their signal is aborted', async () => {
    const server = await scripted({ '/api/v1/lead-changes': [answer(page([1], 1)), silence] })
    const stop = new AbortController()
    const pages = server.client().changes({ signal: stop.signal })
    await expect(pages.next()).resolves.toMatchObject({ done: false })
    setTimeout(() => stop.abort(), 50)
    await expect(pages.next()).resolves.toEqual({ done: true, value: undefined })
  })
})

describe('events', () => {
  test('keep the ids they were given when a request is repeated', async () => {
    const server = await scripted({ '/api/v1/events': [cut, answer(taken(2))] })
    await server.client().sendEvents([view, { ...view, id: '0199b1c2-6f0e-7c1a-9d55-3f1f5e0a7b11' }])
    const [first = '', second = ''] = server.seen('/api/v1/events').map((seen) => seen.body)
    expect(second).toBe(first)
    expect(idsIn(first)[0]).toMatch(/^[0-9a-f]{8}-/)
    expect(idsIn(first)[1]).toBe('0199b1c2-6f0e-7c1a-9d55-3f1f5e0a7b11')
  })

  test('go in batches; refused ones are counted from the first of all', async () => {
    const refused = { index: 7, id: null, reason: 'unknown_type', detail: 'type' }
    const server = await scripted({
      '/api/v1/events': [
        answer(taken(1000)),
        answer({ ...taken(999), rejected: [refused] }),
        answer(taken(500)),
      ],
    })
    const sent = await server.client().sendEvents(Array.from({ length: 2500 }, () => view))
    expect(server.seen('/api/v1/events').map((seen) => idsIn(seen.body).length)).toEqual([1000, 1000, 500])
    expect(sent).toMatchObject({ accepted: 2499, rejected: [{ ...refused, index: 1007 }], last_seq: 500 })
  })

  test('of five megabytes go in more requests', async () => {
    const server = await scripted({ '/api/v1/events': [answer(taken(1))] })
    const long = { ...view, part: { configuration: { text: 'ü'.repeat(900_000) } } }
    await server.client().sendEvents([long, long, long])
    expect(server.seen('/api/v1/events').map((seen) => idsIn(seen.body).length)).toEqual([2, 1])
  })

  test('that are none need no request', async () => {
    const server = await scripted({})
    await expect(server.client().sendEvents([])).resolves.toMatchObject({ accepted: 0, last_seq: null })
  })
})

describe('an export', () => {
  const path = '/api/v1/lead-exports/ex_0123456789abcdef'

  test('is asked for once, however often the request is repeated', async () => {
    const server = await scripted({
      '/api/v1/lead-exports': [cut, answer(state('queued'), { status: 202 })],
    })
    await server.client().createExport({ format: 'csv' })
    const keys = server.seen('/api/v1/lead-exports').map((seen) => seen.headers['idempotency-key'])
    expect(keys).toHaveLength(2)
    expect(new Set(keys).size).toBe(1)
  })

  test('is looked at until its file is there', async () => {
    const server = await scripted({
      [path]: [answer(state('queued')), answer(state('running')), answer(state('done', `${path}/file`))],
    })
    const told: string[] = []
    const done = await server
      .client()
      .waitForExport('ex_0123456789abcdef', { onProgress: ({ status }) => told.push(status) })
    expect(done.file).toBe(`${path}/file`)
    expect(told).toEqual(['queued', 'running', 'done'])
  })

  test('that failed says why', async () => {
    const server = await scripted({ [path]: [answer(state('failed'))] })
    const waiting = server.client().waitForExport('ex_0123456789abcdef')
    await expect(waiting).rejects.toThrow('The file could not be made.')
    await expect(waiting).rejects.toBeInstanceOf(ExportFailed)
  })

  test('is downloaded to its end though the connection breaks', async () => {
    const content = Buffer.from('0123456789'.repeat(1000))
    const breaks: Reply = (response) => {
      response
        .writeHead(200, { etag: '"abc"', 'content-length': content.length })
        .write(content.subarray(0, 4000))
      setTimeout(() => response.destroy(), 20)
    }
    const restOf: Reply = (response, { headers }) => {
      const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1])
      response.writeHead(206, { etag: '"abc"' }).end(content.subarray(from))
    }
    const server = await scripted({ [`${path}/file`]: [breaks, restOf] })
    const chunks = await all(server.client().downloadExport('ex_0123456789abcdef'))
    expect(Buffer.concat(chunks).equals(content)).toBe(true)
    const [, second] = server.seen(`${path}/file`)
    expect(second?.headers).toMatchObject({ range: 'bytes=4000-', 'if-range': '"abc"' })
  })

  test('whose file changed meanwhile is not glued together from two', async () => {
    const server = await scripted({
      [`${path}/file`]: [breaksAfterThreeBytes, (response) => response.end('new')],
    })
    const download = all(server.client().downloadExport('ex_0123456789abcdef'))
    await expect(download).rejects.toThrow('does not give the rest')
  })
})

function action(seq: number) {
  return {
    seq,
    action_id: '0199b1c2-6f0e-7c1a-9d55-3f1f5e0a7b11',
    action: 'cad_download',
    at: instantAt(seq),
    catalog: 'ball-bearings',
    channel_kind: 'site',
    channel: 'www',
    lead_id: '0199b1c2-6f0e-7c1a-9d55-3f1f5e0a7b12',
    email: 'a@example.com',
    new_user: false,
    ...Object.fromEntries(emptyColumns.map((column) => [column, null])),
    company: null,
  }
}

const emptyColumns = [
  'category part_family part_number configuration cad_format document document_kind quote_quantity quote_message',
  'first_name last_name department country country_name state city postal_code address phone fax language',
  'consent_at consent_text',
].flatMap((names) => names.split(' '))

function page(seqs: readonly number[], next_after: number, complete_through = next_after) {
  const data = seqs.map((seq) => ({ seq, at: instantAt(0), kind: 'lead_action', row: action(seq) }))
  return { data, next_after, complete_through, lag_ms: 0 }
}

function taken(count: number) {
  return { accepted: count, duplicates: 0, rejected: [], last_seq: count }
}

function idsIn(body: string): string[] {
  return JSON.parse(body).events.map((sent: { id: string }) => sent.id)
}

function state(status: string, file: string | null = null) {
  return {
    id: 'ex_0123456789abcdef',
    status,
    progress: 0.5,
    rows: null,
    bytes: null,
    sha256: null,
    from_seq: null,
    to_seq: null,
    created_at: instantAt(0),
    finished_at: null,
    expires_at: null,
    file,
    error: status === 'failed' ? 'The file could not be made.' : null,
    request: { rows: 'actions', format: 'csv', zip: false },
  }
}

function breaksAfterThreeBytes(response: ServerResponse): void {
  response.writeHead(200, { etag: '"abc"', 'content-length': 100 }).write('old')
  setTimeout(() => response.destroy(), 20)
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = []
  for await (const item of items) found.push(item)
  return found
}
