import { Menu } from '@mantine/core'
import { isLanguage, languageCodes, languages } from '../i18n/languages.ts'
import { switchLanguage, useText } from '../i18n/texts.ts'
import { keepPreference } from '../lib/preferences.ts'
import { BarButton } from './bar-button.tsx'

export function LanguageMenu() {
  const { say, language } = useText()
  return (
    <Menu>
      <Menu.Target>
        <BarButton
          label={say('frame.language', { name: languages[language] })}
          words={language.toUpperCase()}
          opensMenu
        />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup
          value={language}
          onChange={(picked) => {
            if (!isLanguage(picked)) return
            keepPreference('language', picked)
            void switchLanguage(picked)
          }}
        >
          {languageCodes.map((code) => (
            <Menu.RadioItem key={code} lang={code} value={code}>
              {languages[code]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}
