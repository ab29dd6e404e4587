import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { createGzip, gzip } from 'node:zlib'
import { EngineError } from './engine-error.ts'
import type { OutputFormat } from './output-formats.ts'

/** A consumer that takes nothing for so long loses its answer: an abandoned download must not hold a session. */
const stallLimitMs = 5 * 60_000

/** Figures of a statement, as in `X-ClickHouse-Summary`. */
export type Summary = {
  readonly readRows?: number
  readonly readBytes?: number
  readonly writtenRows?: number
  readonly writtenBytes?: number
  readonly elapsedSeconds?: number
}

/** The answer to one request, worded as ClickHouse words it. */
export class Reply {
  readonly #response: ServerResponse
  readonly #compress: boolean

  constructor(
    response: ServerResponse,
    { queryId, compress }: { readonly queryId: string; readonly compress: boolean },
  ) {
    this.#response = response
    this.#compress = compress
    response.setHeader('X-ClickHouse-Query-Id', queryId.replace(/[^\x20-\x7e]/g, '?'))
    response.setHeader('X-ClickHouse-Timezone', 'UTC')
  }

  /** Sends an answer that is there as a whole. */
  async whole(bytes: Uint8Array, format: OutputFormat | undefined, summary: Summary): Promise<void> {
    this.#head(format, summary)
    const body = this.#compress && bytes.length > 0 ? await promisify(gzip)(bytes) : bytes
    this.#response.setHeader('Content-Length', body.length)
    if (body !== bytes) this.#response.setHeader('Content-Encoding', 'gzip')
    this.#response.end(body)
  }

  /**
   * Sends chunks as they come and as fast as the other side takes them; a single one is sent as a whole. A failure
   * before the second becomes an error answer of the caller; a later one breaks the connection, so that nobody takes
   * the beginning for all of it.
   */
  async stream(chunks: AsyncGenerator<Uint8Array, void>, format: OutputFormat): Promise<void> {
    const first = await chunks.next()
    if (first.done === true) return await this.whole(new Uint8Array(), format, {})
    const second = await chunks.next()
    if (second.done === true) return await this.whole(first.value, format, {})
    this.#head(format, {})
    if (this.#compress) this.#response.setHeader('Content-Encoding', 'gzip')
    const source = Readable.from(this.#unlessStalled([first.value, second.value], chunks), {
      objectMode: false,
    })
    await (this.#compress ? pipeline(source, createGzip(), this.#response) : pipeline(source, this.#response))
  }

  /** Answers with an error, or breaks the connection when an answer has begun. */
  fail(thrown: unknown): void {
    const error = EngineError.from(thrown)
    if (this.#response.headersSent) {
      this.#response.destroy()
      return
    }
    for (const name of [
      'X-ClickHouse-Summary',
      'X-ClickHouse-Format',
      'Content-Encoding',
      'Content-Length',
    ]) {
      this.#response.removeHeader(name)
    }
    this.#response.setHeader('X-ClickHouse-Exception-Code', error.code)
    this.#response.setHeader('Content-Type', 'text/plain; charset=UTF-8')
    if (error.httpStatus === 413) this.#response.setHeader('Connection', 'close')
    this.#response.statusCode = error.httpStatus
    this.#response.end(`${error.text}\n`)
  }

  #head(format: OutputFormat | undefined, summary: Summary): void {
    this.#response.setHeader('X-ClickHouse-Summary', summaryText(summary))
    this.#response.setHeader('Content-Type', format?.contentType ?? 'text/plain; charset=UTF-8')
    if (format !== undefined) this.#response.setHeader('X-ClickHouse-Format', format.name)
  }

  async *#unlessStalled(
    first: readonly Uint8Array[],
    rest: AsyncGenerator<Uint8Array, void>,
  ): AsyncGenerator<Uint8Array, void> {
    for (const chunk of first) yield* this.#timed(chunk)
    for await (const chunk of rest) yield* this.#timed(chunk)
  }

  *#timed(chunk: Uint8Array): Generator<Uint8Array, void> {
    const timer = setTimeout(() => this.#response.destroy(), stallLimitMs)
    try {
      yield chunk
    } finally {
      clearTimeout(timer)
    }
  }
}

function summaryText(summary: Summary): string {
  return JSON.stringify({
    read_rows: String(summary.readRows ?? 0),
    read_bytes: String(summary.readBytes ?? 0),
    written_rows: String(summary.writtenRows ?? 0),
    written_bytes: String(summary.writtenBytes ?? 0),
    elapsed_ns: String(Math.round((summary.elapsedSeconds ?? 0) * 1e9)),
  })
}
