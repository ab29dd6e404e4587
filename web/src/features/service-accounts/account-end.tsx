import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import type { ServiceAccountAnswer } from '@catalytics/contract/service-accounts.ts'
import { useText } from '../../i18n/texts.ts'
import { formatNumber } from '../../lib/format.ts'
import { useFromHere } from '../../lib/from-here.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { ConfirmDialogue } from '../../ui/confirm-dialogue.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import { useAct } from '../../ui/use-act.ts'
import { removeServiceAccount, setEnabled } from './service-accounts.api.ts'
import classes from './service-accounts.module.css'

/** Stops an account for a while, or for good. */
export function AccountEnd({ account }: { readonly account: ServiceAccountAnswer }) {
  const { say } = useText()
  const [asked, setAsked] = useState<'disable' | 'delete'>()
  const switching = useSwitch(account, () => setAsked(undefined))
  return (
    <section className={`${classes['part']} ${classes['end']}`}>
      <h2>{say('serviceAccounts.end.title')}</h2>
      <div className={classes['line']}>
        <p>{say(`serviceAccounts.end.${account.state === 'disabled' ? 'enableAbout' : 'disableAbout'}`)}</p>
        {account.state === 'disabled' ? (
          <ActButton variant="default" isBusy={switching.isBusy} onClick={() => switching.start(true)}>
            {say('serviceAccounts.end.enable')}
          </ActButton>
        ) : (
          <Button variant="default" onClick={() => setAsked('disable')}>
            {say('serviceAccounts.end.disable')}
          </Button>
        )}
      </div>
      {account.state === 'disabled' && switching.of === true && switching.error !== null && (
        <ProblemNote error={switching.error} />
      )}
      <div className={classes['line']}>
        <p>{say('serviceAccounts.end.deleteAbout')}</p>
        <Button variant="outline" color="bad" onClick={() => setAsked('delete')}>
          {say('serviceAccounts.end.delete')}
        </Button>
      </div>
      <ConfirmDialogue
        isOpen={asked === 'disable'}
        title={say('serviceAccounts.end.disableTitle', { name: account.name })}
        confirm={say('serviceAccounts.end.disable')}
        isBusy={switching.isBusy}
        error={switching.error}
        onConfirm={() => switching.start(false)}
        onCancel={() => setAsked(undefined)}
      >
        <p>{say('serviceAccounts.end.disableFollows')}</p>
      </ConfirmDialogue>
      <DeleteDialogue account={account} isOpen={asked === 'delete'} onClose={() => setAsked(undefined)} />
    </section>
  )
}

function useSwitch(account: ServiceAccountAnswer, onDone: () => void) {
  const { say } = useText()
  const queries = useQueryClient()
  return useAct({
    act: (enabled: boolean) => setEnabled(account, enabled),
    said: (_, enabled) =>
      say(`serviceAccounts.end.${enabled ? 'enabled' : 'disabled'}`, { name: account.name }),
    onDone: async () => {
      onDone()
      await queries.invalidateQueries({ queryKey: ['service-accounts', account.contract] })
    },
  })
}

type DeleteProps = {
  readonly account: ServiceAccountAnswer
  readonly isOpen: boolean
  readonly onClose: () => void
}

function DeleteDialogue({ account, isOpen, onClose }: DeleteProps) {
  const { say, language } = useText()
  const queries = useQueryClient()
  const router = useRouter()
  const fromHere = useFromHere()
  const deleting = useAct({
    act: () => removeServiceAccount(account.contract, account.id),
    said: say('serviceAccounts.end.deleted', { name: account.name }),
    onDone: async () => {
      await fromHere(() =>
        router.navigate({ to: '/c/$contract/service-accounts', params: { contract: account.contract } }),
      )
      queries.removeQueries({ queryKey: ['service-accounts', account.contract, account.id] })
      await queries.invalidateQueries({ queryKey: ['service-accounts', account.contract] })
    },
  })
  return (
    <ConfirmDialogue
      isOpen={isOpen}
      title={say('serviceAccounts.end.deleteTitle', { name: account.name })}
      confirm={say('serviceAccounts.end.delete')}
      typed={account.name}
      isDestructive
      isBusy={deleting.isBusy}
      error={deleting.error}
      onConfirm={deleting.start}
      onCancel={onClose}
    >
      <p>{say('serviceAccounts.end.deleteFollows')}</p>
      <p>
        {account.calls_30d === 0
          ? say('serviceAccounts.end.unused')
          : say('serviceAccounts.end.used', {
              calls: formatNumber(account.calls_30d, language),
              clients: clientsOf(account),
            })}
      </p>
    </ConfirmDialogue>
  )
}

/** Which programs used it last, from where. */
function clientsOf({ passwords }: ServiceAccountAnswer): string {
  const used = passwords.filter(({ last_used_at: at }) => at !== null)
  const names = used.map(({ last_used_client: client, last_used_address: from }) => `${client} (${from})`)
  return [...new Set(names)].join(', ') || '–'
}
