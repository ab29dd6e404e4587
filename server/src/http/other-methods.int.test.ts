import { beforeAll, expect, test } from 'vitest'
import { buildTestApp, type TestApp } from '../../test/build-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await buildTestApp()
})

test.each([
  ['DELETE', '/api/v1/leads', 'GET, HEAD'],
  ['GET', '/api/v1/events', 'POST'],
  ['GET', '/api/v1/sign-in?x=1', 'POST'],
  ['OPTIONS', '/api/v1/events', 'POST'],
  ['PUT', '/api/v1/lead-exports/ex_0000000000000000', 'GET, HEAD, DELETE'],
  ['POST', '/api/v1/lead-exports/ex_0000000000000000', 'GET, HEAD, DELETE'],
  ['PATCH', '/api/v1/contracts/ct_0000000000000000/imports', 'GET, HEAD'],
])('%s %s is told which methods there are', async (method, path, allow) => {
  const answer = await app.call(method, path, {})

  expect([answer.status, answer.headers.get('allow')?.split(', ').toSorted()]).toEqual([
    405,
    allow.split(', ').toSorted(),
  ])
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  expect(answer.body).toMatchObject({ code: 'method_not_allowed', status: 405 })
})

test.each([
  ['GET', '/api/v1/nothing'],
  ['POST', '/api/v1/nothing'],
  ['POST', '/nothing'],
  ['DELETE', '/'],
  // The operator's calls alone are there.
  ['PUT', '/api/v1/contracts'],
  ['GET', '/api/v1/'],
])('%s %s stays not found', async (method, path) => {
  const answer = await app.call(method, path, {})

  expect([answer.status, answer.headers.get('allow')]).toEqual([404, null])
})
