import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { inflateRawSync } from 'node:zlib'
import { writeXlsx } from 'hucre/xlsx'
import { describe, expect, test, vi } from 'vitest'
import type { ParsedEvent } from '@catalytics/contract/events.ts'
import { type ImportAnswer, importAnswer } from '@catalytics/contract/imports.ts'
import { given } from '../../../test/import-files.ts'
import { sha256OfFile } from '../../stores/files/readers/bytes.ts'
import { zipEntries } from '../../stores/files/readers/zip.ts'
import { type CheckEnv, checkEvent, isRefused, type Refused } from '../ingest/ingest.check.ts'
import { parseMapping } from './imports.mapping.ts'
import { type ImportDeps, type ImportProgress, runImport } from './imports.run.ts'

const importId = 'im_0123456789abcdef'
const mapping = parseMapping({
  time_zone: 'Europe/Berlin',
  event: {
    type: { const: 'quote_request' },
    at: { column: 'At' },
    catalog: { const: 'bearings' },
    'channel.kind': { const: 'network' },
    'channel.key': { const: 'partnet' },
    'part.number': { column: 'Code' },
    'quote.quantity': { column: 'Qty' },
    country: { column: 'Country' },
  },
})

/** Checks events as the server does and keeps them in memory. */
function keeper() {
  const kept = new Map<string, ParsedEvent>()
  const batches: number[] = []
  const progress: ImportProgress[] = []
  const broken: ImportAnswer[] = []
  const aborter = new AbortController()
  let clock = 0
  const deps: ImportDeps = {
    submit: (events) => {
      batches.push(events.length)
      let [accepted, duplicates] = [0, 0]
      const rejected: (Refused & { readonly index: number })[] = []
      for (const [index, sent] of events.entries()) {
        const checked = checkEvent(sent, checkEnv, { at: checkEnv.now, byPage: false })
        if (isRefused(checked)) rejected.push({ index, ...checked })
        else if (kept.has(checked.id)) duplicates += 1
        else {
          kept.set(checked.id, checked.event)
          accepted += 1
        }
      }
      return Promise.resolve({ accepted, duplicates, rejected })
    },
    onProgress: (told) => progress.push(told),
    onBroken: (soFar) => broken.push(soFar),
    signal: aborter.signal,
    now: () => (clock += 500),
  }
  return { deps, kept, batches, progress, broken, aborter }
}

const checkEnv: CheckEnv = {
  now: Date.parse('2026-11-22T00:00:00Z'),
  hashSalt: '',
  newId: () => 'an import always brings an id',
  takes: () => true,
  unlocked: () => true,
}

function csvOf(rows: number): string {
  const lines = Array.from({ length: rows }, (_, row) => {
    const country = row % 25 === 0 ? 'Atlantis' : 'Schweiz'
    return `${row},2026-07-01 10:00,${row % 10},${country},x\n`
  })
  return `Code,At,Qty,Country,Note\n${lines.join('')}`
}

