import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { pagePaths } from '@catalytics/contract/pages.ts'
import { noCallers } from '../../test/no-callers.ts'
import { openLog } from '../lib/log.ts'
import { pageRoutes } from './pages.ts'
import { openHttp, type Api } from './server.ts'
import { readWebFiles } from './web-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'catalytics-pages-'))
mkdirSync(join(folder, 'assets'))
writeFileSync(join(folder, 'index.html'), '<meta nonce="{{nonce}}"><p>page</p>')
writeFileSync(join(folder, 'assets/a-1b2.js'), 'plain')
writeFileSync(join(folder, 'assets/a-1b2.js.br'), 'brotli')
writeFileSync(join(folder, 'assets/notes.txt'), 'not for the browser')
afterAll(() => rmSync(folder, { recursive: true }))

async function serving(files: string): Promise<Api> {
  const { api } = await openHttp({
    log: openLog('silent'),
    trustedProxies: [],
    filesFolder: folder,
    publicUrl: 'http://localhost',
    callers: noCallers,
  })
  pageRoutes(api, readWebFiles(files))
  await api.ready()
  return api
}

describe('a built application', async () => {
  const api = await serving(folder)

  test.each(pagePaths.map((path) => path.replace('*', 'ct_1/anything')))('%s is its page', async (url) => {
    const answer = await api.inject({ url })

    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    expect(answer.body).toContain('<p>page</p>')
  })

  test('each answer allows style by a word of its own, and no script or frame from anywhere else', async () => {
    const answers = await Promise.all([api.inject({ url: '/' }), api.inject({ url: '/' })])

    const nonces = answers.map(({ body }) => /nonce="([^"]+)"/.exec(body)?.[1])
    const policies = answers.map(({ headers }) => String(headers['content-security-policy']))
    expect(new Set(nonces).size).toBe(2)
    policies.forEach((policy, index) => {
      expect(policy).toContain(`style-src 'self' 'nonce-${nonces[index]}'`)
      expect(policy).toContain("script-src 'self';")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toContain('unsafe')
    })
  })

  test('its files are kept for good, and sent compressed to whoever can read that', async () => {
    const [coded, plain] = await Promise.all([
      api.inject({ url: '/assets/a-1b2.js', headers: { 'accept-encoding': 'gzip, br' } }),
      api.inject({ url: '/assets/a-1b2.js' }),
    ])

    expect([coded.body, coded.headers['content-encoding']]).toEqual(['brotli', 'br'])
    expect([plain.body, plain.headers['content-encoding']]).toEqual(['plain', undefined])
    expect(plain.headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(coded.headers['vary']).toContain('accept-encoding')
  })

  test.each([
    '/assets/a-9.js',
    '/assets/notes.txt',
    '/assets/..%2findex.html',
    '/assets/a-1b2.js.br',
    '/assets/',
    '/nothing',
    '/glossary/nothing',
  ])('%s is nothing', async (url) => {
    const answer = await api.inject({ url })

    expect([answer.statusCode, answer.json().code]).toEqual([404, 'not_found'])
  })

  test('whoever wants a page for an address that leads nowhere gets one that says so', async () => {
    const accept = 'text/html,application/xhtml+xml,*/*;q=0.8'
    const answer = await api.inject({ url: '/nothing', headers: { accept } })

    expect([answer.statusCode, answer.body]).toEqual([404, expect.stringContaining('<p>page</p>')])
  })
})

describe('where nothing has been built', async () => {
  const api = await serving(join(folder, 'nowhere'))

  test('the bare address leads to the API, and a page says what is missing', async () => {
    const [bare, page] = await Promise.all([api.inject({ url: '/' }), api.inject({ url: '/glossary' })])

    expect([bare.statusCode, bare.headers.location]).toEqual([302, '/api/docs/'])
    expect([page.statusCode, page.json().detail]).toEqual([503, expect.stringContaining('npm run build')])
  })
})
