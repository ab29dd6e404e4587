import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { writeXlsxStream } from 'hucre/xlsx'
import { fileWords } from '../server/src/features/exports/exports.notes.ts'
import { openTableFile } from '../server/src/stores/files/table-file.ts'
import type { Column, Row } from '../server/src/stores/files/table.ts'

/* Writes one workbook and tells its parent the time and the most memory it took. */

const [, , which, countText] = process.argv
const count = Number(countText)
const columns: readonly Column[] = [
  { name: 'seq', type: 'integer' },
  { name: 'at', type: 'instant' },
  { name: 'quantity', type: 'number' },
  { name: 'new_user', type: 'boolean' },
  ...Array.from({ length: 16 }, (_, index) => ({
    name: `text_${index}`,
    type: 'text' as const,
    peopleText: true,
  })),
]

function row(index: number): Row {
  const texts = Array.from(
    { length: 16 },
    (_, column) => [`text_${column}`, `part ${(index * 31 + column * 7) % 5000}-2RS`] as const,
  )
  return {
    seq: index,
    at: '2026-10-03T08:15:30.120Z',
    quantity: index / 4,
    new_user: index % 3 === 0,
    ...Object.fromEntries(texts),
  }
}

const notes = {
  title: 'bench',
  filter: 'none',
  period: 'all',
  time_zone: 'UTC',
  from_seq: 1,
  to_seq: count,
  made_at: '2026-11-22T00:00:00.000Z',
  labels: fileWords.en.labels,
}

async function writeOurs(path: string): Promise<void> {
  const file = await openTableFile(path, {
    format: 'xlsx',
    zip: false,
    columns,
    locale: null,
    innerName: 'bench.xlsx',
    notes: () => notes,
  })
  for (let start = 0; start < count; start += 1000) {
    await file.write(Array.from({ length: Math.min(1000, count - start) }, (_, index) => row(start + index)))
  }
  await file.finish()
}

async function writeHucre(path: string): Promise<void> {
  function* rows() {
    for (let index = 0; index < count; index += 1) {
      const cells = row(index)
      yield columns.map(({ name, type }) =>
        type === 'instant' ? new Date(String(cells[name])) : (cells[name] ?? null),
      )
    }
  }
  const options = {
    name: 'Data',
    columns: columns.map(({ name }) => ({ header: name })),
    freezePane: { rows: 1 },
  }
  await pipeline(Readable.fromWeb(writeXlsxStream(rows(), options)), createWriteStream(path))
}

const folder = await mkdtemp(join(tmpdir(), 'catalytics-xlsx-'))
let peak = 0
const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 20)
const started = performance.now()
await (which === 'ours' ? writeOurs : writeHucre)(join(folder, 'bench.xlsx'))
const ms = performance.now() - started
clearInterval(watch)
await rm(folder, { recursive: true })
process.send?.({ ms, peakMb: peak / 1e6 }, () => process.disconnect())
