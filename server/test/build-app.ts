import { mkdtempSync, rmSync } from 'node:fs'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { session, user } from '@catalytics/contract/accounts.ts'
import { contract as contractAnswer } from '@catalytics/contract/contracts.ts'
import { ingestAnswer, type IngestAnswer, type WireEvent } from '@catalytics/contract/events.ts'
import type { Role } from '@catalytics/contract/permissions.ts'
import { serviceAccountWithPassword } from '@catalytics/contract/service-accounts.ts'
import { buildApp, type App } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { openLog } from '../src/lib/log.ts'
import { reachablePath } from '../src/lib/socket-path.ts'
import { roles, type Role as ProcessRole } from '../src/platform.ts'
import { atEnd } from './at-end.ts'
import { preparedDatabase, prepareFile } from './both-directories.ts'
import { mailedToken, type MailServer } from './mail-server.ts'
import { movableClock, type MovableClock } from './movable-clock.ts'
import { createDatabase } from './postgres.ts'
import { eventDatabase, sharedChild } from './shared-engines.ts'

/**
 * `embedded`: SQLite and an engine child, in the way of an installation without servers. `servers`: PostgreSQL and an
 * engine that is reached by its URL. Either engine has databases of other tests too.
 */
export const storeKinds = ['embedded', 'servers'] as const
/** `alone`: as `embedded`, with an engine child of its own on its own folder, for what looks at either. */
export const ownStoreKinds = ['alone', 'servers'] as const
/** `shared`: SQLite and an engine that is reached by its URL, for tests that are about neither store. */
export type Stores = (typeof storeKinds)[number] | (typeof ownStoreKinds)[number] | 'shared'

/** Where an app keeps its data: what it finds again when it is started anew. */
export type Place = {
  readonly dataDir: string
  readonly databaseUrl: string | undefined
  readonly clickhouseUrl: string | undefined
  /** The engine at that URL is used as if it were the installation's own child. */
  readonly isChild?: boolean
}

export type Answer = {
  readonly status: number
  readonly headers: Headers
  /** Parsed where it is JSON, else the text. */
  readonly body: unknown
  readonly text: string
  readonly bytes: Buffer
}

type Ask = {
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON; text and bytes as they are. */
  readonly body?: unknown
  readonly signal?: AbortSignal
}

/** A service account that calls the API over HTTP, with a Bearer token. */
export type Caller = {
  readonly clientId: string
  readonly password: string
  /** The contract the account is bound to. */
  readonly contract: string
  /** The value of an Authorization header that works now. */
  authorization(): Promise<string>
  call(method: string, path: string, ask?: Ask): Promise<Answer>
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>
  /** Sends events and expects them to be answered with 200. */
  send(events: readonly unknown[]): Promise<IngestAnswer>
}

/** A contract with an account of its own that may read leads and write events. */
export type ContractAtHand = Caller & {
  readonly id: string
  /** The operator's calls below `/api/v1/contracts/ID`. */
  manage(method: string, rest: string, body?: unknown): Promise<Answer>
}

/** Somebody who is signed in, as their browser calls. */
export type UserAtHand = {
  readonly id: string
  readonly email: string
  readonly password: string
  /** The value of the Cookie header. */
  readonly cookie: string
  /** The cookie by which the browser is known again after signing out. */
  readonly device: string
  /** With the cookie, and as from a page of the installation. */
  call(method: string, path: string, ask?: Ask): Promise<Answer>
  get(path: string): Promise<Answer>
  post(path: string, body: unknown): Promise<Answer>
}

export type TestApp = {
  readonly place: Place
  readonly clock: MovableClock
  /** The parts of the process that runs now. */
  app(): App
  url(): string
  readonly given: {
    contract(input?: Readonly<Record<string, unknown>>): Promise<ContractAtHand>
    account(contract: { readonly id: string }, input?: Readonly<Record<string, unknown>>): Promise<Caller>
    /** A new user with this role in the contract, signed in. */
    user(contract: { readonly id: string }, role: Role): Promise<UserAtHand>
    /** The same, of whom the address is proved: by the mailed link of an invitation. */
    provedUser(mails: MailServer, contract: { readonly id: string }, role: Role): Promise<UserAtHand>
    /** Events that are stored when it resolves; none may be refused. */
    events(contract: Caller, events: readonly WireEvent[]): Promise<IngestAnswer>
  }
  /** A call without credentials. */
  call(method: string, path: string, ask?: Ask): Promise<Answer>
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>
  /** A call over the operator's socket. */
  operator(method: string, path: string, body?: unknown): Promise<Answer>
  /** The same contract and account, called through this process. */
  through(contract: ContractAtHand): ContractAtHand
  stop(): Promise<void>
  start(): Promise<void>
}

