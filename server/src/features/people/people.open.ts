import type { Platform, Room } from '../../platform.ts'
import type { Traces } from './people.erase.ts'
import type { FinishDeps } from './people.finish.ts'
import { finishErasure } from './people.jobs.ts'
import { peopleRoutes } from './people.routes.ts'
import { joinTwins } from './people.twins.ts'

type Neighbours = {
  readonly quarantine: Pick<Traces, 'removeByEmail' | 'countByEmail'>
  readonly leads: Pick<Traces, 'actionsOf'>
  readonly deliveries: Pick<Traces, 'deliveriesOf'>
  readonly exports: Pick<FinishDeps, 'dropFiles'>
}

/** What data protection asks for. */
export function openPeople(platform: Platform, { quarantine, leads, deliveries, exports }: Neighbours): Room {
  const { db, events, sequence, clock, scrubDirectory, jobs, sealings } = platform
  const { removeByEmail, countByEmail } = quarantine
  const { actionsOf } = leads
  const { deliveriesOf } = deliveries
  const deps = { db, events, sequence, clock, addressHash: sealings.addresses }
  const { dropFiles } = exports
  const finishing = finishErasure({ ...deps, scrubDirectory, dropFiles, traces: { deliveriesOf } })
  const finishLater: Traces['finishLater'] = (tx, contract, person) =>
    jobs.enqueue(tx, finishing, { contract, person })
  const traces = { removeByEmail, countByEmail, actionsOf, deliveriesOf, finishLater }
  return {
    routes: (api) => peopleRoutes(api, { ...deps, traces }),
    jobs: [finishing],
    prepare: () => joinTwins(deps),
  }
}
