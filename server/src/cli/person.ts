import { setTimeout as pause } from 'node:timers/promises'
import { erasure, personData, withdrawal } from '@catalytics/contract/people.ts'
import { type Context, contractPath, defineCommand, required, UsageError, type ValuesOf } from './command.ts'
import { withAdmin } from './session.ts'

const who = {
  contract: { type: 'string' },
  'lead-id': { type: 'string' },
  email: { type: 'string' },
  'email-stdin': { type: 'boolean' },
} as const
const usage = '--contract ID (--lead-id ID | --email E | --email-stdin)'

export const erase = defineCommand({
  usage: `person erase ${usage}`,
  summary: 'Erases a person, and waits until the disk is clean.',
  options: who,
  run: async ({ config, print, note, readInput }, values) => {
    const contract = required(values.contract, 'contract')
    const body = await find(values, readInput)
    await withAdmin(config, async (client) => {
      let state = erasure.parse(await client.call('POST', contractPath(contract, '/people/erase'), body))
      if (state.status === 'running') note('Gone from every answer; cleaning the disk …')
      while (state.status === 'running') {
        await pause(200)
        state = erasure.parse(await client.call('GET', contractPath(contract, `/erasures/${state.lead_id}`)))
      }
      print(state, `Erased. ${state.deliveries.length} past deliveries had held the person.`)
    })
  },
})

export const show = defineCommand({
  usage: `person show ${usage}`,
  summary: 'Prints all stored data of a person.',
  options: who,
  run: async ({ config, print, readInput }, values) => {
    const contract = required(values.contract, 'contract')
    const body = await find(values, readInput)
    await withAdmin(config, async (client) => {
      const data = personData.parse(await client.call('POST', contractPath(contract, '/people/find'), body))
      print(data, JSON.stringify(data, null, 2))
    })
  },
})

export const withdraw = defineCommand({
  usage: `person withdraw ${usage}`,
  summary: 'Withdraws a person’s consent.',
  options: who,
  run: async ({ config, print, readInput }, values) => {
    const contract = required(values.contract, 'contract')
    const body = await find(values, readInput)
    await withAdmin(config, async (client) => {
      const answer = withdrawal.parse(
        await client.call('POST', contractPath(contract, '/people/withdraw-consent'), body),
      )
      print(answer, answer.withdrawn ? 'Consent is withdrawn.' : 'There was no consent.')
    })
  },
})

async function find(values: ValuesOf<typeof who>, readInput: Context['readInput']): Promise<object> {
  if (values['lead-id'] !== undefined) return { lead_id: values['lead-id'] }
  if (values.email !== undefined) return { email: values.email }
  if (values['email-stdin'] === true) return { email: await readInput() }
  throw new UsageError('Say who: --lead-id, --email or --email-stdin')
}
