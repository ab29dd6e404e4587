import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  accessSync,
  chownSync,
  constants,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { freePort } from './free-port.ts'

/** A PostgreSQL server of a test run: real, empty, on the loopback interface only. */
export type TestPostgres = {
  /** A `postgres://` URL of the superuser's own database, for {@link createDatabase}. */
  readonly url: string
  /** The process between us and the server; it ends after the server and last of all. */
  readonly guardPid: number
  /** Makes an empty database and answers its URL; see {@link createDatabase}. */
  readonly createDatabase: (name: string) => Promise<string>
  /** Stops the server and removes its folder. A second call waits for the first. */
  readonly stop: () => Promise<void>
}

/**
 * Starts PostgreSQL in a new temporary folder on a free loopback port.
 *
 * Started by root it runs as the system user `postgres`, since PostgreSQL refuses root. It never writes to disk for
 * sure (`fsync=off`): crash tests of the directory store are about our process, not about PostgreSQL. It sorts text as
 * servers in the field do (ICU, English), not byte by byte, so that nothing comes to lean on the order of `C`.
 *
 * The server ends and its folder goes with this process, however that process ends (kill -9 included).
 *
 * @throws Error when PostgreSQL is not installed or does not start; the message has its own words
 */
export async function startPostgres(): Promise<TestPostgres> {
  const bin = findBinaries()
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await start(bin)
    if (typeof outcome === 'object') return outcome
    // Another process may take the port between our look and the server's bind.
    if (attempt === 3 || !outcome.includes('Address already in use'))
      throw new Error(`PostgreSQL did not start: ${outcome}`)
  }
}

/**
 * Makes an empty database on the server at `adminUrl` and answers its URL. The name gets a random tail, so two test
 * files that pick the same name do not meet.
 *
 * @param name lower-case letters, digits and `_`, at most 40; it shows in the server's messages
 * @param like the URL of a database on the same server, in use by nobody, that is copied
 */
export async function createDatabase(
  adminUrl: string,
  name: string,
  { like }: { readonly like?: string } = {},
): Promise<string> {
  if (!/^[a-z][a-z0-9_]{0,39}$/.test(name)) throw new RangeError(`not a database name: ${name}`)
  const unique = `${name}_${randomBytes(6).toString('hex')}`
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const template = like === undefined ? '' : ` template "${new URL(like).pathname.slice(1)}"`
    await client.query(`create database "${unique}"${template}`)
  } finally {
    await client.end()
  }
  const url = new URL(adminUrl)
  url.pathname = `/${unique}`
  return url.href
}

const superuser = 'catalytics'

/** One try: the server, or the reason why there is none. */
async function start(bin: string): Promise<TestPostgres | string> {
  const owner = process.getuid?.() === 0 ? systemUser('postgres') : undefined
  const folder = mkdtempSync(join(tmpdir(), 'catalytics-postgres-'))
  const password = randomBytes(24).toString('hex')
  try {
    await initialise(bin, folder, password, owner)
  } catch (cause) {
    rmSync(folder, { recursive: true, force: true })
    throw new Error('initdb failed', { cause })
  }
  const port = await freePort()
  const settings = Object.entries(settingsFor(port)).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = guarded(folder, [join(bin, 'postgres'), '-D', join(folder, 'data'), ...settings], owner)
  const url = `postgres://${superuser}:${password}@127.0.0.1:${port}/postgres`
  const problem = await waitUntilReady(url, server)
  if (problem === undefined) {
    return {
      url,
      guardPid: server.pid,
      createDatabase: (name) => createDatabase(url, name),
      stop: server.stop,
    }
  }
  await server.stop()
  return problem
}

async function initialise(
  bin: string,
  folder: string,
  password: string,
  owner: Owner | undefined,
): Promise<void> {
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (owner !== undefined) for (const path of [folder, passwordFile]) chownSync(path, owner.uid, owner.gid)
  const access = ['-U', superuser, '--pwfile', passwordFile, '--auth=scram-sha-256']
  const order = ['--encoding=UTF8', '--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=en-US']
  await run(join(bin, 'initdb'), ['-D', join(folder, 'data'), '--no-sync', ...access, ...order], {
    cwd: folder,
    ...owner,
  })
}

function settingsFor(port: number): Readonly<Record<string, string>> {
  return {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    shared_buffers: '32MB',
    max_connections: '200',
    autovacuum: 'off',
  }
}

/** The folder of `initdb` and `postgres`: PATH first, then Debian's place, newest version first. */
function findBinaries(): string {
  const debian = '/usr/lib/postgresql'
  const versions = readFolder(debian).toSorted((a, b) => Number(b) - Number(a))
  const places = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    ...versions.map((version) => join(debian, version, 'bin')),
  ]
  const found = places.find((place) =>
    ['initdb', 'postgres'].every((name) => isExecutable(join(place, name))),
  )
  if (found === undefined) {
    throw new Error('PostgreSQL is not installed. Run "node tools/ensure.mjs --tests"; it says what to do.')
  }
  return found
}

function readFolder(path: string): readonly string[] {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

type Owner = { readonly uid: number; readonly gid: number }

function systemUser(name: string): Owner {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((candidate) => candidate.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  if (uid === undefined || gid === undefined)
    throw new Error(`The system has no user "${name}" to run PostgreSQL as.`)
  return { uid: Number(uid), gid: Number(gid) }
}

const run = promisify(execFile)

/*
 * Stands between us and the server, so that nobody is left behind: its standard input is a pipe from this process,
 * and the end of that pipe, which comes however this process ends, stops the server at once (SIGQUIT: no checkpoint,
 * nobody wants the data). `read` is built into the shell, so the one who waits for the pipe has no child of its own.
 */
const guardScript = `
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
( read -r _ <&3; kill -QUIT "$server" ) 2>/dev/null &
watcher=$!
trap 'kill -QUIT "$server"' HUP INT TERM
wait "$server"
wait "$server"
kill "$watcher" 2>/dev/null
rm -rf "$FOLDER"
`

type Guarded = {
  readonly pid: number
  /** The last of what the server wrote to its log. */
  readonly log: () => string
  readonly isRunning: () => boolean
  readonly stop: () => Promise<void>
}

function guarded(folder: string, command: readonly string[], owner: Owner | undefined): Guarded {
  // A group of its own: Ctrl-C in the terminal reaches the test runner, which ends, which ends the server.
  const child = spawn('/bin/sh', ['-c', guardScript, 'postgres-guard', ...command], {
    cwd: folder,
    env: { ...process.env, FOLDER: folder },
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: true,
    ...owner,
  })
  let log = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log = `${log}${text}`.slice(-10_000)))
  child.stdin.on('error', () => undefined)
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  return {
    pid: pidOf(child),
    log: () => log,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    async stop() {
      child.stdin.end()
      await ended
    },
  }
}

function pidOf(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error('/bin/sh could not be started')
  return child.pid
}

/** Resolves to nothing once the server answers, or to the reason why it never will. */
async function waitUntilReady(url: string, server: Guarded): Promise<string | undefined> {
  const attempts = 600
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (!server.isRunning()) return server.log()
    if (await answers(url)) return undefined
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  return `no answer in 15 s. ${server.log()}`
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}
