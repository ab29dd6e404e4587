import { useEffect, useState } from 'react'

/** The time of day, for words such as "2 minutes ago"; a component that shows them is drawn again as it passes. */
export function useNow(everyMs = 30_000): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
