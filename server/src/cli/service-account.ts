import { contractList } from '@catalytics/contract/contracts.ts'
import {
  serviceAccount,
  serviceAccountList,
  serviceAccountWithPassword,
  type ServiceAccountWithPassword,
} from '@catalytics/contract/service-accounts.ts'
import type { AdminClient } from './admin-client.ts'
import { contractPath, defineCommand, required, UsageError } from './command.ts'
import { onlyContract, withAdmin } from './session.ts'

export const create = defineCommand({
  usage:
    'service-account create --name NAME --scope leads:read [--scope …] [--contract ID] [--segment S …] [--network CIDR …] [--expires INSTANT] [--owner WHO] [--password-stdin]',
  summary:
    'Creates a service account; its password is shown only now. --contract is needed where there are several.',
  options: {
    contract: { type: 'string' },
    name: { type: 'string' },
    scope: { type: 'string', multiple: true },
    segment: { type: 'string', multiple: true },
    network: { type: 'string', multiple: true },
    expires: { type: 'string' },
    owner: { type: 'string' },
    'password-stdin': { type: 'boolean' },
  },
  run: async ({ config, print, readInput }, values) => {
    const name = required(values.name, 'name')
    if (values.scope === undefined)
      throw new UsageError('--scope is needed: leads:read, events:write or stats:read')
    const body = {
      name,
      scopes: values.scope,
      ...(values.segment === undefined ? {} : { segments: values.segment }),
      ...(values.network === undefined ? {} : { networks: values.network }),
      ...(values.expires === undefined ? {} : { expires_at: values.expires }),
      ...(values.owner === undefined ? {} : { owner: values.owner }),
      ...(values['password-stdin'] === true ? { password: await readInput() } : {}),
    }
    await withAdmin(config, async (client) => {
      const path = await accountsPath(client, values.contract)
      const made = serviceAccountWithPassword.parse(await client.call('POST', path, body))
      print(secretOf(made), shown(made))
    })
  },
})

export const list = defineCommand({
  usage: 'service-account list [--contract ID]',
  summary: 'Lists the service accounts of a contract.',
  options: { contract: { type: 'string' } },
  run: ({ config, print }, values) =>
    withAdmin(config, async (client) => {
      const { data } = serviceAccountList.parse(
        await client.call('GET', await accountsPath(client, values.contract)),
      )
      const lines = data.map((account) => {
        const used = account.last_used_at ?? 'never used'
        return `${account.client_id}  ${account.state.padEnd(8)}  ${account.scopes.join(' ')}  ${used}  ${account.name}`
      })
      print(data, lines.join('\n') || 'No service account yet.')
    }),
})

export const regenerate = defineCommand({
  usage:
    'service-account regenerate ID [--contract ID] [--overlap-hours N] [--end-overlap] [--password-stdin]',
  summary:
    'Gives a service account a new password; the old one ends at once or after the overlap. One that was promised an overlap before ends sooner only with --end-overlap.',
  options: {
    contract: { type: 'string' },
    'overlap-hours': { type: 'string' },
    'end-overlap': { type: 'boolean' },
    'password-stdin': { type: 'boolean' },
  },
  words: 1,
  run: async ({ config, print, readInput }, values, [id = '']) => {
    const hours = Number(values['overlap-hours'] ?? '0')
    if (!Number.isFinite(hours) || hours < 0) throw new UsageError('--overlap-hours takes a number')
    const body = {
      overlap_seconds: Math.round(hours * 3600),
      ...(values['end-overlap'] === true && { end_overlap: true }),
      ...(values['password-stdin'] === true ? { password: await readInput() } : {}),
    }
    await withAdmin(config, async (client) => {
      const path = await accountPath(client, values.contract, id)
      const made = serviceAccountWithPassword.parse(await client.call('POST', `${path}/regenerate`, body))
      print(secretOf(made), shown(made))
    })
  },
})

export const disable = switchCommand(
  'disable',
  'Stops a service account, its tokens included, from the next request on.',
)
export const enable = switchCommand('enable', 'Lets a disabled service account work again.')

function switchCommand(verb: 'disable' | 'enable', summary: string) {
  return defineCommand({
    usage: `service-account ${verb} ID [--contract ID]`,
    summary,
    options: { contract: { type: 'string' } },
    words: 1,
    run: ({ config, print }, values, [id = '']) =>
      withAdmin(config, async (client) => {
        const path = await accountPath(client, values.contract, id)
        const account = serviceAccount.parse(await client.call('POST', `${path}/${verb}`))
        print(account, `${account.name} is ${account.state}.`)
      }),
  })
}

export const remove = defineCommand({
  usage: 'service-account delete ID [--contract ID]',
  summary: 'Deletes a service account for good.',
  options: { contract: { type: 'string' } },
  words: 1,
  run: ({ config, print }, values, [id = '']) =>
    withAdmin(config, async (client) => {
      await client.call('DELETE', await accountPath(client, values.contract, id))
      print({ id, deleted: true }, 'Deleted.')
    }),
})

async function accountsPath(client: AdminClient, contract: string | undefined): Promise<string> {
  return contractPath(contract ?? (await onlyContract(client)), '/service-accounts')
}

/** Without a contract given, the account's own: client ids are unique in the installation. */
async function accountPath(client: AdminClient, contract: string | undefined, id: string): Promise<string> {
  const own = contract ?? (await contractHolding(client, id))
  return contractPath(own, `/service-accounts/${encodeURIComponent(id)}`)
}

async function contractHolding(client: AdminClient, id: string): Promise<string> {
  const { data } = contractList.parse(await client.call('GET', '/api/v1/contracts'))
  for (const contract of data) {
    if (!contract.features.includes('service_accounts')) continue
    const path = contractPath(contract.id, '/service-accounts')
    const accounts = serviceAccountList.parse(await client.call('GET', path))
    if (accounts.data.some((account) => account.client_id === id)) return contract.id
  }
  return await onlyContract(client)
}

function secretOf(made: ServiceAccountWithPassword) {
  const { id, client_id, password, contract, scopes, ...rest } = made
  return { id, client_id, password, contract, scopes, ...rest }
}

function shown(made: ServiceAccountWithPassword): string {
  return [
    `${made.name} is ready. The password is shown only now.`,
    `Client id   ${made.client_id}`,
    `Password    ${made.password}`,
  ].join('\n')
}
