import { ClickHouseError } from '@clickhouse/client'
import { because } from '@catalytics/contract/reasons.ts'
import { AppError } from '../../lib/errors.ts'

/** What a store that does not answer, or refuses for now, means to a caller. */
export function storeFault(cause: unknown): AppError {
  return cause instanceof AppError ? cause : notNow(cause)
}

/** What to say while the store does not answer. */
export function notNow(cause?: unknown): AppError {
  return new AppError(
    'unavailable',
    'The event store does not answer now. Nothing was lost; try again in a few seconds.',
    { because: because('not_now'), cause, retryAfterSeconds: 2 },
  )
}

/** The same of a statement that reads stored rows: some faults mean that what is on the disk cannot be read. */
export function readFault(cause: unknown): AppError {
  if (cause instanceof AppError || !isDamage(cause)) return storeFault(cause)
  const message =
    'Stored events cannot be read: the event store is damaged. Trying again does not help; tell the operator, whom ./catalytics doctor tells what is damaged and what to do.'
  return new AppError('damaged', message, { because: because('data_damaged'), cause })
}

// What ClickHouse says of files that are not as it has written them. A statement with rows from outside may meet some of
// these too; it is not among those that read.
const damage = new Set([
  'ATTEMPT_TO_READ_AFTER_EOF',
  'BAD_SIZE_OF_FILE_IN_DATA_PART',
  'CANNOT_DECOMPRESS',
  'CANNOT_READ_ALL_DATA',
  'CHECKSUM_DOESNT_MATCH',
  'CORRUPTED_DATA',
  'FILE_DOESNT_EXIST',
  'INCORRECT_FILE_NAME',
  'NO_FILE_IN_DATA_PART',
  'SIZES_OF_MARKS_FILES_ARE_INCONSISTENT',
  'TOO_LARGE_SIZE_COMPRESSED',
  'UNEXPECTED_END_OF_FILE',
  'UNEXPECTED_FILE_IN_DATA_PART',
  'UNKNOWN_COMPRESSION_METHOD',
])
// A change that fails over a damaged part is told as unfinished, with the reason inside.
const insideOfOther = new RegExp(`\\((?:${[...damage].join('|')})\\)`)

function isDamage(cause: unknown): boolean {
  if (!(cause instanceof ClickHouseError)) return false
  return damage.has(cause.type ?? '') || insideOfOther.test(cause.message)
}

/** Whether a change of stored rows has failed over a part of the table, or was ended because of that. */
export function hasFailedInside(cause: unknown): boolean {
  return isDamage(cause) || (cause instanceof ClickHouseError && cause.type === 'UNFINISHED')
}
