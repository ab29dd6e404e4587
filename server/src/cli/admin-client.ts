import { request as httpRequest, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { z } from 'zod'
import { errorCodes, problem } from '@catalytics/contract/errors.ts'
import { hasCode } from '../lib/error-codes.ts'
import { OperatorError } from '../lib/errors.ts'
import { linesOf } from '../lib/lines.ts'
import { reachablePath } from '../lib/socket-path.ts'

/** Calls the API as the operator, over the socket in the data folder. */
export type AdminClient = {
  /** @throws AppError with the server's code and words */
  call(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<unknown>
  /** For long work: `onProgress` for each report, then the result. */
  report(path: string, body: object, onProgress: (progress: unknown) => void): Promise<unknown>
}

/** A client for the server that runs on this data folder; undefined when none does. */
export async function connectAdmin(dataDir: string): Promise<AdminClient | undefined> {
  const client = adminClient(dataDir)
  try {
    await client.call('GET', '/healthz')
    return client
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ECONNREFUSED')) return undefined
    if (hasCode(error, 'EACCES')) {
      const message = `Only the user that the server on ${dataDir} runs as may do this.`
      throw new OperatorError('forbidden', message, { cause: error })
    }
    throw error
  }
}

function adminClient(dataDir: string): AdminClient {
  return {
    async call(method, path, body) {
      const answer = await send(dataDir, method, path, body)
      const text = await textOf(answer)
      raise(answer, text)
      return text === '' ? null : (JSON.parse(text) as unknown)
    },
    async report(path, body, onProgress) {
      const answer = await send(dataDir, 'POST', path, body)
      if ((answer.statusCode ?? 500) >= 400) raise(answer, await textOf(answer))
      const result = await resultOf(answer, onProgress).catch((error: unknown) => {
        if (hasCode(error, 'ECONNRESET')) return undefined
        throw error
      })
      if (result === undefined)
        throw new OperatorError(
          'unavailable',
          'The server ended before the work was done. Run the command again.',
        )
      return result
    },
  }
}

async function resultOf(answer: Readable, onProgress: (progress: unknown) => void): Promise<unknown> {
  let result: unknown
  for await (const lines of linesOf(answer, 1)) {
    for (const line of lines) {
      const part = reportLine.parse(JSON.parse(line))
      if (part.progress !== undefined) onProgress(part.progress)
      if (part.problem !== undefined) throw new OperatorError(part.problem.code, part.problem.detail)
      if (part.result !== undefined) ({ result } = part)
    }
  }
  return result
}

/** A line of long work, as `http/report-stream.ts` writes it. */
const reportLine = z.object({
  progress: z.unknown().optional(),
  result: z.unknown().optional(),
  problem: z.object({ code: z.enum(errorCodes), detail: z.string() }).optional(),
})

async function send(
  dataDir: string,
  method: string,
  path: string,
  body: object | undefined,
): Promise<IncomingMessage> {
  const reach = reachablePath(join(dataDir, 'admin.sock'))
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const text = body === undefined ? undefined : JSON.stringify(body)
  const headers =
    text === undefined
      ? {}
      : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
  // A connection for each call: one that was kept would lead to whoever was at the socket before.
  const request = httpRequest({ socketPath: reach.path, method, path, headers, agent: false }, resolve)
  request.once('error', reject)
  request.end(text)
  return await promise.finally(() => reach.close())
}

async function textOf(stream: Readable): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer) // oxlint-disable-line typescript/no-unsafe-type-assertion -- no encoding was set
  return Buffer.concat(chunks).toString('utf8')
}

function raise(answer: IncomingMessage, text: string): void {
  if ((answer.statusCode ?? 500) < 400) return
  const told = problem.safeParse(JSON.parse(text))
  if (!told.success) throw new OperatorError('internal', `The server answered ${answer.statusCode}.`)
  const { code, detail, field } = told.data
  throw new OperatorError(code, detail, field === undefined ? {} : { field })
}
