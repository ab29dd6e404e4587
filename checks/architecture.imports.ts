import type { Allowed } from './allowed-imports.ts'
import type { Finding } from './findings.ts'
import { mayUse, type Place, placeOf, roomOf } from './places.ts'
import type { Import, Source } from './source.ts'

/** What a file imports stands in the table of its place. */
export function checkDirection(source: Source): readonly Finding[] {
  const place = placeOf(source.path)
  if (place === undefined) return []
  return source.imports.flatMap((one) => checkImport(source, place, one))
}

/** Rooms open each other's front door only where the table says so, and the table says nothing more than that. */
export function checkRoomEdges(
  sources: readonly Source[],
  roomEdges: Allowed['roomEdges'],
): readonly Finding[] {
  const findings: Finding[] = []
  const used = new Set<string>()
  for (const source of sources) {
    for (const { line, from, to } of edgesOf(source)) {
      const isFirst = !used.has(`${from} -> ${to}`)
      used.add(`${from} -> ${to}`)
      if (!isFirst || roomEdges[from]?.includes(to) === true) continue
      const message = `The room "${from}" may not open "${to}". If it should, list it in checks/allowed-imports.ts.`
      findings.push({ path: source.path, line, rule: 'room-edge', message })
    }
  }
  for (const [from, list] of Object.entries(roomEdges)) {
    for (const to of list.filter((room) => !used.has(`${from} -> ${room}`))) {
      const message = `No file of the room "${from}" opens "${to}": take the entry out.`
      findings.push({ path: 'checks/allowed-imports.ts', line: 1, rule: 'room-edge', message })
    }
  }
  return findings
}

/** Files that import each other, over however many steps; types count, as they tie the files' meaning together. */
export function findCycles(sources: readonly Source[]): readonly Finding[] {
  const graph = new Map(sources.map((source) => [source.path, source.imports.flatMap(fileOf)]))
  const done = new Set<string>()
  const findings: Finding[] = []
  function visit(path: string, trail: readonly string[]): void {
    const at = trail.indexOf(path)
    if (at >= 0) {
      const message = `These files import each other: ${[...trail.slice(at), path].join(' -> ')}`
      findings.push({ path, line: 1, rule: 'cycle', message })
      return
    }
    if (done.has(path)) return
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path])
    done.add(path)
  }
  for (const path of graph.keys()) visit(path, [])
  return findings
}

function checkImport(source: Source, place: Place, { target, typeOnly, line }: Import): readonly Finding[] {
  if (place.may === 'anything') return []
  const { path } = source
  if (target === undefined) {
    const message = 'An import() of a computed name cannot be checked: write the name.'
    return [{ path, line, rule: 'direction', message }]
  }
  if ('package' in target) {
    if (mayUse(place.packages, target.package)) return []
    return [
      {
        path,
        line,
        rule: 'package',
        message: `A file of kind "${place.kind}" may not import ${target.package}.`,
      },
    ]
  }
  if (isAllowed(path, place.may, target.file, typeOnly)) return []
  const kind = placeOf(target.file)?.kind ?? 'no place in the tree'
  const list = place.may.length === 0 ? 'nothing of ours' : place.may.join(', ')
  const message = `A file of kind "${place.kind}" may not import ${target.file} (${kind}); it may import: ${list}.`
  return [{ path, line, rule: 'direction', message }]
}

function isAllowed(path: string, may: readonly string[], target: string, typeOnly: boolean): boolean {
  const kind = placeOf(target)?.kind
  if (kind === undefined) return false
  const sameRoom = roomOf(path) === roomOf(target)
  if (may.includes(kind)) return true
  if (sameRoom && may.includes(`own ${kind}`)) return true
  if (typeOnly && may.includes(`types of ${kind}`)) return true
  if (typeOnly && sameRoom && may.includes(`types of own ${kind}`)) return true
  return may.includes(`listed ${kind}`) && !sameRoom // which rooms: checkRoomEdges
}

function edgesOf(
  source: Source,
): readonly { readonly line: number; readonly from: string; readonly to: string }[] {
  const from = roomOf(source.path)
  if (from === undefined || placeOf(source.path)?.may === 'anything') return []
  return source.imports.flatMap((one) =>
    fileOf(one).flatMap((file) => {
      const to = roomOf(file)
      return to === undefined || to === from || placeOf(file)?.kind !== 'front'
        ? []
        : [{ line: one.line, from, to }]
    }),
  )
}

function fileOf({ target }: Import): readonly string[] {
  return target !== undefined && 'file' in target ? [target.file] : []
}
