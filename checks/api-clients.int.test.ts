import { execFile } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { buildTestApp, type ContractAtHand, type TestApp } from '../server/test/build-app.ts'
import { download } from '../server/test/factories.ts'
import { root } from './tree.ts'

/*
 * The description of the API, as others use it: their linter, their generators of clients, their compiler. The programs
 * and their TypeScript stand in a folder of their own, with packages that `tools/ensure.mjs --tests` installs.
 */
const folder = join(root, 'checks/api-clients')
const generated = join(folder, 'dist')
const description = join(generated, 'openapi.json')

const answers = z.record(z.string(), z.unknown())
const operation = z.looseObject({
  operationId: z.string(),
  parameters: z.array(z.looseObject({ in: z.string(), name: z.string() })).default([]),
  responses: answers,
})
const paths = z.object({ paths: z.record(z.string(), z.record(z.string(), operation)) })

let app: TestApp
let acme: ContractAtHand
let operations: readonly (readonly [string, z.infer<typeof operation>])[]
beforeAll(async () => {
  const provider = { OIDC_ISSUER: 'http://127.0.0.1:9', OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET: 'x' }
  app = await buildTestApp({ settings: provider })
  acme = await app.given.contract()
  rmSync(generated, { recursive: true, force: true })
  mkdirSync(generated)
  const { text, body } = await app.get('/api/openapi.json')
  writeFileSync(description, text)
  operations = Object.entries(paths.parse(body).paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, one]) => [`${method.toUpperCase()} ${path}`, one] as const),
  )
})

test('the description is valid, and complete by strict rules', async () => {
  expect(await run('redocly', 'lint', description, '--config', join(folder, 'redocly.yaml'))).toContain(
    'valid',
  )
})

test('each call says how it answers when all is well, with what content, and how it refuses', () => {
  expect(operations.length).toBeGreaterThan(90)
  const silent = operations.filter(
    ([, { responses }]) => !Object.keys(responses).some((status) => /^[23]\d\d$/.test(status)),
  )
  const contentless = operations.flatMap(([name, { responses }]) =>
    Object.entries(responses)
      .filter(([status, answer]) => /^20[0-3]$/.test(status) && !('content' in answers.parse(answer)))
      .map(([status]) => `${name} ${status}`),
  )

  expect(silent.map(([name]) => name)).toEqual([])
  expect(contentless).toEqual([])
  expect(operations.filter(([, { responses }]) => !('4XX' in responses && '5XX' in responses))).toEqual([])
})

test('each query parameter has an example', () => {
  const without = operations.flatMap(([name, { parameters }]) =>
    parameters
      .filter((one) => one.in === 'query' && one['example'] === undefined)
      .map((one) => `${name} ${one.name}`),
  )

  expect(without).toEqual([])
})

describe.each([
  ['GET /api/v1/lead-actions', '200', ['application/json', 'application/x-ndjson', 'text/csv']],
  ['GET /api/v1/leads', '200', ['application/json', 'application/x-ndjson', 'text/csv']],
  ['GET /api/v1/lead-exports/{id}/file', '206', ['text/csv', 'application/zip']],
  ['GET /api/v1/contracts/{contract}/activity/export', '200', ['text/csv']],
  ['POST /api/v1/contracts/{contract}/imports', '200', ['application/x-ndjson']],
  ['POST /api/v1/backups', '200', ['application/x-ndjson']],
  ['GET /metrics', '200', ['text/plain']],
])('%s, status %s', (name, status, types) => {
  test.each(types)('gives %s', (type) => {
    const found = operations.find(([own]) => own === name)?.[1].responses[status]

    expect(Object.keys(answers.parse(answers.parse(found)['content']))).toContain(type)
  })
})

test('refusals of OAuth are described as they are, all others as problems', () => {
  const refusals = operations.map(([name, { responses }]) => [name, responses['4XX']] as const)
  const oauth = refusals.filter(([, answer]) => JSON.stringify(answer).includes('OAuthError'))

  expect(oauth.map(([name]) => name).toSorted()).toEqual([
    'POST /oauth/introspect',
    'POST /oauth/revoke',
    'POST /oauth/token',
  ])
})

test('two generators make clients, and programs written against them compile', async () => {
  await run('openapi-typescript', description, '--output', join(generated, 'schema.d.ts'))
  await run('openapi-ts', '--input', description, '--output', join(generated, 'hey-api'), '--no-log-file')

  await expect(run('tsc', '--project', folder)).resolves.toBe('')
})

test.each([
  ['with-openapi-fetch', undefined],
  ['with-hey-api', expect.any(Number)],
])('the program %s gets its rows', async (name, fileBytes) => {
  const { sendAndRead } = await import(join(folder, `${name}.ts`))
  const email = `${name}@acme.example`
  const { clientId, password } = acme

  const seen = await sendAndRead({ url: app.url(), clientId, password }, download(email))

  expect(seen).toMatchObject({
    accepted: 1,
    leads: expect.arrayContaining([[email, 1]]),
    change: expect.stringContaining('@acme.example'),
    refused: ['invalid', 'from'],
    nobody: 'invalid_client',
  })
  expect(seen.csvLines).toBeGreaterThan(1)
  expect(seen.fileBytes).toEqual(fileBytes)
})

/** Runs one of the folder's programs, with the Node that our packages bring, and without a word to anybody outside. */
async function run(program: string, ...args: readonly string[]): Promise<string> {
  const path = [join(root, 'node_modules/.bin'), process.env['PATH']].join(delimiter)
  const env = { ...process.env, PATH: path, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
  try {
    const { stdout, stderr } = await promisify(execFile)(join(folder, 'node_modules/.bin', program), args, {
      cwd: folder,
      env,
      timeout: 150_000,
    })
    return stdout + stderr
  } catch (error) {
    const said = error instanceof Error && 'stdout' in error ? String(error.stdout) : ''
    throw new Error(`${program}: ${said}`, { cause: error })
  }
}
