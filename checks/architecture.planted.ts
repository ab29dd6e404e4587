import { leads, people } from './architecture.good-tree.ts'
import { plantedImports } from './architecture.planted-imports.ts'
import type { Rule } from './findings.ts'

/** Rule, what is planted, the file and the line that is added to it. */
export const planted: readonly (readonly [rule: Rule, what: string, path: string, line: string])[] = [
  ['place', 'a file outside of every place', 'server/src/misc.ts', ''],
  ['place', 'a file of a room without its name', `${leads}/rows.ts`, ''],
  ['place', 'a folder inside lib', 'server/src/lib/text/lines.ts', ''],
  ['folder-name', 'a holding pen', 'server/src/http/utils/text.ts', ''],

  ...plantedImports,

  [
    'room-edge',
    'a door that is not listed',
    `${people}/people.ts`,
    `import { leadsOf } from '../leads/leads.ts'`,
  ],
  [
    'cycle',
    'files that import each other, types too',
    'server/src/lib/clock.ts',
    `import { twice } from './twice.ts'`,
  ],

  ['default-export', 'a default export', 'server/src/lib/clock.ts', `export default now`],
  [
    'default-export',
    'a default export by another way',
    'server/src/lib/clock.ts',
    `export { now as default }`,
  ],
  ['environment', 'process.env', 'server/src/lib/clock.ts', `const port = process.env['PORT']`],
  ['environment', "process['env']", 'server/src/app.ts', `const port = process['env']`],
  ['environment', 'globalThis.process.env', 'server/src/app.ts', `const port = globalThis.process.env`],
  ['environment', 'const { env } = process', 'server/src/main.ts', `const { env } = process`],
  ['environment', 'import { env }', 'server/src/main.ts', `import { env } from 'node:process'`],
  ['time-and-chance', 'Date.now()', 'server/src/app.ts', `const at = Date.now()`],
  ['time-and-chance', 'Date.now handed on', 'server/src/app.ts', `const clock = Date.now`],
  ['time-and-chance', 'new Date()', `${leads}/leads.parse.ts`, `const at = new Date()`],
  ['time-and-chance', 'Date()', `${leads}/leads.parse.ts`, `const at = Date()`],
  ['time-and-chance', 'Math.random()', 'server/src/demo/parts.ts', `const dice = Math.random()`],
  ['time-and-chance', 'in the SDK', 'sdk/src/client.ts', `const wait = Math.random()`],
  [
    'secret-comparison',
    'a stored hash',
    `${people}/people.ts`,
    'export const fits = (stored: Row, hash: string) => stored.hash === hash',
  ],
  [
    'secret-comparison',
    'a digest as it is made',
    `${people}/people.ts`,
    'export const fits = (stored: Row, shown: string) => digestOf(shown) == stored.value',
  ],
  [
    'secret-comparison',
    'a token in HTTP',
    'server/src/http/answer.ts',
    'export const differs = (a: string, csrfToken: string) => a !== csrfToken',
  ],
  ['other-door', 'an answer taken over', `${leads}/leads.routes.ts`, 'const raw = reply.hijack().raw'],
  ['sql', 'sql`…` in a front door', `${leads}/leads.ts`, 'const q = sql`select 1`'],
  ['sql', 'sql<T>`…` in a part', `${leads}/leads.parse.ts`, 'const q = sql<number>`count(*)`'],
  ['sql', 'sql.raw in a route', `${leads}/leads.routes.ts`, `const q = sql.raw(text)`],
  ['sql', '.selectFrom( in a front door', `${leads}/leads.ts`, `const q = db.selectFrom('leads')`],
  ['sql', '.insertInto( in jobs', 'server/src/jobs/queue.ts', `const q = db.insertInto('jobs')`],
  ['sql', '.updateTable( in http', 'server/src/http/answer.ts', `const q = db.updateTable('leads')`],
  ['sql', '.deleteFrom( in cli', 'server/src/cli/serve.ts', `const q = db.deleteFrom('leads')`],
  ['sql', 'a text in capitals', `${leads}/leads.ts`, `const q = 'with x as (SELECT a FROM b)'`],
  ['sql', 'a text in small letters', `${leads}/leads.ts`, 'const q = `select ${a} from events`'],
  [
    'sql',
    'a text with a line break',
    'server/src/analytics/plan.ts',
    'const q = `\n  SELECT a\n  FROM events`',
  ],

  [
    'table-owner',
    "another room's table",
    `${people}/people.store.ts`,
    `export function merge(db: Db, contract: number) { return db.updateTable('leads as l').set(contract) }`,
  ],
  [
    'table-owner',
    "another room's table, as text",
    `${people}/people.store.ts`,
    'export const merge = (db: Db, contract: number) => sql`update leads set contract = ${contract}`',
  ],
  [
    'table-owner',
    "a room's table from stores/",
    'server/src/stores/directory/directory.ts',
    `db.deleteFrom('people')`,
  ],
  [
    'table-owner',
    'a computed table',
    `${leads}/leads.store.ts`,
    `export function drop(db: Db, contract: number) { return db.deleteFrom(table).where(contract) }`,
  ],
  [
    'store-parameters',
    'no contract',
    `${leads}/leads.store.ts`,
    `export function all(db: Db): unknown { return db }`,
  ],
  [
    'store-parameters',
    'contract before database',
    `${leads}/leads.store.ts`,
    `export function all(contract: number, db: Db) { return [db, contract] }`,
  ],
  [
    'store-parameters',
    'something else second',
    `${leads}/leads.store.ts`,
    `export const all = (db: Db, limit: number) => [db, limit]`,
  ],

  [
    'size',
    'a long file',
    `${leads}/leads.parse.ts`,
    Array.from({ length: 400 }, (_, i) => `const a${i} = '/* ${i}'`).join('\n'),
  ],
  ['size', 'a long test', `${leads}/leads.test.ts`, '\n'.repeat(400) + 'void 0'],
  ['size', 'a long check', 'checks/long.ts', '// x\n'.repeat(400) + 'void 0'],
  ['cycle', 'tools that import each other', 'tools/seed.ts', `import './seed.ts'`],
  ['room-size', 'a file too many', `${leads}/leads.more.ts`, 'export const more = 1'],
  ['syntax', 'no TypeScript', 'server/src/lib/clock.ts', `const = 1`],
]
