import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { Platform, Room } from '../../platform.ts'
import { openLeadOrders } from './leads.order.ts'
import { actionsForPerson } from './leads.person.ts'
import { leadRoutes } from './leads.routes.ts'
import type { Deps } from './leads.select.ts'

type Opened = Room & {
  /** What reading leads takes, with the memory that all who read them share. */
  readonly deps: Deps
  readonly actionsOf: (contract: ContractNumber, person: number) => ReturnType<typeof actionsForPerson>
}

/** Leads as machines pull them: pages, streams, the change feed. */
export function openLeads({ db, events, eventsUntil, sequence, clock, sealings, roles }: Platform): Opened {
  const orders = openLeadOrders(events)
  const deps = { db, events, sequence, clock, orders, cursors: sealings.cursors }
  return {
    routes(api) {
      if (roles.includes('web')) leadRoutes(api, { ...deps, eventsUntil })
    },
    deps,
    actionsOf: (contract, person) => actionsForPerson(deps, contract, person),
  }
}
