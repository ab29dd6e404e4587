import { Anchor, Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { SignInForm } from '../features/accounts/sign-in-form.tsx'
import { useText } from '../i18n/texts.ts'
import { announce } from '../lib/announce.ts'
import { sessionQuery, useSession } from '../lib/session.ts'
import { useGiveBackFocus } from './give-back-focus.ts'

/** Over a page whose session has ended: what has been typed there stays, and can be sent afterwards. */
export function SignInAgain() {
  const { say } = useText()
  const { user } = useSession()
  const queries = useQueryClient()
  // What was to be sent is sent from where the focus was.
  const giveBackFocus = useGiveBackFocus()
  useEffect(() => giveBackFocus, [giveBackFocus])
  const goOn = async () => {
    const now = await queries.fetchQuery({ ...sessionQuery, staleTime: 0 })
    // Somebody else: nothing of the first one stays.
    if (now?.user.id !== user.id) window.location.assign('/')
    else {
      announce(say('frame.again.done'))
      await queries.invalidateQueries()
    }
  }
  return (
    <Modal
      opened
      onClose={() => undefined}
      closeOnEscape={false}
      closeOnClickOutside={false}
      withCloseButton={false}
      title={say('frame.again.title')}
    >
      <p>{say('frame.again.about')}</p>
      <SignInForm email={user.email} onDone={() => void goOn()} />
      <p>
        <Anchor href="/sign-in">{say('frame.again.leave')}</Anchor>
      </p>
    </Modal>
  )
}
