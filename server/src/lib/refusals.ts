import { rolesThatMay, type Permission } from '@catalytics/contract/permissions.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { AppError } from './errors.ts'

/*
 * Refusals that several rooms say in the same words: who hears one learns nothing from where it comes.
 */

/** Of a contract that is not there, and of one that the caller does not belong to. */
export function noSuchContract(): AppError {
  return new AppError('not_found', because('no_such_contract'))
}

/** Of what takes another role in the contract than the caller has. */
export function roleTooLow(permission: Permission): AppError {
  const may = rolesThatMay(permission)
  const names = may.map((name) => name.replaceAll('_', ' ')).join(' or ')
  return new AppError('forbidden', `Your role in this contract does not allow this: it takes ${names}.`, {
    because: because('role_too_low', { roles: may.join(', ') }),
  })
}

/** To somebody with a link to an address whose account has to be used for it: nothing but that the account leads in. */
export function hasAccount(): AppError {
  return new AppError('conflict', because('has_account'), { field: 'token' })
}
