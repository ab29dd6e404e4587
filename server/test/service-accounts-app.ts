import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createContract } from '@catalytics/contract/contracts.ts'
import { operator } from '../src/features/activity/activity.ts'
import { addContract, changeContract } from '../src/features/contracts/contracts.ts'
import { oauthWith } from '../src/features/oauth/oauth.room.ts'
import { oauthRoutes } from '../src/features/oauth/oauth.routes.ts'
import { authenticateService } from '../src/features/oauth/oauth.sign-in.ts'
import { callerNow } from '../src/features/oauth/oauth.standing.ts'
import { whoAmIRoutes } from '../src/features/oauth/oauth.whoami.routes.ts'
import { serviceAccountsWith } from '../src/features/service-accounts/service-accounts.room.ts'
import { serviceAccountRoutes } from '../src/features/service-accounts/service-accounts.routes.ts'
import { endFeature } from '../src/features/service-accounts/service-accounts.ts'
import { service, serviceOrBasic } from '../src/http/access.ts'
import { openHttp, serviceOf } from '../src/http/server.ts'
import { openLog } from '../src/lib/log.ts'
import { openHashing } from '../src/lib/password-hashing.ts'
import { openDirectory } from '../src/stores/directory/directory.ts'
import { freePort } from './free-port.ts'
import { noCallers } from './no-callers.ts'
import { createDatabase } from './postgres.ts'

/** What a request was answered; `body` is parsed where it is JSON. */
export type Answer = {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads answers off the wire; a wrong guess fails it
  readonly body: any
}

type Shown = { readonly bearer?: string; readonly basic?: readonly [string, string]; readonly from?: string }

/**
 * The rooms `service-accounts` and `oauth` with a directory store of its own, over HTTP: management through the admin socket, OAuth
 * and two probes (`/probe` with Basic too, `/probe/token`) as machines reach them.
 */
export async function openAccountsApp(where: { readonly postgresUrl?: string } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'catalytics-accounts-'))
  const log = openLog('silent')
  const target =
    where.postgresUrl === undefined
      ? { file: join(folder, 'directory.db') }
      : { url: await createDatabase(where.postgresUrl, 'service_accounts') }
  const directory = await openDirectory(target, log)
  // It stands still but for `after`, so that no test hangs on how fast the machine is.
  let now = Date.now()
  const clock = () => new Date(now)
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  const { db } = directory
  const hashing = openHashing()
  const serviceAccounts = serviceAccountsWith({ db, clock, log, publicUrl, hashing })
  const { usage } = serviceAccounts
  const oauth = oauthWith({ db, clock, log, publicUrl, hashing, countUse: usage.count })
  const http = await openHttp({
    log,
    // So that a test can come from any address.
    trustedProxies: ['127.0.0.1'],
    filesFolder: folder,
    publicUrl,
    callers: {
      ...noCallers,
      service: (credentials, from) => authenticateService(oauth, credentials, from),
      serviceNow: (caller, leaving) => callerNow(oauth, caller, leaving),
    },
  })
  serviceAccountRoutes(http.api, serviceAccounts)
  whoAmIRoutes(http.api, oauth)
  await oauthRoutes(http.api, oauth)
  for (const [url, access] of [
    ['/probe', serviceOrBasic('leads:read')],
    ['/probe/token', service('stats:read')],
  ] as const) {
    http.api.get(url, { config: { access } }, (asked) => {
      const caller = serviceOf(asked)
      caller.countRows(5)
      return {
        id: caller.id,
        contract: caller.contract.id,
        segments: caller.segmentLock,
        address: caller.address,
      }
    })
  }
  await http.api.ready()
  const socket = join(folder, 'admin.sock')
  await new Promise<void>((resolve) => http.admin.listen(socket, resolve))

  async function newContract(name: string) {
    return addContract({ db, clock }, operator, createContract.parse({ name }))
  }

  /** A call over the operator's socket. */
  async function admin(method: string, path: string, body?: unknown): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>()
    const headers = body === undefined ? {} : { 'content-type': 'application/json' }
    const outgoing = request({ socketPath: socket, method, path, headers, agent: false }, (incoming) => {
      const parts: Buffer[] = []
      incoming.on('data', (part: Buffer) => parts.push(part))
      incoming.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8')
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: parsed(text) })
      })
    })
    outgoing.on('error', reject)
    outgoing.end(body === undefined ? undefined : JSON.stringify(body))
    return promise
  }

  async function inject(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'OPTIONS',
    url: string,
    shown: Shown & { readonly headers?: Record<string, string>; readonly payload?: string } = {},
  ): Promise<Answer> {
    const headers = {
      'user-agent': 'probe/1.0',
      ...(shown.from !== undefined && { 'x-forwarded-for': shown.from }),
      ...(shown.bearer !== undefined && { authorization: `Bearer ${shown.bearer}` }),
      ...(shown.basic !== undefined && { authorization: basicHeader(...shown.basic) }),
      ...shown.headers,
    }
    const payload = shown.payload === undefined ? {} : { payload: shown.payload }
    const answer = await http.api.inject({ method, url, headers, ...payload })
    return { status: answer.statusCode, headers: answer.headers, body: parsed(answer.body) }
  }

  /** As the application does: the one that was opened last first. */
  async function closeRooms() {
    await oauth.close()
    await serviceAccounts.close()
  }

  return {
    db,
    clock,
    hashing,
    usage,
    refusals: oauth.refusals,
    closeRooms,
    publicUrl,
    admin,
    /** A call of the API. */
    get: (url: string, shown?: Shown) => inject('GET', url, shown),
    inject,
    /** A form to one of the OAuth endpoints. */
    form: (
      path: string,
      fields: Record<string, string>,
      shown: Shown & { readonly headers?: Record<string, string> } = {},
    ) =>
      inject('POST', path, {
        ...shown,
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...shown.headers },
        payload: new URLSearchParams(fields).toString(),
      }),
    newContract,
    setFeatures: (contract: Awaited<ReturnType<typeof newContract>>, features: 'service_accounts'[]) =>
      changeContract({ db, clock, endFeature }, operator, contract.id, { features }),
    /** Makes an account; its answer, password included. */
    async newAccount(contract: { readonly id: string }, body: Record<string, unknown> = {}) {
      const name = `account ${(accounts += 1)}`
      const made = await admin('POST', `/api/v1/contracts/${contract.id}/service-accounts`, {
        name,
        scopes: ['leads:read', 'stats:read'],
        ...body,
      })
      if (made.status !== 201) throw new Error(`no account: ${JSON.stringify(made.body)}`)
      return made.body
    },
    /** Lets time pass. */
    after: (seconds: number) => (now += seconds * 1000),
    listen: () => http.api.listen({ port, host: '127.0.0.1' }),
    async close() {
      await http.close()
      await closeRooms()
      await directory.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type AccountsApp = Awaited<ReturnType<typeof openAccountsApp>>

let accounts = 0

export function basicHeader(clientId: string, password: string): string {
  return `Basic ${Buffer.from(`${clientId}:${password}`).toString('base64')}`
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
