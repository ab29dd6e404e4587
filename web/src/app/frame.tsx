import { useDisclosure } from '@mantine/hooks'
import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useText } from '../i18n/texts.ts'
import { useVisitor } from '../lib/session.ts'
import { Announcer } from './announcer.tsx'
import { Bar } from './bar.tsx'
import { useFocusKeeper } from './focus-keeper.ts'
import classes from './frame.module.css'
import { useOwnLanguage } from './language-choice.ts'
import { LeavingGuard } from './leaving-guard.tsx'
import { useOwnTheme } from './theme-choice.ts'
import { ToldFailure } from './told-failure.tsx'
import { useKeys } from './use-keys.ts'

// Dialogues come when they are asked for.
const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }))
const SignInAgain = lazy(async () => ({ default: (await import('./sign-in-again.tsx')).SignInAgain }))
const KeysHelp = lazy(async () => ({ default: (await import('./keys-help.tsx')).KeysHelp }))

/** What stands around every page. */
export function Frame() {
  const { say } = useText()
  const hasEnded = useVisitor()?.hasEnded ?? false
  useOwnLanguage()
  useOwnTheme()
  useFocusKeeper()
  const [paletteIsOpen, palette] = useDisclosure(false)
  const [helpIsOpen, help] = useDisclosure(false)
  const keys = useKeys({ onPalette: palette.toggle, onHelp: help.open })
  return (
    <>
      <a className={classes['skip']} href="#content">
        {say('frame.skip')}
      </a>
      <Bar onPalette={palette.open} onKeys={help.open} />
      <main id="content" className={classes['content']} tabIndex={-1}>
        <ToldFailure />
        <Outlet />
      </main>
      <Announcer />
      <LeavingGuard />
      <Suspense>
        {hasEnded && <SignInAgain />}
        {paletteIsOpen && <Palette onClose={palette.close} />}
        {helpIsOpen && (
          <KeysHelp onClose={help.close} lettersOn={keys.lettersOn} onLetters={keys.setLetters} />
        )}
      </Suspense>
    </>
  )
}
