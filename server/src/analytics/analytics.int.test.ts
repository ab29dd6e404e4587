import { beforeAll, expect, test } from 'vitest'
import { contractNumber } from '@catalytics/contract/ids.ts'
import { atEnd } from '../../test/at-end.ts'
import { buildTestApp } from '../../test/build-app.ts'
import { statementCases } from '../../test/statement-cases.ts'
import { openLog } from '../lib/log.ts'
import { connectEventStore, type EventStore } from '../stores/events/event-store.ts'
import { rowsOf } from '../stores/events/statements.ts'

let events: EventStore
beforeAll(async () => {
  const { clickhouseUrl = '' } = (await buildTestApp()).place
  events = await connectEventStore(clickhouseUrl, openLog('silent'))
  atEnd(() => events.close())
})

test.each(Object.entries(statementCases))('the engine understands %s', async (name, statement) => {
  const rows = await rowsOf(events, contractNumber.parse(1), statement)
  expect(rows).toEqual(name === 'action-count-of-people' ? [{ count: 0 }] : [])
})
