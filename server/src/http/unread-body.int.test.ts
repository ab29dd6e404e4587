import { request as httpRequest } from 'node:http'
import { beforeAll, describe, expect, test } from 'vitest'
import { site as siteAnswer } from '@catalytics/contract/sites.ts'
import { buildTestApp, ok, type TestApp } from '../../test/build-app.ts'
import { routes } from '../../test/route-table.ts'

// Whoever has shown nothing gets their answer before a byte of the body is unpacked or kept.

const page = 'https://www.acme.example'

let app: TestApp
let key = ''
beforeAll(async () => {
  app = await buildTestApp()
  const acme = await app.given.contract()
  key =
    siteAnswer.parse(ok(await acme.manage('PUT', '/sites/www', { origins: [page] })).body).public_key ?? ''
})

/** The answer to a request whose body never comes to its end; undefined where it waits for that. */
function answerToHalf(method: string, path: string, headers: Readonly<Record<string, string>>) {
  return new Promise<number | undefined>((resolve, reject) => {
    const request = httpRequest(`${app.url()}${path}`, {
      method,
      headers: { 'content-length': '1000', ...headers },
    })
    const timer = setTimeout(() => end(undefined), 1500)
    function end(status: number | undefined): void {
      clearTimeout(timer)
      request.destroy()
      resolve(status)
    }
    request.once('response', (answer) => end(answer.statusCode))
    request.on('error', reject)
    request.write('{"events":[')
  })
}

const closed = Object.keys(routes).filter(
  (name) => !name.startsWith('GET ') && routes[name]?.access !== 'open',
)

test('there are closed routes to try', () => {
  expect(closed.length).toBeGreaterThan(40)
})

test.each(closed)('%s answers who has shown nothing, and does not wait for the body', async (name) => {
  const [method = '', path = ''] = name.split(' ')
  const status = await answerToHalf(method, path.replaceAll(/:\w+/g, 'x'), {
    'content-type': 'application/json',
  })

  expect([401, 403, 404]).toContain(status)
})

describe('a page that sends events', () => {
  const plain = { 'content-type': 'text/plain' }

  test.each([
    ['with a key that nobody has', `cat_pk_${'0'.repeat(22)}`, { origin: page }, 404],
    ['with something that is no key', 'x', { origin: page }, 404],
    ['from another origin', undefined, { origin: 'https://rival.example' }, 403],
    ['without an origin', undefined, {}, 400],
  ])('%s is answered before its body', async (_, to, headers, status) => {
    expect(await answerToHalf('POST', `/t/${to ?? key}`, { ...plain, ...headers })).toBe(status)
  })

  test('with its own key and origin is waited for', async () => {
    expect(await answerToHalf('POST', `/t/${key}`, { ...plain, origin: page })).toBeUndefined()
  })
})
