import { beforeAll, describe, expect, test } from 'vitest'
import type { WireEvent } from '@catalytics/contract/events.ts'
import { leadActionPage, leadChangePage } from '@catalytics/contract/leads.ts'
import {
  buildTestApp,
  ok,
  storeKinds,
  type Caller,
  type ContractAtHand,
  type TestApp,
} from '../../../test/build-app.ts'
import { download, event } from '../../../test/factories.ts'

describe.each(storeKinds)('the laws of ingest, %s', (stores) => {
  let app: TestApp
  let acme: ContractAtHand
  beforeAll(async () => {
    app = await buildTestApp({ stores })
  })
  async function given(): Promise<void> {
    acme = await app.given.contract()
  }

  describe('once', () => {
    test('an id twice in a batch counts once', async () => {
      await given()
      const sent = download('ann@acme.example')

      const answer = await acme.send([sent, sent, { ...sent, id: sent.id?.toUpperCase() }])

      expect(answer).toMatchObject({ accepted: 1, duplicates: 2, rejected: [], last_seq: 1 })
      expect(await actionIds(acme)).toEqual([sent.id])
    })

    test('an id again in a later batch counts once', async () => {
      await given()
      const [first, second] = [download('ann@acme.example'), download('bob@acme.example')]
      await acme.send([first])

      const answer = await acme.send([second, first])

      expect(answer).toMatchObject({ accepted: 1, duplicates: 1, last_seq: 2 })
      expect(await actionIds(acme)).toEqual([first.id, second.id])
    })

    test('the same events in parallel requests count once', async () => {
      await given()
      const sent = Array.from({ length: 50 }, (_, n) => download(`p${n % 7}@acme.example`))

      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, n) => acme.send(n % 2 === 0 ? sent : sent.toReversed())),
      )

      expect(sum(answers.map((answer) => answer.accepted))).toBe(50)
      expect(sum(answers.map((answer) => answer.duplicates))).toBe(350)
      expect((await actionIds(acme)).toSorted()).toEqual(idsOf(sent))
    })

    test('an event written in another way is the same event', async () => {
      await given()
      const sent = download('ann@acme.example', { at: '2026-03-01T10:00:00.120Z' })
      await acme.send([sent])

      const otherOffset = { ...sent, at: '2026-03-01T11:00:00.12+01:00' }
      const otherOrder = Object.fromEntries(Object.entries(sent).toReversed())
      const otherCase = { ...sent, person: { ...sent.person, email: ' Ann@ACME.example ' } }

      expect(await acme.send([otherOffset, otherOrder, otherCase])).toMatchObject({ duplicates: 3 })
    })

    test('the same id in two contracts is two events', async () => {
      await given()
      const sent = download('ann@acme.example')
      const other = await app.given.contract()

      expect(await acme.send([sent])).toMatchObject({ accepted: 1 })
      expect(await other.send([sent])).toMatchObject({ accepted: 1 })
    })

    test('events without an id are events of their own', async () => {
      await given()
      const { id: _id, ...sent } = download('ann@acme.example')

      expect(await acme.send([sent, sent])).toMatchObject({ accepted: 2, duplicates: 0 })
    })
  })

  test('the same id with other content is refused, wherever it stands', async () => {
    await given()
    const sent = download('ann@acme.example')
    const other = { ...sent, catalog: 'profiles' }
    const third = download('bob@acme.example')
    await acme.send([sent])

    const answer = await acme.send([other, third, { ...third, at: '2026-03-02T00:00:00Z' }])

    expect(answer).toMatchObject({
      accepted: 1,
      rejected: [
        { index: 0, id: sent.id, reason: 'id_conflict' },
        { index: 2, id: third.id, reason: 'id_conflict' },
      ],
    })
    expect(await actionIds(acme)).toEqual([sent.id, third.id])
  })

  test('numbers follow the order of the request and go up by one', async () => {
    await given()
    const sent = Array.from({ length: 40 }, (_, n) => download(`p${n % 3}@acme.example`))

    const first = await acme.send(sent.slice(0, 25))
    const second = await acme.send(sent.slice(25))

    expect([first.last_seq, second.last_seq]).toEqual([25, 40])
    const { data } = await actions(acme)
    expect(data.map(({ seq, action_id }) => [seq, action_id])).toEqual(sent.map(({ id }, n) => [n + 1, id]))
  })

  test('good events are kept when others of the request are bad', async () => {
    await given()
    const good = [download('ann@acme.example'), download('bob@acme.example')]

    const answer = await acme.send([good[0], { ...event(), type: 'nope' }, good[1], 5])

    expect(answer).toMatchObject({
      accepted: 2,
      rejected: [
        { index: 1, reason: 'unknown_type' },
        { index: 3, id: null, reason: 'not_an_object' },
      ],
    })
    expect(await actionIds(acme)).toEqual(good.map(({ id }) => id))
  })

  test('a group is seen as a whole: no number appears below one that was seen', async () => {
    await given()
    const writers = 6
    const batches = 12
    const total = writers * batches * 5
    const seen: number[] = []
    const askedAgain: number[] = []
    const watch = async () => {
      for (let after = 0; after < total;) {
        const page = await changes(acme, `after=${after}&limit=17`)
        seen.push(...page.data.map(({ seq }) => seq))
        // Whoever asks again from the same number finds just what was there.
        const again = await changes(acme, `after=${after}&limit=${Math.max(1, page.data.length)}`)
        if (page.data.length > 0) askedAgain.push(...again.data.map(({ seq }) => seq))
        after = page.next_after
      }
    }
    const write = async (writer: number) => {
      for (let batch = 0; batch < batches; batch += 1) {
        await acme.send(Array.from({ length: 5 }, (_, n) => download(`p${writer}-${n}@acme.example`)))
      }
    }

    const watching = watch()
    await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)))
    await watching

    expect(seen).toEqual(Array.from({ length: total }, (_, n) => n + 1))
    expect(askedAgain).toEqual(seen)
  })

  test('an acknowledged event comes to be in the export and in the feed by itself', async () => {
    await given()
    const sent = download('ann@acme.example')
    await acme.send([sent])

    await expect.poll(async () => (await changes(acme, '')).data.length).toBe(1)
    await expect.poll(() => actionIds(acme)).toHaveLength(1)
  })

  test('after a restart everything is there, and repetitions still count once', async () => {
    await given()
    const sent = Array.from({ length: 30 }, (_, n) => download(`p${n % 4}@acme.example`))
    await acme.send(sent)
    const before = await actions(acme)

    await app.stop()
    await app.start()

    expect(await actions(acme)).toEqual(before)
    const more = download('new@acme.example')
    expect(await acme.send([...sent, more])).toMatchObject({ accepted: 1, duplicates: 30, last_seq: 31 })
    expect(await acme.send([{ ...more, catalog: 'x' }])).toMatchObject({
      rejected: [{ reason: 'id_conflict' }],
    })
  })
})

function idsOf(events: readonly WireEvent[]): readonly string[] {
  return events.map(({ id }) => String(id)).toSorted()
}

async function actions(caller: Caller, query = '') {
  return leadActionPage.parse(ok(await caller.get(`/api/v1/lead-actions${query}`)).body)
}

async function changes(caller: Caller, query: string) {
  return leadChangePage.parse(ok(await caller.get(`/api/v1/lead-changes?${query}`)).body)
}

async function actionIds(caller: Caller): Promise<readonly string[]> {
  return (await actions(caller)).data.map(({ action_id }) => action_id)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
