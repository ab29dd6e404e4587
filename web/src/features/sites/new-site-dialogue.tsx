import { TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import type { ContractId } from '@catalytics/contract/ids.ts'
import { changeSite, site as siteSchema, type Site } from '@catalytics/contract/sites.ts'
import { useText } from '../../i18n/texts.ts'
import { isStale } from '../../lib/api.ts'
import { NotFit } from '../../lib/faults.ts'
import { convertedField, field } from '../../lib/fields.ts'
import { useFromHere } from '../../lib/from-here.ts'
import { SendButton } from '../../ui/act-button.tsx'
import { CancelButton, Dialogue } from '../../ui/dialogue.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { useForm } from '../../ui/use-form.ts'
import { makeSite } from './sites.api.ts'

type Props = {
  readonly contract: ContractId
  readonly known: readonly Site[]
  readonly onClose: () => void
}

/** The key stands in the address of the call. */
const newSite = changeSite.extend({ site: siteSchema.shape.key })

/** Makes a site; its page then has the tag. */
export function NewSiteDialogue({ isOpen, ...rest }: Props & { readonly isOpen: boolean }) {
  const { say } = useText()
  return (
    <Dialogue isOpen={isOpen} onClose={rest.onClose} title={say('sites.addTitle')}>
      <Body {...rest} />
    </Dialogue>
  )
}

function Body({ contract, known, onClose }: Props) {
  const { say } = useText()
  const queries = useQueryClient()
  const router = useRouter()
  const fromHere = useFromHere()
  const taken = say('sites.taken')
  const form = useForm({
    fields: {
      site: field({
        label: say('sites.columns.key'),
        id: 'site-key',
        first: '',
        check: (key) => (known.some((one) => one.key === key) ? taken : undefined),
      }),
      origins: convertedField({
        label: say('sites.origin'),
        id: 'site-origin',
        first: '',
        sent: (typed) => (typed.trim() === '' ? [] : [typed.trim()]),
        words: String,
      }),
    },
    body: (own) => own,
    schema: newSite,
    send: async ({ site: key, origins }) => {
      const name = origins[0]?.replace(/^https?:\/\//, '') ?? key
      try {
        return await makeSite(contract, key, { name, origins })
      } catch (error) {
        // Somebody else has made it since the list was read.
        throw isStale(error) ? new NotFit([{ field: 'site', why: taken }]) : error
      }
    },
    said: null,
    onSent: async ({ key }) => {
      await queries.invalidateQueries({ queryKey: ['sites', contract] })
      await fromHere(() =>
        router.navigate({ to: '/c/$contract/settings/sites/$site', params: { contract, site: key } }),
      )
    },
  })
  return (
    <Form label={say('sites.addTitle')} of={form}>
      <TextInput
        {...form.field('site')}
        data-autofocus
        description={say('sites.keyHelp')}
        maxLength={100}
        spellCheck={false}
        autoCapitalize="off"
      />
      <TextInput
        {...form.field('origins')}
        description={say('sites.originHelp')}
        placeholder="https://www.acme.example"
        spellCheck={false}
        autoCapitalize="off"
      />
      <FormActions>
        <SendButton of={form}>{say('sites.addDo')}</SendButton>
        <CancelButton onClick={onClose} />
      </FormActions>
    </Form>
  )
}
