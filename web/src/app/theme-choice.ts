import { useMantineColorScheme } from '@mantine/core'
import type { PlainKey } from '../i18n/texts.ts'
import type { IconName } from '../ui/icon.tsx'

export const themeChoices = [
  { value: 'light', icon: 'sun', label: 'frame.theme.light' },
  { value: 'dark', icon: 'moon', label: 'frame.theme.dark' },
  { value: 'system', icon: 'screen', label: 'frame.theme.system' },
] as const satisfies readonly { value: string; icon: IconName; label: PlainKey }[]
type Theme = (typeof themeChoices)[number]['value']

/** The appearance of this browser; for whoever is signed in, the account remembers it too. */
export function useTheme(): { readonly theme: Theme; readonly setTheme: (picked: string) => void } {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return {
    theme: colorScheme === 'auto' ? 'system' : colorScheme,
    setTheme: (picked) => setColorScheme(picked === 'light' || picked === 'dark' ? picked : 'auto'),
  }
}
