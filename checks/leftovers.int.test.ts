import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { processesMarked, remaining } from '../tools/processes.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const planted = join(root, '.tsbuild/planted')
mkdirSync(planted, { recursive: true })
const folder = mkdtempSync(join(planted, 'leftovers-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a test file that leaves a process behind fails, and the process is ended', async () => {
  plant('leaves.test.ts', `spawn('sleep', ['4711'], { detached: true, stdio: 'ignore' })`)

  const { status, output } = await vitest()

  expect(output).toMatch(/This test file leaves processes behind:\s+\d+ sleep 4711/)
  expect(status).toBe(1)
  expect(await remaining(1000, () => processesMarked('LEFTOVERS_TEST', folder))).toEqual([])
})

test('a test file that ends its processes in afterAll passes', async () => {
  plant('leaves.test.ts', `const child = spawn('sleep', ['4712'])\nafterAll(() => { child.kill() })`)

  const { status, output } = await vitest()

  expect(output).toContain('1 passed')
  expect(status).toBe(0)
})

function plant(name: string, body: string): void {
  const head = `import { spawn } from 'node:child_process'\nimport { afterAll, test } from 'vitest'\nvoid afterAll\n`
  writeFileSync(join(folder, name), `${head}${body}\ntest('passes', () => undefined)\n`)
  const setup = JSON.stringify(join(root, 'checks/leftovers.setup.ts'))
  writeFileSync(
    join(folder, 'vitest.config.ts'),
    `export default { test: { pool: 'forks', setupFiles: [${setup}] } }\n`,
  )
}

function vitest(): Promise<{ readonly status: number; readonly output: string }> {
  const command = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--root', folder]
  const env = { ...process.env, NO_COLOR: '1', LEFTOVERS_TEST: folder }
  return new Promise((resolve) => {
    const child = execFile(process.execPath, command, { env }, (_, out, problems) =>
      resolve({ status: child.exitCode ?? 1, output: `${out}${problems}` }),
    )
  })
}
