import type { RoomName } from './room-name.ts'

/** The files of a new room in the contract and on the server, by path from the root. */
export function serverFiles({ kebab, camel, pascal, words }: RoomName): Readonly<Record<string, string>> {
  const folder = `server/src/features/${kebab}`
  return {
    [`contract/src/${kebab}.ts`]: `import { z } from 'zod'

/** Answer of GET /api/v1/contracts/{contract}/${kebab}. */
export const ${camel}Answer = z
  .object({ actions: z.int().meta({ description: 'Number of actions that the contract has.' }) })
  .meta({ id: '${pascal}' })
export type ${pascal}Answer = z.infer<typeof ${camel}Answer>
`,
    [`${folder}/${kebab}.ts`]: `import type { ContractId } from '@catalytics/contract/ids.ts'
import type { ${pascal}Answer } from '@catalytics/contract/${kebab}.ts'
import type { Db } from '../../stores/directory/directory.ts'
import type { EventStore } from '../../stores/events/event-store.ts'
import type { Sequence } from '../../stores/sequence/sequence.ts'
import * as contracts from '../contracts/contracts.ts'
import * as store from './${kebab}.store.ts'

export type Deps = {
  readonly db: Db
  readonly events: EventStore
  readonly sequence: Sequence
}

/** @throws AppError \`not_found\` without such a contract */
export async function show${pascal}(deps: Deps, id: ContractId): Promise<${pascal}Answer> {
  const contract = await contracts.requireContract(deps, id)
  await deps.sequence.through(contract.number)
  return { actions: await store.countActions(deps.events, contract.number) }
}
`,
    [`${folder}/${kebab}.store.ts`]: `import { z } from 'zod'
import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { EventStore } from '../../stores/events/event-store.ts'

const actionsRow = z.object({ actions: z.coerce.number() })

export async function countActions(events: EventStore, contract: ContractNumber): Promise<number> {
  const query = \`SELECT count() AS actions FROM events
WHERE contract = {contract: UInt32} AND kind = 'event'\`
  const [row] = await events.rows(query, { contract })
  return actionsRow.parse(row).actions
}
`,
    [`${folder}/${kebab}.routes.ts`]: `import { ${camel}Answer } from '@catalytics/contract/${kebab}.ts'
import { may } from '../../http/access.ts'
import { contractParams } from '../../http/paths.ts'
import type { Api } from '../../http/server.ts'
import { show${pascal}, type Deps } from './${kebab}.ts'

export function ${camel}Routes(api: Api, deps: Deps): void {
  api.get(
    '/api/v1/contracts/:contract/${kebab}',
    {
      config: { access: may('manage_contract') },
      schema: {
        operationId: 'get${pascal}',
        summary: '${words}',
        tags: ['contracts'],
        params: contractParams,
        response: { 200: ${camel}Answer },
      },
    },
    async (request) => show${pascal}(deps, request.params.contract),
  )
}
`,
    [`${folder}/${kebab}.open.ts`]: `import type { Platform, Room } from '../../platform.ts'
import { ${camel}Routes } from './${kebab}.routes.ts'

export function open${pascal}({ db, events, sequence }: Platform): Room {
  return { routes: (api) => ${camel}Routes(api, { db, events, sequence }) }
}
`,
    [`${folder}/${kebab}.int.test.ts`]: `import { expect, test } from 'vitest'
import { buildTestApp, ok } from '../../../test/build-app.ts'
import { event } from '../../../test/factories.ts'

test('the actions of a contract are counted, and of no other', async () => {
  const app = await buildTestApp()
  const [acme, other] = [await app.given.contract(), await app.given.contract()]
  await app.given.events(acme, [event(), event()])

  expect(ok(await acme.manage('GET', '/${kebab}')).body).toEqual({ actions: 2 })
  expect(ok(await other.manage('GET', '/${kebab}')).body).toEqual({ actions: 0 })
})
`,
  }
}
