import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { leadExport } from '@catalytics/contract/exports.ts'
import { leadActionPage } from '@catalytics/contract/leads.ts'
import { sentInvitation } from '@catalytics/contract/members.ts'
import type { Permission } from '@catalytics/contract/permissions.ts'
import { serviceAccountWithPassword } from '@catalytics/contract/service-accounts.ts'
import { site } from '@catalytics/contract/sites.ts'
import { ok, type ContractAtHand, type TestApp } from './build-app.ts'
import { download, event, someId } from './factories.ts'

/** A contract with one of everything that a path can name. */
export type Stocked = {
  readonly contract: ContractAtHand
  readonly export: string
  readonly import_id: string
  readonly erased: string
  readonly account: string
  readonly password: string
  /** Key of a site whose pages are at {@link pagesOrigin}; no other contract has one of this key. */
  readonly site: string
  readonly publicKey: string
  readonly member: string
  readonly invitation: string
}

export const pagesOrigin = 'https://www.acme.example'

/**
 * How a call can keep its caller waiting, so that something may be decided of them meanwhile: it waits for news, rows or
 * a file leave for as long as somebody reads, its body takes its time. An answer that is there at once has none.
 */
export type Keeps = 'poll' | 'stream' | 'file' | 'body'

export type Route = {
  /**
   * Nobody needs credentials; a scope of a service account, `any` of them; whoever is signed in; whoever has the
   * permission in the contract, the operator among them; or only the operator.
   */
  readonly access: 'open' | 'leads:read' | 'events:write' | 'any' | 'session' | Permission | 'operator'
  /** Open, but in a browser only to pages of the installation. */
  readonly ownPages?: true
  readonly basic?: boolean
  /** What stands for the parameters behind `{contract}`. */
  readonly ids?: (from: Stocked) => Readonly<Record<string, string>>
  /** A function where each call needs one of its own. */
  readonly body?: object | (() => object)
  /** The answer to whoever may call; 200 where absent. Null: calling it would take away what other calls need. */
  readonly status?: number | null
  /** Every call for service accounts says it; `under-way.int.test.ts` tries it against each decision. */
  readonly keeps?: readonly Keeps[]
}

export const noId = {
  id: 'ex_0000000000000000',
  import_id: 'im_0000000000000000',
  lead: '0199b1c2-6f0e-4c1a-9d55-000000000000',
  password: 'pw_0000000000000000',
  user: 'us_0000000000000000',
  invitation: 'iv_0000000000000000',
  site: 'not-there',
}
export const noAccount = 'cat_sa_0000000000000000'
const anExport = (from: Stocked) => ({ id: from.export })
const anAccount = (from: Stocked) => ({ id: from.account })
// Whoever asked has it, and nobody else of the same role.
const nobodysExport = { access: 'see_activity', ids: () => ({ id: noId.id }), status: 404 } as const
const person = { email: 'ann@acme.example' }
const leads = { access: 'leads:read', basic: true } as const
const operator = { access: 'operator' } as const
const ownPages = { access: 'open', ownPages: true, status: null } as const
const contracts = { access: 'manage_contract' } as const
const people = { access: 'manage_people' } as const
const imports = { access: 'import_events' } as const
const members = { access: 'manage_members' } as const
const machines = { access: 'manage_service_accounts' } as const

