import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { limitFiles } from '../server/test/file-limit.ts'
import { idsOf, leadEvent, newEvent, openScene, type Scene } from './scene.ts'
import { spawnServer, until } from './server-process.ts'

// Several servers start one after the other, perhaps on a busy machine.
vi.setConfig({ testTimeout: 180_000 })

let scene: Scene
const before = [leadEvent('ann@maker.example'), leadEvent('bob@maker.example'), newEvent()]
const leadsBefore = idsOf(before.slice(0, 2))
const later = leadEvent('cy@maker.example')

/** A contract of which the event store has some events. */
async function given(): Promise<void> {
  await scene.newContract()
  await scene.client.deliver(before)
  await scene.exported()
}

async function expectRefused(): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const reply = await scene.client.send([later])
    expect(reply.status).toBe(503)
    expect(reply.retryAfter).toMatch(/^\d+$/)
  }
}

/** Until the server has noticed that the disk is full, what finds room for certain is still taken. */
async function expectNoticed(): Promise<void> {
  await expect.poll(async () => (await scene.client.send([later])).status).toBe(503)
}

async function expectWhole(): Promise<void> {
  await scene.client.deliver([later])
  expect(await scene.client.deliver(before)).toMatchObject({ accepted: 0, duplicates: before.length })
  expect(idsOf(await scene.exported())).toEqual([...leadsBefore, later.id])
  const followed = await scene.followed()
  expect(followed.faults).toEqual([])
  expect(followed.actions.size).toBe(3)
  await scene.server().kill()
  await scene.restart()
  expect(idsOf(await scene.exported())).toEqual([...leadsBefore, later.id])
}

function statusOf(path: string): Promise<number> {
  return scene.client.get(`/api/v1/${path}`).then(({ status }) => status)
}

const leadReads = ['lead-actions', 'lead-actions?format=csv', 'leads', 'lead-changes?after=0']

// Mounting is not for everybody; where it is not, the quota below is the disk that takes no more.
describe.each(mayMount() ? ['tmpfs'] : [])('on a file system that is full (%s)', () => {
  let mount: string

  beforeAll(async () => {
    mount = mkdtempSync(join(tmpdir(), 'catalytics-disk-'))
    mountSmall(mount)
    scene = await openScene({ data: join(mount, 'data') })
  })

  beforeEach(given)

  afterAll(async () => {
    await scene.close()
    unmount(mount)
  })

  test('new writes wait, reads go on; with room again writes work, and nothing acknowledged is missing', async () => {
    const filler = join(mount, 'filler')
    // Stopped, or it might let go of what it keeps back while there is still something that fills it.
    process.kill(scene.server().pid, 'SIGSTOP')
    fill(filler)
    process.kill(scene.server().pid, 'SIGCONT')

    await expectNoticed()
    await expectRefused()
    // What the server keeps back for such times is let go of within a second, and serves the ledger.
    for (const path of [...leadReads, 'whoami']) await expect.poll(() => statusOf(path)).toBe(200)
    const exported = idsOf(await scene.exported())
    expect(exported.filter((id) => id !== later.id)).toEqual(leadsBefore)

    rmSync(filler)
    await expectWhole()
  })

  test('where something else keeps it full, reads go on, and each of them is in the ledger', async () => {
    const filler = join(mount, 'filler')
    fill(filler)
    // What the server lets go of is gone at once.
    const filling = setInterval(() => fill(filler), 20)
    try {
      await expectNoticed()
      for (let round = 0; round < 20; round += 1)
        for (const path of [...leadReads, 'whoami']) expect([path, await statusOf(path)]).toEqual([path, 200])
      await expectRefused()
    } finally {
      clearInterval(filling)
    }

    rmSync(filler)
    await expectWhole()
  })
})

describe('on a quota that is used up, so that not a byte can be written', () => {
  beforeAll(async () => {
    scene = await openScene()
  })

  beforeEach(given)

  afterAll(() => scene.close())

  test('new writes wait; personal data wait too, because nobody could prove who received them', async () => {
    const processes = [scene.server().pid, await scene.enginePid()]
    for (const pid of processes) await limitFiles(pid, 0)

    await expectRefused()
    for (const path of leadReads) expect(await statusOf(path)).toBe(503)
    expect(await statusOf('whoami')).toBe(200)
    expect(await scene.enginePid()).toBe(processes[1])

    for (const pid of processes) await limitFiles(pid, Infinity)
    await expectWhole()
  })

  test.each([0, 100, 200, 300, 450, 600])(
    'an engine that can write nothing %i ms after its start leaves nothing that stops the next',
    async (afterMs) => {
      await scene.server().kill()
      const next = spawnServer(scene.place)
      await until(60_000, 'an engine child', () => next.enginePid() !== undefined)
      const engine = next.enginePid() ?? 0
      await delay(afterMs)
      await limitFiles(engine, 0)
      await delay(500)
      await next.remove()

      await scene.restart()

      expect(idsOf(await scene.exported())).toEqual(leadsBefore)
    },
  )

  test('where only the engine can write nothing, no insert that it takes for done is believed', async () => {
    await limitFiles(await scene.enginePid(), 0)

    expect((await scene.client.send([later])).status).toBe(200)

    await expect.poll(() => scene.server().log()).toContain('the disk took less than was written')
    expect(await scene.client.deliver([later])).toMatchObject({ accepted: 0, duplicates: 1 })
    await expectWhole()
  })
})

/** Writes until not a byte more is taken. */
function fill(path: string): void {
  const file = openSync(path, 'a')
  try {
    for (;;) writeSync(file, Buffer.alloc(4096))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  } finally {
    closeSync(file)
  }
}

function mayMount(): boolean {
  const mount = mkdtempSync(join(tmpdir(), 'catalytics-disk-'))
  try {
    mountSmall(mount)
    unmount(mount)
    return true
  } catch {
    rmSync(mount, { recursive: true })
    return false
  }
}

function mountSmall(mount: string): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=48m', 'catalytics-test', mount], { stdio: 'ignore' })
}

/** Lazily: an engine child has a moment to notice that its server is gone. */
function unmount(mount: string): void {
  execFileSync('umount', ['--lazy', mount])
  rmSync(mount, { recursive: true })
}
