import type { FastifyReply, FastifyRequest } from 'fastify'
import { settleConditions } from './conditions.ts'
import { ndjsonType, xlsxType, type RouteMedia } from './media.ts'

const bytes = { kind: 'file', description: 'The bytes whose SHA-256 the export names.' } as const
const content = {
  'text/csv': bytes,
  [ndjsonType]: bytes,
  [xlsxType]: bytes,
  'application/vnd.apache.parquet': bytes,
  'application/zip': bytes,
}

/** What a call gives that answers with a table as a file. */
export const storedFileMedia: RouteMedia = {
  gives: {
    200: { description: 'The file', content },
    206: { description: 'Part of the file, as Range asks', content },
    304: { description: 'The caller has this version of the file already', content: {} },
  },
}

type StoredFile = {
  /** Below the folder of the file store. */
  readonly path: string
  /** Hex; its entity tag. */
  readonly sha256: string
  readonly downloadName: string
  readonly type: string
}

/** Sends a finished file; Range and conditional requests are answered (RFC 9110 sections 13 and 14). */
export function sendStoredFile(
  request: Pick<FastifyRequest, 'raw'>,
  reply: FastifyReply,
  folder: string,
  { path, sha256, downloadName, type }: StoredFile,
): FastifyReply {
  const etag = `"${sha256}"`
  void reply.header('etag', etag)
  if (settleConditions(request.raw.headers, etag) === 'not_modified') return reply.code(304).send()
  void reply
    .header('content-type', type)
    .header('content-disposition', `attachment; filename="${downloadName}"`)
  return reply.sendFile(path, folder, { etag: false, cacheControl: false, contentType: false })
}
