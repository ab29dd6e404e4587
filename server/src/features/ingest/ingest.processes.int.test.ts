import { describe, expect, test } from 'vitest'
import { ingestAnswer, type WireEvent } from '@catalytics/contract/events.ts'
import { leadActionPage, leadChangePage } from '@catalytics/contract/leads.ts'
import { askStore } from '../../../test/ask-store.ts'
import {
  buildTestApp,
  ok,
  ownStoreKinds,
  type ContractAtHand,
  type TestApp,
} from '../../../test/build-app.ts'
import { action, download } from '../../../test/factories.ts'
import { startServer } from '../../../test/server-process.ts'

describe.each(ownStoreKinds)('a server that is killed, %s', (stores) => {
  test('has kept whatever it acknowledged, and takes the rest once when it is sent again', async () => {
    const app = await buildTestApp({ stores })
    const acme = await app.given.contract()
    const authorization = await acme.authorization()
    await app.stop()
    const sent = Array.from({ length: 1500 }, (_, n) => download(`p${n % 40}@acme.example`))

    // Killed in the middle of writing, from several connections at once.
    const acknowledged = new Set<string>()
    const enough = Promise.withResolvers<void>()
    const server = await startServer(app.place)
    const writers = [0, 1, 2].map((writer) =>
      sendUntilItFails(
        server.url,
        authorization,
        sent.filter((_, n) => n % 3 === writer),
        (ids) => {
          for (const id of ids) acknowledged.add(id)
          if (acknowledged.size > 100) enough.resolve()
        },
      ),
    )
    await enough.promise
    await server.kill()
    await Promise.all(writers)
    await app.start()

    const stored = await actionIds(acme)
    expect(new Set(stored).size).toBe(stored.length)
    expect([...acknowledged].filter((id) => !stored.includes(id))).toEqual([])
    const answer = await acme.send(sent)
    expect(answer).toMatchObject({
      accepted: sent.length - stored.length,
      duplicates: stored.length,
      rejected: [],
    })
    expect((await actionIds(acme)).toSorted()).toEqual(idsOf(sent))
    const feed = await changes(acme)
    expect(feed.filter(({ kind }) => kind === 'lead_action')).toHaveLength(sent.length)
  })
})

describe('several processes on the same servers', () => {
  test('count an id once, whichever of them it reaches', async () => {
    const { second, acme } = await given()
    const there = second.through(acme)
    const early = download('ann@acme.example')
    const sent = Array.from({ length: 59 }, (_, n) => download(`p${n % 9}@acme.example`))
    // Both have looked at the contract before the other one wrote.
    await acme.send([early])
    expect(await there.send([early])).toMatchObject({ duplicates: 1 })
    await acme.send(sent.slice(0, 20))
    expect(await there.send(sent.slice(0, 25))).toMatchObject({ accepted: 5, duplicates: 20 })
    expect(await acme.send(sent.slice(20, 30))).toMatchObject({ accepted: 5, duplicates: 5 })

    const both = await Promise.all(
      Array.from({ length: 8 }, (_, n) => (n % 2 === 0 ? acme : there).send(sent)),
    )

    expect(both.reduce((total, answer) => total + answer.accepted, 0)).toBe(29)
    expect((await actionIds(there)).toSorted()).toEqual(idsOf([early, ...sent]))
    expect(await there.send([{ ...early, catalog: 'other' }])).toMatchObject({
      rejected: [{ reason: 'id_conflict' }],
    })
  })

  test('write in one order: a reader of either sees no number below one it has seen', async () => {
    const { second, acme } = await given()
    const there = second.through(acme)
    const total = 6 * 5 * 3
    const watch = async (reader: ContractAtHand) => {
      const seen: number[] = []
      for (let after = 0; after < total;) {
        const page = leadChangePage.parse(
          ok(await reader.get(`/api/v1/lead-changes?after=${after}&wait=1`)).body,
        )
        seen.push(...page.data.map(({ seq }) => seq))
        after = page.next_after
      }
      return seen
    }

    const watching = Promise.all([watch(acme), watch(there)])
    await Promise.all(
      Array.from({ length: 6 }, async (_, writer) => {
        for (let batch = 0; batch < 5; batch += 1) {
          const through = (writer + batch) % 2 === 0 ? acme : there
          await through.send([0, 1, 2].map((n) => download(`p${writer}-${batch}-${n}@acme.example`)))
        }
      }),
    )

    const all = Array.from({ length: total }, (_, n) => n + 1)
    expect(await watching).toEqual([all, all])
  })

  test('a person who is written by two at once is one person', async () => {
    const { second, acme } = await given()
    const there = second.through(acme)

    await Promise.all(
      Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? acme : there).send([download('ann@acme.example')])),
    )

    const page = leadActionPage.parse(ok(await acme.get('/api/v1/lead-actions')).body)
    expect(page.data).toHaveLength(20)
    expect(new Set(page.data.map(({ lead_id }) => lead_id)).size).toBe(1)
  })

  test('more contracts are written at the same time than there are connections', async () => {
    const { first, second } = await given()
    const all = await Promise.all(Array.from({ length: 12 }, () => first.given.contract()))

    const answers = await Promise.all(
      all.flatMap((contract, n) => [
        contract.send([download(`a${n}@acme.example`)]),
        second.through(contract).send([download(`b${n}@acme.example`)]),
      ]),
    )

    expect(answers.map(({ accepted }) => accepted)).toEqual(answers.map(() => 1))
  }, 30_000)

  test('what reaches the event store names nobody', async () => {
    const { first, acme } = await given()
    await acme.send([
      action('quote_request', 'secret.person@acme.example', {
        quote: { message: 'secret message' },
        person: {
          email: 'secret.person@acme.example',
          first_name: 'Secretfirst',
          last_name: 'Secretlast',
          address: 'Secret street 1',
          postal_code: 'secret zip',
          phone: '+49 secret',
          fax: '+49 secret fax',
          company: 'Shown GmbH',
        },
      }),
    ])

    expect(await actionIds(acme)).toHaveLength(1)
    const stored = await askStore(first.place.clickhouseUrl ?? '', 'SELECT * FROM events FORMAT JSONEachRow')

    expect(stored).toContain('Shown GmbH')
    expect(stored).not.toMatch(/secret/i)
  })
})

async function given(): Promise<{ first: TestApp; second: TestApp; acme: ContractAtHand }> {
  const first = await buildTestApp({ stores: 'servers' })
  const second = await buildTestApp({ place: { ...first.place, dataDir: `${first.place.dataDir}/second` } })
  return { first, second, acme: await first.given.contract() }
}

function idsOf(events: readonly WireEvent[]): readonly string[] {
  return events.map(({ id }) => String(id)).toSorted()
}

async function sendUntilItFails(
  url: string,
  authorization: string,
  events: readonly WireEvent[],
  onAcknowledged: (ids: readonly string[]) => void,
): Promise<void> {
  for (let start = 0; start < events.length; start += 5) {
    const batch = events.slice(start, start + 5)
    try {
      const answer = await fetch(`${url}/api/v1/events`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ events: batch }),
      })
      ingestAnswer.parse(await answer.json())
    } catch {
      return
    }
    onAcknowledged(batch.map(({ id }) => String(id)))
  }
}

async function actionIds(contract: ContractAtHand): Promise<readonly string[]> {
  const page = leadActionPage.parse(ok(await contract.get('/api/v1/lead-actions?limit=10000')).body)
  return page.data.map(({ action_id }) => action_id)
}

async function changes(contract: ContractAtHand) {
  return leadChangePage.parse(ok(await contract.get('/api/v1/lead-changes?limit=10000')).body).data
}
