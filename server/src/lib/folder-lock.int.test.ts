import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockFolder } from './folder-lock.ts'

let folder: string
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'catalytics-lock-')), 'data')
})
afterEach(() => rmSync(join(folder, '..'), { recursive: true }))

const taken = { code: 'conflict', message: expect.stringContaining('in use by another Catalytics process') }

test('a folder is made when it is missing, for its owner alone', () => {
  const lock = lockFolder(folder)

  expect(statSync(folder).mode & 0o777).toBe(0o700)
  lock.release()
})

test('it can be taken once, and again when it is released', () => {
  const lock = lockFolder(folder)
  expect(() => lockFolder(folder)).toThrow(expect.objectContaining(taken))

  lock.release()

  lockFolder(folder).release()
})

test('what is no lock of another process is told as what it is', () => {
  mkdirSync(join(folder, 'lock'), { recursive: true })

  expect(() => lockFolder(folder)).toThrow(
    expect.objectContaining({ code: 'unavailable', message: expect.stringContaining('cannot be locked') }),
  )
})

test('another process cannot take it, and can when this one has let go', async () => {
  const lock = lockFolder(folder)
  expect(await takeElsewhere()).toBe('conflict')

  lock.release()

  expect(await takeElsewhere()).toBe('taken')
})

test('a process that is killed leaves nothing behind', async () => {
  const holder = spawn(
    process.execPath,
    ['--input-type=module', '-e', script('setInterval(() => {}, 1000)')],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
  await once(holder.stdout, 'data')
  expect(() => lockFolder(folder)).toThrow(expect.objectContaining(taken))

  holder.kill('SIGKILL')
  await once(holder, 'exit')

  lockFolder(folder).release()
})

/** What another process says when it tries. */
async function takeElsewhere(): Promise<string> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script('')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const parts: string[] = []
  child.stdout.setEncoding('utf8').on('data', (text: string) => parts.push(text))
  await once(child, 'close')
  return parts.join('').trim()
}

function script(after: string): string {
  const file = new URL('./folder-lock.ts', import.meta.url).href
  return `import { lockFolder } from ${JSON.stringify(file)}
try { globalThis.lock = lockFolder(${JSON.stringify(folder)}); console.log('taken'); ${after} } catch (error) { console.log(error.code) }`
}
