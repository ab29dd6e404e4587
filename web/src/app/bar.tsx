import { Link } from '@tanstack/react-router'
import { useText } from '../i18n/texts.ts'
import { useVisitor } from '../lib/session.ts'
import classes from './bar.module.css'
import { ContractPicker } from './contract-picker.tsx'
import { DestinationLinks } from './destination-links.tsx'
import { GearMenu } from './gear-menu.tsx'
import { HelpMenu } from './help-menu.tsx'
import { LanguageMenu } from './language-menu.tsx'
import { PaletteButton } from './palette-button.tsx'
import { PhoneMenu } from './phone-menu.tsx'
import { ThemeMenu } from './theme-menu.tsx'
import { UserMenu } from './user-menu.tsx'

type Props = { readonly onPalette: () => void; readonly onKeys: () => void }

/** The menus at the top of every page; on a phone they are folded into one. */
export function Bar({ onPalette, onKeys }: Props) {
  const { say } = useText()
  const visitor = useVisitor()
  return (
    <header className={classes['bar']}>
      <Link to="/" className={classes['brand']}>
        <Mark />
        Catalytics
      </Link>
      {visitor === undefined ? (
        <div className={classes['controls']}>
          <HelpMenu onKeys={onKeys} />
          <LanguageMenu />
          <ThemeMenu />
        </div>
      ) : (
        <>
          <nav className={`${classes['pages']} ${classes['wide']}`} aria-label={say('frame.mainMenu')}>
            <DestinationLinks menu="main" />
          </nav>
          <div className={classes['controls']}>
            <ContractPicker />
            <div className={`${classes['controls']} ${classes['wide']}`}>
              <PaletteButton onPress={onPalette} />
              <HelpMenu onKeys={onKeys} />
              <LanguageMenu />
              <GearMenu />
              <UserMenu />
            </div>
            <div className={classes['narrow']}>
              <PhoneMenu onPalette={onPalette} />
            </div>
          </div>
        </>
      )}
    </header>
  )
}

/** A circle with its centre lines, as on a drawing. */
function Mark() {
  return (
    <svg className={classes['mark']} viewBox="0 0 20 20" aria-hidden="true">
      <path d="M14 7a5 5 0 1 0 0 6" strokeWidth="2" />
      <path d="M1 10h18M10 1v18" strokeWidth="1" strokeDasharray="5 1.5 1 1.5" />
    </svg>
  )
}
