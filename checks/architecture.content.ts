import type { Finding, Rule } from './findings.ts'
import { placeOf } from './places.ts'
import { child, children, dotted, lineOf, type Source, type SyntaxNode, word } from './source.ts'

/** What a file says, whatever it imports: default exports, environment, time and chance, SQL. */
export function checkContent(source: Source): readonly Finding[] {
  const kind = placeOf(source.path)?.kind ?? 'unknown'
  // Tools are programs of their own: they read clocks and the environment.
  if (kind === 'tool') return []
  const rules = contentRules.filter(
    (rule) => !rule.notIn.test(source.path) && !rule.notInKinds.includes(kind),
  )
  return source.nodes.flatMap((node) =>
    rules
      .filter((rule) => rule.fits(node))
      .map(({ rule, message }) => ({
        path: source.path,
        line: lineOf(source.text, node.start),
        rule,
        message,
      })),
  )
}

type ContentRule = {
  readonly rule: Rule
  readonly message: string
  readonly fits: (node: SyntaxNode) => boolean
  /** Where it is as it should be. */
  readonly notInKinds: readonly string[]
  readonly notIn: RegExp
}

const nowhere = /^$/

const contentRules: readonly ContentRule[] = [
  {
    rule: 'default-export',
    message: 'Exports have names.',
    fits: isDefaultExport,
    notInKinds: ['tool settings'],
    notIn: nowhere,
  },
  {
    rule: 'environment',
    message: 'Only server/src/config.ts reads the environment; take the value as an argument.',
    fits: readsEnvironment,
    notInKinds: ['config', 'test', 'tool settings', 'sdk example'],
    notIn: nowhere,
  },
  {
    rule: 'time-and-chance',
    message:
      'Time and chance come from lib/ and are handed down: take a Clock or a random source as an argument.',
    fits: asksTimeOrChance,
    notInKinds: ['lib', 'web lib', 'test', 'tool settings', 'sdk example'],
    notIn: /^(tracker|sdk)\/src\/(clock|random)\.ts$/,
  },
  {
    rule: 'sql',
    message: 'SQL stands only in *.store.ts, analytics/sql/ and stores/.',
    fits: isSql,
    notInKinds: ['store', 'stores', 'test'],
    notIn: /^server\/src\/analytics\/sql\//,
  },
  {
    rule: 'secret-comparison',
    message:
      'Secrets and what is stored of them are compared by isSame() of lib/digest.ts, whose time tells nothing.',
    fits: comparesSecret,
    // What the stores seal, and what tells events and parts of archives apart, is no secret; nobody times a client.
    notInKinds: ['test', 'stores', 'tool settings', 'sdk example'],
    notIn:
      /^(web|sdk|e2e|bench|tools|checks|tracker)\/|^server\/src\/(features\/ingest\/ingest\.repeats|stores\/files\/readers\/zip)\.ts$/,
  },
  {
    rule: 'other-door',
    message: 'Answers leave by reply.send or by pour(), which ask again whether the caller may have them.',
    fits: takesAnswerOver,
    notInKinds: ['test'],
    notIn: /^server\/src\/http\/pour\.ts$/,
  },
]

const secretName = /(^|[a-z_])(hash|hashed|digest|secret|password|passphrase|token|signature|hmac|mac)$/i

/** `===` and the like with a secret on one side; whether there is one at all may be asked. */
function comparesSecret(node: SyntaxNode): boolean {
  if (node.type !== 'BinaryExpression' || !/^[!=]==?$/.test(word(node, 'operator') ?? '')) return false
  const sides = [child(node, 'left'), child(node, 'right')]
  if (sides.some((side) => side?.type === 'Literal' || dotted(side) === 'undefined')) return false
  return sides.some((side) => {
    const name = side?.type === 'CallExpression' ? dotted(child(side, 'callee')) : dotted(side)
    return /(^|\.)(digestOf|sha256Of)$/.test(name ?? '') || secretName.test(name?.split('.').at(-1) ?? '')
  })
}

/** Past the hooks that look again at who calls. */
function takesAnswerOver(node: SyntaxNode): boolean {
  return node.type === 'CallExpression' && (dotted(child(node, 'callee')) ?? '').endsWith('.hijack')
}

function isDefaultExport(node: SyntaxNode): boolean {
  if (node.type === 'ExportDefaultDeclaration') return true
  return node.type === 'ExportSpecifier' && word(child(node, 'exported'), 'name') === 'default'
}

function readsEnvironment(node: SyntaxNode): boolean {
  if (node.type === 'MemberExpression') return /^(globalThis\.)?process\.env$/.test(dotted(node) ?? '')
  if (node.type === 'ImportDeclaration') {
    const names = children(node, 'specifiers').map((name) => word(child(name, 'imported'), 'name'))
    return word(child(node, 'source'), 'value') === 'node:process' && names.includes('env')
  }
  // const { env } = process
  if (node.type !== 'VariableDeclarator' || dotted(child(node, 'init')) !== 'process') return false
  return children(child(node, 'id'), 'properties').some(
    (property) => word(child(property, 'key'), 'name') === 'env',
  )
}

function asksTimeOrChance(node: SyntaxNode): boolean {
  if (node.type === 'MemberExpression') {
    return /^(globalThis\.)?(Date\.now|Math\.random)$|^Temporal\.Now$/.test(dotted(node) ?? '')
  }
  const isDate = dotted(child(node, 'callee')) === 'Date'
  if (node.type === 'NewExpression') return isDate && children(node, 'arguments').length === 0
  return node.type === 'CallExpression' && isDate
}

const kyselyStatements = new Set([
  'selectFrom',
  'insertInto',
  'replaceInto',
  'updateTable',
  'deleteFrom',
  'mergeInto',
])
// Keywords in capitals anywhere, or a text that goes on as a statement does: prose has "delete from the list".
const sqlText = new RegExp(
  [
    String.raw`\bSELECT\b[^]*\bFROM\b|\bINSERT\s+INTO\b|\bDELETE\s+FROM\b|\b(?:CREATE|ALTER|DROP)\s+TABLE\b`,
    String.raw`^\s*(?:select\s[^]+\sfrom\s|insert\s+into\s+\w+\s*(?:\(|values|select))`,
    String.raw`^\s*(?:delete\s+from\s+\w+(?:\s+where\s|\s*$)|update\s+\w+\s+set\s|(?:create|alter|drop)\s+table\s)`,
  ].join('|'),
)

function isSql(node: SyntaxNode): boolean {
  if (node.type === 'TaggedTemplateExpression')
    return (dotted(child(node, 'tag')) ?? '').split('.')[0] === 'sql'
  if (node.type === 'MemberExpression') {
    const name = word(child(node, 'property'), 'name') ?? ''
    return kyselyStatements.has(name) || word(child(node, 'object'), 'name') === 'sql'
  }
  if (node.type === 'Literal') return sqlText.test(word(node, 'value') ?? '')
  if (node.type !== 'TemplateLiteral') return false
  const pieces = children(node, 'quasis').map((piece) => word(fieldOf(piece, 'value'), 'raw') ?? '')
  return sqlText.test(pieces.join(' x '))
}

// A template's element keeps its text in an object that is no node itself.
function fieldOf(node: SyntaxNode, key: string): SyntaxNode | undefined {
  const value = node[key]
  return typeof value === 'object' && value !== null ? { type: '', start: 0, end: 0, ...value } : undefined
}
