import { existsSync, type Dirent } from 'node:fs'
import { readdir, stat, statfs } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { hasCode } from '../../lib/error-codes.ts'
import type { Directory } from '../directory/directory.ts'
import { eventsFolder, type StorePlace } from '../open-stores.ts'
import type { Diagnosis } from './diagnosis.ts'

const gibibyte = 1024 ** 3
const leastFreeBytes = gibibyte

export async function checkDisk({ dataDir }: StorePlace): Promise<Diagnosis> {
  if (!existsSync(dataDir)) return noFolder(dataDir)
  const disk = await statfs(dataDir)
  const free = disk.bavail * disk.bsize
  const detail = `${(free / gibibyte).toFixed(1)} GiB free`
  if (free >= leastFreeBytes) return { detail }
  return { detail, todo: 'Make room: on a full disk new events are refused.' }
}

/** Nothing in it is anybody else's, and nobody but the user it belongs to may read anything of it. */
export async function checkDataFolder(place: StorePlace): Promise<Diagnosis> {
  const { dataDir } = place
  if (!existsSync(dataDir)) return noFolder(dataDir)
  const foreign = await foreignFiles(place)
  if (foreign.length > 0) {
    const detail = `${foreign.length} files or folders are not of Catalytics, such as ${foreign[0] ?? ''}`
    return {
      detail,
      todo: 'Find out who put them there, and move them away: the folder is for Catalytics alone.',
    }
  }
  const open: string[] = []
  for (const path of [dataDir, ...(await entriesOf(dataDir)), ...(await entriesOf(join(dataDir, 'files')))]) {
    const { mode } = await stat(path)
    if ((mode & othersMay) !== 0) open.push(path)
  }
  if (open.length === 0) return { detail: 'nobody else can read it' }
  const detail = `${open.length} files or folders are open to other users, such as ${open[0] ?? ''}`
  return { detail, todo: `chmod -R go-rwx ${dataDir}` }
}

const othersMay = 0o077

const ofTheFolder =
  /^(?:admin\.sock|demo\.json|directory\.db(?:-wal|-shm|-journal)?|events|files|lock(?:-journal)?|reserve|secret\.key)$/
const ofTheEngine =
  /^(?:access|data|dictionaries_lib|disks|flags|format_schemas|lock(?:-journal)?|metadata|metadata_dropped|named_collections|preprocessed_configs|status|store|tmp|user_defined|user_files|user_scripts|uuid|workload)$/
const description = /\.sql(?:\.tmp)?$/
const part = /^(?:\w+_)?all_\d+_\d+_\d+(?:_\d+)?$/

type Level = {
  /** Folders whose entries belong to the next level; at the last one, whatever may be there. */
  readonly folders: RegExp
  /** What else may be beside them. */
  readonly others?: RegExp
}

/** Below `store`: what the engine has is spread over folders by its UUID; databases have descriptions, tables have parts. */
const ofTheStore: readonly Level[] = [
  { folders: /^[0-9a-f]{3}$/ },
  { folders: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/ },
  {
    folders: part,
    others:
      /^(?:detached|tmp|moving|format_version\.txt|(?:tmp_)?mutation_\d+\.txt|\d+\.bin|.+\.sql(?:\.tmp)?)$/,
  },
  {
    folders:
      /^(?:[\w.%-]+\.(?:bin|c?mrk\d?|c?idx2?|packed|proj)|(?:checksums|columns|columns_substreams|count|default_compression_codec|metadata_version|txn_version|ttl|uuid)\.txt|serialization\.json|partition\.dat)$/,
  },
]

/** Entries of the folder, and of the engine's folders down to the parts of its tables, that nothing of ours has made. */
async function foreignFiles(place: StorePlace): Promise<readonly string[]> {
  const events = eventsFolder(place)
  return [
    ...(await entriesOf(place.dataDir)).filter((path) => !ofTheFolder.test(basename(path))),
    ...(await entriesOf(events)).filter((path) => !ofTheEngine.test(basename(path))),
    ...(await filesAmong(join(events, 'metadata'))).filter((path) => !description.test(path)),
    // Databases and their tables are folders and links.
    ...(await filesAmong(join(events, 'data'))),
    ...(await filesAmong(join(events, 'data', 'catalytics'))),
    ...(await foreignBelow(join(events, 'store'), ofTheStore)),
  ]
}

/** Entries of a folder and of those in it that do not belong to their level. */
async function foreignBelow(
  folder: string,
  [level, ...deeper]: readonly Level[],
): Promise<readonly string[]> {
  if (level === undefined) return []
  const found = await Promise.all(
    (await entriesWithTypes(folder)).map(async (entry) => {
      const path = join(folder, entry.name)
      const isFolder = deeper.length === 0 || entry.isDirectory()
      if (isFolder && level.folders.test(entry.name)) return await foreignBelow(path, deeper)
      return level.others?.test(entry.name) === true ? [] : [path]
    }),
  )
  return found.flat()
}

/** None where the folder is not there, or no more: a running engine merges its parts. */
async function entriesWithTypes(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return []
    throw error
  }
}

async function filesAmong(folder: string): Promise<readonly string[]> {
  const entries = await entriesWithTypes(folder)
  return entries.filter((entry) => entry.isFile()).map(({ name }) => join(folder, name))
}

function noFolder(dataDir: string): Diagnosis {
  return {
    detail: `there is no data folder ${dataDir}`,
    todo: 'Give yours with --data or DATA_DIR; a new one is made by ./catalytics serve.',
  }
}

async function entriesOf(folder: string): Promise<readonly string[]> {
  return (await entriesWithTypes(folder)).map(({ name }) => join(folder, name))
}

const exportRow = z.object({ id: z.string(), bytes: z.coerce.number() })

/** Every finished export has its file, whole, and every file belongs to an export. */
export async function checkExportFiles(
  { dataDir }: StorePlace,
  directory: Directory,
  now: Date,
): Promise<Diagnosis> {
  const files = await sizesById(join(dataDir, 'files'))
  const known = await directory.db
    .selectFrom('lead_exports')
    .select(['id', 'status', 'bytes', 'sha256', 'expires_at'])
    .execute()
  const ready = known
    .filter((row) => row.sha256 !== null && (row.expires_at ?? Infinity) > now.getTime())
    .map((row) => exportRow.parse(row))
  const missing = ready.filter((row) => files.get(row.id) !== row.bytes)
  const ids = new Set(known.map((row) => row.id))
  const strange = [...files.keys()].filter((id) => !ids.has(id))
  if (missing.length > 0) {
    const detail = `${missing.length} finished exports have no file, or one of another size, such as ${missing[0]?.id ?? ''}`
    return { detail, todo: 'Ask for these exports again. Do not change the folder "files" by hand.' }
  }
  if (strange.length > 0) {
    const detail = `${strange.length} files belong to no export, such as ${strange[0] ?? ''}`
    return { detail, todo: `Remove them from ${join(dataDir, 'files')}: nobody can download them.` }
  }
  return { detail: `${ready.length} finished exports have their file` }
}

/** Of files as `ex_….csv`; those that are being written (`.part1`) are not counted. */
async function sizesById(folder: string): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>()
  for (const path of await entriesOf(folder)) {
    if (/\.part\d+$/.test(path)) continue
    const [id = ''] = (path.split('/').at(-1) ?? '').split('.')
    sizes.set(id, (await stat(path)).size)
  }
  return sizes
}
