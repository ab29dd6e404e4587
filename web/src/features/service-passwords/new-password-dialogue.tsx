import { Button, Checkbox, Select } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type {
  ServiceAccountAnswer,
  ServiceAccountWithPassword,
} from '@catalytics/contract/service-accounts.ts'
import { useText } from '../../i18n/texts.ts'
import { ApiError } from '../../lib/api.ts'
import { CancelButton, Dialogue } from '../../ui/dialogue.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { errorOf, ProblemSummary } from '../../ui/problem-summary.tsx'
import { When } from '../../ui/when.tsx'
import { PasswordChoice } from './password-choice.tsx'
import { regenerate } from './service-passwords.api.ts'

type Props = {
  readonly account: ServiceAccountAnswer
  readonly onMade: (made: ServiceAccountWithPassword) => void
  readonly onClose: () => void
}

const overlaps = [
  { seconds: 0, label: 'servicePasswords.overlap.none' },
  { seconds: 3600, label: 'servicePasswords.overlap.hour' },
  { seconds: 86_400, label: 'servicePasswords.overlap.day' },
  { seconds: 7 * 86_400, label: 'servicePasswords.overlap.week' },
  { seconds: 30 * 86_400, label: 'servicePasswords.overlap.month' },
] as const

/** Asks for a new password, generated or chosen, and how long the present one goes on beside it. */
export function NewPasswordDialogue({ isOpen, ...rest }: Props & { readonly isOpen: boolean }) {
  const { say } = useText()
  return (
    <Dialogue
      isOpen={isOpen}
      onClose={rest.onClose}
      title={say('servicePasswords.renewTitle', { name: rest.account.name })}
    >
      <Body {...rest} />
    </Dialogue>
  )
}

function Body({ account, onMade, onClose }: Props) {
  const { say } = useText()
  const queries = useQueryClient()
  const [password, setPassword] = useState<string>()
  const [overlap, setOverlap] = useState(86_400)
  const [endsOverlap, setEndsOverlap] = useState(false)
  const [mustChoose, setMustChoose] = useState(false)
  // Promised to whoever still uses it: the last one that would end before its time.
  const promised = account.passwords.findLast(({ ends_at }) => ends_at !== null)
  const cutsShort = promised !== undefined
  const doing = useMutation({
    mutationFn: () =>
      regenerate(account, {
        overlap_seconds: overlap,
        ...(password !== undefined && { password }),
        ...(cutsShort && { end_overlap: endsOverlap }),
      }),
    onSuccess: (made) => {
      onClose()
      onMade(made)
      void queries.invalidateQueries({ queryKey: ['service-accounts', account.contract] })
    },
    onError: async (error) => {
      if (!isAboutOverlap(error)) return
      // A colleague promised it meanwhile: with the account read again, the box is there.
      await queries.invalidateQueries({ queryKey: ['service-accounts', account.contract, account.id] })
      setMustChoose(true)
    },
  })
  const isUndecided = mustChoose && !endsOverlap
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (isUndecided && cutsShort) box.current?.focus()
  }, [isUndecided, cutsShort])
  const make = () => {
    setMustChoose(cutsShort && !endsOverlap)
    if (cutsShort && !endsOverlap) box.current?.focus()
    else doing.mutate()
  }
  const isThird = account.passwords.length > 1
  const fields = {
    password: { label: say('servicePasswords.choice.own'), id: 'renew-password' },
    end_overlap: { label: say('servicePasswords.overlap.end'), id: 'renew-end-overlap' },
  }
  return (
    <Form label={say('servicePasswords.renew')} onSubmit={make}>
      <ProblemSummary error={isAboutOverlap(doing.error) && cutsShort ? null : doing.error} fields={fields} />
      <PasswordChoice
        id={fields.password.id}
        error={errorOf(doing.error, 'password')}
        password={password}
        onChange={setPassword}
      />
      <Select
        label={say('servicePasswords.overlap.title')}
        description={say(isThird ? 'servicePasswords.overlap.third' : 'servicePasswords.overlap.help')}
        data={overlaps.map(({ seconds, label }) => ({ value: String(seconds), label: say(label) }))}
        allowDeselect={false}
        value={String(overlap)}
        onChange={(seconds) => setOverlap(Number(seconds))}
      />
      {promised !== undefined && (
        <>
          <Notice>
            {say('servicePasswords.overlap.promised')} <When at={promised.ends_at ?? ''} exact />
          </Notice>
          <Checkbox
            {...fields.end_overlap}
            ref={box}
            error={isUndecided && say('servicePasswords.overlap.choose')}
            checked={endsOverlap}
            onChange={(event) => setEndsOverlap(event.currentTarget.checked)}
          />
        </>
      )}
      <FormActions>
        <Button type="submit" loading={doing.isPending}>
          {say('servicePasswords.renewDo')}
        </Button>
        <CancelButton onClick={onClose} />
      </FormActions>
    </Form>
  )
}

/** Whether it was refused because it would end a password that was promised for longer. */
function isAboutOverlap(error: Error | null): boolean {
  return error instanceof ApiError && error.problem?.field === 'end_overlap'
}
