import { Button } from '@mantine/core'
import { useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useText } from '../i18n/texts.ts'
import { forgetFailure, useToldFailure } from '../lib/told.ts'
import { ProblemNote } from '../ui/problem-note.tsx'

/** Above the page: why something that was asked for in a menu failed. On another page it is over. */
export function ToldFailure() {
  return <Told key={useLocation({ select: ({ pathname }) => pathname })} />
}

function Told() {
  const { say } = useText()
  const error = useToldFailure()
  useEffect(() => forgetFailure, [])
  return (
    error && (
      <ProblemNote error={error}>
        <p>
          <Button variant="default" size="xs" onClick={forgetFailure}>
            {say('ui.close')}
          </Button>
        </p>
      </ProblemNote>
    )
  )
}
