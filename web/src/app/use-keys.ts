import { useRouter } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { keepPreference, readPreference } from '../lib/preferences.ts'
import { useContract } from '../lib/session.ts'
import { useDestinations } from './destinations.ts'

type Keys = {
  readonly lettersOn: boolean
  readonly setLetters: (on: boolean) => void
}

const secondKeyWithinMs = 1500

/** The keys that do something on every page; never while somebody types or a dialogue is open. */
export function useKeys({
  onPalette,
  onHelp,
}: {
  readonly onPalette: () => void
  readonly onHelp: () => void
}): Keys {
  const router = useRouter()
  const contract = useContract()
  const destinations = useDestinations()
  const [lettersOn, setLettersOn] = useState(() => readPreference('keys') !== 'off')
  const goSince = useRef(Number.NEGATIVE_INFINITY)
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        onPalette()
        return
      }
      if (!lettersOn || event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target)) return
      const went = event.timeStamp - goSince.current < secondKeyWithinMs
      goSince.current = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY
      const page = went ? destinations.find(({ key }) => key === event.key) : undefined
      if (page !== undefined) void router.navigate(page.link(contract?.id ?? ''))
      else if (event.key === '?') onHelp()
      else if (event.key === '/') focusSearch(event)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [contract, destinations, lettersOn, onHelp, onPalette, router])
  return {
    lettersOn,
    setLetters: (on) => {
      keepPreference('keys', on ? 'on' : 'off')
      setLettersOn(on)
    },
  }
}

function isBusy(target: EventTarget | null): boolean {
  const types =
    target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null
  return types || document.querySelector('[role="dialog"]') !== null
}

function focusSearch(event: KeyboardEvent): void {
  const field = document.querySelector<HTMLElement>('main input[type="search"]')
  if (field === null) return
  event.preventDefault()
  field.focus()
}
