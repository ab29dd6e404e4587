import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useText } from '../i18n/texts.ts'
import { PageTitle } from '../ui/page-title.tsx'

export function NoSuchPage() {
  const { say } = useText()
  return (
    <>
      <PageTitle about={say('frame.noSuchPage.about')}>{say('frame.noSuchPage.title')}</PageTitle>
      <Anchor renderRoot={(props) => <Link {...props} to="/" />}>{say('frame.noSuchPage.home')}</Anchor>
    </>
  )
}
