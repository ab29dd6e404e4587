import { Button, Modal, Select } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type {
  ServiceAccountAnswer,
  ServiceAccountWithPassword,
} from '@catalytics/contract/service-accounts.ts'
import { useText } from '../../i18n/texts.ts'
import { Form, FormActions } from '../../ui/form.tsx'
import { errorOf, ProblemSummary } from '../../ui/problem-summary.tsx'
import { PasswordChoice } from './password-choice.tsx'
import { regenerate } from './service-accounts.api.ts'

type Props = {
  readonly account: ServiceAccountAnswer
  readonly onMade: (made: ServiceAccountWithPassword) => void
  readonly onClose: () => void
}

const overlaps = [
  { seconds: 0, label: 'serviceAccounts.overlap.none' },
  { seconds: 3600, label: 'serviceAccounts.overlap.hour' },
  { seconds: 86_400, label: 'serviceAccounts.overlap.day' },
  { seconds: 7 * 86_400, label: 'serviceAccounts.overlap.week' },
  { seconds: 30 * 86_400, label: 'serviceAccounts.overlap.month' },
] as const

/** Asks for a new password, generated or chosen, and how long the present one goes on beside it. */
export function NewPasswordDialogue({ isOpen, ...rest }: Props & { readonly isOpen: boolean }) {
  const { say } = useText()
  return (
    <Modal
      opened={isOpen}
      onClose={rest.onClose}
      title={say('serviceAccounts.passwords.renewTitle', { name: rest.account.name })}
      closeButtonProps={{ 'aria-label': say('ui.close') }}
    >
      <Body {...rest} />
    </Modal>
  )
}

function Body({ account, onMade, onClose }: Props) {
  const { say } = useText()
  const queries = useQueryClient()
  const [password, setPassword] = useState<string>()
  const [overlap, setOverlap] = useState(86_400)
  const doing = useMutation({
    mutationFn: () =>
      regenerate(account, { overlap_seconds: overlap, ...(password !== undefined && { password }) }),
    onSuccess: (made) => {
      onClose()
      onMade(made)
      void queries.invalidateQueries({ queryKey: ['service-accounts', account.contract] })
    },
  })
  const isThird = account.passwords.length > 1
  const fields = { password: { label: say('serviceAccounts.password.own'), id: 'renew-password' } }
  return (
    <Form label={say('serviceAccounts.passwords.renew')} onSubmit={() => doing.mutate()}>
      <ProblemSummary error={doing.error} fields={fields} />
      <PasswordChoice
        id={fields.password.id}
        error={errorOf(doing.error, 'password')}
        password={password}
        onChange={setPassword}
      />
      <Select
        label={say('serviceAccounts.overlap.title')}
        description={say(isThird ? 'serviceAccounts.overlap.third' : 'serviceAccounts.overlap.help')}
        data={overlaps.map(({ seconds, label }) => ({ value: String(seconds), label: say(label) }))}
        allowDeselect={false}
        value={String(overlap)}
        onChange={(seconds) => setOverlap(Number(seconds))}
      />
      <FormActions>
        <Button type="submit" loading={doing.isPending}>
          {say('serviceAccounts.passwords.renewDo')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {say('ui.cancel')}
        </Button>
      </FormActions>
    </Form>
  )
}
