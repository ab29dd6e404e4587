import type { ContractNumber } from '@catalytics/contract/ids.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { AppError } from '../../lib/errors.ts'

/**
 * How many streams of rows a process sends at once. Each holds a read session of the engine (of eight) for as long as
 * its reader takes; what is left serves pages and the change feed. Places are kept for contracts that have none: two
 * contracts whose readers are slow must not hold all of them.
 */
const limits = { account: 2, contract: 2, all: 5, keptForOthers: 2 } as const

export type Places = {
  /**
   * Takes a place until what is returned is called: when the engine is done with the stream, not when its reader has gone.
   *
   * @throws AppError `too_many_requests` when the account or its contract has none left, `unavailable` when nobody has
   */
  readonly take: (contract: ContractNumber, account: string) => () => void
}

export function openPlaces(): Places {
  const taken: { readonly contract: ContractNumber; readonly account: string }[] = []
  return {
    take(contract, account) {
      if (taken.filter((place) => place.account === account).length >= limits.account)
        throw tooMany(`${limits.account} streams of this account`)
      const own = taken.filter((place) => place.contract === contract).length
      if (own >= limits.contract) throw tooMany(`${limits.contract} streams of this contract`)
      if (own > 0 && limits.all - taken.length <= limits.keptForOthers)
        throw tooMany('One stream of this contract, and as many of others as leave no place for a second,')
      if (taken.length >= limits.all) {
        throw new AppError('unavailable', because('streams_taken'), { retryAfterSeconds })
      }
      const place = { contract, account }
      taken.push(place)
      return () => {
        const at = taken.indexOf(place)
        if (at !== -1) taken.splice(at, 1)
      }
    },
  }
}

const retryAfterSeconds = 5

function tooMany(which: string): AppError {
  const message = `${which} are under way. Read one to its end, ask for pages, or for an export.`
  return new AppError('too_many_requests', message, {
    because: because('too_many_streams'),
    retryAfterSeconds,
  })
}
