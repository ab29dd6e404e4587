import type { LockPackage, Lockfile } from '../tools/lockfile.ts'

/** A package that is delivered with the product. */
export type Delivered = {
  readonly name: string
  readonly version: string
  readonly licence: string | undefined
}

/** SPDX names of licences that let us ship the package, unmodified, inside an Apache-2.0 product. */
const fine = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'OFL-1.1',
  'Python-2.0',
  'Unlicense',
  'Zlib',
])

/**
 * The packages that an installation without development dependencies has: those of the lockfile that are not ours.
 *
 * @param licenceOf looks into the installed package where the lockfile does not say
 */
export function delivered(
  lock: Lockfile,
  licenceOf: (place: string) => string | undefined,
): readonly Delivered[] {
  const packages = Object.entries(lock.packages)
    .filter(([place, one]) => place.includes('node_modules/') && one.link !== true && one.dev !== true)
    .map(([place, one]) => describe(place, one, licenceOf))
  return packages.map((own) => ({ ...own, licence: own.licence ?? twinOf(own, packages)?.licence }))
}

/**
 * The same binary for another platform: same scope, same version, its licence known. What is for another platform than
 * this one is neither installed nor described by the lockfile where the registry's copy lacks it.
 */
function twinOf(own: Delivered, packages: readonly Delivered[]): Delivered | undefined {
  const scope = /^@[^/]+\/[a-z]+-/.exec(own.name)?.[0]
  if (scope === undefined) return undefined
  return packages.find(
    ({ name, version, licence }) =>
      licence !== undefined && version === own.version && name.startsWith(scope),
  )
}

/** The packages whose licence does not let us ship them, or is not known. */
export function problematic(packages: readonly Delivered[]): readonly Delivered[] {
  return packages.filter(({ licence }) => licence === undefined || !isFine(licence))
}

function describe(
  place: string,
  one: LockPackage,
  licenceOf: (place: string) => string | undefined,
): Delivered {
  const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length)
  return { name, version: one.version ?? 'unknown', licence: one.license ?? licenceOf(place) }
}

/** SPDX expressions: with OR one may choose, with AND all hold. AND binds tighter; brackets as in `(MIT OR X) AND Y`. */
function isFine(expression: string): boolean {
  const inner = /\(([^()]*)\)/.exec(expression)
  if (inner !== null) {
    const chosen = isFine(inner[1] ?? '') ? 'MIT' : 'not fine'
    return isFine(expression.replace(inner[0], chosen))
  }
  return expression
    .split(/\s+OR\s+/)
    .some((part) => part.split(/\s+AND\s+/).every((name) => fine.has(name.trim())))
}