type Options = {
  readonly stores?: Stores
  readonly clock?: MovableClock
  readonly roles?: readonly ProcessRole[]
  /** Further settings, as the environment gives them. */
  readonly settings?: Readonly<Record<string, string>>
  /** As `serve --accept-lost-key`. */
  readonly acceptLostKey?: boolean
  /** Where an earlier app was, to find its data again; a new place where absent. */
  readonly place?: Place
}

/** The real application on real stores, listening on a free port of the loopback interface. */
export async function buildTestApp(options: Options = {}): Promise<TestApp> {
  const clock = options.clock ?? movableClock()
  const place = options.place ?? (await emptyPlace(options.stores ?? 'shared'))
  let running: { readonly app: App; readonly url: string } | undefined

  async function start(): Promise<void> {
    const config = {
      ...readConfig({ ...options.settings, PORT: '0', DATA_DIR: place.dataDir }, {}),
      databaseUrl: place.databaseUrl,
      clickhouseUrl: place.isChild === true ? undefined : place.clickhouseUrl,
    }
    const log = openLog(process.env['TEST_LOG_LEVEL'] ?? 'silent')
    const { acceptLostKey = false } = options
    const app = await buildApp(config, {
      clock,
      log,
      roles: options.roles ?? roles,
      acceptLostKey,
      engine: childOf(place),
    })
    running = { app, url: await app.listen() }
  }

  async function stop(): Promise<void> {
    const { app } = running ?? {}
    running = undefined
    await app?.stop()
  }

  function now() {
    if (running === undefined) throw new Error('the app has been stopped')
    return running
  }

  const call = (method: string, path: string, ask: Ask = {}) => send(`${now().url}${path}`, method, ask)
  const operator = (method: string, path: string, body?: unknown) =>
    sendToSocket(join(place.dataDir, 'admin.sock'), method, path, body)

  function caller(contract: string, clientId: string, password: string): Caller {
    let token = { value: '', until: 0 }
    const self: Caller = {
      clientId,
      password,
      contract,
      async authorization() {
        if (token.until <= clock().getTime()) token = await signIn(call, clientId, password, clock)
        return `Bearer ${token.value}`
      },
      async call(method, path, ask = {}) {
        const headers = { authorization: await self.authorization(), ...ask.headers }
        return await call(method, path, { ...ask, headers })
      },
      get: (path, headers = {}) => self.call('GET', path, { headers }),
      post: (path, body, headers = {}) => self.call('POST', path, { body, headers }),
      async send(events) {
        const answer = await self.post('/api/v1/events', { events })
        if (answer.status !== 200) throw new Error(`events were answered ${answer.status}: ${answer.text}`)
        return ingestAnswer.parse(answer.body)
      },
    }
    return self
  }

  function atHand(account: Pick<Caller, 'contract' | 'clientId' | 'password'>): ContractAtHand {
    return {
      ...caller(account.contract, account.clientId, account.password),
      id: account.contract,
      manage: (method, rest, body) => operator(method, `/api/v1/contracts/${account.contract}${rest}`, body),
    }
  }

  async function newAccount(
    contract: { readonly id: string },
    input: Readonly<Record<string, unknown>> = {},
  ) {
    accounts += 1
    const path = `/api/v1/contracts/${contract.id}/service-accounts`
    const asked = { name: `account ${accounts}`, scopes: ['leads:read', 'events:write'], ...input }
    const made = serviceAccountWithPassword.parse(ok(await operator('POST', path, asked)).body)
    return caller(contract.id, made.client_id, made.password)
  }

  function userAtHand(who: Pick<UserAtHand, 'id' | 'email' | 'password'>, signedIn: Answer): UserAtHand {
    const [cookie = '', device = ''] = signedIn.headers.getSetCookie().map((text) => text.split(';')[0] ?? '')
    const self: UserAtHand = {
      ...who,
      cookie,
      device,
      call: (method, path, ask = {}) =>
        call(method, path, { ...ask, headers: { cookie, origin: now().url, ...ask.headers } }),
      get: (path) => self.call('GET', path),
      post: (path, body) => self.call('POST', path, { body }),
    }
    return self
  }

  const given: TestApp['given'] = {
    async contract(input = {}) {
      contracts += 1
      const asked = { name: `Contract ${contracts}`, ...input }
      const made = contractAnswer.parse(ok(await operator('POST', '/api/v1/contracts', asked)).body)
      return atHand(await newAccount(made))
    },
    account: newAccount,
    async user(contract, role) {
      users += 1
      const email = `${role}-${users}@users.example`
      const made = user.parse(
        ok(
          await operator('POST', '/api/v1/users', {
            email,
            role,
            contract: contract.id,
            password: goodPassword,
          }),
        ).body,
      )
      const body = { email, password: goodPassword }
      return userAtHand({ id: made.id, ...body }, ok(await call('POST', '/api/v1/sign-in', { body })))
    },
    async provedUser(mails, contract, role) {
      users += 1
      const email = `${role}-${users}@users.example`
      const path = `/api/v1/contracts/${contract.id}/invitations`
      ok(await operator('POST', path, { email, role }))
      const token = await mailedToken(mails, email)
      const body = { token, name: email, password: goodPassword }
      const accepted = ok(await call('POST', '/api/v1/invitations/accept', { body }))
      const who = ok(await call('GET', '/api/v1/session', { headers: { cookie: cookieFrom(accepted) } }))
      const { id } = session.parse(who.body).user
      return userAtHand({ id, email, password: goodPassword }, accepted)
    },
    async events(contract, events) {
      const answer = await contract.send(events)
      if (answer.rejected.length > 0) throw new Error(`refused: ${JSON.stringify(answer.rejected[0])}`)
      return answer
    },
  }

  await start()
  atEnd(stop)
  return {
    place,
    clock,
    given,
    app: () => now().app,
    url: () => now().url,
    call,
    get: (path, headers = {}) => call('GET', path, { headers }),
    operator,
    through: atHand,
    stop,
    start,
  }
}

