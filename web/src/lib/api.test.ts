import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { ask, get } from './api.ts'

const answer = z.object({ id: z.string() })

beforeEach(() => vi.stubGlobal('navigator', { onLine: true }))
afterEach(() => vi.unstubAllGlobals())

/** What the line brings as the answer to the next call. */
function bring(status: number, body: BodyInit): void {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(body, { status })))
}

/** An answer that breaks off. */
function cut(begin: string): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode(begin))
      controller.error(new TypeError('terminated'))
    },
  })
}

const change = () => ask('POST', '/api/v1/things', answer, {})
const read = () => get('/api/v1/things', answer)

describe('a change without an answer of the server may have happened', () => {
  test.each([
    ['the line breaks inside the answer', 201, () => cut('{"id":')],
    ['the answer is cut short', 201, () => '{"id":'],
    ['the answer is somebody else’s', 200, () => '<html>Sign in to the network</html>'],
    ['the answer is another one', 201, () => '{"name":"a"}'],
    ['a gateway cannot reach the server', 502, () => '<html>Bad Gateway</html>'],
    ['a gateway waited too long', 504, () => '<html>Gateway Timeout</html>'],
    ['a gateway waited too long, in JSON', 504, () => '{"message":"Endpoint request timed out"}'],
    ['a gateway says nothing', 502, () => ''],
  ] satisfies readonly [string, number, () => BodyInit][])('%s', async (_, status, body) => {
    bring(status, body())

    await expect(change()).rejects.toMatchObject({
      name: 'ApiError',
      unanswered: 'may_have_happened',
      problem: undefined,
    })
  })
})

test.each([
  ['the line breaks inside the answer', () => cut('{"id":')],
  ['the answer is somebody else’s', () => '<html>Sign in to the network</html>'],
] satisfies readonly [string, () => BodyInit][])('a read is told as unreachable when %s', async (_, body) => {
  bring(200, body())

  await expect(read()).rejects.toMatchObject({ name: 'ApiError', unanswered: 'read' })
})

test('what the server itself refuses is told in its words', async () => {
  const problem = {
    type: 'urn:catalytics:problem:unavailable',
    title: 'Unavailable',
    status: 504,
    code: 'unavailable',
    detail: 'Later.',
    request_id: 'r1',
  }
  bring(504, JSON.stringify(problem))

  await expect(change()).rejects.toMatchObject({ unanswered: undefined, problem: { detail: 'Later.' } })
})

test('a refusal whose words are cut off is one all the same', async () => {
  bring(422, cut('{"type":'))

  await expect(change()).rejects.toMatchObject({ unanswered: undefined, problem: { status: 422 } })
})

test('a gateway that turns a change away has not passed it on', async () => {
  bring(503, '<html>Service Unavailable</html>')

  await expect(change()).rejects.toMatchObject({ problem: { code: 'unavailable' } })
})
