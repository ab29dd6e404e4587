import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { extname, join } from 'node:path'

/** Codings that the build leaves beside a file, the one to prefer first. */
const codings = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
] as const

/** One file of the built application with its compressed forms. */
export type WebFile = {
  readonly type: string
  readonly plain: Buffer
  readonly coded: readonly { readonly name: string; readonly bytes: Buffer }[]
}

/** The built browser application, read once: a few megabytes that every visitor wants. */
export type WebFiles = {
  /** index.html up to each place where the nonce of an answer goes. */
  readonly page: readonly string[]
  /** By name; each name has a hash of the content in it. */
  readonly assets: ReadonlyMap<string, WebFile>
}

/** What stands in index.html where the nonce belongs. */
const noncePlace = '{{nonce}}'

/** @returns undefined where the application has not been built */
export function readWebFiles(folder: string): WebFiles | undefined {
  const index = join(folder, 'index.html')
  if (!existsSync(index)) return undefined
  const below = join(folder, 'assets')
  const names = readdirSync(below).filter((name) => types[extname(name)] !== undefined)
  return {
    page: readFileSync(index, 'utf8').split(noncePlace),
    assets: new Map(names.map((name) => [name, readWebFile(join(below, name))])),
  }
}

/**
 * The form of a file for a caller.
 *
 * @param accepts the Accept-Encoding of the request
 */
export function formOf(
  file: WebFile,
  accepts: string | undefined,
): { readonly coding?: string; readonly bytes: Buffer } {
  const wanted = new Set(
    (accepts ?? '')
      .split(',')
      .filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part))
      .map((part) => part.split(';')[0]?.trim().toLowerCase()),
  )
  const fit = file.coded.find(({ name }) => wanted.has(name))
  return fit === undefined ? { bytes: file.plain } : { coding: fit.name, bytes: fit.bytes }
}

function readWebFile(path: string): WebFile {
  return {
    type: types[extname(path)] ?? 'application/octet-stream',
    plain: readFileSync(path),
    coded: codings
      .filter(({ ending }) => existsSync(path + ending))
      .map(({ name, ending }) => ({ name, bytes: readFileSync(path + ending) })),
  }
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}
