import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { root } from './tree.ts'

/*
 * A rule that is misspelt, lacks its plug-in or is switched off by a glob that means another folder says nothing at
 * all. So each one is shown to speak: a tree with one fault per file, with our own .oxlintrc.json at its root, since
 * the globs of overrides start where the file lies.
 */
type Plant = readonly [rule: string, path: string, text: string]

const lib = 'server/src/lib'

const faults: readonly Plant[] = [
  ['eslint(eqeqeq)', `${lib}/eqeqeq.ts`, `export const same = (a: unknown) => a == 1`],
  [
    'eslint(max-lines)',
    `${lib}/max-lines.ts`,
    Array.from({ length: 401 }, (_, i) => `export const a${i} = ${i}`).join('\n'),
  ],
  ['eslint(no-console)', `${lib}/no-console.ts`, `console.log('x')`],
  ['eslint(no-var)', `${lib}/no-var.ts`, `export var a = 1`],
  ['eslint(prefer-const)', `${lib}/prefer-const.ts`, `let a = 1\nexport const b = a`],
  ['eslint(no-unused-vars)', `${lib}/unused.ts`, `const a = 1`],
  [
    'eslint(no-shadow)',
    `${lib}/no-shadow.ts`,
    `const a = 1\nexport function f(): number { const a = 2; return a }\nexport const b = a`,
  ],
  [
    'import(no-cycle)',
    `${lib}/no-cycle.ts`,
    `import { two } from './no-cycle-two.ts'\nexport const one = (): unknown => two`,
  ],
  [
    'import(no-cycle)',
    `${lib}/no-cycle-two.ts`,
    `import { one } from './no-cycle.ts'\nexport const two = (): unknown => one`,
  ],
  ['import(no-default-export)', `${lib}/no-default-export.ts`, `export default 1`],
  ['import(no-unassigned-import)', `${lib}/no-unassigned-import.ts`, `import './unused.ts'`],
  ['node(no-process-env)', `${lib}/no-process-env.ts`, `export const a = process.env['A']`],
  ['oxc(no-barrel-file)', `${lib}/no-barrel-file.ts`, `export * from './no-shadow.ts'`],
  [
    'react-hooks(rules-of-hooks)',
    'web/src/ui/rules-of-hooks.tsx',
    `import { useState } from 'react'\nexport function A(p: { b: boolean }) { if (p.b) useState(1); return null }`,
  ],
  ['typescript(ban-ts-comment)', `${lib}/ban-ts-comment.ts`, `// @ts-ignore\nexport const a: number = 'x'`],
  [
    'typescript(consistent-type-imports)',
    `${lib}/type-imports.ts`,
    `import { Clock } from './clock.ts'\nexport type A = Clock`,
  ],
  [
    'typescript(no-explicit-any)',
    `${lib}/no-explicit-any.ts`,
    `export function f(a: any): unknown { return a }`,
  ],
  [
    'typescript(no-floating-promises)',
    `${lib}/no-floating-promises.ts`,
    `export function f(): void { Promise.resolve(1) }`,
  ],
  [
    'typescript(no-misused-promises)',
    `${lib}/no-misused-promises.ts`,
    `export const a = [1].forEach(async () => { await Promise.resolve() })`,
  ],
  ['typescript(no-non-null-assertion)', `${lib}/no-non-null-assertion.ts`, `export const a = [1].at(0)!`],
  [
    'typescript(no-unsafe-argument)',
    `${lib}/no-unsafe-argument.ts`,
    `export const a = Number.parseInt(JSON.parse('1'))`,
  ],
  ['typescript(no-unsafe-assignment)', `${lib}/no-unsafe-assignment.ts`, `export const a = JSON.parse('1')`],
  ['typescript(no-unsafe-call)', `${lib}/no-unsafe-call.ts`, `JSON.parse('1')()`],
  [
    'typescript(no-unsafe-member-access)',
    `${lib}/no-unsafe-member-access.ts`,
    `export const a: unknown = JSON.parse('1').b`,
  ],
  [
    'typescript(no-unsafe-return)',
    `${lib}/no-unsafe-return.ts`,
    `export function f(): number { return JSON.parse('1') }`,
  ],
  [
    'typescript(no-unsafe-type-assertion)',
    `${lib}/no-unsafe-type-assertion.ts`,
    `export const f = (a: unknown) => a as string`,
  ],
  ['typescript(only-throw-error)', `${lib}/only-throw-error.ts`, `export function f(): never { throw 'no' }`],
  [
    'typescript(switch-exhaustiveness-check)',
    `${lib}/switch.ts`,
    `export function f(a: 'x' | 'y'): number { switch (a) { case 'x': return 1 }\n return 2 }`,
  ],
  [
    'typescript(await-thenable)',
    `${lib}/await-thenable.ts`,
    `export async function f(): Promise<void> { await 1 }`,
  ],
  ['unicorn(filename-case)', `${lib}/fileName.ts`, `export const a = 1`],
  ['unicorn(no-process-exit)', `${lib}/no-process-exit.ts`, `process.exit(1)`],
  [
    'unicorn(prefer-node-protocol)',
    `${lib}/prefer-node-protocol.ts`,
    `import { join } from 'path'\nexport const a = join`,
  ],
  [
    'vitest(no-disabled-tests)',
    `${lib}/disabled.test.ts`,
    `import { expect, test } from 'vitest'\ntest.skip('a', () => { expect(1).toBe(1) })`,
  ],
  [
    'vitest(no-focused-tests)',
    `${lib}/focused.test.ts`,
    `import { expect, test } from 'vitest'\ntest.only('a', () => { expect(1).toBe(1) })`,
  ],
  [
    'unused directive',
    `${lib}/unused-directive.ts`,
    `// oxlint-disable-next-line no-console -- nothing here\nexport const a = 1`,
  ],
  [
    'eslint(no-restricted-imports)',
    'contract/src/node.ts',
    `import { join } from 'node:path'\nexport const a = join`,
  ],
  [
    'eslint(no-restricted-imports)',
    'contract/src/zod-mini.ts',
    `import { z } from 'zod/mini'\nexport const a = z`,
  ],
  [
    'eslint(no-restricted-imports)',
    'contract/src/another.ts',
    `import { pino } from 'pino'\nexport const a = pino`,
  ],
  ['eslint(no-restricted-imports)', 'sdk/src/zod.ts', `import { z } from 'zod'\nexport const a = z`],
  [
    'eslint(no-restricted-imports)',
    'web/src/lib/node.ts',
    `import { join } from 'node:path'\nexport const a = join`,
  ],
  [
    'eslint(no-restricted-imports)',
    'web/src/lib/server.ts',
    `import { a } from '../../../server/src/lib/no-var.ts'\nexport const b = a`,
  ],
  [
    'eslint(no-restricted-imports)',
    'tracker/src/node.ts',
    `import { join } from 'node:path'\nexport const a = join`,
  ],
  // Overrides end where they should.
  ['node(no-process-env)', 'server/src/lib/config.ts', `export const a = process.env['A']`],
  ['unicorn(no-process-exit)', 'server/src/lib/main.ts', `process.exit(1)`],
  ['eslint(no-console)', 'server/src/cli/tools.ts', `console.log('x')`],
  ['import(no-default-export)', 'server/src/config.ts', `export default 1`],
  [
    'typescript(no-unsafe-type-assertion)',
    `${lib}/assertion.test.ts`,
    `export const f = (a: unknown) => a as string`,
  ],
]

