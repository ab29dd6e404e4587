import type { RowKind } from '@catalytics/contract/leads.ts'
import { because } from '@catalytics/contract/reasons.ts'
import type { Filter } from '../../analytics/question.ts'
import { canonicalJson } from '../../lib/canonical-json.ts'
import { AppError } from '../../lib/errors.ts'
import type { Signing } from '../../lib/signing.ts'
import type { Contract } from '../contracts/contracts.ts'

/** A place in a result: the last number read, and the last one the result holds. */
export type Mark = { readonly after: number; readonly through: number }

/** What a cursor is good for: one call of one contract with one filter, the account's segment lock included. */
export type CursorOwner = {
  readonly contract: Pick<Contract, 'id'>
  readonly rows: RowKind
  readonly filter: Filter
}

/** A place in a result as text for the caller, who can read it but not make one. */
export function toCursor(signing: Signing, mark: Mark, owner: CursorOwner): string {
  return signing.sign(`${mark.after}.${mark.through}`, nameOf(owner))
}

/** @throws AppError `invalid` for whatever {@link toCursor} did not make for this owner */
export function fromCursor(signing: Signing, cursor: string, owner: CursorOwner): Mark {
  const [, after, through] =
    /^(\d{1,15})\.(\d{1,15})$/.exec(signing.verify(cursor, nameOf(owner)) ?? '') ?? []
  const mark = { after: Number(after), through: Number(through) }
  if (!(mark.after <= mark.through)) throw notOurs()
  return mark
}

/** Said also of a cursor from before the installation was restored from a backup. */
export function notOurs(): AppError {
  return new AppError(
    'invalid',
    'The cursor is not one that this call gave out for these filters. Start again without a cursor.',
    { parameter: 'cursor', because: because('other_filters') },
  )
}

function nameOf({ contract, rows, filter }: CursorOwner): string {
  return canonicalJson({ contract: contract.id, rows, filter })
}
