import { contract as contractAnswer } from '@catalytics/contract/contracts.ts'
import { sentInvitation } from '@catalytics/contract/members.ts'
import type { Role } from '@catalytics/contract/permissions.ts'
import { serviceAccountWithPassword } from '@catalytics/contract/service-accounts.ts'
import { connectAdmin } from '../server/src/cli/admin-client.ts'
import type { Login } from './installation.ts'
import { ownInstallation } from './own-installation.ts'

/** A contract of one spec, with one of everything that can be changed. */
export type OwnContract = {
  readonly id: string
  readonly name: string
  /** An account administrator of it, and of nothing else. */
  readonly root: Login
  /** Another member, a viewer. */
  readonly other: Login
  /** The id of a service account called `CRM`, and its password. */
  readonly account: string
  readonly accountPassword: string
  /** The address of an invitation that waits. */
  readonly invited: string
  /** Adds somebody to the contract who is in no other. */
  add(name: string, role: Role): Promise<Login>
  /** A call of the operator below the contract. */
  operate(method: 'GET' | 'POST' | 'PUT' | 'PATCH', path: string, body?: object): Promise<unknown>
}

/** @param name of the contract; no other spec may use it */
export async function ownContract(name: string, timeZone = 'UTC'): Promise<OwnContract> {
  const { folder } = ownInstallation()
  const operator = await connectAdmin(folder)
  if (operator === undefined) throw new Error('no server runs on this folder')
  const made = await operator.call('POST', '/api/v1/contracts', { name, time_zone: timeZone })
  const { id } = contractAnswer.parse(made)
  const base = `/api/v1/contracts/${id}`
  const word = name.toLowerCase().replaceAll(/\W+/g, '-')
  const add = async (person: string, role: Role): Promise<Login> => {
    const email = `${person.toLowerCase()}@${word}.example`
    const login = { email, name: person, password: 'eleven kites over the harbour' }
    await operator.call('POST', '/api/v1/users', { ...login, contract: id, role })
    return login
  }
  const root = await add('Olga', 'account_administrator')
  const other = await add('Viktor', 'viewer')
  const account = { name: 'CRM', scopes: ['leads:read'], owner: 'Sales' }
  const { id: accountId, password: accountPassword } = serviceAccountWithPassword.parse(
    await operator.call('POST', `${base}/service-accounts`, account),
  )
  const guest = { email: `guest@${word}.example`, role: 'viewer' }
  const { email: invited } = sentInvitation.parse(await operator.call('POST', `${base}/invitations`, guest))
  await operator.call('PUT', `${base}/sites/www`, { origins: [`https://www.${word}.example`] })
  await operator.call('PUT', `${base}/segments`, {
    segments: [{ kind: 'catalog', key: 'bolts', name: 'Bolts' }],
  })
  return {
    id,
    name,
    root,
    other,
    account: accountId,
    accountPassword,
    invited,
    add,
    operate: (method, path, body) => operator.call(method, `${base}${path}`, body),
  }
}
