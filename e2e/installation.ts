import { setUpLink } from '@catalytics/contract/accounts.ts'
import { contract } from '@catalytics/contract/contracts.ts'
import { connectAdmin, type AdminClient } from '../server/src/cli/admin-client.ts'
import type { Place } from './server-process.ts'

/** Somebody who can sign in. */
export type Login = { readonly email: string; readonly name: string; readonly password: string }

/** What the specs find on their server. */
export type Installation = {
  readonly url: string
  readonly folder: string
  readonly contracts: { readonly acme: string; readonly northwind: string }
  /** Account administrator of both contracts. */
  readonly claire: Login
  /** Viewer of the first. */
  readonly jonas: Login
}

const logins = {
  claire: {
    email: 'claire.fontaine@acme.example',
    name: 'Claire Fontaine',
    password: 'seven bearings roll quietly',
  },
  jonas: { email: 'jonas.weber@acme.example', name: 'Jonas Weber', password: 'a valve opens on tuesdays' },
} as const satisfies Record<string, Login>

/** Two contracts and their people, made over the operator's socket. */
export async function fill(place: Place, url: string): Promise<Installation> {
  const operator = await connectAdmin(place.folder)
  if (operator === undefined) throw new Error('no server runs on this folder')
  const acme = await makeContract(operator, 'Acme Bearings')
  const northwind = await makeContract(operator, 'Northwind Valves')
  await setUp(operator, url, logins.claire)
  await operator.call('POST', '/api/v1/users', { ...logins.jonas, contract: acme, role: 'viewer' })
  return { url, folder: place.folder, contracts: { acme, northwind }, ...logins }
}

/** The first user, who administers all contracts there are: made by the link that the server prints. */
async function setUp(operator: AdminClient, url: string, login: Login): Promise<void> {
  const { link } = setUpLink.parse(await operator.call('POST', '/api/v1/set-up-links'))
  const answer = await fetch(`${url}/api/v1/set-up`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ ...login, token: link.split('#')[1] }),
  })
  if (!answer.ok) throw new Error(`the first user was not made: ${await answer.text()}`)
}

async function makeContract(operator: AdminClient, name: string): Promise<string> {
  const made = await operator.call('POST', '/api/v1/contracts', { name, time_zone: 'Europe/Paris' })
  return contract.parse(made).id
}
