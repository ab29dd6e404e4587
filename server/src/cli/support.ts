import { supportRequestList, type SupportRequest } from '@catalytics/contract/help.ts'
import { defineCommand } from './command.ts'
import { withAdmin } from './session.ts'
import { visible } from './visible.ts'

export const list = defineCommand({
  usage: 'support list',
  summary: 'Lists open support requests, newest first.',
  options: {},
  run: async ({ config, print }) => {
    await withAdmin(config, async (client) => {
      const { data } = supportRequestList.parse(await client.call('GET', '/api/v1/support-requests'))
      print(data, data.map(shown).join('\n\n') || 'No request.')
    })
  },
})

export const done = defineCommand({
  usage: 'support done ID',
  summary: 'Deletes a settled support request.',
  options: {},
  words: 1,
  run: async ({ config, print }, _values, [id = '']) => {
    await withAdmin(config, async (client) => {
      await client.call('DELETE', `/api/v1/support-requests/${encodeURIComponent(id)}`)
      print({ id }, `The request ${id} is gone.`)
    })
  },
})

function shown({
  id,
  created_at,
  email,
  contract,
  category,
  message,
  diagnostics,
  mail,
}: SupportRequest): string {
  const head = `${created_at}  ${id}  ${category}  ${email}  ${contract?.name ?? '-'}  (mail: ${mail})`
  const facts = Object.entries(diagnostics ?? {}).map(
    ([field, value]) => `  ${field}: ${visible(String(value))}`,
  )
  return [head, ...message.split('\n').map((line) => `  ${line}`), ...facts].join('\n')
}
