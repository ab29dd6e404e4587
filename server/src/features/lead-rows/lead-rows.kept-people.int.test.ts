import { join } from 'node:path'
import { expect, test } from 'vitest'
import { leadActionPage, leadChangePage } from '@catalytics/contract/leads.ts'
import { buildTestApp, ok, storeKinds, type Caller, type Place } from '../../../test/build-app.ts'
import { download } from '../../../test/factories.ts'
import { openLog } from '../../lib/log.ts'
import { connectDirectory } from '../../stores/directory/directory.ts'

/** Makes all people's rows as an older version has stored them. */
async function asStoredBefore({ dataDir, databaseUrl }: Place): Promise<void> {
  const target = databaseUrl === undefined ? { file: join(dataDir, 'directory.db') } : { url: databaseUrl }
  const directory = connectDirectory(target, openLog('silent'))
  await directory.db.updateTable('people').set({ version: 0 }).execute()
  await directory.close()
}

async function emailsOnPages(contract: Caller): Promise<readonly unknown[]> {
  const actions = leadActionPage.parse(ok(await contract.get('/api/v1/lead-actions')).body)
  const changes = leadChangePage.parse(ok(await contract.get('/api/v1/lead-changes')).body)
  return [actions.data.map(({ email }) => email), changes.data.map(({ row }) => 'email' in row && row.email)]
}

test.each(storeKinds)('people of two contracts, by the same numbers, stay apart (%s)', async (stores) => {
  const app = await buildTestApp({ stores })
  const [one, other] = [await app.given.contract(), await app.given.contract()]
  await app.given.events(one, [download('ann@acme.example')])
  await app.given.events(other, [download('bob@acme.example')])
  await asStoredBefore(app.place)

  for (const _ of [1, 2]) {
    expect(await emailsOnPages(one)).toEqual([['ann@acme.example'], ['ann@acme.example']])
    expect(await emailsOnPages(other)).toEqual([['bob@acme.example'], ['bob@acme.example']])
  }
})
