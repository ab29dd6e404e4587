import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { contract, contractList } from '@catalytics/contract/contracts.ts'
import { ingestAnswer, type WireEvent } from '@catalytics/contract/events.ts'
import { serviceAccountList, serviceAccountWithPassword } from '@catalytics/contract/service-accounts.ts'
import { demoContracts, type DemoContract } from '../demo/demo-contracts.ts'
import { demoEvents } from '../demo/demo-events.ts'
import { dayMs, systemClock } from '../lib/clock.ts'
import { OperatorError } from '../lib/errors.ts'
import { openLog } from '../lib/log.ts'
import { roles } from '../platform.ts'
import { connectAdmin, type AdminClient } from './admin-client.ts'
import { contractPath, defineCommand, UsageError, type Context } from './command.ts'
import { inviteFirstUser, linkBase, stopAsked } from './serve.ts'

const days = 425
const shares = [400_000, 200_000] as const

export const demo = defineCommand({
  usage: 'demo [--events N] [--seed N]',
  summary: 'Serves two contracts with 14 months of made-up activity.',
  options: { events: { type: 'string' }, seed: { type: 'string' } },
  run: async (context, values) => {
    const total = wholeNumber(values.events, 600_000, 'events')
    const seed = wholeNumber(values.seed, 42, 'seed')
    const log = openLog(context.config.logLevel === 'info' ? 'warn' : context.config.logLevel)
    context.note('Starting …')
    const { buildApp } = await import('../app.ts')
    const app = await buildApp(context.config, { clock: systemClock, log, roles })
    const asked = stopAsked()
    try {
      const address = await app.listen()
      // A signal ends the demo in order, also while it still makes its data.
      await Promise.race([asked, show(address).then(() => asked)])
    } finally {
      await app.stop()
    }

    async function show(address: string): Promise<void> {
      const client = await connectAdmin(context.config.dataDir)
      if (client === undefined) throw new TypeError('the admin socket does not answer')
      const accounts = await fill({ ...context, client, address, total, seed })
      context.note(welcome(address, accounts))
      await inviteFirstUser(app, linkBase(context.config, address), context.note)
      context.print({ url: address, accounts }, '')
    }
  },
})

type Filling = Context & {
  readonly client: AdminClient
  readonly address: string
  readonly total: number
  readonly seed: number
}
type Account = {
  readonly contract: string
  readonly name: string
  readonly client_id: string
  readonly password: string
}

const state = z.object({ end: z.number(), filled: z.boolean() })

/** Makes the contracts and their events; what is there already stays, an interrupted run goes on where it was. */
async function fill(filling: Filling): Promise<readonly Account[]> {
  const file = join(filling.config.dataDir, 'demo.json')
  const today = Math.floor(systemClock().getTime() / dayMs) * dayMs
  const known = await readFile(file, 'utf8').then(
    (text) => state.parse(JSON.parse(text)),
    () => undefined,
  )
  const { end, filled } = known ?? { end: today, filled: false }
  await writeFile(file, JSON.stringify({ end, filled }))
  const accounts: Account[] = []
  for (const [index, demoContract] of demoContracts.entries()) {
    const id = await ensureContract(filling.client, demoContract)
    const account = await ensureAccount(filling.client, id, 'Demo CRM', ['leads:read'])
    accounts.push({ contract: id, name: demoContract.name, ...account })
    if (filled) continue
    const loader = await ensureAccount(filling.client, id, 'Demo catalog site', ['events:write'])
    const share = Math.round((filling.total * (shares[index] ?? 0)) / 600_000)
    await sendEvents(filling, demoContract, loader, share, new Date(end))
  }
  await writeFile(file, JSON.stringify({ end, filled: true }))
  return accounts
}

