import { Menu } from '@mantine/core'
import { useText } from '../i18n/texts.ts'
import { BarButton } from './bar-button.tsx'
import { themeChoices, useTheme } from './theme-choice.ts'

/** Light or dark, for whoever is not signed in. */
export function ThemeMenu() {
  const { say } = useText()
  const { theme } = useTheme()
  const now = themeChoices.find(({ value }) => value === theme) ?? themeChoices[2]
  return (
    <Menu>
      <Menu.Target>
        <BarButton label={say('frame.theme.label', { name: say(now.label) })} icon={now.icon} />
      </Menu.Target>
      <Menu.Dropdown>
        <ThemeItems />
      </Menu.Dropdown>
    </Menu>
  )
}

export function ThemeItems() {
  const { say } = useText()
  const { theme, setTheme } = useTheme()
  return (
    <Menu.RadioGroup value={theme} onChange={setTheme}>
      {themeChoices.map(({ value, label }) => (
        <Menu.RadioItem key={value} value={value}>
          {say(label)}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  )
}
