import type { StorePlace } from '../open-stores.ts'
import type { Diagnosis } from './diagnosis.ts'

const oldestNode = 24

export function checkNode(version: string): Diagnosis {
  const detail = `Node ${version}`
  if (Number.parseInt(version, 10) >= oldestNode) return { detail }
  return { detail, todo: `Run it with Node ${oldestNode} or later.` }
}

/** They were read, so they are right; says what they come to. Hosts only: URLs hold passwords. */
export function checkSettings({ databaseUrl, clickhouseUrl, dataDir }: StorePlace): Diagnosis {
  const directory = databaseUrl === undefined ? 'SQLite' : `PostgreSQL at ${hostOf(databaseUrl)}`
  const events = clickhouseUrl === undefined ? 'own engine' : `ClickHouse at ${hostOf(clickhouseUrl)}`
  return { detail: `data folder ${dataDir}; directory store: ${directory}; event store: ${events}` }
}

function hostOf(url: string): string {
  return new URL(url).host
}
