import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import type { ContractId } from '@catalytics/contract/ids.ts'
import type { Site } from '@catalytics/contract/sites.ts'
import { useText } from '../../i18n/texts.ts'
import { isStale } from '../../lib/api.ts'
import { useFromHere } from '../../lib/from-here.ts'
import { CancelButton, Dialogue } from '../../ui/dialogue.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { errorOf, ProblemSummary } from '../../ui/problem-summary.tsx'
import { makeSite } from './sites.api.ts'

type Props = {
  readonly contract: ContractId
  readonly known: readonly Site[]
  readonly onClose: () => void
}

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
  const [key, setKey] = useState('')
  const [origin, setOrigin] = useState('')
  const doing = useMutation({
    mutationFn: (_key: string) =>
      makeSite(contract, key, {
        name: origin === '' ? key : origin.replace(/^https?:\/\//, ''),
        origins: origin === '' ? [] : [origin],
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['sites', contract] })
      await fromHere(() =>
        router.navigate({ to: '/c/$contract/settings/sites/$site', params: { contract, site: key } }),
      )
    },
  })
  // Somebody else may have made it since the list was read.
  const isTaken = known.some((site) => site.key === key) || (isStale(doing.error) && doing.variables === key)
  const fields = {
    site: { label: say('sites.columns.key'), id: 'site-key' },
    origins: { label: say('sites.origin'), id: 'site-origin' },
  }
  return (
    <Form label={say('sites.addTitle')} onSubmit={() => !isTaken && doing.mutate(key)}>
      <ProblemSummary error={isTaken ? null : doing.error} fields={fields} />
      <TextInput
        {...fields.site}
        data-autofocus
        description={say('sites.keyHelp')}
        maxLength={100}
        spellCheck={false}
        autoCapitalize="off"
        error={isTaken ? say('sites.taken') : errorOf(doing.error, 'site')}
        value={key}
        onChange={(event) => setKey(event.currentTarget.value)}
      />
      <TextInput
        {...fields.origins}
        description={say('sites.originHelp')}
        placeholder="https://www.acme.example"
        spellCheck={false}
        autoCapitalize="off"
        error={errorOf(doing.error, 'origins')}
        value={origin}
        onChange={(event) => setOrigin(event.currentTarget.value.trim())}
      />
      <FormActions>
        <Button type="submit" disabled={key.trim() === ''} loading={doing.isPending}>
          {say('sites.addDo')}
        </Button>
        <CancelButton onClick={onClose} />
      </FormActions>
    </Form>
  )
}