export const routes: Readonly<Record<string, Route>> = {
  'GET /healthz': { access: 'open' },
  'GET /readyz': { access: 'open' },
  'GET /metrics': { access: 'open' },
  'GET /api/openapi.json': { access: 'open' },
  'GET /api/docs': { access: 'open', status: null },
  'GET /api/docs/': { access: 'open' },
  'GET /api/docs/js/scalar.js': { access: 'open' },
  'GET /.well-known/oauth-authorization-server': { access: 'open' },
  'POST /oauth/token': { access: 'open', status: null },
  'POST /oauth/revoke': { access: 'open', status: null },
  'POST /oauth/introspect': { access: 'open', status: null },

  'GET /t.js': { access: 'open', status: null },
  'POST /t/:key': { access: 'open', ids: (from) => ({ key: from.publicKey }), status: null },
  'GET /openid/start': { access: 'open', status: null },
  'GET /openid/callback': { access: 'open', status: null },
  'GET /api/v1/sign-in-options': { access: 'open' },
  'POST /api/v1/sign-in': ownPages,
  'POST /api/v1/sign-in/second-factor': ownPages,
  'POST /api/v1/me/second-factor': { access: 'session', body: {}, status: null },
  'POST /api/v1/me/second-factor/confirm': { access: 'session', body: {}, status: null },
  'POST /api/v1/me/second-factor/remove': { access: 'session', body: {}, status: null },
  'POST /api/v1/me/recovery-codes': { access: 'session', body: {}, status: null },
  'POST /api/v1/set-up': ownPages,
  'POST /api/v1/set-up/look': ownPages,
  'POST /api/v1/password-resets': ownPages,
  'POST /api/v1/password-resets/look': ownPages,
  'POST /api/v1/password-resets/confirm': ownPages,
  'GET /api/v1/session': { access: 'session' },
  'DELETE /api/v1/session': { access: 'session', status: null },
  'GET /api/v1/me': { access: 'session' },
  'PATCH /api/v1/me': { access: 'session', body: {} },
  'POST /api/v1/me/password': { access: 'session', body: {}, status: null },
  'GET /api/v1/me/sessions': { access: 'session' },
  'DELETE /api/v1/me/sessions/:session': { access: 'session', status: null },
  'POST /api/v1/password-checks': { ...ownPages, status: 200, body: { password: 'x' } },
  'POST /api/v1/users': { ...operator, status: null },
  'GET /api/v1/users': operator,
  'POST /api/v1/users/:user/reset': { ...operator, status: null },
  'POST /api/v1/users/:user/password-links': { ...operator, status: null },
  'POST /api/v1/set-up-links': { ...operator, status: null },

  'POST /api/v1/support': {
    access: 'session',
    body: { category: 'question', message: 'How do I see leads?' },
    status: 201,
  },
  'GET /api/v1/support-requests': operator,
  'DELETE /api/v1/support-requests/:request': { ...operator, status: null },
  'GET /api/v1/permissions': { access: 'session' },
  'POST /api/v1/invitations/look': ownPages,
  'POST /api/v1/invitations/accept': ownPages,
  'POST /api/v1/invitations/join': { access: 'session', body: { token: 'none' }, status: 404 },

  'GET /api/v1/whoami': { access: 'any', basic: true, keeps: [] },
  'POST /api/v1/events': { access: 'events:write', body: { events: [] }, keeps: ['body'] },
  'GET /api/v1/lead-actions': { ...leads, keeps: ['stream'] },
  'GET /api/v1/leads': { ...leads, keeps: ['stream'] },
  'GET /api/v1/lead-changes': { ...leads, keeps: ['poll'] },
  'POST /api/v1/lead-exports': { ...leads, body: { format: 'csv' }, status: 202, keeps: ['body'] },
  'GET /api/v1/lead-exports/:id': { ...leads, ids: anExport, keeps: [] },
  'GET /api/v1/lead-exports/:id/file': { ...leads, ids: anExport, keeps: ['file'] },
  'DELETE /api/v1/lead-exports/:id': { ...leads, ids: anExport, status: null, keeps: [] },

  'POST /api/v1/contracts': { ...operator, body: { name: 'New' }, status: 201 },
  'GET /api/v1/contracts': operator,
  'POST /api/v1/backups': { ...operator, status: null },
  'GET /api/v1/examination': operator,
  'GET /api/v1/mails': operator,
  'GET /api/v1/mails/:mail': { ...operator, status: null },
  'POST /api/v1/mails/test': { ...operator, body: { to: person.email }, status: null },
  'GET /api/v1/contracts/:contract': contracts,
  'PATCH /api/v1/contracts/:contract': { ...contracts, body: { name: 'Changed' } },
  'GET /api/v1/contracts/:contract/segments': contracts,
  'PUT /api/v1/contracts/:contract/segments': {
    ...contracts,
    body: { segments: [{ kind: 'site', key: 'x', name: 'X' }] },
  },
  'GET /api/v1/contracts/:contract/sites': contracts,
  'GET /api/v1/contracts/:contract/sites/:site': { ...contracts, ids: (from) => ({ site: from.site }) },
  'PUT /api/v1/contracts/:contract/sites/:site': { ...contracts, body: {} },
  'POST /api/v1/contracts/:contract/sites/:site/public-key': { ...contracts, status: null },
  'GET /api/v1/contracts/:contract/retention': contracts,
  'GET /api/v1/contracts/:contract/activity': { access: 'see_activity' },
  'GET /api/v1/contracts/:contract/activity/export': { access: 'see_activity' },
  'POST /api/v1/contracts/:contract/activity/exports': {
    access: 'see_activity',
    body: { format: 'csv' },
    status: 202,
  },
  'GET /api/v1/contracts/:contract/activity/exports/:id': nobodysExport,
  'GET /api/v1/contracts/:contract/activity/exports/:id/file': nobodysExport,
  'DELETE /api/v1/contracts/:contract/activity/exports/:id': nobodysExport,
  'POST /api/v1/contracts/:contract/people/find': { ...people, body: person },
  'POST /api/v1/contracts/:contract/people/withdraw-consent': { ...people, body: person },
  'POST /api/v1/contracts/:contract/people/erase': { ...people, body: person, status: null },
  'GET /api/v1/contracts/:contract/erasures/:lead': { ...people, ids: (from) => ({ lead: from.erased }) },
  'GET /api/v1/contracts/:contract/members': { access: 'see_members' },
  'GET /api/v1/contracts/:contract/members/:user': {
    access: 'see_members',
    ids: (from) => ({ user: from.member }),
  },
  'PATCH /api/v1/contracts/:contract/members/:user': {
    ...members,
    ids: (from) => ({ user: from.member }),
    body: { role: 'analyst' },
  },
  'DELETE /api/v1/contracts/:contract/members/:user': {
    ...members,
    ids: (from) => ({ user: from.member }),
    status: null,
  },
  'GET /api/v1/contracts/:contract/invitations': { access: 'see_members' },
  'POST /api/v1/contracts/:contract/invitations': {
    ...members,
    body: () => ({ email: `${someId()}@users.example`, role: 'viewer' }),
    status: 201,
  },
  'POST /api/v1/contracts/:contract/invitations/:invitation/resend': {
    ...members,
    ids: (from) => ({ invitation: from.invitation }),
    // 429 within the first minute, then 200.
    status: null,
  },
  'DELETE /api/v1/contracts/:contract/invitations/:invitation': {
    ...members,
    ids: (from) => ({ invitation: from.invitation }),
    status: null,
  },
  'POST /api/v1/contracts/:contract/imports': { ...operator, body: { path: '/nothing.csv' }, status: null },
  'GET /api/v1/contracts/:contract/imports': imports,
  'POST /api/v1/contracts/:contract/imports/:import_id/undo': {
    ...imports,
    ids: (from) => ({ import_id: from.import_id }),
  },
  'GET /api/v1/contracts/:contract/quarantine': contracts,
  'POST /api/v1/contracts/:contract/quarantine/replay': { ...contracts, body: {} },
  'POST /api/v1/contracts/:contract/service-accounts': {
    ...machines,
    body: () => ({ name: `one more ${someId()}`, scopes: ['leads:read'] }),
    status: 201,
  },
  'GET /api/v1/contracts/:contract/service-accounts': machines,
  'GET /api/v1/contracts/:contract/service-accounts/:id': { ...machines, ids: anAccount },
  'GET /api/v1/contracts/:contract/service-accounts/:id/preview': { ...machines, ids: anAccount },
  'PATCH /api/v1/contracts/:contract/service-accounts/:id': {
    ...machines,
    ids: anAccount,
    body: { owner: 'X' },
  },
  'POST /api/v1/contracts/:contract/service-accounts/:id/disable': { ...machines, ids: anAccount },
  'POST /api/v1/contracts/:contract/service-accounts/:id/enable': { ...machines, ids: anAccount },
  'POST /api/v1/contracts/:contract/service-accounts/:id/passwords/:password/end': {
    ...machines,
    ids: (from: Stocked) => ({ id: from.account, password: from.password }),
    status: null,
  },
  'POST /api/v1/contracts/:contract/service-accounts/:id/regenerate': {
    ...machines,
    ids: anAccount,
    body: {},
  },
  'DELETE /api/v1/contracts/:contract/service-accounts/:id': { ...machines, ids: anAccount, status: null },
}