async function ensureContract(client: AdminClient, wanted: DemoContract): Promise<string> {
  const { data } = contractList.parse(await client.call('GET', '/api/v1/contracts'))
  const known = data.find((found) => found.name === wanted.name)
  if (known !== undefined) return known.id
  const body = { name: wanted.name, time_zone: wanted.timeZone, excluded_domains: wanted.excludedDomains }
  const made = contract.parse(await client.call('POST', '/api/v1/contracts', body))
  const kinds = [
    ['catalog', wanted.catalogs],
    ['network', wanted.networks],
    ['site', wanted.sites],
  ] as const
  const segments = kinds.flatMap(([kind, entries]) => entries.map(({ key, name }) => ({ kind, key, name })))
  await client.call('PUT', contractPath(made.id, '/segments'), { segments })
  return made.id
}

/** A password is shown once, so each start of the demo makes a new one for its accounts. */
async function ensureAccount(client: AdminClient, id: string, name: string, scopes: readonly string[]) {
  const path = contractPath(id, '/service-accounts')
  const { data } = serviceAccountList.parse(await client.call('GET', path))
  const known = data.find((account) => account.name === name)
  const told =
    known === undefined
      ? await client.call('POST', path, { name, scopes })
      : await client.call('POST', `${path}/${known.client_id}/regenerate`, { end_overlap: true })
  const { client_id, password } = serviceAccountWithPassword.parse(told)
  return { client_id, password }
}

const requestsAtOnce = 3
// Two batches of the generator: as many events as one request may have.
const batchesARequest = 2

/** Sends the events as a catalog site would: over HTTP, with a token. */
async function sendEvents(
  { address, note, seed }: Filling,
  demoContract: DemoContract,
  account: { readonly client_id: string; readonly password: string },
  total: number,
  end: Date,
): Promise<void> {
  const token = await tokenFor(address, account)
  const batches = demoEvents({ contract: demoContract, seed, days, end, eventsTotal: total })
  let sent = 0
  const sender = async () => {
    for (;;) {
      const events: WireEvent[] = []
      for (let count = 0; count < batchesARequest; count += 1) {
        const next = batches.next()
        if (next.done !== true) events.push(...next.value)
      }
      if (events.length === 0) return
      const response = await fetch(`${address}/api/v1/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ events }),
      })
      if (!response.ok)
        throw new OperatorError('unavailable', `The demo events were not taken: ${await response.text()}`)
      const answer = ingestAnswer.parse(await response.json())
      const [refused] = answer.rejected
      if (refused !== undefined)
        throw new OperatorError('internal', `A demo event was refused: ${refused.detail}`)
      sent += events.length
      note(`${demoContract.name}: ${sent.toLocaleString('en')} of ${total.toLocaleString('en')} events`)
    }
  }
  await Promise.all(Array.from({ length: requestsAtOnce }, sender))
}

async function tokenFor(
  address: string,
  account: { readonly client_id: string; readonly password: string },
): Promise<string> {
  const response = await fetch(`${address}/oauth/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${account.client_id}:${account.password}`).toString('base64')}`,
    },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  })
  return z.object({ access_token: z.string() }).parse(await response.json()).access_token
}

function welcome(address: string, accounts: readonly Account[]): string {
  const [first] = accounts
  if (first === undefined) return ''
  const others = accounts.map(
    (account) => `  ${account.name.padEnd(20)} ${account.client_id}  ${account.password}`,
  )
  return `
Catalytics serves ${address}

Open      ${address}/api/docs/     the API, to read
Service accounts (new passwords at each start of the demo):
${others.join('\n')}

A token:
  curl -s -u '${first.client_id}:${first.password}' -d grant_type=client_credentials ${address}/oauth/token

Three leads of ${first.name}, in one line:
  curl -s -u '${first.client_id}:${first.password}' '${address}/api/v1/leads?limit=3'

Ctrl-C stops it.`
}

function wholeNumber(text: string | undefined, otherwise: number, option: string): number {
  const value = text === undefined ? otherwise : Number(text)
  if (!Number.isSafeInteger(value) || value < 0) throw new UsageError(`--${option} takes a whole number`)
  return value
}
