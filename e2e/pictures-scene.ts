import { setUpLink, userList } from '@catalytics/contract/accounts.ts'
import { passwordLink } from '@catalytics/contract/credentials.ts'
import { sentInvitation } from '@catalytics/contract/members.ts'
import { connectAdmin } from '../server/src/cli/admin-client.ts'
import { action, download, event } from '../server/test/factories.ts'
import { sendFrom, type Installation } from './installation.ts'

/** What the pictures show: an installation, and links that lead into it. */
export type Scene = Installation & {
  readonly links: { readonly reset: string; readonly invitation: string }
}

/** Where the first user is made, as long as there is none. */
export async function setUpPath(folder: string): Promise<string> {
  const operator = await connectAdmin(folder)
  return local(setUpLink.parse(await operator?.call('POST', '/api/v1/set-up-links')).link)
}

/** Adds what the specs make for themselves: invitations, a site, a quarantine, a person with a story, failed sign-ins. */
export async function furnish(installation: Installation): Promise<Scene> {
  const { folder, url, contracts, jonas, claire } = installation
  const operator = await connectAdmin(folder)
  if (operator === undefined) throw new Error('no server runs on this folder')
  const acme = `/api/v1/contracts/${contracts.acme}`
  await operator.call('PUT', `${acme}/sites/www`, {
    origins: ['https://www.acme.example', 'https://shop.acme.example'],
  })
  const invitations = ['lea.moreau@acme.example', 'sam.roy@acme.example'].map(async (email) =>
    sentInvitation.parse(await operator.call('POST', `${acme}/invitations`, { email, role: 'analyst' })),
  )
  const [invited] = await Promise.all(invitations)
  const events = [
    download('anna.eriksson@norrland.example', { person: anna, ...bearing }),
    action('document_open', anna.email, { document: { name: 'datasheet-00123.pdf', kind: 'datasheet' } }),
    action('quote_request', anna.email, {
      quote: { quantity: 20, message: 'Twenty, by the end of the month.' },
    }),
    { ...event(), type: 'cad_downlaod' },
    { ...event(), catalog: '' },
    { ...event(), person: { email: 'not an address' } },
    { ...event(), person: { email: 'none' } },
  ]
  await sendFrom('Catalog of the distributor', { operator, url, contract: contracts.acme, events })
  for (const { email, password } of [jonas, { ...jonas, password: 'not his password' }, claire]) {
    await fetch(`${url}/api/v1/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ email, password }),
    })
  }
  await operator.call('PATCH', acme, {
    excluded_domains: ['acme.example', 'rival.example'],
    retention_months: 36,
  })
  const { data: users } = userList.parse(await operator.call('GET', '/api/v1/users'))
  const user = users.find(({ email }) => email === jonas.email)
  const reset = await operator.call('POST', `/api/v1/users/${user?.id}/password-links`)
  const links = {
    reset: local(passwordLink.parse(reset).link),
    invitation: local(invited?.link ?? ''),
  }
  return { ...installation, links }
}

const anna = {
  email: 'anna.eriksson@norrland.example',
  first_name: 'Anna',
  last_name: 'Eriksson',
  company: 'Norrland Hydraulik AB',
  country: 'SE',
  city: 'Umeå',
  language: 'sv',
  consent: { manufacturer: true, at: '2026-01-05T10:00:00Z' },
} as const

const bearing = {
  part: { number: '00123', family: 'Deep groove ball bearing' },
  format: 'STEP AP214',
} as const

/** The link as this browser reaches the server, which knows itself by another name. */
function local(link: string): string {
  const { pathname, hash } = new URL(link)
  return pathname + hash
}
