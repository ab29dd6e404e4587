import { NativeSelect, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type ComponentProps } from 'react'
import {
  nameSegments as nameSegmentsSchema,
  segmentEntry,
  type SegmentEntry,
  type SegmentList,
} from '@catalytics/contract/contracts.ts'
import type { ContractId } from '@catalytics/contract/ids.ts'
import { useText } from '../../i18n/texts.ts'
import { sendOnLatest } from '../../lib/edit.ts'
import { NotFit } from '../../lib/faults.ts'
import { convertedField, field } from '../../lib/fields.ts'
import { segmentsQuery } from '../../lib/segments.ts'
import { SendButton } from '../../ui/act-button.tsx'
import { CancelButton, Dialogue } from '../../ui/dialogue.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { useEdit } from '../../ui/use-edit.ts'
import { useForm } from '../../ui/use-form.ts'
import { nameSegments } from './segments.api.ts'

/** A segment to be renamed, or a new one; undefined while nobody asks. */
export type SegmentAsked = SegmentEntry | 'new' | undefined

type Props = {
  readonly contract: ContractId
  readonly asked: SegmentAsked
  readonly known: SegmentList
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
    <Dialogue
      isOpen={asked !== undefined}
      onClose={onClose}
      title={last === 'new' ? say('segments.addTitle') : say('segments.renameOf', { name: last.name })}
    >
      {last === 'new' ? <AddForm {...props} /> : <RenameForm {...props} asked={last} />}
    </Dialogue>
  )
}

type BodyProps = Omit<Props, 'asked'>

function AddForm({ contract, known, onClose }: BodyProps) {
  const { say } = useText()
  const queries = useQueryClient()
  const taken = say('segments.taken')
  const form = useForm({
    fields: {
      kind: field<SegmentEntry['kind']>({
        label: say('segments.kind'),
        id: 'segment-kind',
        first: 'catalog',
      }),
      key: field({
        label: say('segments.columns.key'),
        id: 'segment-key',
        at: 'segments.0.key',
        first: '',
      }),
      name: field({
        label: say('segments.columns.name'),
        id: 'segment-name',
        at: 'segments.0.name',
        first: '',
      }),
    },
    body: ({ name, ...entry }) => ({
      segments: [{ ...entry, name: name.trim() === '' ? entry.key : name }],
    }),
    schema: nameSegmentsSchema,
    send: async ({ segments }) => {
      const has = ({ data }: SegmentList) =>
        data.some((one) => segments.some(({ kind, key }) => one.kind === kind && one.key === key))
      const isTaken = new NotFit([{ field: 'key', why: taken }])
      if (has(known)) throw isTaken
      const sent = await sendOnLatest({
        base: known,
        send: (on) => nameSegments(contract, on, segments),
        reread: () => queries.fetchQuery({ ...segmentsQuery(contract), staleTime: 0 }),
        isSame: (_, found) => !has(found),
      })
      // Somebody else has added it meanwhile.
      if (sent.kind === 'stale') throw isTaken
      return segments[0]?.name ?? ''
    },
    said: (name) => say('segments.added', { name }),
    onSent: async () => {
      onClose()
      await queries.invalidateQueries({ queryKey: ['segments', contract] })
    },
  })
  return (
    <Form label={say('segments.title')} of={form}>
      <NativeSelect
        {...form.field('kind')}
        data-autofocus
        data={(['catalog', 'network'] as const).map((value) => ({
          value,
          label: say(`segmentKinds.${value}`),
        }))}
      />
      <TextInput
        {...form.field('key')}
        description={say('segments.keyHelp')}
        maxLength={100}
        spellCheck={false}
        autoCapitalize="off"
      />
      <NameField {...form.field('name')} />
      <FormActions>
        <SendButton of={form}>{say('segments.addDo')}</SendButton>
        <CancelButton onClick={onClose} />
      </FormActions>
    </Form>
  )
}

function RenameForm({ contract, known, asked, onClose }: BodyProps & { readonly asked: SegmentEntry }) {
  const { say } = useText()
  const queries = useQueryClient()
  const { kind, key } = asked
  const edit = useEdit({
    saved: { version: known.version, name: asked.name },
    fieldsOf: ({ name }) => ({
      name: convertedField({
        label: say('segments.columns.name'),
        id: 'segment-name',
        at: 'segments.0.name',
        first: name,
        sent: (typed) => (typed.trim() === '' ? key : typed),
        words: String,
      }),
    }),
    schema: segmentEntry.partial(),
    send: async ({ name = key }, on) => {
      const { version } = await nameSegments(contract, on, [{ kind, key, name }])
      return { version, name }
    },
    reread: async () => {
      const list = await queries.fetchQuery({ ...segmentsQuery(contract), staleTime: 0 })
      const found = list.data.find((one) => one.kind === kind && one.key === key)
      return { version: list.version, name: found?.name ?? key }
    },
    said: say('segments.renamed'),
    onSaved: async (_, isAll) => {
      if (isAll) onClose()
      await queries.invalidateQueries({ queryKey: ['segments', contract] })
    },
  })
  return (
    <Form label={say('segments.title')} of={edit}>
      <NameField {...edit.field('name')} data-autofocus />
      <FormActions>
        <SendButton of={edit}>{say('ui.save')}</SendButton>
        <CancelButton onClick={onClose} />
      </FormActions>
    </Form>
  )
}

function NameField(props: ComponentProps<typeof TextInput>) {
  const { say } = useText()
  return <TextInput {...props} description={say('segments.nameHelp')} maxLength={200} />
}
