import { describe, expect, test } from 'vitest'
import { drawnTree, treeDifferences } from './drawn-tree.ts'
import { filesBelow, readText } from './tree.ts'

describe('the tree of ARCHITECTURE.md', () => {
  const drawn = drawnTree(readText('ARCHITECTURE.md'))
  // Folders of tools, such as .github, are no part of it.
  const files = filesBelow('').filter((path) => !path.startsWith('.'))

  test('is seen', () => {
    const paths = drawn.map(({ path }) => path)
    expect(paths.length).toBeGreaterThan(50)
    expect(paths).toContain('server/src/app.ts')
    expect(paths).toContain('server/src/features/quarantine/')
    expect(paths).toContain('server/src/stores/events/engine/')
  })

  test('is the one that there is', () => {
    expect(treeDifferences(drawn, files)).toEqual([])
  })
})

const page =
  '# Page\n\n## The tree\n\nWords.\n\n```\nweb/     pages\n  src/\n    app/  x\n    main.ts y\ndocs/   z\n```\n\n```\nother/\n```\n'
const files = ['web/src/app/frame.ts', 'web/src/main.ts', 'docs/a/b.md', 'readme.md']

test('what is drawn is read with its path', () => {
  expect(drawnTree(page).map(({ path }) => path)).toEqual([
    'web/',
    'web/src/',
    'web/src/app/',
    'web/src/main.ts',
    'docs/',
  ])
  expect(treeDifferences(drawnTree(page), files)).toEqual([])
})

test.each([
  [
    'a room that nobody drew',
    [...files, 'web/src/charts/bar.ts'],
    ['web/src/charts/ is there and is not drawn'],
  ],
  ['a part that nobody drew', [...files, 'tools/a.ts'], ['tools/ is there and is not drawn']],
  [
    'a folder that went',
    files.filter((path) => !path.includes('/app/')),
    ['web/src/app/ is drawn and is not there'],
  ],
  [
    'a file that went',
    files.filter((path) => !path.includes('main.ts')),
    ['web/src/main.ts is drawn and is not there'],
  ],
])('a difference is told: %s', (_, there, told) => {
  expect(treeDifferences(drawnTree(page), there)).toEqual(told)
})
