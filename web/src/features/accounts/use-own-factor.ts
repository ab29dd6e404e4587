import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { NewSecondFactor } from '@catalytics/contract/credentials.ts'
import { sessionQuery } from '../../lib/session.ts'

/** What is shown once while a second factor is set up: its secret, then the recovery codes. Gone with the page. */
export function useOwnFactor() {
  const queries = useQueryClient()
  const [made, setMade] = useState<NewSecondFactor>()
  const [codes, setCodes] = useState<readonly string[]>()
  return {
    made,
    setMade,
    codes,
    setCodes,
    refresh: () => queries.invalidateQueries({ queryKey: sessionQuery.queryKey }),
  }
}
