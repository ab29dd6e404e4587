import { describe, expect, test } from 'vitest'
import { EngineLines, engineChanges, engineCsv, engineJson } from './lead-rows.engine-lines.ts'

const ids = ['00112233-4455-6677-8899-aabbccddeeff', 'ffeeddcc-bbaa-4988-8766-554433221100'] as const

const formats = {
  CSV: {
    format: engineCsv,
    text: `4000000000,"DE","pt-BR",12,"${ids[0]}","quote_request","Größe, ""M""",,7\r\n7,"","",9007199254740991,"${ids[1]}","cad_download","",\r\n`,
    columns: [
      `12,"${ids[0]}","quote_request","Größe, ""M""",,7`,
      `9007199254740991,"${ids[1]}","cad_download","",`,
    ],
  },
  JSON: {
    format: engineJson,
    text: `{"person":4000000000,"own_country":"DE","own_language":"pt-BR","seq":12,"action_id":"${ids[0]}","action":"quote_request","document":"\\"Ö\\""}
{"person":7,"own_country":"","own_language":"","seq":9007199254740991,"action_id":"${ids[1]}","action":"cad_download","document":null}
`,
    columns: [
      `{"seq":12,"action_id":"${ids[0]}","action":"quote_request","document":"\\"Ö\\""`,
      `{"seq":9007199254740991,"action_id":"${ids[1]}","action":"cad_download","document":null`,
    ],
  },
} as const

describe.each(Object.entries(formats))('%s of the engine', (_name, { format, text, columns }) => {
  test('is taken apart into what stays and what leaves, as often as wanted', () => {
    const bytes = Buffer.from(text)
    const lines = new EngineLines(bytes, format)
    const walk = () => {
      const seen: unknown[] = []
      while (lines.next()) {
        const own = bytes.toString('utf8', lines.columnsAt, lines.columnsEnd)
        const id = [lines.id(), String.fromCharCode(lines.lastOfId())]
        seen.push([lines.person, lines.country(), lines.language(), lines.isQuote, ...id, own])
      }
      lines.again()
      return seen
    }
    const expected = [
      [4_000_000_000, 'DE', 'pt-BR', true, ids[0], 'f', columns[0]],
      [7, '', '', false, ids[1], '0', columns[1]],
    ]

    expect(walk()).toEqual(expected)
    expect(walk()).toEqual(expected)
  })
})

test('of changes, actions are told from the rest, which stays as it is', () => {
  const received = '2026-10-01T08:00:00.000Z'
  const line = (kind: string, seq: number) =>
    `{"person":7,"own_country":"","own_language":"","kind":"${kind}","received_at":"${received}","seq":${seq},"action_id":"${ids[0]}","action":"quote_request"}\n`
  const kinds = ['event', 'release', 'lead_updated', 'lead_erased', 'consent_withdrawn', 'lead_merged']
  const text = kinds.map((kind, at) => line(kind, at + 9)).join('')
  const bytes = Buffer.from(text)
  const lines = new EngineLines(bytes, engineChanges)
  const seen: unknown[] = []
  while (lines.next()) {
    const seq = bytes.toString('utf8', lines.seqAt, lines.seqEnd)
    const at = bytes.toString('utf8', lines.receivedAt, lines.receivedEnd())
    const own = bytes.toString('utf8', lines.columnsAt, lines.columnsEnd)
    seen.push(lines.isAction ? [seq, at, lines.isQuote, own] : lines.line().toString())
  }

  expect(seen).toEqual([
    ['9', received, true, `{"seq":9,"action_id":"${ids[0]}","action":"quote_request"`],
    ['10', received, true, `{"seq":10,"action_id":"${ids[0]}","action":"quote_request"`],
    line('lead_updated', 11),
    line('lead_erased', 12),
    line('consent_withdrawn', 13),
    line('lead_merged', 14),
  ])
})

test('an answer that ends within a line is a fault', () => {
  expect(() => new EngineLines(Buffer.from('7,"DE'), engineCsv)).toThrow('ends within a line')
})
