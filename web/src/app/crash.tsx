import { Button } from '@mantine/core'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { useText } from '../i18n/texts.ts'
import { ApiError } from '../lib/api.ts'
import { PageTitle } from '../ui/page-title.tsx'
import { ProblemNote } from '../ui/problem-note.tsx'

/** When a page itself fails: our fault, said plainly, with a way on. */
export function Crash({ error }: ErrorComponentProps) {
  const { say } = useText()
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
      <Button mt="md" onClick={() => window.location.reload()}>
        {say('frame.crash.reload')}
      </Button>
    </>
  )
}
