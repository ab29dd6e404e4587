import { Button, Modal, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SegmentEntry } from '@catalytics/contract/contracts.ts'
import type { ContractId } from '@catalytics/contract/ids.ts'
import { useText } from '../../i18n/texts.ts'
import { Form, FormActions } from '../../ui/form.tsx'
import { errorOf, ProblemSummary } from '../../ui/problem-summary.tsx'
import { nameSegments } from './contracts.api.ts'

/** A segment to be renamed, or a new one; undefined while nobody asks. */
export type SegmentAsked = SegmentEntry | 'new' | undefined

type Props = {
  readonly contract: ContractId
  readonly asked: SegmentAsked
  readonly known: readonly SegmentEntry[]
  readonly onClose: () => void
}

/** Gives a catalog or network its name, or adds one before its first event. */
export function SegmentDialogue(props: Props) {
  const { say } = useText()
  const { asked, onClose } = props
  // Kept while the dialogue fades out.
  const [last, setLast] = useState<Exclude<SegmentAsked, undefined>>('new')
  if (asked !== undefined && asked !== last) setLast(asked)
  return (
    <Modal
      opened={asked !== undefined}
      onClose={onClose}
      title={
        last === 'new'
          ? say('contracts.catalogs.addTitle')
          : say('contracts.catalogs.renameOf', { name: last.name })
      }
      closeButtonProps={{ 'aria-label': say('ui.close') }}
    >
      <Body {...props} asked={last} />
    </Modal>
  )
}

function Body({ contract, asked, known, onClose }: Props & { readonly asked: SegmentEntry | 'new' }) {
  const { say } = useText()
  const queries = useQueryClient()
  const isNew = asked === 'new'
  const [kind, setKind] = useState<SegmentEntry['kind']>(isNew ? 'catalog' : asked.kind)
  const [key, setKey] = useState(isNew ? '' : asked.key)
  const [name, setName] = useState(isNew ? '' : asked.name)
  const isTaken = isNew && known.some((one) => one.kind === kind && one.key === key)
  const doing = useMutation({
    mutationFn: () => nameSegments(contract, [{ kind, key, name: name.trim() === '' ? key : name }]),
    onSuccess: async () => {
      onClose()
      await queries.invalidateQueries({ queryKey: ['segments', contract] })
    },
  })
  const fields = {
    'segments.0.key': { label: say('contracts.columns.key'), id: 'segment-key' },
    'segments.0.name': { label: say('contracts.columns.name'), id: 'segment-name' },
  }
  return (
    <Form label={say('contracts.catalogs.title')} onSubmit={() => !isTaken && doing.mutate()}>
      <ProblemSummary error={doing.error} fields={fields} />
      {isNew && (
        <>
          <NativeSelect
            label={say('contracts.kind')}
            data={(['catalog', 'network'] as const).map((value) => ({
              value,
              label: say(`contracts.kinds.${value}`),
            }))}
            value={kind}
            onChange={(event) => setKind(event.currentTarget.value === 'network' ? 'network' : 'catalog')}
          />
          <TextInput
            {...fields['segments.0.key']}
            description={say('contracts.catalogs.keyHelp')}
            maxLength={100}
            spellCheck={false}
            autoCapitalize="off"
            error={isTaken ? say('contracts.catalogs.taken') : errorOf(doing.error, 'segments.0.key')}
            value={key}
            onChange={(event) => setKey(event.currentTarget.value)}
          />
        </>
      )}
      <TextInput
        {...fields['segments.0.name']}
        data-autofocus={isNew ? undefined : true}
        description={say('contracts.catalogs.nameHelp')}
        maxLength={200}
        error={errorOf(doing.error, 'segments.0.name')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <FormActions>
        <Button type="submit" loading={doing.isPending}>
          {say(isNew ? 'contracts.catalogs.addDo' : 'ui.save')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {say('ui.cancel')}
        </Button>
      </FormActions>
    </Form>
  )
}
