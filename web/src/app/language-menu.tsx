import { Menu } from '@mantine/core'
import { languageCodes, languages } from '../i18n/languages.ts'
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
          label={say('frame.language', { name: languages[language] })}
          words={language.toUpperCase()}
          opensMenu
        />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={language} onChange={pick}>
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
