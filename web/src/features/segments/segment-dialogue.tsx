import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SegmentEntry, SegmentList } from '@catalytics/contract/contracts.ts'
import type { ContractId } from '@catalytics/contract/ids.ts'
import { useText, type Say } from '../../i18n/texts.ts'
import { sendOnLatest } from '../../lib/edit.ts'
import { segmentsQuery } from '../../lib/segments.ts'
import { ChangedMeanwhile } from '../../ui/changed-meanwhile.tsx'
import { CancelButton, Dialogue } from '../../ui/dialogue.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { errorOf, ProblemSummary } from '../../ui/problem-summary.tsx'
import { useEdit } from '../../ui/use-edit.ts'
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
  const [kind, setKind] = useState<SegmentEntry['kind']>('catalog')
  const [key, setKey] = useState('')
  const [name, setName] = useState('')
  const has = ({ data }: SegmentList) => data.some((one) => one.kind === kind && one.key === key)
  const isTaken = has(known)
  const adding = useMutation({
    mutationFn: () =>
      sendOnLatest({
        base: known,
        send: (on) => nameSegments(contract, on, [{ kind, key, name: name.trim() === '' ? key : name }]),
        reread: () => queries.fetchQuery({ ...segmentsQuery(contract), staleTime: 0 }),
        isSame: (_, found) => !has(found),
      }),
    onSuccess: async ({ kind: became }) => {
      // Somebody else has added it meanwhile: the list that was read again says so.
      if (became === 'stale') return
      onClose()
      await queries.invalidateQueries({ queryKey: ['segments', contract] })
    },
  })
  const fields = fieldsIn(say)
  return (
    <Form label={say('segments.title')} onSubmit={() => !isTaken && adding.mutate()}>
      <ProblemSummary error={adding.error} fields={fields} />
      <NativeSelect
        label={say('segments.kind')}
        data={(['catalog', 'network'] as const).map((value) => ({
          value,
          label: say(`segments.kinds.${value}`),
        }))}
        value={kind}
        onChange={(event) => setKind(event.currentTarget.value === 'network' ? 'network' : 'catalog')}
      />
      <TextInput
        {...fields['segments.0.key']}
        description={say('segments.keyHelp')}
        maxLength={100}
        spellCheck={false}
        autoCapitalize="off"
        error={isTaken ? say('segments.taken') : errorOf(adding.error, 'segments.0.key')}
        value={key}
        onChange={(event) => setKey(event.currentTarget.value)}
      />
      <NameField error={adding.error} value={name} onChange={setName} />
      <FormActions>
        <Button type="submit" loading={adding.isPending}>
          {say('segments.addDo')}
        </Button>
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
    formOf: ({ name }) => ({ name }),
    inputOf: ({ name }) => ({ name: name.trim() === '' ? key : name }),
    send: async ({ name = key }, on) => {
      const { version } = await nameSegments(contract, on, [{ kind, key, name }])
      return { version, name }
    },
    reread: async () => {
      const list = await queries.fetchQuery({ ...segmentsQuery(contract), staleTime: 0 })
      const found = list.data.find((one) => one.kind === kind && one.key === key)
      return { version: list.version, name: found?.name ?? key }
    },
    onSaved: async (_, isAll) => {
      if (isAll) onClose()
      await queries.invalidateQueries({ queryKey: ['segments', contract] })
    },
  })
  const fields = fieldsIn(say)
  return (
    <Form label={say('segments.title')} onSubmit={edit.save}>
      <ProblemSummary error={edit.error} fields={fields} />
      <ChangedMeanwhile
        edit={edit}
        fields={{ name: fields['segments.0.name'] }}
        wordsOf={({ name }) => ({ name })}
      />
      <NameField
        isFirst
        error={edit.error}
        value={edit.form.name}
        onChange={(name) => edit.change({ name })}
      />
      <FormActions>
        <Button type="submit" loading={edit.isSaving}>
          {say('ui.save')}
        </Button>
        <CancelButton onClick={onClose} />
      </FormActions>
    </Form>
  )
}

type NameProps = {
  readonly isFirst?: boolean
  readonly error: Error | null
  readonly value: string
  readonly onChange: (name: string) => void
}

function NameField({ isFirst, error, value, onChange }: NameProps) {
  const { say } = useText()
  return (
    <TextInput
      {...fieldsIn(say)['segments.0.name']}
      data-autofocus={isFirst}
      description={say('segments.nameHelp')}
      maxLength={200}
      error={errorOf(error, 'segments.0.name')}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

function fieldsIn(say: Say) {
  return {
    'segments.0.key': { label: say('segments.columns.key'), id: 'segment-key' },
    'segments.0.name': { label: say('segments.columns.name'), id: 'segment-name' },
  }
}
