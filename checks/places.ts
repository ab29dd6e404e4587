/** What a file is, by where it stands. */
export type Place = {
  readonly kind: string
  /** Paths from the root; the first place that fits is the one. Groups: 1 is the room where there is one. */
  readonly files: RegExp
  /**
   * What it may import of ours: a kind; `own KIND`, of the same room only; `types of KIND`, erased before it runs;
   * `listed KIND`, of rooms that {@link roomEdges} lists. `anything` needs no list.
   */
  readonly may: readonly string[] | 'anything'
  readonly packages: Packages
}

/** Packages of npm and of Node: only those listed, or all but those listed. A trailing `*` stands for the rest. */
type Packages = { readonly only: readonly string[] } | { readonly not: readonly string[] }

const web = ['fastify', '@fastify/*', 'fastify-type-provider-zod', '@scalar/*', 'node:http', 'node:https']
const engines = ['kysely', 'pg', 'chdb', '@clickhouse/*', 'node:sqlite']
const anyPackage: Packages = { not: [] }
const none: Packages = { only: [] }

/** The tree of ARCHITECTURE.md as a table: from the specific to the general. */
export const places: readonly Place[] = [
  {
    kind: 'test',
    files: /\.(test|spec)\.tsx?$|^(server|web|tracker|sdk)\/test\//,
    may: 'anything',
    packages: anyPackage,
  },
  // Programs around the product: what they do, no rule of the product says.
  {
    kind: 'tool',
    files: /^(checks|tools|bench|e2e)\/[\w./-]+\.(ts|mjs)$/,
    may: 'anything',
    packages: anyPackage,
  },
  {
    kind: 'tool settings',
    files: /^(server|web|tracker|sdk)\/[\w.-]+\.config\.ts$/,
    may: [],
    packages: anyPackage,
  },

  {
    kind: 'contract',
    files: /^contract\/src\/(?:words\/(?:(?:en|fr|de)\/)?)?[a-z0-9-]+\.ts$/,
    may: ['contract'],
    packages: { only: ['zod'] },
  },
  { kind: 'sdk', files: /^sdk\/src\/[a-z0-9-]+\.ts$/, may: ['sdk', 'contract'], packages: none },
  {
    kind: 'sdk example',
    files: /^sdk\/examples\//,
    may: ['sdk', 'contract'],
    packages: { only: ['node:*'] },
  },
  { kind: 'tracker', files: /^tracker\/src\//, may: ['tracker'], packages: none },

  { kind: 'starter', files: /^server\/bin\/[a-z-]+\.mjs$/, may: ['main'], packages: { only: ['node:*'] } },
  {
    kind: 'main',
    files: /^server\/src\/main\.ts$/,
    may: ['app', 'config', 'cli', 'lib', 'contract'],
    packages: { not: [...web, ...engines] },
  },
  {
    kind: 'app',
    files: /^server\/src\/app\.ts$/,
    may: ['start', 'opening', 'types of platform', 'types of config', 'http', 'lib', 'contract'],
    packages: none,
  },
  {
    kind: 'at rest',
    files: /^server\/src\/at-rest\.ts$/,
    may: ['start', 'front', 'types of config', 'stores', 'lib', 'contract'],
    packages: { only: ['node:*'] },
  },
  // What rooms stand on, and what they are: a name for each, and nothing that does anything.
  {
    kind: 'platform',
    files: /^server\/src\/platform\.ts$/,
    may: [
      'types of config',
      'types of http',
      'types of jobs',
      'types of stores',
      'types of files',
      'types of lib',
      'contract',
    ],
    packages: { only: ['prom-client'] },
  },
  // What opens the platform knows no room.
  {
    kind: 'start',
    files: /^server\/src\/start\/[a-z0-9-]+\.ts$/,
    may: ['start', 'types of platform', 'types of config', 'jobs', 'stores', 'files', 'lib', 'contract'],
    packages: { only: ['node:*'] },
  },
  {
    kind: 'config',
    files: /^server\/src\/config\.ts$/,
    may: ['lib', 'contract'],
    packages: { not: [...web, ...engines] },
  },
  {
    kind: 'cli',
    files: /^server\/src\/cli\//,
    may: ['cli', 'app', 'at rest', 'platform', 'config', 'front', 'types of part', 'demo', 'lib', 'contract'],
    packages: { not: engines },
  },
  {
    kind: 'demo',
    files: /^server\/src\/demo\//,
    may: ['demo', 'lib', 'contract'],
    packages: { not: [...web, ...engines] },
  },

  {
    kind: 'store',
    files: /^server\/src\/(?:features\/([a-z-]+)\/\1(?:\.[a-z0-9-]+)*|jobs\/[a-z0-9-]+)\.store\.ts$/,
    may: ['own store', 'types of own part', 'stores', 'types of analytics', 'lib', 'contract'],
    packages: { not: web },
  },
  {
    kind: 'routes',
    files: /^server\/src\/features\/([a-z-]+)\/\1(?:\.[a-z0-9-]+)*\.routes\.ts$/,
    may: ['own front', 'own part', 'http', 'lib', 'contract'],
    packages: { not: engines },
  },
  {
    kind: 'job edge',
    files: /^server\/src\/features\/([a-z-]+)\/\1(?:\.[a-z0-9-]+)*\.jobs\.ts$/,
    may: ['own front', 'own part', 'jobs', 'lib', 'contract'],
    packages: { not: [...web, ...engines] },
  },
  // The room as the application opens it: its edges, on the platform; neighbours come as arguments.
  {
    kind: 'opening',
    files: /^server\/src\/features\/([a-z-]+)\/\1(?:\.[a-z0-9-]+)*\.open\.ts$/,
    may: [
      'own front',
      'own part',
      'own routes',
      'own job edge',
      'types of platform',
      'types of http',
      'jobs',
      'lib',
      'contract',
    ],
    packages: none,
  },
  {
    kind: 'front',
    files: /^server\/src\/features\/([a-z-]+)\/\1\.ts$/,
    may: [
      'own part',
      'own store',
      'listed front',
      'types of stores',
      'files',
      'analytics',
      'lib',
      'contract',
    ],
    packages: { not: [...web, ...engines] },
  },
  {
    kind: 'part',
    files: /^server\/src\/features\/([a-z-]+)\/\1(?:\.[a-z0-9-]+)+\.ts$/,
    may: [
      'own front',
      'own part',
      'own store',
      'listed front',
      'types of stores',
      'files',
      'analytics',
      'lib',
      'contract',
    ],
    packages: { not: [...web, ...engines] },
  },

  {
    kind: 'http',
    files: /^server\/src\/http\//,
    may: ['http', 'lib', 'contract'],
    packages: { not: engines },
  },
  {
    kind: 'jobs',
    files: /^server\/src\/jobs\//,
    may: ['jobs', 'own store', 'types of stores', 'lib', 'contract'],
    packages: { not: [...web, ...engines] },
  },
  {
    kind: 'analytics',
    files: /^server\/src\/analytics\//,
    may: ['analytics', 'lib', 'contract'],
    packages: { only: ['zod'] },
  },
  // Encoders of files: rooms choose one and write through it.
  {
    kind: 'files',
    files: /^server\/src\/stores\/files\//,
    may: ['files', 'lib', 'contract'],
    packages: { not: [...web, ...engines] },
  },
  {
    kind: 'stores',
    files: /^server\/src\/stores\//,
    may: ['stores', 'types of analytics', 'lib', 'contract'],
    packages: { not: ['fastify', '@fastify/*'] },
  },
  {
    kind: 'lib',
    files: /^server\/src\/lib\/[a-z0-9-]+\.ts$/,
    may: ['lib', 'contract'],
    // Not Node's own SQLite: its locks are the ones that tell whether a folder is in use.
    packages: { not: [...web, 'kysely', 'pg', 'chdb', '@clickhouse/*'] },
  },

  {
    kind: 'web room',
    files: /^web\/src\/features\/([a-z-]+)\//,
    may: ['own web room', 'web charts', 'web ui', 'web lib', 'web i18n', 'contract'],
    packages: { not: ['node:*'] },
  },
  {
    kind: 'web app',
    files: /^web\/src\/(?:app\/|main\.tsx$)/,
    may: ['web app', 'web room', 'web charts', 'web ui', 'web lib', 'web i18n', 'contract'],
    packages: { not: ['node:*'] },
  },
  {
    kind: 'web charts',
    files: /^web\/src\/charts\//,
    may: ['web charts', 'web ui', 'web lib', 'web i18n', 'contract'],
    packages: { not: ['node:*'] },
  },
  {
    kind: 'web ui',
    files: /^web\/src\/ui\//,
    may: ['web ui', 'web lib', 'web i18n'],
    packages: { not: ['node:*'] },
  },
  {
    kind: 'web lib',
    files: /^web\/src\/lib\//,
    may: ['web lib', 'web i18n', 'contract'],
    packages: { not: ['node:*'] },
  },
  {
    kind: 'web i18n',
    files: /^web\/src\/i18n\//,
    may: ['web i18n', 'web lib', 'contract'],
    packages: { not: ['node:*'] },
  },
]

export function placeOf(path: string): Place | undefined {
  return places.find((place) => place.files.test(path))
}

/** The room of a file, on the server or in the web application; the queue of `jobs/` counts as one. */
export function roomOf(path: string): string | undefined {
  return /^(?:server|web)\/src\/(?:features\/([^/]+)|(jobs))\//
    .exec(path)
    ?.slice(1)
    .find((name) => name !== undefined)
}

export function mayUse(packages: Packages, name: string): boolean {
  const fits = (pattern: string): boolean =>
    pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern
  return 'only' in packages ? packages.only.some(fits) : !packages.not.some(fits)
}
