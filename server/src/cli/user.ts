import { setUpLink, user, userList } from '@catalytics/contract/accounts.ts'
import { roles } from '@catalytics/contract/permissions.ts'
import { defineCommand, readStandardInput, required, UsageError } from './command.ts'
import { onlyContract, withAdmin } from './session.ts'

export const create = defineCommand({
  usage:
    'user create --email E --role ROLE --password-stdin [--contract ID] [--name NAME] [--language en|fr|de]',
  summary: `Makes a user who may sign in. Roles: ${roles.join(', ')}. Needs no --contract where there is one.`,
  options: {
    email: { type: 'string' },
    contract: { type: 'string' },
    role: { type: 'string' },
    name: { type: 'string' },
    language: { type: 'string' },
    'password-stdin': { type: 'boolean' },
  },
  run: async ({ config, print }, values) => {
    const email = required(values.email, 'email')
    const role = required(values.role, 'role')
    if (values['password-stdin'] !== true)
      throw new UsageError('--password-stdin is needed, with the password on standard input')
    const password = await readStandardInput()
    await withAdmin(config, async (client) => {
      const contract = values.contract ?? (await onlyContract(client))
      const body = {
        email,
        role,
        contract,
        password,
        ...(values.name === undefined ? {} : { name: values.name }),
        ...(values.language === undefined ? {} : { language: values.language }),
      }
      const made = user.parse(await client.call('POST', '/api/v1/users', body))
      print(made, `${made.email} may sign in, as ${role.replaceAll('_', ' ')} of ${contract}.`)
    })
  },
})

export const list = defineCommand({
  usage: 'user list',
  summary: 'Lists all users with their roles.',
  options: {},
  run: ({ config, print }) =>
    withAdmin(config, async (client) => {
      const { data } = userList.parse(await client.call('GET', '/api/v1/users'))
      const lines = data.map(({ id, email, last_seen_at, contracts }) => {
        const own = contracts.map(({ name, role }) => `${role.replaceAll('_', ' ')} of ${name}`).join(', ')
        return `${id}  ${email}  ${last_seen_at ?? 'never signed in'}  ${own || 'no contract'}`
      })
      print(data, lines.join('\n') || 'No user yet.')
    }),
})

export const setUp = defineCommand({
  usage: 'user set-up-link',
  summary: 'Prints a new link that makes the first user; an earlier one stops to work.',
  options: {},
  run: ({ config, print }) =>
    withAdmin(config, async (client) => {
      const made = setUpLink.parse(await client.call('POST', '/api/v1/set-up-links'))
      print(made, made.link)
    }),
})
