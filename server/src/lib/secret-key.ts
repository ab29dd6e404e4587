import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { hasCode } from './error-codes.ts'
import { OperatorError } from './errors.ts'
import { opaqueId } from './ids.ts'
import { randomBase62 } from './random.ts'

/** Length below which a key is refused, in characters. */
export const leastKeyCharacters = 32

/** Why a key will not do; null where it will. */
export function faultOfKey(key: string): string | null {
  if (key.length < leastKeyCharacters)
    return `must have at least ${leastKeyCharacters} characters, such as: openssl rand -base64 32`
  if (new Set(key).size < 8 || sample.test(key))
    return 'is a sample: make one, such as: openssl rand -base64 32'
  return null
}

const sample =
  /change.?me|change.?this|secret.?key|your.?secret|example|sample|replace.?me|0123456789|abcdefgh/i

/** The key in a file, which is made when it is not there: for its owner only, and on the disk when this returns. */
export function keyInFile(path: string): string {
  const known = knownKey(path)
  if (known !== undefined) return known
  const own = `${path}.${opaqueId()}`
  const file = openSync(own, 'wx', 0o600)
  writeSync(file, `${randomBase62(43)}\n`)
  fsyncSync(file)
  closeSync(file)
  try {
    // Whole or not at all, and never over a key that another process has just made.
    linkSync(own, path)
    syncFolder(dirname(path))
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  } finally {
    rmSync(own)
  }
  return knownKey(path) ?? keyInFile(path)
}

/**
 * The key in a file; undefined when it is not there.
 *
 * @throws AppError `conflict` when what it holds will not do for a key
 */
export function knownKey(path: string): string | undefined {
  const key = textOf(path)?.trim()
  const fault = key === '' ? 'is empty' : key === undefined ? null : faultOfKey(key)
  if (fault === null) return key
  throw new OperatorError(
    'conflict',
    `The key in ${path} ${fault}. Put the copy of the file that was kept back, or set SECRET_KEY to the key. ` +
      'Where there is neither, remove the file: the next start makes a new key, or says what is lost without the old one.',
  )
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    throw error
  }
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r')
  fsyncSync(folder)
  closeSync(folder)
}
