import type { Allowed } from './allowed-imports.ts'
import type { Finding } from './findings.ts'
import { placeOf, roomOf } from './places.ts'
import { child, children, dotted, lineOf, type Source, type SyntaxNode, word } from './source.ts'

/** Each table of the directory has one writer; each function of a store says which database and whose data. */
export function checkStores(
  sources: readonly Source[],
  exceptions: Allowed['storeFunctions'],
): readonly Finding[] {
  const writing = sources.filter(({ path }) => ['store', 'stores'].includes(placeOf(path)?.kind ?? ''))
  return [...checkTables(writing), ...checkParameters(writing, exceptions)]
}

type Write = { readonly source: Source; readonly line: number; readonly table: string | undefined }

function checkTables(sources: readonly Source[]): readonly Finding[] {
  const writes = sources.filter(({ path }) => !fillsAnyTable.test(path)).flatMap(writesOf)
  const findings: Finding[] = []
  const owners = new Map<string, string>()
  for (const { source, line, table } of writes) {
    const at = { path: source.path, line, rule: 'table-owner' } as const
    if (table === undefined) {
      findings.push({ ...at, message: 'Write the name of the table here, so that its owner can be seen.' })
      continue
    }
    const writer = ownerOf(source.path)
    const owner = owners.get(table) ?? writer
    owners.set(table, owner)
    if (owner === writer) continue
    const message = `The table "${table}" is written by ${owner} already; call that one's front door instead.`
    findings.push({ ...at, message })
  }
  return findings
}

// A migration, and a restore: they are no rooms, and run before every room.
const fillsAnyTable = /\/migrations\/|\/stores\/backup\/directory-fill\.ts$/

/** A room, or a folder of `stores/`. */
function ownerOf(path: string): string {
  const room = roomOf(path)
  return room === undefined ? path.split('/').slice(0, 4).join('/') : `the room "${room}"`
}

const writers = new Set(['insertInto', 'replaceInto', 'updateTable', 'deleteFrom', 'mergeInto'])

function writesOf(source: Source): readonly Write[] {
  return source.nodes.flatMap((node) => {
    const at = { source, line: lineOf(source.text, node.start) }
    if (
      node.type === 'CallExpression' &&
      writers.has(word(child(child(node, 'callee'), 'property'), 'name') ?? '')
    ) {
      const [name] = children(node, 'arguments')
      // `table as alias` names the table first.
      return [{ ...at, table: word(name, 'value')?.split(' ')[0] }]
    }
    if (node.type !== 'TaggedTemplateExpression' || dotted(child(node, 'tag')) !== 'sql') return []
    const quasi = child(node, 'quasi')
    const text = source.text.slice(quasi?.start ?? 0, quasi?.end ?? 0)
    return [...text.matchAll(writingText)].map(([, name]) => ({ ...at, table: name }))
  })
}

// Not `for update of t` and not `on conflict do update set`: neither has a name before a `set`.
const writingText =
  /\b(?:insert\s+into|replace\s+into|delete\s+from|merge\s+into|update(?=\s+\w+\s+set\b))\s+"?(\w+)/gi

function checkParameters(
  sources: readonly Source[],
  exceptions: Allowed['storeFunctions'],
): readonly Finding[] {
  const findings: Finding[] = []
  const used = new Set<string>()
  for (const source of sources.filter(({ path }) => isRoomStore(path))) {
    for (const { name, node } of exportedFunctions(source)) {
      if (takesDatabaseAndContract(node)) continue
      const key = `${source.path}#${name}`
      used.add(key)
      if (key in exceptions) continue
      const line = lineOf(source.text, node.start)
      const message = `${name}() takes a database (db, tx or events) first and the contract second.`
      findings.push({ path: source.path, line, rule: 'store-parameters', message })
    }
  }
  for (const key of Object.keys(exceptions).filter((entry) => !used.has(entry))) {
    const message = `No function needs the exception "${key}": take the entry out.`
    findings.push({ path: 'checks/allowed-imports.ts', line: 1, rule: 'store-parameters', message })
  }
  return findings
}

// The queue of jobs/ knows no contract.
function isRoomStore(path: string): boolean {
  return path.startsWith('server/src/features/') && path.endsWith('.store.ts')
}

function exportedFunctions(source: Source): readonly { readonly name: string; readonly node: SyntaxNode }[] {
  return source.nodes
    .filter((node) => node.type === 'ExportNamedDeclaration')
    .flatMap((node) => {
      const declaration = child(node, 'declaration')
      if (declaration?.type === 'FunctionDeclaration') return named(child(declaration, 'id'), declaration)
      return children(declaration, 'declarations').flatMap((one) => {
        const value = child(one, 'init')
        const isFunction = value?.type === 'ArrowFunctionExpression' || value?.type === 'FunctionExpression'
        return isFunction ? named(child(one, 'id'), value) : []
      })
    })
}

function named(id: SyntaxNode | undefined, node: SyntaxNode) {
  return [{ name: word(id, 'name') ?? 'unknown', node }]
}

const databaseNames = new Set(['db', 'tx', 'events'])

function takesDatabaseAndContract(node: SyntaxNode): boolean {
  const [database, contract] = children(node, 'params')
  if (!databaseNames.has(word(database, 'name') ?? '')) return false
  const type = child(child(contract, 'typeAnnotation'), 'typeAnnotation')
  const typeName = word(child(type, 'typeName'), 'name') ?? ''
  return word(contract, 'name') === 'contract' || ['ContractId', 'ContractNumber'].includes(typeName)
}
