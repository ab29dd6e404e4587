import { setUpLink } from '@catalytics/contract/accounts.ts'
import { contract as contractAnswer } from '@catalytics/contract/contracts.ts'
import { serviceAccountWithPassword } from '@catalytics/contract/service-accounts.ts'
import { connectAdmin, type AdminClient } from '../server/src/cli/admin-client.ts'
import { download, lead } from '../server/test/factories.ts'
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
  /** Analyst of the first, who changes their password. */
  readonly mia: Login
  /** Viewer of the first, who comes into the second. */
  readonly nora: Login
  /** Viewer of the first, who sets up a second factor. */
  readonly tom: Login
}

const logins = {
  claire: {
    email: 'claire.fontaine@acme.example',
    name: 'Claire Fontaine',
    password: 'seven bearings roll quietly',
  },
  nora: { email: 'nora.lind@acme.example', name: 'Nora Lind', password: 'two lanterns over the ford' },
  mia: { email: 'mia.keller@acme.example', name: 'Mia Keller', password: 'grey pebbles under snow' },
  tom: { email: 'tom.abbott@acme.example', name: 'Tom Abbott', password: 'nine lanterns on the pier' },
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
  await operator.call('POST', '/api/v1/users', { ...logins.mia, contract: acme, role: 'analyst' })
  await operator.call('POST', '/api/v1/users', { ...logins.nora, contract: acme, role: 'viewer' })
  await operator.call('POST', '/api/v1/users', { ...logins.tom, contract: acme, role: 'viewer' })
  await nameSegments(operator, acme)
  const downloads = Array.from({ length: 60 }, (_, index) => downloadBy(engineers[index % engineers.length]))
  await sendFrom('Catalog site', { operator, url, contract: acme, events: downloads })
  await makeServiceAccounts(operator, url, acme)
  return { url, folder: place.folder, contracts: { acme, northwind }, ...logins }
}

async function nameSegments(operator: AdminClient, contract: string): Promise<void> {
  const segments = [
    { kind: 'catalog', key: 'ball-bearings', name: 'Ball bearings' },
    { kind: 'catalog', key: 'linear-guides', name: 'Linear guides' },
    { kind: 'network', key: 'partnet', name: 'PartNet' },
    { kind: 'site', key: 'www', name: 'acme.example' },
  ]
  await operator.call('PUT', `/api/v1/contracts/${contract}/segments`, { segments })
}

type Sent = {
  readonly operator: AdminClient
  readonly url: string
  readonly contract: string
  readonly events: readonly object[]
}

/** Sends events with a service account that is made for it. */
export async function sendFrom(name: string, { operator, url, contract, events }: Sent): Promise<void> {
  const account = await makeServiceAccount(operator, contract, {
    name,
    scopes: ['events:write'],
    owner: 'web@acme.example',
  })
  const token = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    headers: { authorization: basic(account) },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  }).then((answer) => answer.json())
  const answer = await fetch(`${url}/api/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token.access_token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ events }),
  })
  if (!answer.ok) throw new Error(`the events were not taken: ${await answer.text()}`)
}

// Forty people, who download bearings.
const firstNames = ['Aiko', 'Bruno', 'Chiara', 'Dmitri', 'Elif', 'Femi', 'Greta', 'Hugo']
const works = [
  { last_name: 'Lindqvist', company: 'Nordpumpen AB', country: 'SE' },
  { last_name: 'Moreau', company: 'Ateliers du Rhône', country: 'FR' },
  { last_name: 'Sato', company: 'Kanda Robotics', country: 'JP' },
  { last_name: 'Okafor', company: 'Lagos Conveyors', country: 'NG' },
  { last_name: 'Brandt', company: 'Brandt Getriebe GmbH', country: 'DE' },
]
const engineers = works.flatMap(({ last_name, ...work }) =>
  firstNames.map((first_name) => ({
    email: `${first_name}.${last_name}@${work.company.split(' ')[0]}.example`.toLowerCase(),
    first_name,
    last_name,
    ...work,
  })),
)

function downloadBy(person: (typeof engineers)[number] | undefined) {
  if (person === undefined) throw new Error('nobody downloads')
  return download(person.email, { person: { ...lead(person.email), ...person } })
}

/** One that is used and has two passwords, one that is switched off, one that ends. */
async function makeServiceAccounts(operator: AdminClient, url: string, contract: string): Promise<void> {
  const crm = await makeServiceAccount(operator, contract, {
    name: 'CRM sync',
    scopes: ['leads:read'],
    owner: 'it@acme.example',
    segments: ['catalog:ball-bearings'],
  })
  const headers = { authorization: basic(crm), 'user-agent': 'acme-crm/4.2' }
  for (let call = 0; call < 3; call += 1) await fetch(`${url}/api/v1/leads?limit=25`, { headers })
  const below = `/api/v1/contracts/${contract}/service-accounts`
  await operator.call('POST', `${below}/${crm.client_id}/regenerate`, { overlap_seconds: 3 * 86_400 })
  const erp = await makeServiceAccount(operator, contract, {
    name: 'ERP of the old plant',
    scopes: ['leads:read'],
  })
  await operator.call('POST', `${below}/${erp.client_id}/disable`)
  await makeServiceAccount(operator, contract, {
    name: 'Power BI',
    scopes: ['leads:read', 'stats:read'],
    networks: ['203.0.113.0/24'],
    expires_at: '2099-12-31T22:59:59Z',
  })
}

type MadeAccount = { readonly client_id: string; readonly password: string }

async function makeServiceAccount(
  operator: AdminClient,
  contract: string,
  input: object,
): Promise<MadeAccount> {
  const made = await operator.call('POST', `/api/v1/contracts/${contract}/service-accounts`, input)
  return serviceAccountWithPassword.parse(made)
}

function basic({ client_id: id, password }: MadeAccount): string {
  return `Basic ${Buffer.from(`${id}:${password}`).toString('base64')}`
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
  return contractAnswer.parse(made).id
}
