import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { zstdCompress } from 'node:zlib'
import { manifestHashName, manifestName, type Manifest, type Part } from './manifest.ts'
import { tarEnd, tarEntry } from './tar.ts'

/** The archive while it is written, by both stores' readers in turn. */
export type PartsWriter = {
  /** Begins a row of parts below a folder of the archive. */
  lines(folder: string): LinesWriter
  /** Closes the archive with its manifest. */
  finish(rest: Omit<Manifest, 'parts'>): Promise<Manifest>
}

export type LinesWriter = {
  /** Takes whole lines, each with its line feed. */
  add(lines: Buffer, rows: number): Promise<void>
  end(): Promise<void>
}

/** Unpacked size from which a part is closed: what a reader, and an insert on the way back, hold in memory at once. */
const partBytes = 16 * 1024 * 1024

const compress = promisify(zstdCompress)

/** @param put takes the archive's bytes in order */
export function openParts(put: (bytes: Uint8Array) => Promise<void>, madeAt: Date): PartsWriter {
  const parts: Part[] = []
  let last: Promise<void> = Promise.resolve()

  /** One entry after the other, whoever is first. */
  function write(name: string, content: Uint8Array): Promise<void> {
    last = last.then(() => put(tarEntry(name, content, madeAt)))
    return last
  }

  async function writePart(name: string, lines: Buffer, rows: number): Promise<void> {
    const content = await compress(lines)
    parts.push({ name, bytes: content.length, sha256: sha256Of(content), rows })
    await write(name, content)
  }

  return {
    lines(folder) {
      let number = 0
      let waiting: Buffer[] = []
      let bytes = 0
      let rows = 0
      let before: Promise<void> = Promise.resolve()
      /** Packs a part while the next one is gathered, and no more than that one. */
      async function flush(): Promise<void> {
        if (rows === 0) return
        await before
        number += 1
        const name = `${folder}/${String(number).padStart(6, '0')}.ndjson.zst`
        before = writePart(name, Buffer.concat(waiting), rows)
        // Whoever flushes next, or ends, is told of a failure.
        before.catch(() => undefined)
        waiting = []
        bytes = 0
        rows = 0
      }
      return {
        async add(lines, count) {
          waiting.push(lines)
          bytes += lines.length
          rows += count
          if (bytes >= partBytes) await flush()
        },
        async end() {
          await flush()
          await before
        },
      }
    },
    async finish(rest) {
      const told: Manifest = { ...rest, parts }
      const text = Buffer.from(`${JSON.stringify(told, null, 1)}\n`)
      await write(manifestName, text)
      await write(manifestHashName, Buffer.from(`${sha256Of(text)}  ${manifestName}\n`))
      await put(tarEnd)
      return told
    },
  }
}

export function sha256Of(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}
