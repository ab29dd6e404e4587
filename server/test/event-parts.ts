import {
  closeSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Place } from './build-app.ts'

/** The folders of the parts that the events of a stopped installation are in, with the largest first. */
export function eventParts({ dataDir }: Pick<Place, 'dataDir'>): readonly string[] {
  const table = join(dataDir, 'events', 'data', 'catalytics', 'events')
  return readdirSync(table)
    .filter((name) => /^all_\d+_\d+_\d+/.test(name))
    .map((name) => join(table, name))
    .toSorted((one, other) => dataBytes(other) - dataBytes(one))
}

function dataBytes(part: string): number {
  return statSync(join(part, 'data.bin')).size
}

/** What can happen to a part on a disk. */
export const partDamage = {
  truncated: (part: string) => truncateSync(join(part, 'data.bin'), 40),
  removed: (part: string) => rmSync(part, { recursive: true }),
  'without its data': (part: string) => rmSync(join(part, 'data.bin')),
  flipped: (part: string) => flipBytes(join(part, 'data.bin')),
} as const satisfies Readonly<Record<string, (part: string) => void>>

/** Turns round the bits of some bytes of a file, behind its first columns, which say how many rows there are. */
function flipBytes(file: string): void {
  for (const tenth of [3, 4, 5, 6, 7, 8, 9]) flipByte(file, tenth / 10)
}

/** Turns round the bits of the byte that is so far into a file: in the middle where nothing else is said. */
export function flipByte(file: string, share = 0.5): void {
  const at = Math.floor(statSync(file).size * share)
  const handle = openSync(file, 'r+')
  const byte = Buffer.alloc(1)
  readSync(handle, byte, 0, 1, at)
  writeSync(handle, Buffer.from([(byte[0] ?? 0) ^ 0xff]), 0, 1, at)
  closeSync(handle)
}
