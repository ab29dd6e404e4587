import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { Platform, Room } from '../../platform.ts'
import { deliveriesHolding, type HeldDelivery } from './deliveries.receivers.ts'

type Opened = Room & {
  /** Who received a person, until an instant. */
  readonly deliveriesOf: (
    contract: ContractNumber,
    person: number,
    until: number,
  ) => Promise<readonly HeldDelivery[]>
}

/** The ledger of what left. It is read through those whose rows it names. */
export function openDeliveries({ db, events }: Platform): Opened {
  return {
    routes: () => undefined,
    deliveriesOf: (contract, person, until) => deliveriesHolding({ db, events }, contract, person, until),
  }
}
