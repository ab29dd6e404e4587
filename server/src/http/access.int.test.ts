import { tmpdir } from 'node:os'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { atEnd } from '../../test/at-end.ts'
import { noCallers } from '../../test/no-callers.ts'
import { openLog } from '../lib/log.ts'
import { may, open, operatorOnly, serviceOrBasic, signedIn } from './access.ts'
import { openHttp, type Api } from './server.ts'

const answer = () => 'hello'

describe('a route', () => {
  test('that does not say who may call it fails the start', async () => {
    const api = await emptyApi()

    expect(() => api.get('/silent', answer)).toThrow('GET /silent does not say who may call it')
    expect(() => api.get('/silent', { config: {} }, answer)).toThrow('does not say who may call it')
    expect(() => api.route({ method: ['POST', 'PUT'], url: '/silent', handler: answer })).toThrow(
      'does not say',
    )
  })

  test('of a plug-in that knows nothing of access fails the start too', async () => {
    const api = await emptyApi()
    void api.register(async (inner) => {
      inner.get('/inner', answer)
    })

    await expect(async () => await api.ready()).rejects.toThrow('GET /inner does not say who may call it')
  })

  test('whose answer has no way back through its schema fails the start', async () => {
    const api = await emptyApi()
    const response = { 200: z.object({ name: z.string().transform((name) => name.trim()) }) }

    const add = () =>
      api.get('/named', { config: { access: open }, schema: { response } }, () => ({ name: '' }))

    expect(add).toThrow('GET /named answers with a transformation')
  })

  test('for a role in a contract must be of a contract', async () => {
    const api = await emptyApi()

    expect(() => api.get('/people', { config: { access: may('manage_people') } }, answer)).toThrow(
      'of no contract',
    )
  })

  test.each([
    ['open', open, 200],
    ['for a service account', serviceOrBasic('leads:read'), 401],
    ['for whoever is signed in', signedIn, 401],
    ['for a role', may('see_leads'), 401],
    ['for the operator', operatorOnly, 404],
  ])('that is %s answers nobody in particular so', async (_, access, status) => {
    const api = await emptyApi()
    api.get('/c/:contract', { config: { access } }, answer)

    expect((await api.inject('/c/ct_0000000000000000')).statusCode).toBe(status)
    expect((await api.inject({ method: 'HEAD', url: '/c/ct_0000000000000000' })).statusCode).toBe(status)
  })
})

async function emptyApi(): Promise<Api> {
  const http = await openHttp({
    log: openLog('silent'),
    trustedProxies: [],
    filesFolder: tmpdir(),
    callers: noCallers,
    publicUrl: 'http://localhost',
  })
  atEnd(() => http.close())
  return http.api
}
