import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { backupSummary } from '@catalytics/contract/installation.ts'
import { commandLine, type Run } from '../../test/command-line.ts'
import { download } from '../../test/factories.ts'
import { openMailServer } from '../../test/mail-server.ts'
import { startServer, type ServerProcess } from '../../test/server-process.ts'
import { eventDatabase } from '../../test/shared-engines.ts'

/*
 * Every command, once with a server on the data folder and once without. They run in this process, but for what is about
 * a process; `output.int.test.ts` and `command.int.test.ts` have more of those.
 */

// As main.ts has it.
process.umask(0o077)
const root = fileURLToPath(new URL('../../..', import.meta.url))
const main = fileURLToPath(new URL('../main.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'catalytics-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The event store of each data folder: on an engine that runs, so that no command starts one. */
const eventStores = new Map<string, string>()
function eventStoreOf(dataDir: string): string {
  const url = eventStores.get(dataDir) ?? eventDatabase()
  eventStores.set(dataDir, url)
  return url
}

function settingsOf(args: readonly string[]): Record<string, string> {
  const dataDir = args.includes('--data') ? args[args.indexOf('--data') + 1] : undefined
  return dataDir === undefined ? {} : { CLICKHOUSE_URL: eventStoreOf(dataDir) }
}

function cli(args: readonly string[], input = ''): Promise<Run> {
  return commandLine(args, { input, env: settingsOf(args) })
}

/** In a process of its own. */
function run(command: string, args: readonly string[], settings = settingsOf(args)): Promise<Run> {
  return new Promise((resolve, reject) => {
    const { PATH, HOME } = process.env
    const child = spawn(command, args, {
      cwd: root,
      env: { PATH, HOME, LOG_LEVEL: 'info', ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child.on('error', reject)
    const streams = Promise.all([text(child.stdout), text(child.stderr)])
    child.on('close', (status) => {
      void streams.then(([out, err]) => resolve({ status, out, err }))
    })
  })
}

function started(args: readonly string[]): Promise<Run> {
  return run(process.execPath, [main, ...args])
}

/** The one JSON document on standard output of a command that succeeds. */
async function told(dataDir: string, args: readonly string[], input = ''): Promise<unknown> {
  const { status, out, err } = await cli([...args, '--json', '--data', dataDir], input)
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${err}`)
  expect(out.trim().split('\n')).toHaveLength(1)
  return JSON.parse(out)
}

/** Every command once; what each answered. */
async function everyCommand(dataDir: string, place: string): Promise<Record<string, unknown>> {
  mkdirSync(place)
  const said: Record<string, unknown> = {}
  async function say(name: string, args: readonly string[], input = ''): Promise<unknown> {
    const answer = await told(dataDir, [...name.split(' '), ...args], input)
    said[name] = answer
    return answer
  }
  const contract = idOf(await say('contract create', ['--name', 'Acme', '--time-zone', 'Europe/Paris']))
  const own = ['--contract', contract]
  await say('contract list', [])
  await say('contract set', [...own, '--name', 'Acme Bearings', '--exclude-domain', 'acme.example'])
  await say('user set-up-link', [])
  await say(
    'user create',
    [...own, '--email', 'Ann@Users.example', '--role', 'viewer', '--password-stdin'],
    chosen,
  )
  await say('user password-link', ['ann@users.example'])
  await say('user reset', ['ann@users.example'])
  await say('user list', [])
  const scopes = ['--scope', 'leads:read', '--scope', 'events:write']
  const account = idOf(await say('service-account create', [...own, '--name', 'crm', ...scopes]))
  await say('service-account list', own)
  await say('service-account regenerate', [account, '--overlap-hours', '1', '--password-stdin'], chosen)
  await say('service-account disable', [account])
  await say('service-account enable', [account, ...own])
  await say('service-account delete', [account])
  const events = join(place, 'events.ndjson')
  writeFileSync(events, [...people, ...people].map((email) => JSON.stringify(download(email))).join('\n'))
  const imported = z.object({ import_id: z.string() }).parse(await say('import', [events, ...own]))
  await say('person show', [...own, '--email', 'ann@one.example'])
  await say('person withdraw', [...own, '--email-stdin'], 'ann@one.example\n')
  await say('person erase', [...own, '--email', 'bob@two.example'])
  await say('backup', [join(place, 'backup.tar')])
  said['restore'] = await told(join(place, 'restored'), ['restore', join(place, 'backup.tar')])
  await say('mail list', [])
  await say('support list', [])
  await say('import undo', [imported.import_id, ...own])
  await say('doctor', [])
  return said
}

function idOf(answer: unknown): string {
  return z.object({ id: z.string() }).parse(answer).id
}

const chosen = 'a password that somebody chose\n'
const people = ['ann@one.example', 'bob@two.example', 'cid@three.example']

/** The same for the same work, whatever was made up on the way. */
function alike(said: Record<string, unknown>): unknown {
  const plain = JSON.stringify(said)
    .replaceAll(/(ct|cat_sa|cat_pw|pw|im|us)_[0-9A-Za-z]{16,}/g, '$1_…')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UUID')
    .replaceAll(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, 'INSTANT')
    .replaceAll(/127\.0\.0\.1:\d+/g, 'ADDRESS')
    .replaceAll(/#[0-9A-Za-z]{43}/g, '#TOKEN')
    .replaceAll(/[0-9a-f]{64}/g, 'SHA-256')
    .replaceAll(/"version":"[\w-]{22}"/g, '"version":"some"')
    .replaceAll(/"bytes":\d+/g, '"bytes":"some"')
    .replaceAll(/[\d.]+ GiB free/g, 'some GiB free')
    .replaceAll(/\/[^" ;]*catalytics-cli-[^" ;]*/g, 'PATH')
  return JSON.parse(plain)
}

describe('every command', () => {
  let server: ServerProcess | undefined
  let without: Record<string, unknown> = {}
  const dataDir = join(folder, 'served')

  beforeAll(async () => {
    without = await everyCommand(join(folder, 'alone'), join(folder, 'alone-files'))
    server = await startServer({
      dataDir,
      databaseUrl: undefined,
      clickhouseUrl: eventStoreOf(dataDir),
    })
  })
  afterAll(() => server?.stop())

  test('answers the same with a server on the folder as without one', async () => {
    const withServer = await everyCommand(dataDir, join(folder, 'served-files'))

    expect(alike(withServer)).toEqual(alike(without))
  })

  test('prints what it did as its JSON', () => {
    expect(without['contract create']).toMatchObject({ id: expect.stringMatching(/^ct_/), name: 'Acme' })
    expect(without['service-account create']).toMatchObject({
      id: expect.stringMatching(/^cat_sa_/),
      password: expect.stringMatching(/^cat_pw_/),
      scopes: ['leads:read', 'events:write'],
    })
    expect(without['user set-up-link']).toMatchObject({ link: expect.stringMatching(/\/set-up#\w{43}$/) })
    expect(without['user list']).toMatchObject([
      { email: 'ann@users.example', name: 'ann', contracts: [{ name: 'Acme Bearings', role: 'viewer' }] },
    ])
    expect(without['import']).toMatchObject({ rows: 6, accepted: 6, duplicates: 0, rejected: 0 })
    expect(without['person show']).toMatchObject({ email: 'ann@one.example' })
    expect(without['person erase']).toMatchObject({ status: 'done' })
    expect(without['restore']).toEqual({
      ...backupSummary.parse(without['backup']),
      key_file: join(folder, 'alone-files/restored/secret.key'),
    })
    expect(without['doctor']).toMatchObject({ healthy: true })
    expect(without['import undo']).toMatchObject({ removed: 6 })
  })

  test('support done says when there is no such request', async () => {
    const { status, err } = await cli(['support', 'done', 'sr_0000000000000000', '--data', dataDir])

    expect({ status, err }).toEqual({ status: 1, err: 'There is no such support request.\n' })
  })

  test('leaves a backup that only its owner may read', () => {
    const files = join(folder, 'alone-files')

    expect(statSync(join(files, 'backup.tar')).mode & 0o777).toBe(0o600)
  })

  test('writes its log to standard error and nothing but the answer to standard output', async () => {
    const { status, out, err } = await started(['contract', 'list', '--data', dataDir])

    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(out).toMatch(/^ct_\w{16} +Europe\/Paris +Acme Bearings\n$/)
  })

  test('restore and serve refuse a folder that a server is on', async () => {
    const backup = join(folder, 'alone-files/backup.tar')
    const runs = [
      await cli(['restore', backup, '--data', dataDir]),
      await started(['serve', '--data', dataDir]),
    ]

    expect(runs.map(({ status, out }) => ({ status, out }))).toEqual([
      { status: 1, out: '' },
      { status: 1, out: '' },
    ])
    for (const { err } of runs) expect(err).toContain('is in use by another Catalytics process')
  })
})

test.each([['help'], ['--help'], []])('asked for help, it goes to standard output (%s)', async (...args) => {
  const { status, out, err } = await cli(args)

  expect({ status, err }).toEqual({ status: 0, err: '' })
  expect(out).toContain('./catalytics service-account create')
})

test.each([
  [['contracts'], 'contracts'],
  [['contract', 'nope'], 'contract nope'],
  [['nope', 'list'], 'nope'],
])('%j: the word that is no command is named', async (args, named) => {
  expect((await cli(args)).err).toContain(`There is no command "${named}".\n`)
})

test('who names no contract, or one of a wrong form, is told how to find the right one', async () => {
  const dataDir = join(folder, 'contracts')
  const show = ['service-account', 'list', '--data', dataDir]
  const none = await cli(show)
  await told(dataDir, ['contract', 'create', '--name', 'Acme'])
  const id = idOf(await told(dataDir, ['contract', 'create', '--name', 'Bolts']))
  const two = await cli(show)
  const wrong = await cli(['import', 'undo', 'im_nix', '--contract', id, '--data', dataDir])

  expect(none.err).toContain('there is no contract yet: ./catalytics contract create --name NAME makes one')
  expect(two.err).toContain(
    '--contract is needed: there are 2 contracts, which ./catalytics contract list shows',
  )
  expect((await cli(['person', 'show', '--data', dataDir])).err).toContain(
    '--contract is needed: ./catalytics contract list shows the ids',
  )
  expect(wrong.err).toContain('must be im_ and 16 letters or digits, such as im_')
})

describe('exit status', () => {
  test.each([
    ['an unknown command', ['contracts']],
    ['an unknown option', ['contract', 'list', '--colour']],
    ['a missing option', ['contract', 'create']],
    ['a missing word', ['backup']],
    ['a word too many', ['doctor', 'now']],
    ['a missing scope', ['service-account', 'create', '--name', 'x']],
    ['no role', ['user', 'create', '--email', 'a@b.example']],
    ['a role that there is not', ['serve', '--roles', 'web,cook']],
  ])('2 for %s, with the usage and without touching anything', async (_, args) => {
    const dataDir = join(folder, 'untouched')
    const { status, out, err } = await cli([...args, ...(args[0] === 'contracts' ? [] : ['--data', dataDir])])

    expect({ status, out }).toEqual({ status: 2, out: '' })
    expect(err).toMatch(/Usage: .\/catalytics|analytics and lead delivery/)
    expect(existsSync(dataDir)).toBe(false)
  })

  test.each([
    ['a backup of nothing', ['backup', 'x.tar'], 'There is no data folder'],
    ['a backup that is not there', ['restore', 'nowhere.tar'], 'The backup cannot be opened'],
    ['a backup that is none', ['restore', 'package.json'], 'This file is no backup of Catalytics.'],
  ])('1 for %s, saying why', async (_, args, why) => {
    const { status, out, err } = await cli([...args, '--json', '--data', join(folder, 'nothing')])

    expect({ status, out }).toEqual({ status: 1, out: '' })
    expect(err).toContain(why)
    expect(err).not.toContain('    at ')
    expect(existsSync(join(folder, 'nothing'))).toBe(false)
  })

  test('1 for a doctor who finds something, after one JSON document', async () => {
    const command = [main, 'doctor', '--json', '--data', join(folder, 'nothing')]
    const { status, out, err } = await run(process.execPath, command, {})

    expect({ status, err }).toEqual({ status: 1, err: 'Problems found: 4.\n' })
    expect(JSON.parse(out)).toMatchObject({ healthy: false })
    expect(existsSync(join(folder, 'nothing'))).toBe(false)
  })

  test('1 for settings that are not right, which the doctor tells in JSON too', async () => {
    const args = ['doctor', '--json', '--data', folder]
    const { status, out } = await commandLine(args, { env: { PORT: 'many', CLICKHOUSE_URL: 'x' } })

    expect(status).toBe(1)
    const [settings] = JSON.parse(out).findings
    expect(settings).toMatchObject({ check: 'settings', status: 'problem' })
    expect(settings.detail).toMatch(/PORT: .*\n.*CLICKHOUSE_URL: /)
  })
})

test('a data folder may be so deep that its socket has no name of its own', async () => {
  const deep = join(folder, 'd'.repeat(60), 'e'.repeat(60))
  const alone = await told(deep, ['contract', 'create', '--name', 'Deep'])
  const server = await startServer({
    dataDir: deep,
    databaseUrl: undefined,
    clickhouseUrl: eventStoreOf(deep),
  })
  try {
    expect(await told(deep, ['contract', 'list'])).toEqual([alone])
  } finally {
    await server.stop()
  }
})

test('mail test says what the mail server answered', async () => {
  const server = await openMailServer()
  const settings = { SMTP_URL: server.url, MAIL_FROM: 'Catalytics <cat@acme.example>' }
  const command = [
    'mail',
    'test',
    '--to',
    'Ann@One.example',
    '--language',
    'de',
    '--data',
    join(folder, 'mail'),
  ]
  const env = { ...settingsOf(command), ...settings }

  const sent = await commandLine([...command, '--json'], { env })
  server.refuse({ at: 'recipient', code: 550, text: '5.1.1 no such mailbox' })
  const refused = await commandLine(command, { env })
  const unset = await cli(command)

  expect(JSON.parse(sent.out)).toMatchObject({ kind: 'test', state: 'sent', attempts: 1 })
  expect(server.received).toMatchObject([
    { to: ['ann@one.example'], message: { subject: 'Testnachricht von Catalytics' } },
  ])
  expect(refused).toMatchObject({
    status: 1,
    out: '',
    err: expect.stringContaining('550 5.1.1 no such mailbox'),
  })
  expect(unset).toMatchObject({ status: 1, err: expect.stringContaining('SMTP_URL') })
})

test('npx catalytics works from the root of the repository', async () => {
  const { status, out } = await run('npx', ['catalytics', 'doctor', '--help'])

  expect({ status, out }).toEqual({
    status: 0,
    out: expect.stringContaining('catalytics doctor'),
  })
  expect(readFileSync(join(root, 'package.json'), 'utf8')).toContain('catalytics-workspace')
})
