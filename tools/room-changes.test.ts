import { expect, test } from 'vitest'
import { allowed } from '../checks/allowed-imports.ts'
import { checkArchitecture } from '../checks/architecture.ts'
import { drawnTree, treeDifferences } from '../checks/drawn-tree.ts'
import { describeFindings } from '../checks/findings.ts'
import { filesBelow, readText } from '../checks/tree.ts'
import { roomChanges } from './room-changes.ts'

const paths = filesBelow('').filter((path) => !path.startsWith('.'))
const there = new Set(paths)
const read = (path: string) => (there.has(path) ? readText(path) : undefined)
const changes = roomChanges('saved-views', read)

test('a new room is one line of app.ts, and its import', () => {
  const before = readText('server/src/app.ts').split('\n')
  const after = changes.get('server/src/app.ts')?.split('\n') ?? []

  expect(after.filter((line) => !before.includes(line))).toEqual([
    "import { openSavedViews } from './features/saved-views/saved-views.open.ts'",
    '  add(openSavedViews(platform))',
  ])
  expect(after).toHaveLength(before.length + 2)
})

test('it has a part in contract, server, browser, texts and tests', () => {
  expect([...changes.keys()].filter((path) => !there.has(path)).toSorted()).toEqual([
    'contract/src/saved-views.ts',
    'e2e/saved-views.spec.ts',
    'server/src/features/saved-views/saved-views.int.test.ts',
    'server/src/features/saved-views/saved-views.open.ts',
    'server/src/features/saved-views/saved-views.routes.ts',
    'server/src/features/saved-views/saved-views.store.ts',
    'server/src/features/saved-views/saved-views.ts',
    'web/src/features/saved-views/saved-views-page.tsx',
    'web/src/features/saved-views/saved-views.api.ts',
    'web/src/i18n/de/saved-views.ts',
    'web/src/i18n/en/saved-views.ts',
    'web/src/i18n/fr/saved-views.ts',
  ])
})

// It reads and parses the whole server, beside other tests on the same cores.
test('it keeps to the architecture and to the drawn tree', { timeout: 60_000 }, () => {
  const sources = [...there, ...changes.keys()].filter((path) => /^(contract|server)\/.*\.ts$/.test(path))
  const files = new Map(sources.map((path) => [path, changes.get(path) ?? readText(path)]))
  const table = { ...allowed, roomEdges: { ...allowed.roomEdges, 'saved-views': ['contracts'] } }
  // Rooms of the browser are not among these files.
  const larger = Object.entries(allowed.roomFiles.larger).filter(([room]) => room.startsWith('server/'))
  const roomFiles = { ...allowed.roomFiles, larger: Object.fromEntries(larger) }

  expect(describeFindings(checkArchitecture(files, { ...table, roomFiles }))).toBe('')
  expect(changes.get('checks/allowed-imports.ts')).toContain("\n    'saved-views': ['contracts'],\n")
  const drawn = drawnTree(changes.get('ARCHITECTURE.md') ?? '')
  expect(treeDifferences(drawn, [...paths, ...changes.keys()])).toEqual([])
})

test.each(['quarantine', 'leads'])('a room that is there, %s, is not made again', (room) => {
  expect(() => roomChanges(room, read)).toThrow(/is there already/)
})

test.each(['', 'Saved views', 'saved_views', '-x', 'a'])('"%s" is no name of a room', (name) => {
  expect(() => roomChanges(name, read)).toThrow(/is no name of a room/)
})

test('a table that has lost its place for rooms is named', () => {
  expect(() => roomChanges('saved-views', readWithoutApp)).toThrow(/server\/src\/app\.ts has no line/)
})

function readWithoutApp(path: string): string | undefined {
  return path === 'server/src/app.ts' ? '// nothing here\n' : read(path)
}
