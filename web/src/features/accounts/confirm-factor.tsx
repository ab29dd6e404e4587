import { Button, TextInput } from '@mantine/core'
import { useMemo } from 'react'
import { encode } from 'uqr'
import { confirmSecondFactor, type NewSecondFactor } from '@catalytics/contract/credentials.ts'
import { useText } from '../../i18n/texts.ts'
import { field } from '../../lib/fields.ts'
import { missing } from '../../lib/new-password.ts'
import { SendButton } from '../../ui/act-button.tsx'
import { Arrival } from '../../ui/arrival.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { useForm } from '../../ui/use-form.ts'
import { confirmFactor } from './accounts.api.ts'
import classes from './accounts.module.css'

type Props = {
  readonly made: NewSecondFactor
  readonly onDone: (recoveryCodes: readonly string[]) => void
  readonly onCancel: () => void
}

/** Shows the secret to an authenticator's camera, or to be typed; a code proves that it arrived. */
export function ConfirmFactor({ made, onDone, onCancel }: Props) {
  const { say } = useText()
  const form = useForm({
    fields: {
      code: field({ label: say('accounts.factor.code'), id: 'factor-code', first: '', check: missing }),
    },
    body: (own) => own,
    schema: confirmSecondFactor,
    send: ({ code }) => confirmFactor(code),
    // The codes that come take the focus.
    said: null,
    onSent: onDone,
  })
  return (
    <div className={classes['form']}>
      <Form label={say('accounts.factor.add')} of={form}>
        <Arrival>
          <p>{say('accounts.factor.scan')}</p>
        </Arrival>
        <QrCode text={made.uri} label={say('accounts.factor.picture')} />
        <p>{say('accounts.factor.type')}</p>
        <p className={classes['secret']}>
          <code>{made.secret.replaceAll(/(.{4})/g, '$1 ').trim()}</code>
          <CopyButton value={made.secret} what={say('accounts.factor.secret')} />
        </p>
        <TextInput
          {...form.field('code')}
          className={classes['code']}
          autoComplete="one-time-code"
          inputMode="numeric"
          required
        />
        <FormActions>
          <SendButton of={form}>{say('accounts.factor.confirm')}</SendButton>
          <Button variant="default" onClick={onCancel}>
            {say('ui.cancel')}
          </Button>
        </FormActions>
      </Form>
    </div>
  )
}

/** Dark on light in both schemes: cameras expect it so. */
function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { data, size } = useMemo(() => encode(text, { border: 4 }), [text])
  const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('')
  return (
    <svg className={classes['qr']} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <path d={path} />
    </svg>
  )
}
