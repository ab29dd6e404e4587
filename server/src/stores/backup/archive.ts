import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { zstdDecompress } from 'node:zlib'
import { OperatorError, type AppError } from '../../lib/errors.ts'
import { reasonOf } from '../../lib/reason.ts'
import { manifest, manifestHashName, manifestName, type Manifest, type Part } from './manifest.ts'
import { sha256Of } from './parts.ts'
import { tarPlaces, type TarPlace } from './tar.ts'

/** A backup that was found whole. */
export type Archive = {
  readonly manifest: Manifest
  readonly file: { readonly path: string; readonly bytes: number; readonly sha256: string }
  /** The parts below a folder, in the order of their rows. */
  partsOf(folder: string): readonly Part[]
  /** The rows of a part, one a line. */
  lines(part: Part): Promise<Buffer>
  close(): Promise<void>
}

const decompress = promisify(zstdDecompress)

/**
 * Opens a backup and checks every byte of it.
 *
 * @throws AppError `invalid` when it cannot be read, is no backup, is cut off, or differs from what was written
 */
export async function openArchive(path: string): Promise<Archive> {
  const file = await openFile(path)
  try {
    const places = new Map<string, TarPlace>()
    for await (const place of tarPlaces(file)) places.set(place.name, place)
    const told = await readManifest(file, places)
    for (const part of told.parts) await check(file, part, places.get(part.name))
    return {
      manifest: told,
      file: { path, bytes: (await file.stat()).size, sha256: await sha256OfFile(path) },
      partsOf: (folder) =>
        told.parts
          .filter((part) => part.name.startsWith(`${folder}/`))
          .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      async lines(part) {
        const place = places.get(part.name)
        if (place === undefined) throw damaged(part.name)
        return await decompress(await read(file, place))
      },
      close: () => file.close(),
    }
  } catch (error) {
    await file.close()
    throw error
  }
}

async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r')
  } catch (cause) {
    throw new OperatorError('invalid', `The backup cannot be opened: ${reasonOf(cause)}`, { cause })
  }
}

async function readManifest(file: FileHandle, places: ReadonlyMap<string, TarPlace>): Promise<Manifest> {
  const place = places.get(manifestName)
  const hashPlace = places.get(manifestHashName)
  if (place === undefined || hashPlace === undefined)
    throw new OperatorError('invalid', 'This file is no backup of Catalytics.')
  const text = await read(file, place)
  const hash = (await read(file, hashPlace)).toString('utf8')
  if (hash !== `${sha256Of(text)}  ${manifestName}\n`) throw damaged(manifestName)
  const parsed = manifest.safeParse(JSON.parse(text.toString('utf8')))
  if (parsed.success) return parsed.data
  throw new OperatorError(
    'invalid',
    'This backup was made by another version of Catalytics. Restore it with the version that made it.',
    { cause: parsed.error },
  )
}

async function check(file: FileHandle, part: Part, place: TarPlace | undefined): Promise<void> {
  if (place?.bytes !== part.bytes) throw damaged(part.name)
  if (sha256Of(await read(file, place)) !== part.sha256) throw damaged(part.name)
}

async function read(file: FileHandle, { start, bytes }: TarPlace): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, start)
  if (bytesRead !== bytes) throw damaged('its end')
  return buffer
}

function damaged(where: string): AppError {
  return new OperatorError(
    'invalid',
    `This backup is damaged at ${where}: it is not what was written. Take another copy of it.`,
  )
}
