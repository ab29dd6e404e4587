import { Link, Outlet } from '@tanstack/react-router'
import { useText } from '../i18n/texts.ts'
import classes from './frame.module.css'
import { HelpMenu } from './help-menu.tsx'
import { LanguageMenu } from './language-menu.tsx'
import { ThemeMenu } from './theme-menu.tsx'

/** What stands around every page. */
export function Frame() {
  const { say } = useText()
  return (
    <>
      <a className={classes['skip']} href="#content">
        {say('frame.skip')}
      </a>
      <header className={classes['bar']}>
        <Link to="/" className={classes['brand']}>
          Catalytics
        </Link>
        <div className={classes['controls']}>
          <HelpMenu />
          <LanguageMenu />
          <ThemeMenu />
        </div>
      </header>
      <main id="content" className={classes['content']}>
        <Outlet />
      </main>
    </>
  )
}