let contracts = 0
let accounts = 0
let users = 0
const goodPassword = 'correct horse battery staple'

/** New, empty stores. They go when the test file ends. */
export async function newPlace(stores: Stores): Promise<Place> {
  const databaseUrl = stores === 'servers' ? await createDatabase(inject('postgresUrl'), 'app') : undefined
  return await placeWith(stores, databaseUrl)
}

async function placeWith(stores: Stores, databaseUrl: string | undefined): Promise<Place> {
  const clickhouseUrl = stores === 'alone' ? undefined : eventDatabase()
  return { dataDir: newFolder(), databaseUrl, clickhouseUrl, isChild: stores === 'embedded' }
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'catalytics-app-'))
  atEnd(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The same, but that the tables of the directory store are there already: making them takes longer than most tests. */
async function emptyPlace(stores: Stores): Promise<Place> {
  if (stores === 'servers') return await placeWith(stores, await preparedDatabase())
  const place = await placeWith(stores, undefined)
  await prepareFile(join(place.dataDir, 'directory.db'))
  return place
}

/** The engine that is shared where the place would have one of its own. */
function childOf({ clickhouseUrl, isChild }: Place): ReturnType<typeof sharedChild> | undefined {
  return isChild === true && clickhouseUrl !== undefined ? sharedChild(clickhouseUrl) : undefined
}

async function signIn(call: TestApp['call'], clientId: string, password: string, clock: MovableClock) {
  const answer = await call('POST', '/oauth/token', {
    headers: {
      authorization: basicHeader(clientId, password),
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  })
  const { access_token, expires_in } = JSON.parse(ok(answer).text)
  return { value: String(access_token), until: clock().getTime() + Number(expires_in) * 1000 }
}

export function basicHeader(clientId: string, password: string): string {
  return `Basic ${Buffer.from(`${clientId}:${password}`).toString('base64')}`
}

/** The cookie that an answer sets, as a browser sends it back. */
export function cookieFrom(answer: Answer): string {
  return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}

/** The answer, if it is a good one. */
export function ok(answer: Answer): Answer {
  if (answer.status >= 400) throw new Error(`answered ${answer.status}: ${answer.text}`)
  return answer
}

async function send(url: string, method: string, { headers = {}, body, signal }: Ask): Promise<Answer> {
  const asIs = typeof body === 'string' || body instanceof Uint8Array
  const answer = await fetch(url, {
    method,
    headers: { ...(body === undefined || asIs ? {} : json), ...headers },
    ...(body === undefined ? {} : { body: asIs ? Buffer.from(body) : JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  })
  // Not text(): that would hide a byte order mark.
  const bytes = Buffer.from(await answer.arrayBuffer())
  return answerOf(answer.status, answer.headers, bytes)
}

async function sendToSocket(path: string, method: string, url: string, body: unknown): Promise<Answer> {
  const reach = reachablePath(path)
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const headers = body === undefined ? {} : json
  const request = httpRequest({ socketPath: reach.path, method, path: url, headers, agent: false }, resolve)
  request.once('error', reject)
  request.end(body === undefined ? undefined : JSON.stringify(body))
  const answer = await promise.finally(() => reach.close())
  const parts: Uint8Array[] = []
  for await (const part of answer) parts.push(part)
  const told = Object.entries(answer.headers).map(([name, value]): [string, string] => [name, String(value)])
  return answerOf(answer.statusCode ?? 0, new Headers(told), Buffer.concat(parts))
}

const json = { 'content-type': 'application/json' }

function answerOf(status: number, headers: Headers, bytes: Buffer): Answer {
  const text = bytes.toString()
  const isJson = /^application\/(problem\+)?json/.test(headers.get('content-type') ?? '')
  const body: unknown = isJson && text !== '' ? JSON.parse(text) : text
  return { status, headers, body, text, bytes }
}
