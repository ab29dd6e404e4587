import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { activityList } from '@catalytics/contract/activity.ts'
import { quarantineAnswer } from '@catalytics/contract/quarantine.ts'
import { buildTestApp, ok, type ContractAtHand, type TestApp, type UserAtHand } from '../../test/build-app.ts'
import { download, event } from '../../test/factories.ts'
import { stocked } from '../../test/route-table.ts'

const email = 'somebody@waiting.example'
/** More than are tried again in one turn. */
const refused = 2500

let app: TestApp
beforeAll(async () => {
  app = await buildTestApp({ stores: 'servers' })
})

/** Keeps all changes of all contracts waiting, as a long one of another process does. */
async function occupied(): Promise<() => Promise<unknown>> {
  const client = new pg.Client({ connectionString: app.place.databaseUrl })
  await client.connect()
  onTestFinished(() => client.end())
  await client.query('SELECT pg_advisory_lock($1, $2)', [0x0ca7, 0])
  return () => client.query('SELECT pg_advisory_unlock($1, $2)', [0x0ca7, 0])
}

/** What a user begins and has to wait with for their turn. */
const acts: Readonly<
  Record<string, (user: UserAtHand, path: string, importId: string) => ReturnType<UserAtHand['post']>>
> = {
  'takes an import back': (user, path, importId) => user.post(`${path}/imports/${importId}/undo`, {}),
  'tries refused events again': (user, path) => user.post(`${path}/quarantine/replay`, {}),
  'withdraws a consent': (user, path) => user.post(`${path}/people/withdraw-consent`, { email }),
  'erases a person': (user, path) => user.post(`${path}/people/erase`, { email }),
}

const decisions: Readonly<
  Record<string, readonly [(user: UserAtHand, of: ContractAtHand) => Promise<unknown>, number]>
> = {
  'their session is ended': [(user) => user.call('DELETE', '/api/v1/session').then(ok), 401],
  'they are removed': [(user, of) => of.manage('DELETE', `/members/${user.id}`).then(ok), 404],
  'their role is a lower one': [
    (user, of) => of.manage('PATCH', `/members/${user.id}`, { role: 'viewer' }).then(ok),
    403,
  ],
}

const changing = new Set<string>(['import_undone', 'consent_withdrawn', 'person_erased'])

describe.each(Object.entries(acts))('whoever %s and waits for their turn', (act, begin) => {
  test.each(Object.entries(decisions))('does nothing when %s', async (_decision, [decide, status]) => {
    const { contract, import_id: importId } = await stocked(app)
    await contract.send([download(email)])
    const waiting = act === 'tries refused events again' ? await refusedIn(contract) : 0
    const user = await app.given.user(contract, 'administrator')
    const release = await occupied()
    const begun = begin(user, `/api/v1/contracts/${contract.id}`, importId)
    await pause(300)

    await decide(user, contract)
    await release()

    expect((await begun).status).toBe(status)
    ok(await contract.manage('POST', '/people/find', { email }))
    const { data } = activityList.parse(ok(await contract.manage('GET', '/activity?limit=100')).body)
    const done = data.filter(({ actor, type }) => actor === user.id && changing.has(type))
    expect(done).toEqual([])
    // The lot that was on its way is taken, and no further one.
    expect(await countRefused(contract)).toBeGreaterThanOrEqual(Math.max(0, waiting - 1000))
  })
})

/** Events of a catalog that was not known when they came, and is now. */
async function refusedIn(contract: ContractAtHand): Promise<number> {
  const settings = { unknown_segments: 'reject' }
  ok(await app.operator('PATCH', `/api/v1/contracts/${contract.id}`, settings))
  await contract.send(Array.from({ length: refused }, () => event({ catalog: 'unheard-of' })))
  const segments = [{ kind: 'catalog', key: 'unheard-of', name: 'Unheard of' }]
  ok(await app.operator('PUT', `/api/v1/contracts/${contract.id}/segments`, { segments }))
  return await countRefused(contract)
}

async function countRefused(contract: ContractAtHand): Promise<number> {
  const { counts } = quarantineAnswer.parse(ok(await contract.manage('GET', '/quarantine')).body)
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}
