import { ApiError } from '../lib/api.ts'
import { ProblemNote } from './problem-note.tsx'

/** In place of what a role may not see, on a page that would not have asked the server yet. */
export function NotForRole({ children }: { readonly children: string }) {
  const problem = {
    type: 'about:blank',
    title: 'Forbidden',
    status: 403,
    code: 'forbidden',
    detail: children,
    request_id: '',
  } as const
  return <ProblemNote error={new ApiError(problem)} />
}
