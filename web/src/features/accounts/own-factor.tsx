import { Button } from '@mantine/core'
import { useState } from 'react'
import { useText } from '../../i18n/texts.ts'
import { useSession } from '../../lib/session.ts'
import { StateTag } from '../../ui/state-tag.tsx'
import { addFactor, makeRecoveryCodes, removeFactor } from './accounts.api.ts'
import classes from './accounts.module.css'
import { ConfirmFactor } from './confirm-factor.tsx'
import { PasswordAgain } from './password-again.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import { useOwnFactor } from './use-own-factor.ts'

type Asked = 'add' | 'remove' | 'codes'

/** A second factor: a code of an authenticator beside the password, and codes for when it is lost. */
export function OwnFactor() {
  const { say } = useText()
  const { user } = useSession()
  const [asked, setAsked] = useState<Asked>()
  const { made, setMade, codes, setCodes, refresh } = useOwnFactor()
  if (codes !== undefined) return <RecoveryCodes codes={codes} onDone={() => setCodes(undefined)} />
  if (made !== undefined) {
    return (
      <ConfirmFactor
        made={made}
        onCancel={() => setMade(undefined)}
        onDone={(given) => {
          setMade(undefined)
          setCodes(given)
          void refresh()
        }}
      />
    )
  }
  const actions = {
    add: async (password: string) => setMade(await addFactor(password)),
    remove: async (password: string) => {
      await removeFactor(password)
      await refresh()
    },
    codes: async (password: string) => setCodes(await makeRecoveryCodes(password)),
  }
  return (
    <div className={classes['form']}>
      <p className={classes['state']}>
        <StateTag meaning={user.second_factor ? 'good' : 'quiet'}>
          {say(user.second_factor ? 'accounts.factor.on' : 'accounts.factor.off')}
        </StateTag>
      </p>
      {asked === undefined ? (
        <div className={classes['buttons']}>
          {(user.second_factor ? (['codes', 'remove'] as const) : (['add'] as const)).map((what) => (
            <Button key={what} variant="default" onClick={() => setAsked(what)}>
              {say(`accounts.factor.${what}`)}
            </Button>
          ))}
        </div>
      ) : (
        <PasswordAgain
          why={say(`accounts.factor.${asked}About`)}
          what={say(`accounts.factor.${asked}`)}
          // Of the others, what comes takes the focus.
          said={asked === 'remove' ? say('accounts.factor.removed') : null}
          act={async (password) => {
            await actions[asked](password)
            setAsked(undefined)
          }}
          onCancel={() => setAsked(undefined)}
        />
      )}
    </div>
  )
}
