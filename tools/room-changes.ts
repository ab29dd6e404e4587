import { entriesOf, type Entry } from './room-entries.ts'
import { roomName } from './room-name.ts'
import { pageFiles } from './room-page-files.ts'
import { serverFiles } from './room-server-files.ts'

/**
 * What a new room adds and changes: the whole text of each file, by path from the root.
 *
 * @param read the text of a file of the tree; undefined where there is none
 * @throws RangeError for a name that is none, a room that is there already, or a table that has lost its place for rooms
 */
export function roomChanges(
  kebab: string,
  read: (path: string) => string | undefined,
): ReadonlyMap<string, string> {
  const name = roomName(kebab)
  const changes = new Map(Object.entries({ ...serverFiles(name), ...pageFiles(name) }))
  for (const path of changes.keys())
    if (read(path) !== undefined) throw new RangeError(`${path} is there already`)
  for (const entry of entriesOf(name))
    changes.set(entry.path, withEntry(changes.get(entry.path) ?? read(entry.path) ?? '', entry))
  return changes
}

function withEntry(text: string, { path, line, at }: Entry): string {
  if (at === undefined) return `${line}\n${text}`
  const mark = 'before' in at ? at.before : at.after
  const place = text.indexOf(`\n${mark}`)
  if (place < 0) throw new RangeError(`${path} has no line "${mark}" any more: tell tools/room-entries.ts`)
  const end = 'before' in at ? place + 1 : text.indexOf('\n', place + 1) + 1
  return `${text.slice(0, end)}${line}\n${text.slice(end)}`
}