describe('an import', () => {
  test('reads the numbers of a column by the decimal sign that a later row proves', async () => {
    const rows = ['1;2026-07-01 10:00;1.500;Schweiz', '2;2026-07-01 11:00;2,5;Schweiz']
    const path = given('signs.csv', `Code;At;Qty;Country\n${rows.join('\n')}\n`)
    const { deps, kept } = keeper()

    const { accepted } = await runImport(deps, { path, mapping, importId })

    const quantities = [...kept.values()].map((event) => 'quote' in event && event.quote)
    expect([accepted, quantities]).toEqual([2, [{ quantity: 1500 }, { quantity: 2.5 }]])
  })

  test('counts every row once, and again every row as a duplicate', async () => {
    const path = given('orders.csv', `${csvOf(5000)}1,2,3,4,5,6\n`)
    const { deps, kept, batches, progress } = keeper()
    const answer = await runImport(deps, { path, mapping, importId })
    expect(importAnswer.parse(answer)).toEqual(answer)
    expect(answer).toEqual({
      import_id: importId,
      file_sha256: (await sha256OfFile(path)).toString('hex'),
      rows: 5001,
      accepted: 4500,
      duplicates: 0,
      rejected: 501,
      reasons: { quantity_not_positive: 500, malformed_row: 1 },
      rejected_examples: [
        { row: 2, reason: 'quantity_not_positive', detail: 'quote.quantity: must be more than 0' },
        { row: 12, reason: 'quantity_not_positive', detail: 'quote.quantity: must be more than 0' },
        { row: 22, reason: 'quantity_not_positive', detail: 'quote.quantity: must be more than 0' },
        { row: 5002, reason: 'malformed_row', detail: expect.stringContaining('6 cells') },
      ],
      // 200 rows say so; half of them were refused for their quantity.
      unmapped: { country: { Atlantis: 100 } },
      unknown_columns: ['Note'],
    })
    expect(batches).toEqual([2000, 2000, 1000])
    expect(progress.at(-1)).toMatchObject({
      rows: 5001,
      accepted: 4500,
      rejected: 501,
      fraction: 1,
      secondsLeft: 0,
    })
    expect([...kept.values()][0]).toMatchObject({
      at: '2026-07-01T08:00:00.000Z',
      country: 'CH',
      part: { number: '1' },
    })

    const again = await runImport(deps, { path, mapping, importId })
    expect(again).toEqual({ ...answer, accepted: 0, duplicates: 4500 })
  })

  test('goes on from a row, and what was there counts as duplicates', async () => {
    const path = given('resumed.csv', csvOf(30))
    const { deps, kept } = keeper()
    expect(await runImport(deps, { path, mapping, importId, startRow: 22 })).toMatchObject({
      rows: 10,
      accepted: 9,
    })
    expect(await runImport(deps, { path, mapping, importId })).toMatchObject({
      rows: 30,
      accepted: 18,
      duplicates: 9,
    })
    expect(kept.size).toBe(27)
  })

  test('of two sheets of one workbook is not the same events', async () => {
    const rows = [
      ['Code', 'At', 'Qty', 'Country'],
      ['A', new Date(Date.UTC(2026, 6, 1, 10)), 1, 'DE'],
    ]
    const path = given(
      'two.xlsx',
      await writeXlsx({
        sheets: [
          { name: 'One', rows },
          { name: 'Two', rows },
        ],
      }),
    )
    const { deps, kept } = keeper()
    for (const sheet of [undefined, 'One', 'Two']) {
      await runImport(deps, {
        path,
        mapping: { ...mapping, ...(sheet === undefined ? {} : { sheet }) },
        importId,
      })
    }
    expect(kept.size).toBe(2)
    expect([...kept.values()]).toMatchObject([{ at: '2026-07-01T08:00:00.000Z' }, { part: { number: 'A' } }])
  })

  test('reads the next batch while one is being stored', async () => {
    const path = given('ahead.csv', csvOf(4000))
    const { deps, aborter } = keeper()
    // Asked once for every row that is read.
    const rowsRead = vi.spyOn(aborter.signal, 'throwIfAborted')
    const waiting: ImportDeps = {
      ...deps,
      submit: async (events, rows) => {
        await expect.poll(() => rowsRead.mock.calls.length).toBeGreaterThan(4000)
        return deps.submit(events, rows)
      },
    }
    expect(await runImport(waiting, { path, mapping, importId })).toMatchObject({ rows: 4000 })
  })

  test('stops when it is aborted, after the batch under way', async () => {
    const path = given('aborted.csv', csvOf(9000))
    const { deps, kept, batches, aborter } = keeper()
    const stop = new Error('stopped by the user')
    const stopping = { ...deps, onProgress: () => aborter.abort(stop) }
    await expect(runImport(stopping, { path, mapping, importId })).rejects.toBe(stop)
    expect(batches.length).toBeLessThan(4)
    expect(kept.size).toBe(batches.length * 1800)
    await expect(runImport(deps, { path, mapping, importId })).rejects.toBe(stop)
  })

  test('fails with what submit fails with', async () => {
    const path = given('failing.csv', csvOf(9000))
    const down = new Error('the store is down')
    const { deps } = keeper()
    await expect(
      runImport({ ...deps, submit: () => Promise.reject(down) }, { path, mapping, importId }),
    ).rejects.toBe(down)
  })

  test('says which column is not there before anything is stored', async () => {
    const { deps, batches } = keeper()
    const path = given('other.csv', 'Code,At,Quantity,Country\n1,2026-07-01,1,DE\n')
    await expect(runImport(deps, { path, mapping, importId })).rejects.toMatchObject({
      code: 'invalid',
      field: 'event.quote.quantity.column',
      message: expect.stringContaining('no column Qty'),
    })
    expect(batches).toEqual([])
  })
})

