import { Checkbox, Select } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import {
  regenerateServiceAccount,
  type ServiceAccountAnswer,
  type ServiceAccountWithPassword,
} from '@catalytics/contract/service-accounts.ts'
import { useText } from '../../i18n/texts.ts'
import { ApiError } from '../../lib/api.ts'
import { chosenPasswordField } from '../../lib/chosen-password.ts'
import { NotFit } from '../../lib/faults.ts'
import { convertedField, field } from '../../lib/fields.ts'
import { SendButton } from '../../ui/act-button.tsx'
import { CancelButton, Dialogue } from '../../ui/dialogue.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useForm } from '../../ui/use-form.ts'
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
  // Promised to whoever still uses it: the last one that would end before its time.
  const promised = account.passwords.findLast(({ ends_at }) => ends_at !== null)
  const cutsShort = promised !== undefined
  const choose = say('servicePasswords.overlap.choose')
  const form = useForm({
    fields: {
      password: chosenPasswordField(say, 'renew-password'),
      overlap_seconds: convertedField({
        label: say('servicePasswords.overlap.title'),
        id: 'renew-overlap',
        first: '86400',
        sent: Number,
        words: String,
      }),
      end_overlap: field({
        label: say('servicePasswords.overlap.end'),
        id: 'renew-end-overlap',
        first: false,
        check: (isEnded) => (cutsShort && !isEnded ? choose : undefined),
      }),
    },
    body: ({ password, end_overlap, ...overlap }) => ({
      ...overlap,
      ...(password !== undefined && { password }),
      ...(cutsShort && { end_overlap }),
    }),
    schema: regenerateServiceAccount,
    send: async (body) => {
      try {
        return await regenerate(account, body)
      } catch (error) {
        if (!isAboutOverlap(error)) throw error
        // A colleague promised it meanwhile: with the account read again, the box is there.
        await queries.invalidateQueries({ queryKey: ['service-accounts', account.contract, account.id] })
        throw new NotFit([{ field: 'end_overlap', why: choose }])
      }
    },
    // The page with the password has the focus on its title.
    said: null,
    onSent: (made) => {
      onClose()
      onMade(made)
      void queries.invalidateQueries({ queryKey: ['service-accounts', account.contract] })
    },
  })
  const isThird = account.passwords.length > 1
  return (
    <Form label={say('servicePasswords.renew')} of={form}>
      <PasswordChoice {...form.field('password')} />
      <Select
        {...form.field('overlap_seconds')}
        description={say(isThird ? 'servicePasswords.overlap.third' : 'servicePasswords.overlap.help')}
        data={overlaps.map(({ seconds, label }) => ({ value: String(seconds), label: say(label) }))}
        allowDeselect={false}
      />
      {promised !== undefined && (
        <>
          <Notice>
            {say('servicePasswords.overlap.promised')} <When at={promised.ends_at ?? ''} exact />
          </Notice>
          <Checkbox {...form.box('end_overlap')} />
        </>
      )}
      <FormActions>
        <SendButton of={form}>{say('servicePasswords.renewDo')}</SendButton>
        <CancelButton onClick={onClose} />
      </FormActions>
    </Form>
  )
}

/** Whether it was refused because it would end a password that was promised for longer. */
function isAboutOverlap(error: unknown): boolean {
  return error instanceof ApiError && error.problem?.field === 'end_overlap'
}
