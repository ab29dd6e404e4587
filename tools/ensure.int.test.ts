import { spawn } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

// The tool runs in a small tree of its own, with an npm and an apt-get that only note that they were called.
let tree: string
let log: string

beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'catalytics-ensure-'))
  log = join(tree, 'log')
  for (const folder of ['tools', 'bin', 'e2e']) mkdirSync(join(tree, folder))
  cpSync(fileURLToPath(new URL('ensure.mjs', import.meta.url)), join(tree, 'tools/ensure.mjs'))
  writeFileSync(join(tree, 'package-lock.json'), '{"lockfileVersion":3}')
  program('npm', `sleep 0.3; mkdir -p node_modules/.bin; touch node_modules/.bin/node`)
  for (const name of ['sh', 'mkdir', 'touch', 'sleep'])
    symlinkSync(join('/usr/bin', name), join(tree, 'bin', name))
})
afterEach(() => rmSync(tree, { recursive: true, force: true }))

describe('packages', () => {
  test('are installed in a fresh clone, and then there is nothing to do and nothing to say', async () => {
    const first = await ensure()
    const second = await ensure()

    expect(first).toMatchObject({
      status: 0,
      output: expect.stringMatching(/npm ci.*\n.*installed in \d+ s/),
    })
    expect(second).toEqual({ status: 0, output: '' })
    expect(calls()).toEqual(['npm ci --no-audit --no-fund --loglevel=error'])
  })

  test('are installed again when the lockfile has changed', async () => {
    await ensure()
    writeFileSync(join(tree, 'package-lock.json'), '{"lockfileVersion":3,"packages":{}}')

    await ensure()

    expect(calls()).toHaveLength(2)
  })

  test('are installed again when the Node that comes with them is missing', async () => {
    await ensure()
    rmSync(join(tree, 'node_modules/.bin/node'))

    await ensure()

    expect(calls()).toHaveLength(2)
  })

  test('are installed once when two set-ups start together', async () => {
    const answers = await Promise.all([ensure(), ensure(), ensure()])

    expect(answers.map(({ status }) => status)).toEqual([0, 0, 0])
    expect(calls()).toHaveLength(1)
  })

  test('are installed although a set-up died and left its lock', async () => {
    mkdirSync(join(tree, '.tsbuild/ensure.lock'), { recursive: true })
    writeFileSync(join(tree, '.tsbuild/ensure.lock/owner'), '4194303 1')

    expect(await ensure()).toMatchObject({ status: 0 })
    expect(calls()).toHaveLength(1)
  })

  test('are installed although the number of the dead owner is another process now', async () => {
    mkdirSync(join(tree, '.tsbuild/ensure.lock'), { recursive: true })
    writeFileSync(join(tree, '.tsbuild/ensure.lock/owner'), `${process.pid} 1`)

    expect(await ensure()).toMatchObject({ status: 0 })
  })

  test('leave no lock and no stamp behind when npm fails, and its words are shown', async () => {
    program('npm', 'echo "network is down" >&2; exit 3')

    const { status, output } = await ensure()

    expect(status).toBe(1)
    expect(output).toContain('network is down')
    expect(output).toContain('"npm ci --no-audit --no-fund --loglevel=error" failed: exit status 3')
    expect(existsSync(join(tree, '.tsbuild/ensure.lock'))).toBe(false)
    program('npm', 'mkdir -p node_modules/.bin; touch node_modules/.bin/node')
    expect(await ensure()).toMatchObject({ status: 0 })
  })
})

describe('packages that only tests need', () => {
  beforeEach(() => {
    for (const name of ['python3', 'initdb', 'postgres']) program(name, '')
    mkdirSync(join(tree, 'checks/api-clients'), { recursive: true })
    writeFileSync(join(tree, 'checks/api-clients/package-lock.json'), '{"lockfileVersion":3}')
  })

  test('are installed for tests alone, once, and again when their lockfile has changed', async () => {
    await ensure()
    expect(calls()).toHaveLength(1)
    await ensure('--tests')
    expect(await ensure('--tests')).toEqual({ status: 0, output: '' })
    expect(calls()).toHaveLength(2)
    expect(existsSync(join(tree, 'checks/api-clients/node_modules'))).toBe(true)

    writeFileSync(join(tree, 'checks/api-clients/package-lock.json'), '{"lockfileVersion":3,"packages":{}}')
    await ensure('--tests')

    expect(calls()).toHaveLength(3)
  })
})

describe('programs for tests', () => {
  beforeEach(() => {
    program('python3', '')
    program('initdb', '')
    program('postgres', '')
  })

  test('are left alone when they are there', async () => {
    await ensure()

    expect(await ensure('--tests')).toEqual({ status: 0, output: '' })
  })

  test('come from apt-get when root has one', async () => {
    rmSync(join(tree, 'bin/python3'))
    program('apt-get', `case "$1" in install) touch bin/python3; chmod +x bin/python3;; esac`)
    symlinkSync('/usr/bin/chmod', join(tree, 'bin/chmod'))

    expect(await ensure('--tests')).toMatchObject({ status: 0 })
    expect(calls().slice(1)).toEqual(['apt-get update', 'apt-get install -y --no-install-recommends python3'])
  })

  test.each([
    ['there is no apt-get', 0, undefined],
    ['the user is not root', 1000, ''],
  ])('are named with the command to run when %s', async (_, user, aptGet) => {
    rmSync(join(tree, 'bin/python3'))
    if (aptGet !== undefined) program('apt-get', aptGet)

    const { status, output } = await ensureAs(user, '--tests')

    expect(status).toBe(1)
    expect(output).toContain('The tests need Python 3 (an independent CSV reader checks what we write)')
    expect(output).toContain('apt-get update && apt-get install -y --no-install-recommends python3')
    expect(calls()).toHaveLength(1)
  })

  test('show what apt-get said when it fails', async () => {
    rmSync(join(tree, 'bin/python3'))
    program('apt-get', 'echo "E: no such mirror"; exit 100')

    const { status, output } = await ensure('--tests')

    expect(status).toBe(1)
    expect(output).toContain('E: no such mirror')
  })

  test('include a browser as soon as there is an end-to-end test', async () => {
    writeFileSync(join(tree, 'e2e/leads.spec.ts'), '')

    const { status, output } = await ensure('--tests')

    expect(status).toBe(1)
    expect(output).toContain('Chromium (the end-to-end tests drive a browser)')
  })
})

/** A program that notes its call before it does `body`. */
function program(name: string, body: string): void {
  const path = join(tree, 'bin', name)
  writeFileSync(path, `#!/bin/sh\necho "${name} $*" >> "${log}"\n${body}\n`)
  chmodSync(path, 0o755)
}

function calls(): readonly string[] {
  return existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []
}

function ensure(
  ...args: readonly string[]
): Promise<{ readonly status: number | null; readonly output: string }> {
  return ensureAs(0, ...args)
}

/** Runs the tool as it would run for the user with this number, whoever runs the tests. */
function ensureAs(
  user: number,
  ...args: readonly string[]
): Promise<{ readonly status: number | null; readonly output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(tree, 'tools/ensure.mjs'), ...args], {
      env: {
        PATH: join(tree, 'bin'),
        NODE_OPTIONS: `--import=data:text/javascript,process.getuid=()=>${user}`,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text))
    child.once('close', (status) => resolve({ status, output }))
  })
}
