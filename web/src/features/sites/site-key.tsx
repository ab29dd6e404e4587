import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ContractId, PublicKey } from '@catalytics/contract/ids.ts'
import type { Site } from '@catalytics/contract/sites.ts'
import { useText } from '../../i18n/texts.ts'
import { ConfirmDialogue } from '../../ui/confirm-dialogue.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Facts } from '../../ui/facts.tsx'
import { useAct } from '../../ui/use-act.ts'
import { When } from '../../ui/when.tsx'
import { renewPublicKey } from './sites.api.ts'
import classes from './sites.module.css'

type Props = { readonly contract: ContractId; readonly site: Site; readonly publicKey: PublicKey }

/** The public key of a site, when it was used last, and another one in its place. */
export function SiteKey({ contract, site, publicKey }: Props) {
  const { say } = useText()
  const queries = useQueryClient()
  const [isAsked, setAsked] = useState(false)
  const renewing = useAct({
    act: () => renewPublicKey(contract, site.key),
    said: say('sites.site.renewed'),
    onDone: async () => {
      await queries.invalidateQueries({ queryKey: ['sites', contract] })
      setAsked(false)
    },
  })
  const { last_event_at: lastEvent } = site
  return (
    <div className={classes['form']}>
      <Facts
        facts={[
          {
            label: say('sites.site.key'),
            value: (
              <span className={classes['copied']}>
                <code>{publicKey}</code>
                <CopyButton value={publicKey} what={say('sites.site.keyName')} />
              </span>
            ),
          },
          {
            label: say('sites.columns.lastEvent'),
            value: lastEvent === null ? say('sites.site.noEvent') : <When at={lastEvent} />,
          },
          { label: say('sites.columns.key'), value: <code>{site.key}</code> },
        ]}
      />
      <div>
        <Button variant="default" onClick={() => setAsked(true)}>
          {say('sites.site.renew')}
        </Button>
      </div>
      <ConfirmDialogue
        isOpen={isAsked}
        title={say('sites.site.renewTitle', { name: site.name })}
        confirm={say('sites.site.renewDo')}
        isDestructive
        isBusy={renewing.isBusy}
        error={renewing.error}
        onConfirm={renewing.start}
        onCancel={() => setAsked(false)}
      >
        <p>{say('sites.site.renewFollows')}</p>
        {lastEvent !== null && (
          <p className={classes['follows']}>
            {say('sites.site.renewUsed')} <When at={lastEvent} />
          </p>
        )}
      </ConfirmDialogue>
    </div>
  )
}
