import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { commandLine } from '../../test/command-line.ts'

// How people start the product: the command in the root of the repository, and npx.

const root = fileURLToPath(new URL('../../..', import.meta.url))
const command = join(root, 'catalytics')
const folder = mkdtempSync(join(tmpdir(), 'catalytics-command-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: '0', LOG_LEVEL: 'silent' }

async function run(path: string, args: readonly string[], cwd = folder) {
  const child = spawn(path, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'close')
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  await ended
  return { status: child.exitCode, out, err }
}

/** What that command hands on to. */
function inThisProcess(_: string, args: readonly string[]) {
  return commandLine(args)
}

describe('the command in the root', () => {
  test('works from another folder, by a link, and by a link to a link', async () => {
    const [link, second] = [join(folder, 'cat'), join(folder, 'second')]
    symlinkSync(command, link)
    symlinkSync('cat', second)

    for (const path of [command, link, second])
      expect(await run(path, ['doctor', '--help'])).toEqual({
        status: 0,
        out: expect.stringContaining('./catalytics doctor'),
        err: '',
      })
  })

  test('gives the status of what it runs', async () => {
    expect((await run(command, ['nonsense'])).status).toBe(2)
  })

  test.each([
    ['--version', run],
    ['version', inThisProcess],
  ])('%s says which version this is', async (word, through) => {
    const { version } = JSON.parse(readFileSync(join(root, 'server', 'package.json'), 'utf8'))

    expect(version).toMatch(/^\d+\.\d+\.\d+/)
    expect(await through(command, [word])).toEqual({ status: 0, out: `${version}\n`, err: '' })
  })

  test.each([
    [[], run],
    [['--help'], inThisProcess],
    [['help'], inThisProcess],
  ])('%j lists every command', async (args, through) => {
    const { status, out, err } = await through(command, args)

    expect([status, err]).toEqual([0, ''])
    for (const word of ['serve', 'service-account create', 'restore', 'doctor']) expect(out).toContain(word)
  })

  test('hands arguments on as they are', async () => {
    const { status, err } = await run(command, ['doctor', '--of  two words and a *'])

    expect(status).toBe(2)
    expect(err).toContain("Unknown option '--of  two words and a *'")
  })

  test('says what to run where packages are missing', async () => {
    const clone = join(folder, 'a clone')
    mkdirSync(clone)
    copyFileSync(command, join(clone, 'catalytics'))
    chmodSync(join(clone, 'catalytics'), 0o755)

    const { status, out, err } = await run(join(clone, 'catalytics'), ['serve'])

    expect({ status, out }).toEqual({ status: 1, out: '' })
    expect(err).toBe(`catalytics: the packages are not installed. Run this first: cd ${clone} && npm ci\n`)
  })
})

describe.each([
  ['./catalytics', [command]],
  ['npx catalytics', ['npx', 'catalytics']],
] as const)('%s serve', (name, [program, ...before]) => {
  test.each(['SIGTERM', 'SIGINT'] as const)('ends on %s and leaves nothing behind', async (signal) => {
    const data = join(folder, `${name.replaceAll(/\W/g, '')}-${signal}`)
    const child = spawn(program, [...before, 'serve', '--data', data], {
      cwd: root,
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
      // A group of its own, so that nothing of it outlives a test that fails.
      detached: true,
    })
    onTestFinished(() => endGroup(child.pid))
    const ended = once(child, 'exit')
    let told = ''
    child.stderr.setEncoding('utf8').on('data', (piece: string) => (told += piece))
    while (!told.includes('serves http://') && child.exitCode === null) await pause(50)
    const url = /serves (http:\S+)/.exec(told)?.[1] ?? ''
    expect((await fetch(`${url}/healthz`)).status).toBe(200)

    child.kill(signal)
    await ended

    await expect
      .poll(
        () =>
          fetch(url).then(
            () => 'serves',
            () => 'gone',
          ),
        { timeout: 15_000 },
      )
      .toBe('gone')
    await expect.poll(() => existsSync(join(data, 'admin.sock'))).toBe(false)
  })
})

/** Ends what is left of the process group that this process leads or led. */
function endGroup(leader: number | undefined): void {
  if (leader === undefined) return
  try {
    process.kill(-leader, 'SIGKILL')
  } catch {
    // Nothing is left of it.
  }
}
