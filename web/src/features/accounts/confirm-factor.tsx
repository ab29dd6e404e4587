import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { encode } from 'uqr'
import type { NewSecondFactor } from '@catalytics/contract/credentials.ts'
import { useText } from '../../i18n/texts.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { errorOf, ProblemSummary } from '../../ui/problem-summary.tsx'
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
  const [code, setCode] = useState('')
  const doing = useMutation({ mutationFn: () => confirmFactor(code), onSuccess: onDone })
  const field = { label: say('accounts.factor.code'), id: 'factor-code' }
  return (
    <div className={classes['form']}>
      <Form label={say('accounts.factor.add')} onSubmit={() => doing.mutate()}>
        <ProblemSummary error={doing.error} fields={{ code: field }} />
        <p>{say('accounts.factor.scan')}</p>
        <QrCode text={made.uri} label={say('accounts.factor.picture')} />
        <p>{say('accounts.factor.type')}</p>
        <p className={classes['secret']}>
          <code>{made.secret.replaceAll(/(.{4})/g, '$1 ').trim()}</code>
          <CopyButton value={made.secret} what={say('accounts.factor.secret')} />
        </p>
        <TextInput
          {...field}
          className={classes['code']}
          autoComplete="one-time-code"
          inputMode="numeric"
          required
          error={errorOf(doing.error, 'code')}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <FormActions>
          <Button type="submit" loading={doing.isPending}>
            {say('accounts.factor.confirm')}
          </Button>
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