describe('wire-form NDJSON', () => {
  const sent = {
    type: 'product_view',
    at: '2026-07-01T08:00:00Z',
    catalog: 'c',
    channel: { kind: 'site', key: 's' },
  }
  const id = '0199b1c2-6f0e-7c1a-9d55-3f1f5e0a7b11'

  test('passes through; ids stay, missing ones come from file and row', async () => {
    const lines = [{ ...sent, id }, sent, { ...sent, zoom: 1 }].map((line) => JSON.stringify(line))
    const path = given('events.ndjson', `${lines.join('\n')}\n{"broken\n`)
    const { deps, kept } = keeper()
    const answer = await runImport(deps, { path, mapping: null, importId })
    expect(answer).toMatchObject({
      rows: 4,
      accepted: 2,
      rejected: 2,
      reasons: { unknown_key: 1, invalid_json: 1 },
    })
    expect([...kept.keys()]).toEqual([id, expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8/)])
    expect(await runImport(deps, { path, mapping: null, importId })).toMatchObject({
      accepted: 0,
      duplicates: 2,
    })
  })

  test('under a mapping: top-level keys, the unused ones are told', async () => {
    const path = given(
      'rows.ndjson',
      '{"Code":21166,"At":"2026-07-01","Qty":2,"Country":"FRA","Price":2.5}\n',
    )
    const { deps, kept } = keeper()
    const answer = await runImport(deps, { path, mapping, importId })
    expect(answer).toMatchObject({ accepted: 1, unknown_columns: ['Price'] })
    expect([...kept.values()]).toMatchObject([{ part: { number: '21166' }, country: 'FR' }])
  })

  test('every other file needs a mapping', async () => {
    const { deps } = keeper()
    const path = given('needs.csv', csvOf(1))
    await expect(runImport(deps, { path, mapping: null, importId })).rejects.toThrow('needs a mapping')
  })
})

// Somebody else's file, so it lies beside the repository, not in it; without it there is nothing to count.
const realFiles = ['../../../../../shared/data/online-retail-40000.xlsx']
  .map((place) => fileURLToPath(new URL(place, import.meta.url)))
  .filter((path) => existsSync(path))

describe.each(realFiles)('the spreadsheet of a British shop: %s', (path) => {
  const guide = new URL('../../../../docs/guide/import-online-retail.json', import.meta.url)

  test('its counts are those that its XML has', async () => {
    const cells = await cellsOfSheet(path)
    const negative = cells.filter(({ D }) => Number(D) <= 0)
    const { deps, kept } = keeper()
    const retail = parseMapping(JSON.parse(await readFile(guide, 'utf8')))
    const answer = await runImport(deps, { path, mapping: retail, importId })

    expect([cells.length, negative.length]).toEqual([40_000, 778])
    expect(answer).toMatchObject({
      rows: cells.length,
      accepted: cells.length - negative.length,
      duplicates: 0,
      rejected: negative.length,
      reasons: { quantity_not_positive: negative.length },
      unmapped: { country: { 'European Community': 5 } },
      unknown_columns: ['InvoiceNo', 'UnitPrice'],
    })
    const events = [...kept.values()]
    const good = cells.filter(({ D }) => Number(D) > 0)
    const notIso = new Set(['Channel Islands', 'Unspecified', 'European Community'])
    expect(events.map(({ part }) => part?.number)).toEqual(good.map(({ B }) => B))
    expect(events.filter(({ person }) => person === undefined)).toHaveLength(
      good.filter(({ G }) => G === undefined).length,
    )
    expect(new Set(events.map(({ person }) => person?.email)).size).toBe(new Set(good.map(({ G }) => G)).size)
    expect(events.filter(({ country }) => country === undefined)).toHaveLength(
      good.filter(({ H }) => notIso.has(H ?? '')).length,
    )
    expect(events.filter(({ country }) => country === 'IE')).toHaveLength(
      good.filter(({ H }) => H === 'EIRE').length,
    )
    // Row 2: 40846.678 is 30 October 2011, 16:17, fourteen hours after the clocks went back.
    expect(events[0]).toMatchObject({
      at: '2011-10-30T16:17:00.000Z',
      part: { number: '21166', family: 'COOK WITH WINE METAL SIGN' },
    })
    expect(events.every(({ at }) => at.endsWith(':00.000Z'))).toBe(true)

    expect(await runImport(deps, { path, mapping: retail, importId })).toEqual({
      ...answer,
      accepted: 0,
      duplicates: answer.accepted,
    })
  }, 60_000)
})

/** The cells of the data rows by column letter, straight from the sheet's XML, by other means than the reader's. */
async function cellsOfSheet(path: string): Promise<readonly Record<string, string>[]> {
  const entry = zipEntries(await readFile(path))?.find(({ name }) => name === 'xl/worksheets/sheet1.xml')
  const xml = inflateRawSync(entry?.body ?? Buffer.alloc(0)).toString('utf8')
  const cell = /<c r="([A-Z])\d+"[^>]*?(?:\/>|>(?:<v>|<is><t[^>]*>)([^<]*))/g
  return xml
    .split('<row ')
    .slice(2)
    .map((row) =>
      Object.fromEntries(
        [...row.matchAll(cell)].flatMap(([, column, value]) => (column && value ? [[column, value]] : [])),
      ),
    )
}
