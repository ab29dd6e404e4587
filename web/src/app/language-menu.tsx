import { Menu } from '@mantine/core'
import { languages } from '@catalytics/contract/languages.ts'
import { languageNames } from '../i18n/languages.ts'
import { useText } from '../i18n/texts.ts'
import { BarButton } from './bar-button.tsx'
import { useLanguageChoice } from './language-choice.ts'

export function LanguageMenu() {
  const { say, language } = useText()
  const pick = useLanguageChoice()
  return (
    <Menu>
      <Menu.Target>
        <BarButton
          label={say('frame.language', { name: languageNames[language] })}
          words={language.toUpperCase()}
          opensMenu
        />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={language} onChange={pick}>
          {languages.map((code) => (
            <Menu.RadioItem key={code} lang={code} value={code}>
              {languageNames[code]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}
