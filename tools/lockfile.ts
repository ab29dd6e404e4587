import { z } from 'zod'

const lockPackage = z.looseObject({
  version: z.string().optional(),
  license: z.string().optional(),
  dev: z.boolean().optional(),
  link: z.boolean().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
})
const lockfile = z.looseObject({ packages: z.record(z.string(), lockPackage) })

/** package-lock.json (lockfileVersion 3), as far as we look at it; the keys are the places in the tree. */
export type Lockfile = z.infer<typeof lockfile>
export type LockPackage = z.infer<typeof lockPackage>

/** @throws ZodError when the text is not a lockfile */
export function parseLockfile(text: string): Lockfile {
  const value: unknown = JSON.parse(text)
  assertLockfile(value)
  return value
}

/** Name and version of every optional dependency that a package of the lockfile wants and that has no place in it. */
export function missingOptional(lock: Lockfile): ReadonlyMap<string, string> {
  const wanted = Object.values(lock.packages).flatMap((one) => Object.entries(one.optionalDependencies ?? {}))
  return new Map(wanted.filter(([name]) => !hasPlace(lock, name)))
}

/** The lockfile with a place for each of {@link missingOptional}, and their names. */
export function completed(text: string): { readonly text: string; readonly added: readonly string[] } {
  const lock = parseLockfile(text)
  const missing = [...missingOptional(lock)]
  const places = missing.map(([name, version]) => [`node_modules/${name}`, entryFor(name, version)] as const)
  const packages = Object.fromEntries([...Object.entries(lock.packages), ...places].toSorted(byPlace))
  return { text: `${JSON.stringify({ ...lock, packages }, null, 2)}\n`, added: missing.map(([name]) => name) }
}

// An assertion, since what a schema returns has its keys in another order, and the file is written back.
function assertLockfile(value: unknown): asserts value is Lockfile {
  lockfile.parse(value)
}

function hasPlace(lock: Lockfile, name: string): boolean {
  return Object.keys(lock.packages).some(
    (place) => place === `node_modules/${name}` || place.endsWith(`/node_modules/${name}`),
  )
}

function entryFor(name: string, version: string): object {
  if (!/^\d/.test(version))
    throw new RangeError(`${name} is wanted as "${version}"; only exact versions can be written down`)
  const words = name.split(/[/-]/)
  const os = words.find((word) => systems.has(word))
  const cpu = words.find((word) => processors.has(word))
  if (os === undefined || cpu === undefined)
    throw new RangeError(`the name ${name} does not tell its platform`)
  const libc = words.includes('musl')
    ? 'musl'
    : words.some((word) => word.startsWith('gnu'))
      ? 'glibc'
      : undefined
  return { version, cpu: [cpu], ...(libc !== undefined && { libc: [libc] }), optional: true, os: [os] }
}

const systems = new Set([
  'aix',
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'win32',
])
const processors = new Set([
  'arm',
  'arm64',
  'ia32',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'x64',
])

function byPlace([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a.localeCompare(b, 'en')
}
