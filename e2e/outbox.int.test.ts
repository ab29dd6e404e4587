import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { limitFiles } from '../server/test/file-limit.ts'
import { idsOf, leadEvent, newEvent, openScene, type Scene } from './scene.ts'

/*
 * The moment between the directory store's commit and the event store's: the directory says that somebody has agreed,
 * the feed has not told it. The engine child is made to die at the first byte that it writes, so every test hits that
 * moment, not only a lucky one.
 */

// Several servers start one after the other, perhaps on a busy machine.
vi.setConfig({ testTimeout: 180_000 })

let scene: Scene

beforeEach(async () => {
  scene = await openScene()
})

afterEach(async () => {
  await scene.close()
})

async function sendWhileEngineDies(...events: Parameters<Scene['client']['send']>): Promise<void> {
  await limitFiles(await scene.enginePid(), 0)
  const reply = await scene.client.send(...events)
  expect(reply.status).toBe(503)
  expect(reply.retryAfter).toMatch(/^\d+$/)
}

describe('a change that the directory store has and the event store has not', () => {
  test('earlier actions of a new lead are told once, after every restart too', async () => {
    const before = [newEvent({ email: 'ann@maker.example' }), newEvent({ email: 'ann@maker.example' })]
    await scene.client.deliver(before)
    const agreed = leadEvent('ann@maker.example')

    await sendWhileEngineDies([agreed])
    await scene.server().kill()
    await scene.restart()
    await scene.client.deliver([agreed])

    const expected = idsOf([...before, agreed]).toSorted()
    expect((await scene.exported()).map(({ id }) => id).toSorted()).toEqual(expected)
    expect((await scene.followed()).faults).toEqual([])

    for (const _ of [1, 2]) {
      await scene.server().kill()
      await scene.restart()
      expect(await scene.client.deliver([agreed, ...before])).toMatchObject({ accepted: 0, duplicates: 3 })
    }
    expect((await scene.exported()).map(({ id }) => id).toSorted()).toEqual(expected)
    const followed = await scene.followed()
    expect(followed.faults).toEqual([])
    expect([...followed.actions.keys()].toSorted()).toEqual(expected)
  })

  test('they are told when nobody sends anything any more', async () => {
    const before = newEvent({ email: 'bob@maker.example' })
    await scene.client.deliver([before])

    await sendWhileEngineDies([leadEvent('bob@maker.example')])
    await scene.server().kill()
    await scene.restart()

    await expect.poll(async () => (await scene.followed()).actions.size, { timeout: 5000 }).toBe(1)
    await scene.server().kill()
    await scene.restart()
    // Only repetitions: no group of its own would take the told change off the list.
    expect(await scene.client.deliver([before])).toMatchObject({ accepted: 0, duplicates: 1 })
    expect((await scene.followed()).faults).toEqual([])
    expect((await scene.exported()).map(({ id }) => id)).toEqual([before.id])
  })

  test('an engine that dies again while the change is told anew leads to nothing told twice', async () => {
    const before = newEvent({ email: 'cy@maker.example' })
    await scene.client.deliver([before])
    const agreed = leadEvent('cy@maker.example')

    await sendWhileEngineDies([agreed])
    await sendWhileEngineDies([agreed])
    await scene.server().kill()
    await scene.restart()
    await scene.client.deliver([agreed])

    const followed = await scene.followed()
    expect(followed.faults).toEqual([])
    expect(followed.actions.size).toBe(2)
    expect(await scene.exported()).toHaveLength(2)
  })

  test('a withdrawn consent hides at once and is told in the end', async () => {
    const agreed = leadEvent('dee@maker.example')
    await scene.client.deliver([agreed])
    expect((await scene.followed()).actions.size).toBe(1)
    const withdrawn = newEvent({
      email: 'dee@maker.example',
      consent: { manufacturer: false, at: '2025-03-01T00:00:00Z' },
    })

    await sendWhileEngineDies([withdrawn])
    expect(await scene.exported()).toEqual([])
    await scene.server().kill()
    await scene.restart()
    await scene.client.deliver([withdrawn])

    const followed = await scene.followed()
    expect(followed.changes.consent_withdrawn).toBe(1)
    expect(followed.actions.size).toBe(0)
    expect(await scene.exported()).toEqual([])
  })
})
