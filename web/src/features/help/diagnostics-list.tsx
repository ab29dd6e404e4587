import { ActionIcon, Button, Tooltip } from '@mantine/core'
import type { SupportDiagnostics } from '@catalytics/contract/help.ts'
import { useText } from '../../i18n/texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { diagnosticNames, type DiagnosticName } from './diagnostics.ts'
import classes from './support.module.css'

type Props = {
  /** What is sent, as it is sent. */
  readonly diagnostics: SupportDiagnostics
  readonly without: readonly DiagnosticName[]
  readonly onChange: (without: readonly DiagnosticName[]) => void
}

/** Every line that goes along, to be read and taken away before it does. */
export function DiagnosticsList({ diagnostics, without, onChange }: Props) {
  const { say } = useText()
  const shown = diagnosticNames.filter((name) => diagnostics[name] !== undefined)
  return (
    <>
      <dl className={classes['lines']}>
        {shown.map((name) => {
          const what = say(`support.diagnostics.${name}`)
          const remove = say('support.diagnostics.remove', { what })
          return (
            <div key={name} className={classes['line']}>
              <dt>{what}</dt>
              <dd>
                <code>{wordsOf(diagnostics[name])}</code>
                <Tooltip label={remove}>
                  <ActionIcon
                    variant="subtle"
                    size={32}
                    aria-label={remove}
                    onClick={() => onChange([...without, name])}
                  >
                    <Icon name="close" />
                  </ActionIcon>
                </Tooltip>
              </dd>
            </div>
          )
        })}
      </dl>
      {shown.length === 0 && <p className={classes['none']}>{say('support.diagnostics.none')}</p>}
      <div className={classes['all']}>
        {shown.length > 0 && (
          <Button variant="subtle" onClick={() => onChange(diagnosticNames)}>
            {say('support.diagnostics.removeAll')}
          </Button>
        )}
        {without.length > 0 && (
          <Button variant="subtle" onClick={() => onChange([])}>
            {say('support.diagnostics.putBack')}
          </Button>
        )}
      </div>
    </>
  )
}

function wordsOf(value: SupportDiagnostics[DiagnosticName]): string {
  return Array.isArray(value) ? value.join(' ') : String(value)
}
