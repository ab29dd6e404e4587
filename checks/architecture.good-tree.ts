import type { Allowed } from './allowed-imports.ts'

export const leads = 'server/src/features/leads'
export const people = 'server/src/features/people'

/** A small tree that keeps to every rule, with a file of every kind. */
export const goodTree: Readonly<Record<string, string>> = {
  'contract/src/ids.ts': `import { z } from 'zod'\nexport const contractId = z.string()`,
  'contract/src/leads.ts': `import { contractId } from './ids.ts'\nexport const lead = { contractId }`,
  'sdk/src/client.ts': `import type { lead } from '@catalytics/contract/leads.ts'\nexport type Lead = typeof lead`,
  'sdk/examples/follow.ts': `import type { Lead } from '@catalytics/sdk'\nconsole.log(process.env['X'], Date.now() as unknown as Lead)`,
  'tracker/src/tracker.ts': `export function track(): void {}`,
  'server/bin/catalytics.mjs': `import { spawn } from 'node:child_process'\nawait import('../src/main.ts')\nspawn('x')`,
  'server/vite.config.ts': `export default {}`,
  'server/src/main.ts': `import { build } from './app.ts'\nimport { readConfig } from './config.ts'\nbuild(readConfig({}))`,
  'server/src/app.ts': `import { openLeads } from './features/leads/leads.open.ts'\nimport { answer } from './http/answer.ts'\nimport type { Room } from './platform.ts'\nimport { openPlatform } from './start/open-platform.ts'\nexport function build(): readonly Room[] { return [openLeads(openPlatform()), answer] }`,
  'server/src/at-rest.ts': `import { leadsOf } from './features/leads/leads.ts'\nimport { openDirectory } from './stores/directory/directory.ts'\nexport function restore(): unknown { return [leadsOf, openDirectory] }`,
  'server/src/platform.ts': `import type { readConfig } from './config.ts'\nimport type { answer } from './http/answer.ts'\nimport type { next } from './jobs/queue.ts'\nimport type { Db } from './stores/directory/directory.ts'\nexport const roles = ['web']\nexport type Platform = { db: Db; config: typeof readConfig; next: typeof next }\nexport type Room = { routes: typeof answer }`,
  'server/src/start/open-platform.ts': `import { mkdirSync } from 'node:fs'\nimport { next } from '../jobs/queue.ts'\nimport type { Platform } from '../platform.ts'\nimport { openDirectory } from '../stores/directory/directory.ts'\nexport function openPlatform(): Platform { return { next, db: openDirectory(mkdirSync) } }`,
  'server/src/config.ts': `import { z } from 'zod'\nexport function readConfig(source: object): unknown { return z.string().parse(source ?? process.env) }`,
  'server/src/cli/serve.ts': `import { build } from '../app.ts'\nexport function serve(): unknown { return build() }`,
  'server/src/demo/parts.ts': `import type { Clock } from '../lib/clock.ts'\nexport function parts(clock: Clock): unknown { return clock() }`,
  'server/src/http/answer.ts': `import type { FastifyReply } from 'fastify'\nexport function answer(reply: FastifyReply): void { reply.send() }`,
  'server/src/jobs/queue.ts': `import { due } from './queue.store.ts'\nexport function next(db: object): unknown { return due(db, 'x') }`,
  'server/src/jobs/queue.store.ts': `export function due(db: object, contract: string): unknown { return db.updateTable('jobs as j').where(contract) }`,
  'server/src/analytics/plan.ts': `import type { lead } from '@catalytics/contract/leads.ts'\nexport type Plan = typeof lead`,
  'server/src/analytics/sql/text.ts': `import type { Plan } from '../plan.ts'\nexport function text(plan: Plan): string { return \`SELECT \${plan} FROM events\` }`,
  'server/src/stores/directory/directory.ts': `import { Kysely, sql } from 'kysely'\nimport type { Plan } from '../../analytics/plan.ts'\nexport type Db = Kysely<Plan>\nexport const openDirectory = () => sql\`pragma x\``,
  'server/src/stores/backup/directory-fill.ts': `export async function fill(db: object): Promise<void> { await db.insertInto('leads').execute() }`,
  'server/src/stores/directory/migrations/0001.ts': `export async function up(db: object): Promise<void> { await db.insertInto('leads').execute() }`,
  'server/src/lib/clock.ts': `export type Clock = () => Date\nexport function now(): Date { return new Date() }\nexport const chance = Math.random`,
  'server/src/lib/twice.ts': `import type { Clock } from './clock.ts'\nexport function twice(clock: Clock): readonly Date[] { return [clock(), clock()] }`,
  'server/src/stores/files/csv.ts': `export function csv(): string { return '' }`,
  [`${leads}/leads.ts`]: `import type { Db } from '../../stores/directory/directory.ts'\nimport type { Plan } from '../../analytics/plan.ts'\nimport { personOf } from '../people/people.ts'\nimport { rows } from './leads.parse.ts'\nimport * as store from './leads.store.ts'\nexport function leadsOf(db: Db, plan: Plan): unknown { return [rows, personOf, store, plan] }`,
  [`${leads}/leads.parse.ts`]: `export const rows = (at: number): Date => new Date(at)`,
  [`${leads}/leads.routes.ts`]: `import { answer } from '../../http/answer.ts'\nimport { leadsOf } from './leads.ts'\nexport function register(): unknown { return [answer, leadsOf] }`,
  [`${leads}/leads.open.ts`]: `import { next } from '../../jobs/queue.ts'\nimport type { Platform, Room } from '../../platform.ts'\nimport { jobs } from './leads.jobs.ts'\nimport { register } from './leads.routes.ts'\nimport { leadsOf } from './leads.ts'\nexport function openLeads(platform: Platform): Room { return [register, jobs, next, leadsOf, platform] }`,
  [`${leads}/leads.jobs.ts`]: `import { next } from '../../jobs/queue.ts'\nimport { leadsOf } from './leads.ts'\nexport const jobs = [next, leadsOf]`,
  [`${leads}/leads.store.ts`]: `import { sql } from 'kysely'\nimport type { Db } from '../../stores/directory/directory.ts'\nimport type { ContractId } from '@catalytics/contract/ids.ts'\nexport function addLead(db: Db, contract: number): unknown { return db.insertInto('leads').values(contract) }\nexport const dropLead = (tx: Db, id: ContractId) => sql\`delete from leads where id = \${id} for update of leads\``,
  [`${leads}/leads.test.ts`]: `import { leadsOf } from './leads.ts'\nimport { addPerson } from '../people/people.store.ts'\nDate.now()\ndb.selectFrom('leads')\nvoid [leadsOf, addPerson, process.env]`,
  [`${people}/people.ts`]: `import { addPerson } from './people.store.ts'\nexport const personOf = addPerson`,
  [`${people}/people.store.ts`]: `export function addPerson(db: object, contract: number): unknown { return db.insertInto('people').onConflict('do update set x').values(contract) }\nexport const columns = ['email']\nexport function parse(row: object): object { return row }`,
  'web/src/main.tsx': `import { Shell } from './app/shell.tsx'\nexport const page = <Shell />`,
  'web/src/app/shell.tsx': `import { LeadsPage } from '../features/leads/leads-page.tsx'\nexport function Shell() { return <LeadsPage /> }`,
  'web/src/features/leads/leads-page.tsx': `import { lead } from '@catalytics/contract/leads.ts'\nimport { Button } from '../../ui/button.tsx'\nexport function LeadsPage() { return <Button>{lead} // not a comment</Button> }`,
  'web/src/ui/button.tsx': `import { today } from '../lib/today.ts'\nexport function Button() { return <button>{today()}</button> }`,
  'web/src/charts/bar.tsx': `import { today } from '../lib/today.ts'\nexport function Bar() { return <svg>{today()}</svg> }`,
  'web/src/lib/today.ts': `export function today(): Date { return new Date() }`,
  'web/src/i18n/en.ts': `export const en = { pick: 'Select a format from the list', all: 'delete from the list' }`,
}
export const goodTable: Allowed = {
  roomEdges: { leads: ['people'] },
  storeFunctions: { [`${people}/people.store.ts#parse`]: 'it reads a row, no database' },
}
