import type { Content } from './exports.content.ts'
import { leadContent } from './exports.leads.ts'
import type { StoredExport } from './exports.store.ts'

/** What an export is of. */
export function contentOf(_entry: Pick<StoredExport, 'request'>): Content {
  return leadContent
}
