import { EngineError } from './engine-error.ts'

/**
 * How an output format travels. chDB formats every chunk of a streamed answer as if it were the whole: what has
 * something before, between or after the rows comes out broken. So only `rows` formats are streamed as they are, of
 * `header` formats the repeated lines are taken out again, and all others are answered whole.
 */
export type OutputFormat = {
  readonly name: string
  readonly contentType: string
  readonly stream: 'rows' | 'header' | 'no'
  /** Lines of the header, where it has one. */
  readonly headerLines: number
}

/** @throws EngineError UNKNOWN_FORMAT */
export function outputFormat(name: string): OutputFormat {
  const format = formats.get(name.toLowerCase())
  if (format === undefined) throw new EngineError('UNKNOWN_FORMAT', `Unknown format ${name}`)
  return format
}

/** Takes the header, which chDB repeats, out of all chunks but the first. */
export class HeaderOnce {
  readonly #format: OutputFormat
  #header: Uint8Array | undefined

  constructor(format: OutputFormat) {
    this.#format = format
  }

  strip(chunk: Uint8Array): Uint8Array {
    if (this.#format.headerLines === 0) return chunk
    if (this.#header === undefined) {
      this.#header = chunk.slice(0, headerEnd(chunk, this.#format))
      return chunk
    }
    const header = this.#header
    if (!header.every((byte, index) => chunk[index] === byte)) {
      throw new EngineError('INCORRECT_DATA', 'A chunk of the answer does not begin with the header')
    }
    return chunk.subarray(header.length)
  }
}

// In CSV a name may hold a line break inside its quotes; the other formats escape line breaks.
function headerEnd(chunk: Uint8Array, { headerLines, contentType }: OutputFormat): number {
  let left = headerLines
  let quoted = false
  for (const [index, byte] of chunk.entries()) {
    if (byte === quote && contentType === csv) quoted = !quoted
    else if (byte === lineFeed && !quoted && (left -= 1) === 0) return index + 1
  }
  return chunk.length
}

const quote = 0x22
const lineFeed = 0x0a

const tsv = 'text/tab-separated-values; charset=UTF-8'
const csv = 'text/csv; charset=UTF-8'
const ndjson = 'application/x-ndjson; charset=UTF-8'
const json = 'application/json; charset=UTF-8'
const binary = 'application/octet-stream'
const text = 'text/plain; charset=UTF-8'

const formats: ReadonlyMap<string, OutputFormat> = new Map(
  [
    ...rows(tsv, 'TabSeparated', 'TSV', 'TabSeparatedRaw', 'TSVRaw'),
    ...rows(csv, 'CSV'),
    ...rows(ndjson, 'JSONEachRow', 'JSONLines', 'NDJSON', 'JSONStringsEachRow'),
    ...rows(ndjson, 'JSONCompactEachRow', 'JSONCompactStringsEachRow'),
    ...rows(binary, 'RowBinary', 'Native'),
    ...withHeader(csv, 'CSVWithNames'),
    ...withHeader(tsv, 'TabSeparatedWithNames', 'TSVWithNames'),
    ...withHeader(ndjson, 'JSONCompactEachRowWithNames', 'JSONCompactStringsEachRowWithNames'),
    ...whole(
      json,
      'JSON',
      'JSONCompact',
      'JSONStrings',
      'JSONCompactStrings',
      'JSONColumns',
      'JSONObjectEachRow',
    ),
    ...whole(json, 'JSONColumnsWithMetadata', 'JSONCompactColumns'),
    ...whole(binary, 'Parquet', 'Arrow', 'ArrowStream', 'ORC', 'Avro', 'MsgPack', 'RawBLOB'),
    ...whole(binary, 'RowBinaryWithNames', 'RowBinaryWithNamesAndTypes'),
    ...whole(
      text,
      'Pretty',
      'PrettyCompact',
      'PrettySpace',
      'Vertical',
      'Values',
      'Markdown',
      'Null',
      'LineAsString',
    ),
  ].map((format) => [format.name.toLowerCase(), format]),
)

function rows(contentType: string, ...names: readonly string[]): readonly OutputFormat[] {
  return names.map((name) => ({ name, contentType, stream: 'rows', headerLines: 0 }))
}

/** Each comes with its twin that names the types in a second line. */
function withHeader(contentType: string, ...names: readonly string[]): readonly OutputFormat[] {
  return names.flatMap((name) => [
    { name, contentType, stream: 'header' as const, headerLines: 1 },
    { name: `${name}AndTypes`, contentType, stream: 'header' as const, headerLines: 2 },
  ])
}

function whole(contentType: string, ...names: readonly string[]): readonly OutputFormat[] {
  return names.map((name) => ({ name, contentType, stream: 'no', headerLines: 0 }))
}
