import { contract, contractList, features } from '@catalytics/contract/contracts.ts'
import { contractPath, defineCommand, required, UsageError, type ValuesOf } from './command.ts'
import { withAdmin } from './session.ts'

const settings = {
  'time-zone': { type: 'string' },
  'exclude-domain': { type: 'string', multiple: true },
  'unknown-segments': { type: 'string' },
  'retention-months': { type: 'string' },
  with: { type: 'string', multiple: true },
  without: { type: 'string', multiple: true },
} as const

export const create = defineCommand({
  usage:
    'contract create --name NAME [--time-zone ZONE] [--exclude-domain D …] [--unknown-segments create|reject] [--retention-months N|none] [--without FEATURE]',
  summary: 'Creates a contract.',
  options: { name: { type: 'string' }, ...settings },
  run: async ({ config, print }, values) => {
    const switched = values.without === undefined ? {} : { features: without(features, values.without) }
    const body = { name: required(values.name, 'name'), ...given(values), ...switched }
    await withAdmin(config, async (client) => {
      const made = contract.parse(await client.call('POST', '/api/v1/contracts', body))
      print(made, `Contract ${made.name} is ready: ${made.id}`)
    })
  },
})

export const list = defineCommand({
  usage: 'contract list',
  summary: 'Lists the contracts.',
  options: {},
  run: ({ config, print }) =>
    withAdmin(config, async (client) => {
      const { data } = contractList.parse(await client.call('GET', '/api/v1/contracts'))
      print(
        data,
        data.map((found) => `${found.id}  ${found.time_zone.padEnd(20)}  ${found.name}`).join('\n') ||
          'No contract yet.',
      )
    }),
})

export const set = defineCommand({
  usage:
    'contract set --contract ID [--name NAME] [--time-zone ZONE] [--exclude-domain D …] [--unknown-segments create|reject] [--retention-months N|none] [--with FEATURE] [--without FEATURE]',
  summary: 'Changes a contract; --exclude-domain replaces the whole list.',
  options: { contract: { type: 'string' }, name: { type: 'string' }, ...settings },
  run: async ({ config, print }, values) => {
    const path = contractPath(required(values.contract, 'contract'))
    await withAdmin(config, async (client) => {
      const before = contract.parse(await client.call('GET', path))
      const on = new Set<string>([...before.features, ...(values.with ?? [])])
      const switched =
        values.with === undefined && values.without === undefined
          ? {}
          : { features: without([...on], values.without ?? []) }
      const name = values.name === undefined ? {} : { name: values.name }
      const after = contract.parse(
        await client.call('PATCH', path, { ...name, ...given(values), ...switched }),
      )
      print(after, `Contract ${after.name} is changed.`)
    })
  },
})

function given(values: ValuesOf<typeof settings>): object {
  return {
    ...(values['time-zone'] === undefined ? {} : { time_zone: values['time-zone'] }),
    ...(values['exclude-domain'] === undefined
      ? {}
      : { excluded_domains: values['exclude-domain'].filter((domain) => domain !== '') }),
    ...(values['unknown-segments'] === undefined ? {} : { unknown_segments: values['unknown-segments'] }),
    ...(values['retention-months'] === undefined
      ? {}
      : { retention_months: monthsOf(values['retention-months']) }),
  }
}

/** What is no number goes to the server as it is, which says what is wrong with it. */
function monthsOf(text: string): number | string | null {
  if (text === 'none') return null
  return /^\d+$/.test(text) ? Number(text) : text
}

function without(on: readonly string[], off: readonly string[]): readonly string[] {
  const known: readonly string[] = features
  const wrong = [...on, ...off].find((name) => !known.includes(name))
  if (wrong !== undefined)
    throw new UsageError(`There is no feature ${wrong}; there are: ${known.join(', ')}`)
  return on.filter((name) => !off.includes(name))
}
