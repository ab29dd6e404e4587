import { Drawer, SegmentedControl } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { languageCodes, languages } from '../i18n/languages.ts'
import { useText } from '../i18n/texts.ts'
import { useContract, useSession } from '../lib/session.ts'
import { BarButton } from './bar-button.tsx'
import classes from './bar.module.css'
import { DestinationLinks } from './destination-links.tsx'
import { destinationsFor, type Destination } from './destinations.ts'
import { useLanguageChoice } from './language-choice.ts'
import { useSignOut } from './sign-out.ts'
import { themeChoices, useTheme } from './theme-choice.ts'

/** All menus in one, for a narrow screen. */
export function PhoneMenu({ onPalette }: { readonly onPalette: () => void }) {
  const { say } = useText()
  const { user } = useSession()
  const [isOpen, { open, close }] = useDisclosure(false)
  const signOut = useSignOut()
  const choose = (then: () => void) => () => {
    close()
    then()
  }
  return (
    <>
      <BarButton label={say('frame.menu')} icon="menu" aria-expanded={isOpen} onClick={open} />
      <Drawer
        opened={isOpen}
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
        <Section menu="main" title={say('frame.mainMenu')} onPick={close} />
        <Section menu="gear" title={say('frame.gear')} onPick={close} />
        <Section menu="help" title={say('frame.help.label')} onPick={close}>
          <a className={classes['page']} href="/api/docs/" target="_blank">
            {say('frame.help.reference')}
          </a>
          <button type="button" className={classes['page']} onClick={choose(onPalette)}>
            {say('frame.palette.title')}
          </button>
        </Section>
        <Section menu="user" title={say('frame.you')} onPick={close}>
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
        aria-label={say('frame.language', { name: languages[language] })}
        value={language}
        onChange={pickLanguage}
        data={languageCodes.map((value) => ({ value, label: languages[value] }))}
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
