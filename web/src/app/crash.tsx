import { Button } from '@mantine/core'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useText } from '../i18n/texts.ts'
import { ApiError } from '../lib/api.ts'
import { PageTitle } from '../ui/page-title.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'

/** When a page itself fails: our fault, said plainly, with a way on. */
export function Crash({ error }: ErrorComponentProps) {
  const { say } = useText()
  if (error instanceof ApiError && error.unanswered !== undefined) return <Unreachable error={error} />
  return (
    <>
      <PageTitle about={say('frame.crash.about')}>{say('frame.crash.title')}</PageTitle>
      {error instanceof ApiError ? (
        <ProblemNote error={error} />
      ) : (
        <p>
          <code>{error instanceof Error ? error.message : String(error)}</code>
        </p>
      )}
      <Button mt="md" onClick={reload}>
        {say('frame.crash.reload')}
      </Button>
    </>
  )
}

/** The page could not be fetched: once there is a connection again, it is. */
function Unreachable({ error }: { readonly error: ApiError }) {
  const { say } = useText()
  useEffect(() => {
    window.addEventListener('online', reload)
    return () => window.removeEventListener('online', reload)
  }, [])
  return (
    <>
      <PageTitle>{say('ui.problem.offline')}</PageTitle>
      <ProblemNote error={error} />
      <Button mt="md" onClick={reload}>
        {say('ui.again')}
      </Button>
    </>
  )
}

function reload(): void {
  window.location.reload()
}
