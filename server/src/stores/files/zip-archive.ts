import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { PutBytes } from './table.ts'

/** A zip that is written from front to back. Entries follow one another: one ends before the next begins. */
export type ZipArchive = {
  /** Begins an entry whose bytes come in pieces. `level` 0 stores, 1 to 9 deflates. */
  begin(name: string, level: number): ZipEntry
  /** A small entry at once. */
  add(name: string, text: string): void
  /** Resolves when the last byte of the archive has been put. */
  end(): Promise<void>
  /** Puts nothing more and lets go of the compressor. */
  abort(): Promise<void>
}

export type ZipEntry = { readonly put: PutBytes; end(): void }

/** `made` is the date of all entries. */
export function openZip(put: PutBytes, made: Date): ZipArchive {
  const zip = new ZipFile()
  let entry: ZipEntry | undefined
  let failure: { readonly error: unknown } | undefined
  const drained = drain()

  /**
   * Reads the archive to its end even when nobody takes the bytes any more: only a compressor that reaches the end of
   * its input frees its memory at once.
   */
  async function drain(): Promise<void> {
    for await (const chunk of zip.outputStream) {
      if (failure !== undefined) continue
      try {
        await put(typeof chunk === 'string' ? Buffer.from(chunk) : chunk)
      } catch (error) {
        failure = { error }
      }
    }
  }

  function throwFailure(): void {
    if (failure !== undefined) throw failure.error
  }

  async function close(): Promise<void> {
    entry?.end()
    zip.end()
    await drained
  }

  return {
    begin(name, level) {
      const gate = openGate()
      zip.addReadStream(gate.readable, name, { mtime: made, compressionLevel: level })
      entry = {
        end: gate.end,
        async put(bytes) {
          throwFailure()
          await gate.put(bytes)
          throwFailure()
        },
      }
      return entry
    },
    add(name, text) {
      zip.addBuffer(Buffer.from(text), name, { mtime: made })
    },
    async end() {
      await close()
      throwFailure()
    },
    async abort() {
      failure ??= { error: new Error('the archive was given up') }
      await close()
    },
  }
}

/** A stream that is fed from outside; `put` resolves when its reader wants more. */
function openGate(): { readonly readable: Readable; readonly put: PutBytes; readonly end: () => void } {
  let wanted: (() => void) | undefined
  let ended = false
  const readable = new Readable({ read: () => wanted?.() })
  return {
    readable,
    async put(bytes) {
      if (ended) throw new Error('the entry has ended')
      // Made before the push, which may ask for more while it runs.
      const next = Promise.withResolvers<void>()
      wanted = next.resolve
      if (!readable.push(bytes)) await next.promise
    },
    end() {
      if (!ended) readable.push(null)
      ended = true
    },
  }
}
