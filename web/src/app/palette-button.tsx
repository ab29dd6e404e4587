import { useOs } from '@mantine/hooks'
import { useText } from '../i18n/texts.ts'
import { BarButton } from './bar-button.tsx'

export function PaletteButton({ onPress }: { readonly onPress: () => void }) {
  const { say } = useText()
  const os = useOs({ getValueInEffect: false })
  return (
    <BarButton
      label={say('frame.palette.title')}
      icon="search"
      words={os === 'macos' || os === 'ios' ? '⌘K' : 'Ctrl K'}
      onClick={onPress}
    />
  )
}
