import { because, type Because } from '@catalytics/contract/reasons.ts'
import { AppError } from '../../../lib/errors.ts'

/**
 * What to say of a file that cannot be read.
 *
 * @param message in English, with the place and what to do
 */
export function unreadable(message: string, options: { readonly cause?: unknown } = {}): AppError {
  return new AppError('invalid', message, { ...options, because: because('file_unreadable') })
}

/** What to say of a file that is read in another way than the mapping says. */
export function misread(of: Because, message: string, setting: 'delimiter' | 'sheet'): AppError {
  return new AppError('invalid', message, {
    field: setting,
    faults: [{ ...of, path: ['mapping', setting] }],
  })
}