/** What the overrides allow, in the places they mean, and code as it should be. */
const allowed: readonly Plant[] = [
  ['the environment in config.ts', 'server/src/config.ts', `export const a = process.env['A']`],
  ['the exit in main.ts', 'server/src/main.ts', `process.exit(1)`],
  ['the default export of a settings file', 'web/vite.config.ts', `export default { a: 1 }`],
  ['a script that speaks and ends', 'tools/say.mjs', `console.log(process.env.A)\nprocess.exit(1)`],
  ['a tool that speaks', 'tools/say.ts', `console.log(process.env['A'])`],
  ['the starter', 'server/bin/start.mjs', `console.error('x')\nprocess.exit(1)`],
  ['an example of the SDK', 'sdk/examples/follow.ts', `console.log(process.env['A'])`],
  [
    'a test that reads an answer',
    `${lib}/answer.test.ts`,
    `import { expect, test } from 'vitest'\ntest('a', () => { const a = JSON.parse('{"b":1}')\n  expect(a.b).toBe(1) })`,
  ],
  [
    'a contract file',
    'contract/src/good.ts',
    `import { z } from 'zod'\nimport { a } from './node.ts'\nexport const b = z.string().default(String(a))`,
  ],
  [
    'an SDK file',
    'sdk/src/good.ts',
    `import type { ContractId } from '@catalytics/contract/ids.ts'\nexport type A = ContractId`,
  ],
  ['a file of the browser', 'web/src/ui/good.tsx', `export function Good(): string { return 'good' }`],
  [
    'a file with a room and a part in its name',
    'server/src/features/leads/leads.part-two.store.ts',
    `export const a = 1`,
  ],
]

