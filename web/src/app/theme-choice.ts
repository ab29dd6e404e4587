import { useMantineColorScheme } from '@mantine/core'
import { useEffect } from 'react'
import type { Theme } from '@catalytics/contract/accounts.ts'
import { textNow, type PlainKey } from '../i18n/texts.ts'
import { useKeepChoice } from '../lib/own-choices.ts'
import { useVisitor } from '../lib/session.ts'
import type { IconName } from '../ui/icon.tsx'

export const themeChoices = [
  { value: 'light', icon: 'sun', label: 'frame.theme.light' },
  { value: 'dark', icon: 'moon', label: 'frame.theme.dark' },
  { value: 'system', icon: 'screen', label: 'frame.theme.system' },
] as const satisfies readonly { value: Theme; icon: IconName; label: PlainKey }[]

/** The appearance of this browser; for whoever is signed in, the account remembers it too. */
export function useTheme(): { readonly theme: Theme; readonly setTheme: (picked: string) => void } {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const keep = useKeepChoice()
  return {
    theme: colorScheme === 'auto' ? 'system' : colorScheme,
    setTheme: (picked) => {
      const { value: theme, label } = themeChoices.find(({ value }) => value === picked) ?? themeChoices[2]
      keep({ theme }, () => textNow().say(label))
      setColorScheme(schemeOf(theme))
    },
  }
}

/** Looks as whoever is signed in likes it. */
export function useOwnTheme(): void {
  const { setColorScheme } = useMantineColorScheme()
  const theme = useVisitor()?.user.theme
  useEffect(() => {
    if (theme !== undefined) setColorScheme(schemeOf(theme))
  }, [setColorScheme, theme])
}

function schemeOf(theme: Theme): 'light' | 'dark' | 'auto' {
  return theme === 'system' ? 'auto' : theme
}
