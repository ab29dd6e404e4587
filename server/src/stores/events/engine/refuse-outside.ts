import { EngineError } from './engine-error.ts'
import { isWord, valueOf, type Token } from './sql-lexer.ts'

/**
 * Refuses what reads or writes outside of the engine's folder: table functions and engines for files, URLs, other
 * servers and programs. No statement of ours needs them, so whoever sends one has found a hole somewhere else.
 * @throws EngineError ACCESS_DENIED
 */
export function refuseOutside(tokens: readonly Token[]): void {
  for (const [index, token] of tokens.entries()) {
    if (isWord(token, 'OUTFILE', 'INFILE')) throw denied(token.text)
    const next = tokens[index + 1]
    if (next?.text === '(' && (token.kind === 'word' || token.kind === 'quoted')) {
      if (outsideFunction(valueOf(token).toLowerCase())) throw denied(valueOf(token))
      if (isWord(token, 'SOURCE') && !isWord(tokens[index + 2], 'CLICKHOUSE', 'NULL'))
        throw denied('dictionary source')
    }
    if (isWord(token, 'ENGINE')) {
      const engine = next?.text === '=' ? tokens[index + 2] : next
      if (engine !== undefined && next?.text === '=' && !insideEngine(valueOf(engine)))
        throw denied(valueOf(engine))
    }
  }
}

function outsideFunction(name: string): boolean {
  return functionNames.has(name) || /^(azure|deltalake|hdfs|hudi|iceberg|paimon|prometheus|s3)/.test(name)
}

const functionNames = new Set(
  `arrowstream catboostevaluate cluster clusterallreplicas cosn disk eval executable executablepool file filecluster
filesystem fuzzquery gcs input jdbc mongodb mysql odbc oss postgresql python redis remote remotesecure sqlite url
urlcluster ytsaurus`.split(/\s+/),
)

function insideEngine(name: string): boolean {
  return /MergeTree$/i.test(name) || engineNames.has(name.toLowerCase())
}

const engineNames = new Set(
  'atomic join log materializedview memory merge null replicated set stripelog tinylog view'.split(' '),
)

function denied(what: string): EngineError {
  return new EngineError(
    'ACCESS_DENIED',
    `Not enough privileges: ${what.slice(0, 40)} reaches outside of the engine`,
  )
}
