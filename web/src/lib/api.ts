import type { z } from 'zod'
import { problem as problemSchema, type Problem } from '@catalytics/contract/errors.ts'
import { noteFailure } from './trail.ts'

/** Why a call came to nothing: what the server said, or that it could not be reached at all. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  /** Undefined where no answer of the server came. */
  readonly problem: Problem | undefined

  constructor(problem: Problem | undefined, options?: ErrorOptions) {
    super(problem?.detail ?? 'The server cannot be reached.', options)
    this.problem = problem
  }
}

type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** A call that reads. @throws ApiError */
export async function get<T>(path: string, answer: z.ZodType<T>, signal?: AbortSignal): Promise<T> {
  const response = await call('GET', path, { ...(signal && { signal }) })
  return answer.parse(await response.json())
}

/** A call that changes something and answers with nothing. @throws ApiError */
export async function send(method: Method, path: string, body?: unknown): Promise<void> {
  await call(method, path, { body })
}

/** A call that changes something and tells what came of it. @throws ApiError */
export async function ask<T>(
  method: Method,
  path: string,
  answer: z.ZodType<T>,
  body?: unknown,
  signal?: AbortSignal,
): Promise<T> {
  const response = await call(method, path, { body, ...(signal && { signal }) })
  return answer.parse(await response.json())
}

/** A path below /api/v1 with its parts made safe. */
export function apiPath(strings: TemplateStringsArray, ...parts: readonly string[]): string {
  return `/api/v1${String.raw({ raw: strings.raw }, ...parts.map(encodeURIComponent))}`
}

async function call(
  method: string,
  path: string,
  { body, signal }: { readonly body?: unknown; readonly signal?: AbortSignal },
): Promise<Response> {
  const response = await fetch(path, {
    method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    credentials: 'same-origin',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ApiError(undefined, { cause: error })
  })
  if (!response.ok) {
    const problem = await problemOf(response)
    // That nobody is signed in is no failure.
    if (problem.code !== 'unauthorized') noteFailure(problem.request_id)
    throw new ApiError(problem)
  }
  return response
}

/** What stands between us and the server answers in words of its own; then we say what we know. */
async function problemOf(response: Response): Promise<Problem> {
  const told = problemSchema.safeParse(await response.json().catch(() => undefined))
  return (
    told.data ?? {
      type: 'about:blank',
      title: response.statusText,
      status: response.status,
      code: response.status === 401 ? 'unauthorized' : response.status < 500 ? 'invalid' : 'unavailable',
      detail: `${response.status} ${response.statusText}`.trim(),
      request_id: response.headers.get('x-request-id') ?? '',
    }
  )
}
