import { Button, Modal, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import type { ContractId } from '@catalytics/contract/ids.ts'
import type { Site } from '@catalytics/contract/sites.ts'
import { useText } from '../../i18n/texts.ts'
import { Form, FormActions } from '../../ui/form.tsx'
import { errorOf, ProblemSummary } from '../../ui/problem-summary.tsx'
import { putSite } from './contracts.api.ts'

type Props = {
  readonly contract: ContractId
  readonly known: readonly Site[]
  readonly onClose: () => void
}

/** Makes a site; its page then has the tag. */
export function NewSiteDialogue({ isOpen, ...rest }: Props & { readonly isOpen: boolean }) {
  const { say } = useText()
  return (
    <Modal
      opened={isOpen}
      onClose={rest.onClose}
      title={say('contracts.sites.addTitle')}
      closeButtonProps={{ 'aria-label': say('ui.close') }}
    >
      <Body {...rest} />
    </Modal>
  )
}

function Body({ contract, known, onClose }: Props) {
  const { say } = useText()
  const queries = useQueryClient()
  const router = useRouter()
  const [key, setKey] = useState('')
  const [origin, setOrigin] = useState('')
  const isTaken = known.some((site) => site.key === key)
  const doing = useMutation({
    mutationFn: () =>
      putSite(contract, key, {
        name: origin === '' ? key : origin.replace(/^https?:\/\//, ''),
        origins: origin === '' ? [] : [origin],
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['sites', contract] })
      await router.navigate({
        to: '/c/$contract/settings/sites/$site',
        params: { contract, site: key },
      })
    },
  })
  const fields = {
    site: { label: say('contracts.columns.key'), id: 'site-key' },
    origins: { label: say('contracts.sites.origin'), id: 'site-origin' },
  }
  return (
    <Form label={say('contracts.sites.addTitle')} onSubmit={() => !isTaken && doing.mutate()}>
      <ProblemSummary error={doing.error} fields={fields} />
      <TextInput
        {...fields.site}
        data-autofocus
        description={say('contracts.sites.keyHelp')}
        maxLength={100}
        spellCheck={false}
        autoCapitalize="off"
        error={isTaken ? say('contracts.sites.taken') : errorOf(doing.error, 'site')}
        value={key}
        onChange={(event) => setKey(event.currentTarget.value)}
      />
      <TextInput
        {...fields.origins}
        description={say('contracts.sites.originHelp')}
        placeholder="https://www.acme.example"
        spellCheck={false}
        autoCapitalize="off"
        error={errorOf(doing.error, 'origins')}
        value={origin}
        onChange={(event) => setOrigin(event.currentTarget.value.trim())}
      />
      <FormActions>
        <Button type="submit" disabled={key.trim() === ''} loading={doing.isPending}>
          {say('contracts.sites.addDo')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {say('ui.cancel')}
        </Button>
      </FormActions>
    </Form>
  )
}
