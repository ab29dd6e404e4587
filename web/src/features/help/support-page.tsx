import { Button } from '@mantine/core'
import { useState } from 'react'
import type { SupportRequestAnswer } from '@catalytics/contract/help.ts'
import { useText } from '../../i18n/texts.ts'
import { Arrival } from '../../ui/arrival.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { StateTag } from '../../ui/state-tag.tsx'
import { SupportForm } from './support-form.tsx'
import classes from './support.module.css'

/** Asks whoever runs the installation, and says what became of it. */
export function SupportPage() {
  const { say } = useText()
  const [sent, setSent] = useState<SupportRequestAnswer>()
  return (
    <>
      <PageTitle about={say('support.about')}>{say('support.title')}</PageTitle>
      {sent === undefined ? (
        <SupportForm onSent={setSent} />
      ) : (
        <SentRequest request={sent} onAnother={() => setSent(undefined)} />
      )}
    </>
  )
}

type SentProps = { readonly request: SupportRequestAnswer; readonly onAnother: () => void }

function SentRequest({ request, onAnother }: SentProps) {
  const { say } = useText()
  return (
    <section className={classes['sent']}>
      <Arrival>
        <p>
          <StateTag meaning="good">{say('support.sent.title')}</StateTag>
        </p>
        <p>{say(`support.sent.${request.sent}`)}</p>
      </Arrival>
      <p>
        {say('support.sent.number')}{' '}
        <span className={classes['number']}>
          <code>{request.id}</code>
          <CopyButton value={request.id} what={say('support.sent.numberName')} />
        </span>
      </p>
      <Button variant="default" onClick={onAnother}>
        {say('support.sent.another')}
      </Button>
    </section>
  )
}
