import { useEffect, useRef, type ReactNode } from 'react'

/** What came of an act, in place of what was asked for it: takes the focus, so that it is read out and the next step is at hand. */
export function Arrival({ children }: { readonly children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus({ preventScroll: true }), [])
  return (
    <div ref={box} tabIndex={-1}>
      {children}
    </div>
  )
}
