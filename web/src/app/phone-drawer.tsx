import { Drawer, SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import { languages } from '@catalytics/contract/languages.ts'
import { languageNames } from '../i18n/languages.ts'
import { useText } from '../i18n/texts.ts'
import { useContract, useSession } from '../lib/session.ts'
import classes from './bar.module.css'
import { DestinationLinks } from './destination-links.tsx'
import { destinationsFor, type Destination } from './destinations.ts'
import { useGiveBackFocus } from './give-back-focus.ts'
import { useLanguageChoice } from './language-choice.ts'
import { useSignOut } from './sign-out.ts'
import { themeChoices, useTheme } from './theme-choice.ts'

type Props = { readonly onPalette: () => void; readonly onClose: () => void }

/** What the menus have, one below the other. */
export function PhoneDrawer({ onPalette, onClose }: Props) {
  const { say } = useText()
  const { user } = useSession()
  const giveBack = useGiveBackFocus()
  const close = () => {
    onClose()
    giveBack()
  }
  const signOut = useSignOut()
  const choose = (then: () => void) => () => {
    onClose()
    then()
  }
  return (
    <>
      <Drawer
        opened
        returnFocus={false}
        onClose={close}
        position="right"
        size={320}
        title={
          <>
            <span className={classes['name']}>{user.name}</span>
            <span className={classes['email']}>{user.email}</span>
          </>
        }
        closeButtonProps={{ 'aria-label': say('ui.close') }}
      >
        <Section menu="main" title={say('frame.mainMenu')} onPick={onClose} />
        <Section menu="gear" title={say('frame.gear')} onPick={onClose} />
        <Section menu="help" title={say('frame.help.label')} onPick={onClose}>
          <a className={classes['page']} href="/api/docs/" target="_blank">
            {say('frame.help.reference')}
          </a>
          <button type="button" className={classes['page']} onClick={choose(onPalette)}>
            {say('frame.palette.title')}
          </button>
        </Section>
        <Section menu="user" title={say('frame.you')} onPick={onClose}>
          <Choices />
          <button type="button" className={classes['page']} onClick={choose(() => void signOut())}>
            {say('frame.signOut')}
          </button>
        </Section>
      </Drawer>
    </>
  )
}

type SectionProps = {
  readonly menu: Destination['menu']
  readonly title: string
  readonly onPick: () => void
  readonly children?: ReactNode
}

function Section({ menu, title, onPick, children }: SectionProps) {
  const contract = useContract()
  if (children === undefined && !destinationsFor(contract).some((one) => one.menu === menu)) return null
  return (
    <section className={classes['section']} aria-label={title}>
      <h2>{title}</h2>
      <DestinationLinks menu={menu} onPick={onPick} />
      {children}
    </section>
  )
}

function Choices() {
  const { say, language } = useText()
  const pickLanguage = useLanguageChoice()
  const { theme, setTheme } = useTheme()
  return (
    <div className={classes['choices']}>
      <SegmentedControl
        fullWidth
        aria-label={say('frame.language', { name: languageNames[language] })}
        value={language}
        onChange={pickLanguage}
        data={languages.map((value) => ({ value, label: languageNames[value] }))}
      />
      <SegmentedControl
        fullWidth
        aria-label={say('frame.theme.title')}
        value={theme}
        onChange={setTheme}
        data={themeChoices.map(({ value, label }) => ({ value, label: say(label) }))}
      />
    </div>
  )
}
