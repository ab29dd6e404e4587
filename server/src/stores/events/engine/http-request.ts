import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { addAbortSignal } from 'node:stream'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { EngineError } from './engine-error.ts'

export type Users = Readonly<Record<'reader' | 'writer', Credentials>>
export type Credentials = { readonly username: string; readonly password: string }
/** Who sent a request, and what they may do. */
export type Caller = { readonly role: keyof Users; readonly username: string }

const bodyLimit = 64 * 1024 * 1024

/**
 * Tells who asks, by Basic or the X-ClickHouse headers.
 * @throws EngineError AUTHENTICATION_FAILED; also for a Host that is not ours, which is how a page in a browser on this
 *   machine would reach a loopback port through a name of its own (DNS rebinding)
 */
export function authenticator(users: Users): (request: IncomingMessage) => Caller {
  const known = (['reader', 'writer'] as const).map((role) => ({ role, digest: digestOf(users[role]) }))
  return (request) => {
    const port = request.socket.localPort
    if (![`127.0.0.1:${port}`, `localhost:${port}`].includes(request.headers.host ?? '')) {
      throw new EngineError('AUTHENTICATION_FAILED', 'Authentication failed: unknown Host')
    }
    const given = digestOf(credentials(request))
    // Digests are compared, and always with both, so that the time says nothing about common beginnings.
    const [found] = known.filter(({ digest }) => timingSafeEqual(digest, given))
    if (found === undefined) {
      throw new EngineError(
        'AUTHENTICATION_FAILED',
        'Authentication failed: password is incorrect, or there is no such user',
      )
    }
    return { role: found.role, username: users[found.role].username }
  }
}

function credentials(request: IncomingMessage): Credentials {
  const basic = /^Basic ([A-Za-z0-9+/]+=*)$/.exec(request.headers.authorization ?? '')?.[1]
  if (basic === undefined) {
    return { username: header(request, 'x-clickhouse-user'), password: header(request, 'x-clickhouse-key') }
  }
  const pair = Buffer.from(basic, 'base64').toString()
  const colon = pair.indexOf(':')
  return { username: pair.slice(0, colon), password: pair.slice(colon + 1) }
}

function header(request: IncomingMessage, name: string): string {
  return String(request.headers[name] ?? '')
}

function digestOf({ username, password }: Credentials): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([username, password]))
    .digest()
}

/** What a request says: the URL's parameters, those of a multipart body among them, and the body. */
export type Message = { readonly parameters: ReadonlyMap<string, string>; readonly body: Buffer }

/**
 * Reads the whole request; a body that breaks off never gets here.
 * @throws EngineError TOO_LARGE_STRING_SIZE, INCORRECT_DATA, BAD_ARGUMENTS (a parameter given twice)
 */
export async function readMessage(request: IncomingMessage, url: URL, signal: AbortSignal): Promise<Message> {
  const body = await uncompressed(request, await bytesOf(request, signal))
  const type = request.headers['content-type'] ?? ''
  if (!type.startsWith('multipart/form-data')) return { parameters: onlyOnce(url.searchParams), body }
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  const fields = [...form].map(([name, value]) => [name, typeof value === 'string' ? value : ''] as const)
  return { parameters: onlyOnce([...url.searchParams, ...fields]), body: Buffer.alloc(0) }
}

async function bytesOf(request: IncomingMessage, signal: AbortSignal): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  addAbortSignal(signal, request)
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('the body arrived as text')
    size += chunk.length
    if (size > bodyLimit) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}

async function uncompressed(request: IncomingMessage, body: Buffer): Promise<Buffer> {
  const encoding = request.headers['content-encoding']
  if (encoding === undefined || encoding === 'identity') return body
  if (encoding !== 'gzip') throw new EngineError('NOT_IMPLEMENTED', 'A body may be compressed with gzip only')
  try {
    return await promisify(gunzip)(body, { maxOutputLength: bodyLimit })
  } catch (cause) {
    if (cause instanceof RangeError) throw tooLarge()
    throw new EngineError('INCORRECT_DATA', 'The body is not what gzip makes')
  }
}

function tooLarge(): EngineError {
  return new EngineError('TOO_LARGE_STRING_SIZE', `The body is larger than ${bodyLimit} bytes`)
}

function onlyOnce(pairs: Iterable<readonly [string, string]>): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>()
  for (const [name, value] of pairs) {
    if (parameters.has(name)) throw new EngineError('BAD_ARGUMENTS', `${name} is given twice`)
    parameters.set(name, value)
  }
  return parameters
}
