import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib'
import type { FastifyRequest } from 'fastify'
import { AppError } from '../lib/errors.ts'

const decoders = {
  identity: undefined,
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
} as const

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
    throw new AppError('unsupported_media_type', 'Content-Encoding: send gzip, zstd, deflate, br or nothing.')
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
    throw new AppError(
      'invalid',
      `The body ended early or is not ${encoding === 'identity' ? 'complete' : encoding}.`,
      { cause },
    )
  }
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
    // Comes after every end too, and an error is dear to make.
    if (!body.readableEnded) reject(new Error('the connection was closed'))
  })
  return promise
}

function tooLarge(limitBytes: number): AppError {
  const message = `The body has more than ${limitBytes / 1024 / 1024} MiB, unpacked. Send it in smaller parts.`
  return new AppError('too_large', message)
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
