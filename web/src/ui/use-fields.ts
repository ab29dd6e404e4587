import { useForm as useMantineForm } from '@mantine/form'
import { useState } from 'react'
import { textNow } from '../i18n/texts.ts'
import { wordsOfFault, type Fault } from '../lib/faults.ts'
import { fieldAt, firstValues, lineAt, type Fields, type Values } from '../lib/fields.ts'
import { placedFaults } from './problem-words.ts'

/** What a control of the component library is given. */
type Control<Value> = {
  readonly id: string
  readonly label: string
  readonly value: Value
  /** Takes a value, or the event of a native control. */
  readonly onChange: (input: unknown) => void
  readonly error: string | undefined
}

/** Something that is wrong, as a reader sees it; with the field it is in, where there is one. */
export type Complaint = {
  readonly label?: string
  readonly id?: string
  readonly words: string
}

export type FieldSet<F extends Fields> = {
  readonly values: Values<F>
  /** The values at this moment, where {@link values} are those of the last drawing. */
  readonly latest: () => Values<F>
  readonly change: (values: Partial<Values<F>>) => void
  /** Puts other values in the place of all. */
  readonly replace: (values: Values<F>) => void
  /** For a control with a label of its own. */
  readonly field: <Name extends keyof F & string>(name: Name) => Control<Values<F>[Name]>
  /** For a group of radio buttons whose question stands above it as a heading: the label is only heard. */
  readonly group: <Name extends keyof F & string>(name: Name) => GroupControl<Values<F>[Name]>
  /** For a box that is ticked, or a switch. */
  readonly box: (name: keyof F & string) => BoxControl
  /** Why it was not taken; null while nothing is wrong. */
  readonly error: Error | null
  readonly complaints: readonly Complaint[]
  readonly refuse: (error: Error) => void
  readonly forgetRefusal: () => void
}

type GroupControl<Value> = Omit<Control<Value>, 'id' | 'label'> & { readonly 'aria-label': string }
type BoxControl = Omit<Control<unknown>, 'value'> & {
  readonly checked: boolean
  readonly 'aria-invalid': boolean
}

/** The values of a form and what is wrong with them. A field's error goes as soon as somebody changes the field. */
export function useFields<F extends Fields>(fields: F): FieldSet<F> {
  const form = useMantineForm<Values<F>>({ initialValues: firstValues(fields) })
  const [error, setError] = useState<Error | null>(null)
  const { values } = form
  const faults = placedFaults(error)
  const setterOf = (name: string) => {
    const props: { readonly onChange: (input: unknown) => void } = form.getInputProps(name)
    return props.onChange
  }
  const control = <Name extends keyof F & string>(name: Name): Control<Values<F>[Name]> => {
    const isWrong = form.errors[name] !== undefined
    return {
      id: fields[name]?.id ?? name,
      label: fields[name]?.label ?? name,
      value: values[name],
      onChange: setterOf(name),
      error: isWrong ? errorAt(fields, name, values[name], faults) : undefined,
    }
  }
  return {
    values,
    latest: form.getValues,
    change: (changed) => {
      for (const [name, value] of Object.entries(changed)) setterOf(name)(value)
    },
    replace: (all) => form.setValues(all),
    field: control,
    group: (name) => {
      const { id: _, label, ...rest } = control(name)
      return { 'aria-label': label, ...rest }
    },
    box: (name) => {
      const { value, ...rest } = control(name)
      return { ...rest, checked: value === true, 'aria-invalid': rest.error !== undefined }
    },
    error,
    complaints: complaintsOf(fields, values, faults),
    refuse: (refusal) => {
      setError(refusal)
      form.setErrors(Object.fromEntries(namesAtFault(fields, refusal).map((name) => [name, true])))
    },
    forgetRefusal: () => {
      setError(null)
      form.clearErrors()
    },
  }
}

function namesAtFault(fields: Fields, error: Error): readonly string[] {
  return placedFaults(error).flatMap(({ field: at }) => (at === undefined ? [] : (fieldAt(fields, at) ?? [])))
}

/** What stands beside a field; of a list, what is wrong with which line. */
function errorAt(fields: Fields, name: string, value: unknown, faults: readonly Fault[]): string | undefined {
  const { say } = textNow()
  const sentences = faults.flatMap((fault) => {
    const { field: at } = fault
    if (at === undefined || fieldAt(fields, at) !== name) return []
    const line = lineAt(fields, name, at, value)
    const words = wordsOfFault(fault)
    return line === undefined ? words : say('ui.problem.lineSays', { line: line + 1, words })
  })
  return sentences.length === 0 ? undefined : [...new Set(sentences)].join(' ')
}

/** What is wrong, each with the label of its field and the line where the field has several; nothing twice. */
function complaintsOf(
  fields: Fields,
  values: Readonly<Record<string, unknown>>,
  faults: readonly Fault[],
): readonly Complaint[] {
  const { say } = textNow()
  const complaints = faults.map((fault): Complaint => {
    const words = wordsOfFault(fault)
    const name = fault.field === undefined ? undefined : fieldAt(fields, fault.field)
    const found = name === undefined ? undefined : fields[name]
    if (name === undefined || found === undefined) return { words }
    const { label, id } = found
    const line = lineAt(fields, name, fault.field ?? '', values[name])
    return {
      label: line === undefined ? label : say('ui.problem.line', { label, line: line + 1 }),
      id,
      words,
    }
  })
  return [...new Map(complaints.map((one) => [`${one.label} ${one.words}`, one])).values()]
}
