import { useRouter } from '@tanstack/react-router'
import { languages } from '@catalytics/contract/languages.ts'
import { languageNames } from '../i18n/languages.ts'
import { useText } from '../i18n/texts.ts'
import { focusTitle } from '../lib/focus-title.ts'
import { useContract, useVisitor } from '../lib/session.ts'
import { useDestinations } from './destinations.ts'
import { useLanguageChoice } from './language-choice.ts'
import { usePickContract } from './pick-contract.ts'
import { useSignOut } from './sign-out.ts'
import { themeChoices, useTheme } from './theme-choice.ts'

export type PaletteEntry = {
  readonly id: string
  readonly label: string
  /** What kind of thing it is. */
  readonly group: string
  readonly run: () => void
  /** It shows another page, which then has the focus. */
  readonly leaves?: boolean
}

/** Pages, contracts, languages, appearance, sign out: as the menus have them. */
export function usePaletteEntries(): readonly PaletteEntry[] {
  const { say } = useText()
  const router = useRouter()
  const visitor = useVisitor()
  const contract = useContract()
  const destinations = useDestinations()
  const pickContract = usePickContract()
  const pickLanguage = useLanguageChoice()
  const { setTheme } = useTheme()
  const signOut = useSignOut()
  return [
    ...destinations.map(({ id, label, link }) => ({
      id,
      label: say(label),
      group: say('frame.palette.page'),
      run: () => void router.navigate(link(contract?.id ?? '')).then(focusTitle),
      leaves: true,
    })),
    ...(visitor?.contracts ?? [])
      .filter(({ id }) => id !== contract?.id)
      .map(({ id, name }) => ({
        id,
        label: name,
        group: say('frame.palette.contract'),
        run: () => pickContract(id),
      })),
    ...languages.map((code) => ({
      id: `language-${code}`,
      label: languageNames[code],
      group: say('frame.palette.language'),
      run: () => pickLanguage(code),
    })),
    ...themeChoices.map(({ value, label }) => ({
      id: `theme-${value}`,
      label: say(label),
      group: say('frame.theme.title'),
      run: () => setTheme(value),
    })),
    ...(visitor === undefined
      ? []
      : [
          {
            id: 'sign-out',
            label: say('frame.signOut'),
            group: say('frame.you'),
            run: () => void signOut(),
            leaves: true,
          },
        ]),
  ]
}
