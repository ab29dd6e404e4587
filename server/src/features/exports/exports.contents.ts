import type { AnyExportRequest } from '@catalytics/contract/exports.ts'
import { activityContent } from './exports.activity.ts'
import type { Content } from './exports.content.ts'
import { leadContent } from './exports.leads.ts'

/** Which call an export belongs to. */
export type ContentKind = 'leads' | 'activity'

export function kindOf(request: AnyExportRequest): ContentKind {
  return 'content' in request ? request.content : 'leads'
}

/** What an export is of. */
export function contentOf(request: AnyExportRequest): Content {
  return 'content' in request ? activityContent(request) : leadContent(request)
}
