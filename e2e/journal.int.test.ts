import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { limitFiles } from '../server/test/file-limit.ts'
import { idsOf, leadEvent, newEvent, openScene, type Scene } from './scene.ts'

/*
 * The moment between the directory store's commit and the event store's: a group is durable and acknowledged, and no
 * reader can see it. The engine child is made to die at the first byte that it writes, so every test hits that moment,
 * not only a lucky one.
 */

// Several servers start one after the other, perhaps on a busy machine.
vi.setConfig({ testTimeout: 180_000 })

let scene: Scene

beforeAll(async () => {
  scene = await openScene()
})

beforeEach(() => scene.newContract())

afterAll(() => scene.close())

/** Sends to an engine that has all that came before, and can take no more. */
async function sendWhileEngineDies(
  events: Parameters<Scene['client']['send']>[0],
): Promise<{ readonly status: number; readonly engine: number }> {
  await scene.exported()
  const engine = await scene.enginePid()
  await limitFiles(engine, 0)
  return { status: (await scene.client.send(events)).status, engine }
}

describe('a group that the directory store has and the event store has not', () => {
  test('earlier actions of a new lead are told once, after every restart too', async () => {
    const before = [newEvent({ email: 'ann@maker.example' }), newEvent({ email: 'ann@maker.example' })]
    await scene.client.deliver(before)
    const agreed = leadEvent('ann@maker.example')

    expect((await sendWhileEngineDies([agreed])).status).toBe(200)
    await scene.server().kill()
    await scene.restart()

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

  test('it is told when nobody sends anything any more', async () => {
    const before = newEvent({ email: 'bob@maker.example' })
    await scene.client.deliver([before])

    const agreed = leadEvent('bob@maker.example')
    expect((await sendWhileEngineDies([agreed])).status).toBe(200)
    await scene.server().kill()
    await scene.restart()

    await expect.poll(async () => (await scene.followed()).actions.size).toBe(2)
    await scene.server().kill()
    await scene.restart()
    // Only repetitions: no group of its own follows what was told.
    expect(await scene.client.deliver([before, agreed])).toMatchObject({ accepted: 0, duplicates: 2 })
    expect((await scene.followed()).faults).toEqual([])
    expect(idsOf(await scene.exported()).toSorted()).toEqual(idsOf([before, agreed]).toSorted())
  })

  test('an engine that dies again while the group is told anew leads to nothing told twice', async () => {
    const before = newEvent({ email: 'cy@maker.example' })
    await scene.client.deliver([before])
    const agreed = leadEvent('cy@maker.example')

    const { status, engine } = await sendWhileEngineDies([agreed])
    expect(status).toBe(200)
    await limitFiles(await scene.enginePid(engine), 0)
    expect((await scene.client.send([agreed])).status).toBeOneOf([200, 503])
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

    expect((await sendWhileEngineDies([withdrawn])).status).toBe(503)
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
