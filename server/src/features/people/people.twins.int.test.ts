import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { userList } from '@catalytics/contract/accounts.ts'
import { activityList } from '@catalytics/contract/activity.ts'
import { examination } from '@catalytics/contract/installation.ts'
import { leadActionPage, leadChangePage, leadPage } from '@catalytics/contract/leads.ts'
import { erasure, personData } from '@catalytics/contract/people.ts'
import { buildTestApp, ok, storeKinds, type ContractAtHand, type TestApp } from '../../../test/build-app.ts'
import { download, event, refuser } from '../../../test/factories.ts'

// As the command line has it.
process.umask(0o077)
const eva = 'eva@xn--mller-kva.example'
const twin = 'eva@twin.example'
const before = 'eva@müller.example'

describe.each(storeKinds)('two spellings of one person, of an earlier version, %s', (stores) => {
  /** Sends events of two people, and then makes the second one an older spelling of the first. */
  async function givenTwins(
    events: (acme: ContractAtHand, app: TestApp) => Promise<void>,
  ): Promise<{ readonly app: TestApp; readonly acme: ContractAtHand }> {
    const app = await buildTestApp({ stores })
    const acme = await app.given.contract()
    await events(acme, app)
    return { app, acme }
  }

  /** Starts again on a directory in which the second person has the address of the first, spelled otherwise. */
  async function upgrade(app: TestApp, userStatements: readonly string[] = []): Promise<void> {
    await app.stop()
    const statements = [
      `UPDATE people SET email = '${before}' WHERE email = '${twin}'`,
      ...userStatements,
      `DROP TABLE people_twins`,
      `ALTER TABLE erased_people DROP COLUMN merged_into`,
      'DROP TABLE narrowings',
      'DROP INDEX quarantine_order',
      'ALTER TABLE lead_exports DROP COLUMN narrowing',
      'ALTER TABLE installation DROP COLUMN accepted_key',
      'ALTER TABLE people DROP COLUMN version',
      `DELETE FROM kysely_migration WHERE name >= '0024-one-identity'`,
    ]
    const { databaseUrl, dataDir } = app.place
    if (databaseUrl === undefined) {
      const db = new DatabaseSync(join(dataDir, 'directory.db'))
      for (const statement of statements) db.exec(statement)
      db.close()
    } else {
      const client = new pg.Client({ connectionString: databaseUrl })
      await client.connect()
      for (const statement of statements) await client.query(statement)
      await client.end()
    }
    await app.start()
  }

  test('are one lead with all actions, told in feed and log; whoever had the one has the other', async () => {
    const { app, acme } = await givenTwins(async (one) => {
      await one.send([
        download(eva, { at: '2026-03-02T00:00:00Z', person: { email: eva, company: 'Old', city: 'Ulm' } }),
        download(twin, { at: '2026-03-01T00:00:00Z' }),
        event({ at: '2026-03-03T00:00:00Z', person: { email: twin, company: 'New' } }),
      ])
    })
    const earlier = await leadsOf(acme)
    const idOf = (email: string) => earlier.find((lead) => lead.email === email)?.lead_id ?? ''
    const [into, from] = [idOf(eva), idOf(twin)]
    const { next_after } = await changesAfter(acme, 0)

    await upgrade(app)

    expect(await leadsOf(acme)).toMatchObject([
      { lead_id: into, email: eva, actions: 3, company: 'New', city: 'Ulm' },
    ])
    const actions = await actionsOf(acme)
    expect(actions.map(({ lead_id, at, new_user }) => [lead_id, at.slice(0, 10), new_user])).toEqual([
      [into, '2026-03-02', false],
      [into, '2026-03-01', true],
      [into, '2026-03-03', false],
    ])
    const told = await changesAfter(acme, next_after)
    expect(told.data.map(({ kind, row }) => [kind, row])).toMatchObject([
      ['lead_merged', { from, into }],
      ['lead_updated', { lead_id: into, actions: 3 }],
    ])
    const log = activityList.parse(ok(await acme.manage('GET', '/activity?type=people_merged')).body).data
    expect(log).toMatchObject([{ actor: 'system', details: { lead_id: into, merged_lead: from } }])

    // By either id and any spelling it is the same person, also after another start.
    await app.stop()
    await app.start()
    for (const find of [{ lead_id: from }, { email: before }, { email: 'EVA@XN--MLLER-KVA.example' }]) {
      const found = personData.parse(ok(await acme.manage('POST', '/people/find', find)).body)
      expect(found).toMatchObject({ lead_id: into, email: eva })
      expect(found.actions).toHaveLength(3)
      expect(found.deliveries.map(({ road }) => road)).toContain('changes')
    }
    const erased = await acme.manage('POST', '/people/erase', { lead_id: from })
    expect(erasure.parse(ok(erased).body).lead_id).toBe(into)
    expect(await actionsOf(acme)).toEqual([])
    expect((await changesAfter(acme, told.next_after)).data).toMatchObject([
      { kind: 'lead_erased', row: { lead_id: into } },
    ])
    await expect
      .poll(async () => (await acme.manage('GET', `/erasures/${from}`)).body)
      .toMatchObject({ lead_id: into, status: 'done' })
  })

  test('a withdrawal under the one spelling holds for both', async () => {
    const { app, acme } = await givenTwins(async (one) => {
      await one.send([download(eva), event({ person: refuser(twin, '2026-02-01T00:00:00Z') })])
    })

    await upgrade(app)

    expect(await leadsOf(acme)).toEqual([])
    const { data } = await changesAfter(acme, 0)
    expect(data.map(({ kind }) => kind)).toEqual(['lead_merged', 'consent_withdrawn'])
  })

  test.each([
    ['the one that is kept', eva, twin],
    ['the other one', twin, eva],
  ])('a consent under %s brings the actions of both, each once', async (_which, agreed, silent) => {
    const { app, acme } = await givenTwins(async (one) => {
      await one.send([download(agreed), event({ person: { email: silent } })])
    })
    const { next_after } = await changesAfter(acme, 0)

    await upgrade(app)

    expect(await leadsOf(acme)).toMatchObject([{ email: eva, actions: 2 }])
    const { data } = await changesAfter(acme, next_after)
    expect(data.map(({ kind }) => kind)).toEqual(['lead_merged', 'lead_action', 'lead_updated'])
    await app.given.events(acme, [event({ person: { email: before } })])
    expect(await leadsOf(acme)).toMatchObject([{ email: eva, actions: 3 }])
    const told = examination.parse((await app.operator('GET', '/api/v1/examination')).body)
    expect(told.findings.filter(({ status }) => status !== 'ok')).toEqual([])
  })

  test('of one user: nobody is merged, the one who was there last keeps the address, doctor names the other', async () => {
    const { app, acme } = await givenTwins(() => Promise.resolve())
    const early = await app.given.user(acme, 'viewer')
    const late = await app.given.user(acme, 'viewer')

    await upgrade(app, [spelled(early.id, before, 1), spelled(late.id, 'eva@mu\u0308ller.example', 2)])

    const { data } = userList.parse((await app.operator('GET', '/api/v1/users')).body)
    const addressOf = (id: string) => data.find((user) => user.id === id)?.email
    expect([addressOf(early.id), addressOf(late.id)]).toEqual([before, eva])
    const told = examination.parse((await app.operator('GET', '/api/v1/examination')).body)
    expect(told.findings.filter(({ status }) => status !== 'ok')).toMatchObject([
      { check: 'directory', detail: expect.stringContaining(before) },
    ])
  })
})

function spelled(user: string, email: string, lastSeenAt: number): string {
  return `UPDATE users SET email = '${email}', last_seen_at = ${lastSeenAt} WHERE id = '${user}'`
}

async function leadsOf(acme: ContractAtHand) {
  return leadPage.parse(ok(await acme.get('/api/v1/leads')).body).data
}

async function actionsOf(acme: ContractAtHand) {
  return leadActionPage.parse(ok(await acme.get('/api/v1/lead-actions')).body).data
}

async function changesAfter(acme: ContractAtHand, after: number) {
  return leadChangePage.parse(ok(await acme.get(`/api/v1/lead-changes?after=${after}`)).body)
}
