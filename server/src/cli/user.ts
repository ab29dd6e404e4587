import type { z } from 'zod'
import { createdUser, setUpLink, userList } from '@catalytics/contract/accounts.ts'
import { passwordLink as passwordLinkAnswer, type PasswordLink } from '@catalytics/contract/credentials.ts'
import { emailIdentity } from '@catalytics/contract/email.ts'
import { roles } from '@catalytics/contract/permissions.ts'
import { OperatorError } from '../lib/errors.ts'
import { defineCommand, required } from './command.ts'
import { onlyContract, withAdmin } from './session.ts'

export const create = defineCommand({
  usage:
    'user create --email E --role ROLE [--contract ID] [--password-stdin] [--name NAME] [--language en|fr|de]',
  summary: `Makes a user who may sign in, or invites one into another contract; prints a link to choose a password where none is given. An account whose address nobody has proved begins anew. Roles: ${roles.join(', ')}. Needs no --contract where there is one.`,
  options: {
    email: { type: 'string' },
    contract: { type: 'string' },
    role: { type: 'string' },
    name: { type: 'string' },
    language: { type: 'string' },
    'password-stdin': { type: 'boolean' },
  },
  run: async ({ config, print, readInput }, values) => {
    const email = required(values.email, 'email')
    const role = required(values.role, 'role')
    const password = values['password-stdin'] === true ? await readInput() : undefined
    await withAdmin(config, async (client) => {
      const contract = values.contract ?? (await onlyContract(client))
      const body = {
        email,
        role,
        contract,
        ...(password === undefined ? {} : { password }),
        ...(values.name === undefined ? {} : { name: values.name }),
        ...(values.language === undefined ? {} : { language: values.language }),
      }
      const made = createdUser.parse(await client.call('POST', '/api/v1/users', body))
      const told = `${made.email} may sign in, as ${named(role)} of ${contract}.`
      const { invitation, password_link } = made
      if (invitation !== null) print(made, describeExisting(made, `${named(role)} of ${contract}`))
      else print(made, password_link === null ? told : `${told}\n${handOn(password_link)}`)
    })
  },
})

export const passwordLink = linkCommand(
  'password-link',
  'password-links',
  'Prints a link by which a user chooses a new password; it works once, for 7 days.',
)

export const reset = linkCommand(
  'reset',
  'reset',
  'Takes password and second factor away from a user who has lost them, and prints a link to a new password.',
)

function linkCommand(verb: string, route: string, summary: string) {
  return defineCommand({
    usage: `user ${verb} EMAIL`,
    summary,
    options: {},
    words: 1,
    run: ({ config, print }, _values, [email = '']) =>
      withAdmin(config, async (client) => {
        const { data } = userList.parse(await client.call('GET', '/api/v1/users'))
        const found = data.find((one) => one.email === emailIdentity(email))
        if (found === undefined) throw new OperatorError('not_found', 'There is no user with this address.')
        const made = passwordLinkAnswer.parse(await client.call('POST', `/api/v1/users/${found.id}/${route}`))
        print(made, handOn(made))
      }),
  })
}

type Created = z.infer<typeof createdUser>

/** What the operator has to know of an account that was there before: it may be somebody else's work. */
function describeExisting(made: Created, joins: string): string {
  const { email, created_at, address_proved, made_by, made_in, contracts, invitation } = made
  const maker = made_by === null ? 'it is not known by whom' : `by ${made_by}`
  const place = made_in === null ? '' : ` for ${made_in.name}`
  const opens = contracts.map(({ name, role }) => `${named(role)} of ${name}`).join(', ')
  const lines = [
    `${email} has an account already, made ${created_at.slice(0, 10)}, ${maker}${place}. It opens: ${opens || 'no contract'}.`,
    address_proved
      ? `The address was proved: the account stays as it is. They are ${joins} when they have signed in and joined.`
      : `Nobody has proved that the address is theirs: its password, sessions and second factor have ended. They are ${joins} when they have chosen a new password by the link.`,
  ]
  if (invitation?.link === null)
    lines.push(`The link was mailed to ${email} (until ${invitation.expires_at}).`)
  else
    lines.push(`Hand this link to ${email} alone (until ${invitation?.expires_at}):`, invitation?.link ?? '')
  return lines.join('\n')
}

function named(role: string): string {
  return role.replaceAll('_', ' ')
}

function handOn({ link, expires_at }: PasswordLink): string {
  return `Hand this link on; by it the user chooses a password (until ${expires_at}):\n${link}`
}

export const list = defineCommand({
  usage: 'user list',
  summary: 'Lists all users with their roles.',
  options: {},
  run: ({ config, print }) =>
    withAdmin(config, async (client) => {
      const { data } = userList.parse(await client.call('GET', '/api/v1/users'))
      const lines = data.map(({ id, email, last_seen_at, contracts }) => {
        const own = contracts.map(({ name, role }) => `${named(role)} of ${name}`).join(', ')
        return `${id}  ${email}  ${last_seen_at ?? 'never signed in'}  ${own || 'no contract'}`
      })
      print(data, lines.join('\n') || 'No user yet.')
    }),
})

export const setUp = defineCommand({
  usage: 'user set-up-link',
  summary: 'Prints a new set-up link for the first user; an earlier link stops working.',
  options: {},
  run: ({ config, print }) =>
    withAdmin(config, async (client) => {
      const made = setUpLink.parse(await client.call('POST', '/api/v1/set-up-links'))
      print(made, made.link)
    }),
})
