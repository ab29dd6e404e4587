import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { createClient, type ClientOptions } from '../src/client.ts'

/** What the server does with one request. */
export type Reply = (response: ServerResponse, request: IncomingMessage) => unknown
type Seen = { readonly url: string; readonly headers: IncomingMessage['headers']; readonly body: string }

const open: (() => Promise<void>)[] = []

/** Ends the servers that the test has started. */
export async function closeServers(): Promise<void> {
  for (const close of open.splice(0)) await close()
}

/**
 * A server on loopback that gives the replies of a path in their order, the last one for ever: what the real server does
 * only when something goes wrong.
 */
export async function scripted(script: Readonly<Record<string, readonly Reply[]>>) {
  const replies = new Map(Object.entries({ '/oauth/token': [answer(token('t', 900))], ...script }))
  const seen: Seen[] = []

  async function reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? ''
    const path = pathOf(url)
    seen.push({ url, headers: request.headers, body: await text(request) })
    const [first, ...later] = replies.get(path) ?? []
    if (first === undefined) throw new TypeError(`the script has no ${path}`)
    if (later.length > 0) replies.set(path, later)
    await first(response, request)
  }

  const server = createServer((request, response) => void reply(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  open.push(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('no port')
  const url = `http://127.0.0.1:${address.port}`
  const account = { url, clientId: 'cat_sa_0123456789abcdef', password: 'a password of the test' }
  return {
    url,
    seen: (path: string) => seen.filter((one) => pathOf(one.url) === path),
    client: (options: Partial<ClientOptions> = {}) => createClient({ ...account, ...options }),
  }
}

function pathOf(url: string): string {
  return url.split('?')[0] ?? ''
}

export function answer(body: object, { status = 200 } = {}): Reply {
  return (response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

export function problem(
  status: number,
  {
    retryAfter,
    ...body
  }: { readonly retryAfter?: string; readonly field?: string; readonly detail?: string },
): Reply {
  const headers = {
    'x-request-id': 'r-1',
    ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
  }
  return (response) => response.writeHead(status, headers).end(JSON.stringify(body))
}

/** Cuts the connection instead of answering. */
export function cut(response: ServerResponse): void {
  response.destroy()
}

/** Never answers. */
export function silence(): void {}

export function token(access_token: string, expires_in: number) {
  return { access_token, token_type: 'Bearer', expires_in, scope: 'leads:read' }
}

export const view = {
  type: 'product_view',
  at: '2026-10-03T08:15:30Z',
  catalog: 'ball-bearings',
  channel: { kind: 'site', key: 'www' },
} as const

/** An instant; the second tells one from another. */
export function instantAt(second: number): string {
  return `2026-10-03T08:15:${String(second).padStart(2, '0')}.000Z`
}
