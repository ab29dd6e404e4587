import type { Allowed } from './allowed-imports.ts'
import type { Finding } from './findings.ts'
import { placeOf } from './places.ts'
import type { Source } from './source.ts'

const mostLines = 400

/** A file ends where a reader still has its beginning in mind; tests do as well. */
export function checkSize({ path, text }: Source): readonly Finding[] {
  const lines = text.trimEnd().split('\n').length
  if (lines <= mostLines) return []
  return [{ path, line: 1, rule: 'size', message: `${lines} lines; at ${mostLines} a file is split.` }]
}

/** A room has few enough files to be known by heart; the table lists those that have not been split yet. */
export function checkRoomSizes(
  paths: readonly string[],
  { most, larger }: Allowed['roomFiles'],
): readonly Finding[] {
  const sizes = new Map<string, number>(Object.keys(larger).map((room) => [room, 0]))
  for (const path of paths) {
    const [room] = /^(?:server|web)\/src\/features\/[^/]+/.exec(path) ?? []
    if (room !== undefined && placeOf(path)?.kind !== 'test') sizes.set(room, (sizes.get(room) ?? 0) + 1)
  }
  return [...sizes].flatMap(([room, files]): readonly Finding[] => {
    const limit = larger[room] ?? most
    if (files > limit) {
      const message = `${files} files without tests; at ${limit} a room is split: what has its own calls, table and words is a room.`
      return [{ path: room, line: 1, rule: 'room-size', message }]
    }
    if (larger[room] === undefined || (files === limit && files > most)) return []
    const message =
      files > most
        ? `"${room}" has ${files} files now: write that number, it only goes down.`
        : `"${room}" has no more than ${most} files: take the entry out.`
    return [{ path: 'checks/allowed-imports.ts', line: 1, rule: 'room-size', message }]
  })
}