let folder: string
let found: ReadonlyMap<string, readonly string[]>

beforeAll(() => {
  const planted = join(root, '.tsbuild/planted')
  mkdirSync(planted, { recursive: true })
  folder = mkdtempSync(join(planted, 'lint-'))
  cpSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))
  const compilerOptions = { types: ['node'], lib: ['es2024', 'dom'], jsx: 'react-jsx', outDir: 'out' }
  plant(
    'tsconfig.json',
    JSON.stringify({ extends: join(root, 'tsconfig.base.json'), compilerOptions, include: ['**/*'] }),
  )
  plant(`${lib}/clock.ts`, `export type Clock = () => Date`)
  const plants = [...faults, ...allowed]
  // Two plants may share a file: a fault in one rule that another rule lets pass.
  const texts = Map.groupBy(plants, ([, path]) => path)
  for (const [path, list] of texts) plant(path, list.map(([, , text]) => text).join('\n'))
  found = lint([...texts.keys()])
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('oxlint finds', () => {
  test.each(faults)('%s in %s', (rule, path) => {
    expect(found.get(path) ?? []).toContain(rule)
  })
})

describe('oxlint lets pass', () => {
  test.each(allowed)('%s', (_, path) => {
    const planted = faults.filter((fault) => fault[1] === path).map(([rule]) => rule)

    expect((found.get(path) ?? []).filter((rule) => !planted.includes(rule))).toEqual([])
  })
})

function plant(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), `${text}\n`)
}

const report = z.object({
  diagnostics: z.array(
    z.object({
      message: z.string(),
      code: z.string().optional(),
      filename: z.string(),
      severity: z.literal('error'),
    }),
  ),
})

/** The rules that speak, by file; a warning would not parse, as there are only errors. */
function lint(paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const { diagnostics } = report.parse(JSON.parse(runOxlint(['--format=json', '--no-ignore', ...paths])))
  const byFile = Map.groupBy(diagnostics, ({ filename }) => filename)
  return new Map(
    [...byFile].map(([file, list]) => [file, list.map(({ code, message }) => code ?? nameOf(message))]),
  )
}

function nameOf(message: string): string {
  return message.startsWith('Unused oxlint-disable directive') ? 'unused directive' : message
}

function runOxlint(args: readonly string[]): string {
  try {
    return execFileSync(join(root, 'node_modules/.bin/oxlint'), args, { cwd: folder, encoding: 'utf8' })
  } catch (error) {
    // It ends with 1 when it finds something, as it should here.
    if (error instanceof Error && 'stdout' in error && typeof error.stdout === 'string') return error.stdout
    throw error
  }
}
