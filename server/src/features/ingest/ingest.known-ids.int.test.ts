import { expect, test } from 'vitest'
import { contractNumber } from '@catalytics/contract/ids.ts'
import { buildTestApp } from '../../../test/build-app.ts'
import { download } from '../../../test/factories.ts'
import { openLog } from '../../lib/log.ts'
import { openStores } from '../../stores/open-stores.ts'
import { openKnownIds } from './ingest.known-ids.ts'

test('ids that another process stored are looked for, though this one has stored later ones since', async () => {
  const app = await buildTestApp()
  const acme = await app.given.contract()
  const theirs = download('ann@one.example')
  await app.given.events(acme, [theirs])
  await app.stop()
  const stores = await openStores(app.place, openLog('silent'))
  const known = openKnownIds(stores.events, openLog('silent'))
  const contract = contractNumber.parse(1)
  const ours = '0199b1c2-6f0e-7c1a-9d55-3f1f5e0a7b11'
  const id = theirs.id ?? ''

  // Numbers 1 and 2 are theirs, and this process has not read them.
  known.added(contract, [{ id: ours, hash: 5 }], { firstSeq: 3, lastSeq: 3 })
  const found = await known.hashes(contract, [id, ours], { lastSeq: 3, told: 2 })

  expect([...found.keys()].toSorted()).toEqual([id, ours].toSorted())
  expect(found.get(ours)).toBe(5)
  await known.close()
  await stores.close()
})
