import { Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core'
import { useText, type PlainKey } from '../i18n/texts.ts'
import type { IconName } from '../ui/icon.tsx'
import { BarButton } from './bar-button.tsx'

const schemes = [
  { value: 'light', icon: 'sun', label: 'frame.theme.light' },
  { value: 'dark', icon: 'moon', label: 'frame.theme.dark' },
  { value: 'auto', icon: 'screen', label: 'frame.theme.system' },
] as const satisfies readonly { value: MantineColorScheme; icon: IconName; label: PlainKey }[]

export function ThemeMenu() {
  const { say } = useText()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const now = schemes.find(({ value }) => value === colorScheme) ?? schemes[2]
  return (
    <Menu>
      <Menu.Target>
        <BarButton label={say('frame.theme.label', { name: say(now.label) })} icon={now.icon} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(picked) =>
            setColorScheme(schemes.find(({ value }) => value === picked)?.value ?? 'auto')
          }
        >
          {schemes.map(({ value, label }) => (
            <Menu.RadioItem key={value} value={value}>
              {say(label)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}
