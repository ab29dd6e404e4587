import { posix } from 'node:path'
import { parseAst } from 'vitest/node'

/** A node of the syntax tree (ESTree with TypeScript, as Oxc's parser gives it). */
export type SyntaxNode = Readonly<Record<string, unknown>> & {
  readonly type: string
  readonly start: number
  readonly end: number
}

/** One `import`, `export … from`, `import()` or `import('…').Type` of a file. */
export type Import = {
  /** As it is written; undefined when an `import()` computes it. */
  readonly specifier: string | undefined
  /** Erased before the program runs. */
  readonly typeOnly: boolean
  /** Our file, as a path from the root of the repository, or else the package: `zod`, `node:fs`. */
  readonly target: { readonly file: string } | { readonly package: string } | undefined
  readonly line: number
}

/** A source file, parsed once for all rules. */
export type Source = {
  /** From the root of the repository, with `/`. */
  readonly path: string
  readonly text: string
  readonly nodes: readonly SyntaxNode[]
  readonly imports: readonly Import[]
}

/**
 * TypeScript 7 has no JavaScript interface, so the parser is the one that Vitest brings along.
 *
 * @throws Error when the text is not TypeScript
 */
export function parseSource(path: string, text: string): Source {
  const lang = path.endsWith('.tsx') ? 'tsx' : path.endsWith('.mjs') ? 'js' : 'ts'
  const nodes = [...nodesOf(parseAst(text, { lang }))]
  const imports = nodes.flatMap((node) => importOf(path, text, node) ?? [])
  return { path, text, nodes, imports }
}

export function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}

/** A child of a node, when it is a node; `undefined` for anything else. */
export function child(node: SyntaxNode | undefined, key: string): SyntaxNode | undefined {
  const value = node?.[key]
  return isNode(value) ? value : undefined
}

/** The nodes in a list of a node. */
export function children(node: SyntaxNode | undefined, key: string): readonly SyntaxNode[] {
  const value = node?.[key]
  return Array.isArray(value) ? value.filter(isNode) : []
}

/** The text of a field of a node, such as the name of an identifier. */
export function word(node: SyntaxNode | undefined, key: string): string | undefined {
  const value = node?.[key]
  return typeof value === 'string' ? value : undefined
}

/** `a.b`, `a['b']` and `a?.b` as `a.b`; `a.b.c` as `a.b.c`; undefined for anything that is not names all through. */
export function dotted(node: SyntaxNode | undefined): string | undefined {
  if (node?.type === 'Identifier') return word(node, 'name')
  if (node?.type !== 'MemberExpression') return undefined
  const object = dotted(child(node, 'object'))
  const property = child(node, 'property')
  const name = node['computed'] === true ? word(property, 'value') : word(property, 'name')
  return object === undefined || name === undefined ? undefined : `${object}.${name}`
}

function* nodesOf(value: unknown): Generator<SyntaxNode> {
  if (isNode(value)) yield value
  if (typeof value !== 'object' || value === null) return
  for (const inner of Object.values(value)) if (typeof inner === 'object') yield* nodesOf(inner)
}

function isNode(value: unknown): value is SyntaxNode {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    'start' in value &&
    typeof value.type === 'string'
  )
}

const importing = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
])

function importOf(path: string, text: string, node: SyntaxNode): Import | undefined {
  if (!importing.has(node.type)) return undefined
  const source = child(node, 'source')
  if (source === undefined) return undefined // an export of the file's own names
  const specifier = word(source, 'value')
  const target = specifier === undefined ? undefined : targetOf(path, specifier)
  return { specifier, typeOnly: isTypeOnly(node), target, line: lineOf(text, node.start) }
}

function isTypeOnly(node: SyntaxNode): boolean {
  if (node.type === 'TSImportType' || node['importKind'] === 'type' || node['exportKind'] === 'type')
    return true
  const names = children(node, 'specifiers')
  return (
    names.length > 0 && names.every((name) => name['importKind'] === 'type' || name['exportKind'] === 'type')
  )
}

function targetOf(path: string, specifier: string): Import['target'] {
  if (specifier.startsWith('.')) return { file: posix.join(posix.dirname(path), specifier) }
  for (const [prefix, folder] of ourPackages) {
    if (specifier.startsWith(prefix)) return { file: folder + specifier.slice(prefix.length) }
  }
  const [scope = '', name = ''] = specifier.split('/')
  if (scope.startsWith('node:')) return { package: scope }
  return { package: scope.startsWith('@') ? `${scope}/${name}` : scope }
}

// As the `exports` of their package.json have it.
const ourPackages = [
  ['@catalytics/contract/', 'contract/src/'],
  ['@catalytics/sdk', 'sdk/src/client.ts'],
] as const
