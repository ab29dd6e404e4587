import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { ingestAnswer, type WireEvent } from '@catalytics/contract/events.ts'
import { leadChangePage } from '@catalytics/contract/leads.ts'
import { chunksOf } from '../server/src/lib/chunks.ts'
import { descendantsOf } from '../tools/processes.ts'
import { idsOf, leadEvent, newEvent, openScene, type Scene } from './scene.ts'
import { isAlive, spawnServer, until } from './server-process.ts'

// Several servers start one after the other, perhaps on a busy machine.
vi.setConfig({ testTimeout: 180_000 })

let scene: Scene

beforeAll(async () => {
  scene = await openScene()
})

beforeEach(() => scene.newContract())

afterAll(() => scene.close())

describe('one server on one folder', () => {
  test('a second one says so and ends with 1; after kill -9 of the first the next one starts at once', async () => {
    const second = spawnServer({ ...scene.place, port: scene.place.port + 1 })
    expect(await second.ended).toMatchObject({ code: 1 })
    expect(second.log()).toContain(
      `The data folder ${scene.place.folder} is in use by another Catalytics process.`,
    )
    expect((await scene.client.get('/api/v1/whoami')).status).toBe(200)

    await scene.client.deliver([leadEvent('ann@maker.example')])
    await scene.server().kill()
    await scene.restart()
    expect(await scene.exported()).toHaveLength(1)
  })

  test('kill -9 leaves no engine child behind', async () => {
    const engine = await scene.enginePid()

    await scene.server().kill()

    await expect.poll(() => isAlive(engine)).toBe(false)
  })

  test('kill -9 while it starts leaves no engine child behind either', async () => {
    await scene.server().kill()
    for (const afterMs of [150, 400, 800, 1200]) {
      const next = spawnServer(scene.place)
      await delay(afterMs)
      const below = descendantsOf(next.pid)
      await next.kill()
      await expect.poll(() => below.filter(({ pid }) => isAlive(pid))).toEqual([])
    }
    await scene.restart()
    await scene.client.deliver([newEvent()])
  })
})

describe('SIGTERM', () => {
  test('under load and with a waiting reader ends with 0 in time; what was acknowledged is there', async () => {
    const waiting = scene.client.get('/api/v1/lead-changes?after=0&wait=30')
    const acknowledged: WireEvent[] = []
    let refused = 0
    const senders = Array.from({ length: 4 }, async () => {
      while (refused < 20) {
        // Anonymous: news for the store, and none for the reader.
        const events = Array.from({ length: 25 }, () => newEvent())
        const reply = await scene.client.send(events)
        if (reply.status === 200) acknowledged.push(...events)
        else refused += 1
      }
    })
    await until(30_000, 'some load', () => acknowledged.length >= 500)

    const from = performance.now()
    scene.server().signal('SIGTERM')
    const ending = await scene.server().ended
    await Promise.all(senders)

    expect(ending).toMatchObject({ code: 0, signal: null })
    expect(ending.at - from).toBeLessThan(20_000)
    // Told that there is nothing new, not cut off.
    expect(leadChangePage.parse(JSON.parse((await waiting).text)).data).toEqual([])
    await scene.restart()
    for (const events of chunksOf(acknowledged, 1000)) {
      const again = ingestAnswer.parse(JSON.parse((await scene.client.send(events)).text))
      expect(again).toMatchObject({ accepted: 0, duplicates: events.length })
    }
  })
})

describe('the engine child', () => {
  test('killed while nothing goes on, is soon back; writes in the gap are stored or refused', async () => {
    await scene.client.deliver([leadEvent('before@maker.example')])
    process.kill(await scene.enginePid(), 'SIGKILL')

    const sent = [1, 2, 3].map((number) => leadEvent(`gap-${number}@maker.example`))
    const replies = await Promise.all(sent.map((event) => scene.client.send([event])))
    // Two seconds on a quiet machine.
    await until(
      60_000,
      'a read that works',
      async () => (await scene.client.get('/api/v1/leads')).status === 200,
    )

    for (const { status, retryAfter } of replies)
      expect([status, retryAfter === null ? 'no Retry-After' : 'Retry-After']).toBeOneOf([
        [200, 'no Retry-After'],
        [503, 'Retry-After'],
      ])
    const acknowledged = sent.filter((_, index) => replies[index]?.status === 200)
    const stored = idsOf(await scene.exported())
    expect(idsOf(acknowledged).filter((id) => !stored.includes(id))).toEqual([])
  })

  test.each(['SIGCONT', 'SIGKILL'] as const)(
    'stopped for a while, then %s: nothing twice, nothing lost',
    async (then) => {
      const before = newEvent({ email: 'late@maker.example' })
      await scene.client.deliver([before])
      const engine = await scene.enginePid()
      process.kill(engine, 'SIGSTOP')

      const batch = [leadEvent('late@maker.example'), leadEvent('other@maker.example')]
      const first = scene.client.send(batch)
      const second = scene.client.send(batch)
      const read = scene.client.get('/api/v1/lead-actions')
      await delay(1500)
      process.kill(engine, then)

      for (const { status } of await Promise.all([first, second, read])) expect(status).toBeOneOf([200, 503])
      await scene.client.deliver(batch)
      const expected = idsOf([before, ...batch]).toSorted()
      expect(idsOf(await scene.exported()).toSorted()).toEqual(expected)
      const followed = await scene.followed()
      expect(followed.faults).toEqual([])
      expect([...followed.actions.keys()].toSorted()).toEqual(expected)
    },
  )

  test('stopped before a write, both killed: the directory store alone had it, and it is told', async () => {
    const lead = leadEvent('moves@maker.example', 'Old company')
    await scene.client.deliver([lead])
    await scene.exported()
    const engine = await scene.enginePid()
    process.kill(engine, 'SIGSTOP')
    const moved = leadEvent('moves@maker.example', 'New company')
    expect((await scene.client.send([moved])).status).toBe(200)
    await delay(300)

    await scene.server().kill()
    process.kill(engine, 'SIGKILL')
    await scene.restart()

    await expect.poll(async () => (await scene.followed()).changes.lead_updated).toBe(1)
    expect(await scene.client.deliver([moved])).toMatchObject({ accepted: 0, duplicates: 1 })
    const followed = await scene.followed()
    expect(followed.faults).toEqual([])
    expect(followed.changes).toMatchObject({ lead_action: 2, lead_updated: 1 })
  })
})