/** A route's path with everything in it. */
export function filled(
  pattern: string,
  of: Stocked | undefined,
  ids: Readonly<Record<string, string>>,
): string {
  const all: Readonly<Record<string, string>> = { ...ids, contract: of?.contract.id ?? 'ct_0000000000000000' }
  return pattern.replaceAll(/:(\w+)/g, (_, name: string) => all[name] ?? 'none')
}

export function bodyOf({ body }: Route): object | undefined {
  return typeof body === 'function' ? body() : body
}

/** A new contract with one of everything. */
export async function stocked(app: TestApp): Promise<Stocked> {
  const contract = await app.given.contract()
  await app.given.events(contract, [download(person.email), download('gone@acme.example'), event()])
  const job = leadExport.parse(ok(await contract.post('/api/v1/lead-exports', { format: 'csv' })).body)
  const path = join(app.place.dataDir, `${contract.id}.ndjson`)
  writeFileSync(path, JSON.stringify({ ...event(), id: undefined }))
  const imported = ok(await contract.manage('POST', '/imports', { path }))
    .text.trim()
    .split('\n')
    .at(-1)
  const { data } = leadActionPage.parse(ok(await contract.get('/api/v1/lead-actions')).body)
  const erased = data.find(({ email }) => email === 'gone@acme.example')?.lead_id ?? ''
  while (leadExport.parse(ok(await contract.get(`/api/v1/lead-exports/${job.id}`)).body).status !== 'done')
    await pause(20)
  const body = { name: 'named in paths', scopes: ['leads:read'] }
  const account = serviceAccountWithPassword.parse(
    ok(await contract.manage('POST', '/service-accounts', body)).body,
  )
  ok(await contract.manage('POST', '/people/erase', { lead_id: erased }))
  const { key, public_key } = site.parse(
    ok(await contract.manage('PUT', `/sites/${contract.id}`, { origins: [pagesOrigin] })).body,
  )
  const member = await app.given.user(contract, 'viewer')
  const guest = { email: `${someId()}@users.example`, role: 'viewer' }
  const invitation = sentInvitation.parse(ok(await contract.manage('POST', '/invitations', guest)).body)
  // Made after the erasure, which takes away what was made before.
  const later = leadExport.parse(ok(await contract.post('/api/v1/lead-exports', { format: 'csv' })).body)
  while (leadExport.parse(ok(await contract.get(`/api/v1/lead-exports/${later.id}`)).body).status !== 'done')
    await pause(20)
  return {
    contract,
    export: later.id,
    import_id: JSON.parse(imported ?? '').result.import_id,
    erased,
    account: account.id,
    password: account.passwords[0]?.id ?? '',
    site: key,
    publicKey: public_key ?? '',
    member: member.id,
    invitation: invitation.id,
  }
}
