import { pipeline as joined, Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import {
  constants,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  createZstdDecompress,
} from 'node:zlib'
import type { FastifyRequest } from 'fastify'
import { because } from '@catalytics/contract/reasons.ts'
import { AppError } from '../lib/errors.ts'

/** What RFC 8878 (section 3.1.1.1.2) wants every decoder to take; a frame may name a window of gigabytes. */
const zstdWindowBits = 23

const decoders = {
  identity: undefined,
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: () => inflated,
  br: createBrotliDecompress,
  zstd: () => createZstdDecompress({ params: { [constants.ZSTD_d_windowLogMax]: zstdWindowBits } }),
} as const

/**
 * What `deflate` stands for: the zlib format (RFC 9110 section 8.4.1.2), or the bare one (RFC 1951), which many clients
 * send under that name. The first two bytes tell: those of zlib say so, and no bare one has a check that fits.
 */
async function* inflated(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const chunks = packed[Symbol.asyncIterator]()
  let head = Buffer.alloc(0)
  while (head.length < 2) {
    const next = await chunks.next()
    if (next.done === true) break
    head = Buffer.concat([head, next.value])
  }
  const isZlib = head.length >= 2 && (head.readUInt8(0) & 0x0f) === 8 && head.readUInt16BE(0) % 31 === 0
  async function* all() {
    yield head
    yield* { [Symbol.asyncIterator]: () => chunks }
  }
  const decoder = isZlib ? createInflate() : createInflateRaw()
  // What goes wrong on the way destroys the decoder, and so comes out of it.
  joined(Readable.from(all()), decoder, () => {})
  for await (const chunk of decoder) if (Buffer.isBuffer(chunk)) yield chunk
}

/** The encodings to name to a caller (RFC 9110 section 12.5.3). */
export const encodings = ['gzip', 'zstd', 'deflate', 'br'] as const

/**
 * A request's body, unpacked (Content-Encoding, RFC 9110 section 8.4) and never larger than `limitBytes`: counted while
 * it arrives and while it grows, so a small body cannot become a large one in memory.
 *
 * @throws AppError `too_large`, `unsupported_media_type`, or `invalid` when it ends early or cannot be unpacked
 */
export async function readBytes(
  request: FastifyRequest,
  body: Readable,
  limitBytes: number,
): Promise<Buffer> {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  if (!isEncoding(encoding)) {
    body.resume()
    throw new AppError(
      'unsupported_media_type',
      `The encoding "${encoding.slice(0, 50)}" is not taken. Send the body as it is, or with Content-Encoding gzip, zstd, deflate or br.`,
      {
        because: because('encoding_not_accepted', { allowed: encodings.join(', ') }),
        parameter: 'Content-Encoding',
      },
    )
  }
  const decoder = decoders[encoding]
  try {
    if (decoder === undefined) return await plainBytes(body, limitBytes)
    const chunks: Buffer[] = []
    const collect = limited(limitBytes, (chunk) => chunks.push(chunk))
    await pipeline(body, limited(limitBytes), decoder(), collect)
    return Buffer.concat(chunks)
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    if (isWindowTooLarge(cause)) {
      throw new AppError('too_large', because('window_too_large'), { cause })
    }
    throw new AppError(
      'invalid',
      `The body ended early or is not ${encoding === 'identity' ? 'complete' : encoding}.`,
      { because: because('body_ended_early'), cause },
    )
  }
}

function isWindowTooLarge(fault: unknown): boolean {
  return (
    fault instanceof Error && 'code' in fault && fault.code === 'ZSTD_error_frameParameter_windowTooLarge'
  )
}

/** What most requests send; a pipeline costs more than all the rest of a small one. */
function plainBytes(body: Readable, limitBytes: number): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>()
  const chunks: Buffer[] = []
  let bytes = 0
  body.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes <= limitBytes) chunks.push(chunk)
    else {
      body.removeAllListeners('data')
      body.resume()
      reject(tooLarge(limitBytes))
    }
  })
  body.once('end', () => resolve(Buffer.concat(chunks)))
  body.once('error', reject)
  body.once('close', () => {
    // Comes after every end too, and constructing an Error is expensive.
    if (!body.readableEnded) reject(new Error('the connection was closed'))
  })
  return promise
}

function tooLarge(limitBytes: number): AppError {
  const message = `The body has more than ${limitBytes / 1024 / 1024} MiB, unpacked. Send it in smaller parts.`
  return new AppError('too_large', message, { because: because('body_too_large', { limit: limitBytes }) })
}

function isEncoding(name: string): name is keyof typeof decoders {
  return Object.hasOwn(decoders, name)
}

/** Passes bytes on, or keeps them with `take`, until there are more than `limitBytes`. */
function limited(limitBytes: number, take?: (chunk: Buffer) => void): Transform {
  let bytes = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (bytes > limitBytes) return done(tooLarge(limitBytes))
      if (take === undefined) return done(null, chunk)
      take(chunk)
      return done()
    },
  })
}
