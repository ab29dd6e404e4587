import { useDisclosure } from '@mantine/hooks'
import { lazy, Suspense } from 'react'
import { useText } from '../i18n/texts.ts'
import { BarButton } from './bar-button.tsx'

const PhoneDrawer = lazy(async () => ({ default: (await import('./phone-drawer.tsx')).PhoneDrawer }))

/** All menus in one, for a narrow screen. */
export function PhoneMenu({ onPalette }: { readonly onPalette: () => void }) {
  const { say } = useText()
  const [isOpen, { open, close }] = useDisclosure(false)
  return (
    <>
      <BarButton label={say('frame.menu')} icon="menu" aria-expanded={isOpen} onClick={open} />
      <Suspense>{isOpen && <PhoneDrawer onPalette={onPalette} onClose={close} />}</Suspense>
    </>
  )
}
