/** A folder or a file that the tree of ARCHITECTURE.md names; folders end with `/`. */
export type Drawn = { readonly path: string; readonly depth: number }

/** What the first code block below the heading `## The tree` names, each with its full path. */
export function drawnTree(page: string): readonly Drawn[] {
  const [, block = ''] = /^## The tree\n[^]*?^```\n([^]*?)^```/m.exec(page) ?? []
  const drawn: Drawn[] = []
  const trail: string[] = []
  for (const line of block.split('\n')) {
    const [, indent, name] = /^( *)([\w.-]+\/?)(?: |$)/.exec(line) ?? []
    if (indent === undefined || name === undefined) continue
    const depth = indent.length / 2
    trail.length = depth
    drawn.push({ path: `${trail.join('')}${name}`, depth })
    trail.push(name)
  }
  return drawn
}

/**
 * Where the drawn tree and the files differ: what is drawn and is not there, and the folders that stand beside drawn ones
 * and are not drawn. A folder none of whose folders is drawn is not looked into.
 *
 * @param files paths from the root
 */
export function treeDifferences(drawn: readonly Drawn[], files: readonly string[]): readonly string[] {
  const there = new Set(files.flatMap((file) => [file, ...foldersOf(file)]))
  const named = new Set(drawn.map(({ path }) => path))
  const lookedInto = new Set([
    '',
    ...drawn.filter(({ path }) => path.endsWith('/')).map(({ path }) => above(path)),
  ])
  return [
    ...drawn.filter(({ path }) => !there.has(path)).map(({ path }) => `${path} is drawn and is not there`),
    ...[...there]
      .filter((path) => path.endsWith('/') && lookedInto.has(above(path)) && !named.has(path))
      .map((path) => `${path} is there and is not drawn`),
  ].toSorted()
}

/** `a/b/c.ts` is in `a/` and in `a/b/`. */
function foldersOf(file: string): readonly string[] {
  const parts = file.split('/').slice(0, -1)
  return parts.map((_, index) => `${parts.slice(0, index + 1).join('/')}/`)
}

/** The folder that something is in; empty for the root. */
function above(path: string): string {
  return path.slice(0, path.slice(0, -1).lastIndexOf('/') + 1)
}
