import { posix } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { unreadable } from './unreadable.ts'
import { elementsAt } from './xml.ts'
import type { ZipEntry } from './zip.ts'

/** A part that another part names in its relationships. */
export type RelatedPart = {
  readonly id: string
  /** The last segment of the type, which the transitional and the strict form have in common: `styles`. */
  readonly type: string
  readonly entry: ZipEntry | undefined
}

/** The parts of a workbook's package (ECMA-376-2), as they name each other. */
export type PackageParts = {
  readonly workbook: ZipEntry | undefined
  readonly related: (part: ZipEntry | undefined) => readonly RelatedPart[]
  /** The text of a part; empty where there is none. */
  readonly text: (part: ZipEntry | undefined) => string
}

export function packageParts(entries: readonly ZipEntry[]): PackageParts {
  const named = (name: string) => entries.find((entry) => entry.name === name)
  function related(part: ZipEntry | undefined): readonly RelatedPart[] {
    return targetsOf(textOf(named(relationshipsOf(part?.name ?? ''))), part?.name ?? '').map(
      ({ id, type, name }) => ({ id, type, entry: named(name) }),
    )
  }
  const workbook = related(undefined).find(({ type }) => type === 'officeDocument')?.entry
  return { workbook, related, text: textOf }
}

/**
 * The entries under the names by which the package speaks of them. Names of parts that differ in the case of ASCII letters
 * are the same (ECMA-376-2 section 6.2.2.3), and some programs write `SharedStrings.xml` where they name `sharedStrings.xml`.
 */
export function namedAsReferred(entries: readonly ZipEntry[]): readonly ZipEntry[] {
  const referred = new Map([contentTypes, relationshipsOf('')].map((name) => [asciiLower(name), name]))
  const renamed = (entry: ZipEntry) => {
    const name = referred.get(asciiLower(entry.name)) ?? entry.name
    return name === entry.name ? entry : { ...entry, name }
  }
  const root = entries.map(renamed).find(({ name }) => name === relationshipsOf(''))
  for (const { name, type } of targetsOf(textOf(root), '')) {
    referred.set(asciiLower(name), name)
    if (type !== 'officeDocument') continue
    referred.set(asciiLower(relationshipsOf(name)), relationshipsOf(name))
    const own = entries.map(renamed).find((entry) => entry.name === relationshipsOf(name))
    for (const part of targetsOf(textOf(own), name)) referred.set(asciiLower(part.name), part.name)
  }
  return entries.map(renamed)
}

const contentTypes = '[Content_Types].xml'

/** Where the relationships of a part are; those of the package itself for no name. */
function relationshipsOf(name: string): string {
  return posix.join(posix.dirname(name), '_rels', `${posix.basename(name)}.rels`)
}

type Target = { readonly id: string; readonly type: string; readonly name: string }

function targetsOf(relationships: string, source: string): readonly Target[] {
  const place = ['Relationships', 'Relationship']
  return elementsAt(relationships, place).map(({ Id = '', Type = '', Target: target = '' }) => ({
    id: Id,
    type: Type.slice(Type.lastIndexOf('/') + 1),
    name: posix.join(target.startsWith('/') ? '' : posix.dirname(source), target).replace(/^\//, ''),
  }))
}

function asciiLower(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())
}

// Far above what names of sheets and number formats take.
const longestPart = 64 * 1024 * 1024

function textOf(entry: ZipEntry | undefined): string {
  if (entry === undefined) return ''
  const { method, body } = entry
  try {
    return (method === 0 ? body : inflateRawSync(body, { maxOutputLength: longestPart })).toString('utf8')
  } catch (cause) {
    const message = `The workbook is damaged: a part that names others or formats is longer than ${longestPart} bytes.`
    throw unreadable(message, { cause })
  }
}
