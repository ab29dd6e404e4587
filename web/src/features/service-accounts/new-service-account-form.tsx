import { Button, Collapse, Select, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState, type ComponentType, type ReactNode } from 'react'
import {
  createServiceAccount as createSchema,
  type ServiceAccountWithPassword,
} from '@catalytics/contract/service-accounts.ts'
import { useText } from '../../i18n/texts.ts'
import { chosenPasswordField } from '../../lib/chosen-password.ts'
import { faultsIn } from '../../lib/faults.ts'
import { field } from '../../lib/fields.ts'
import { useSession, type OwnContract } from '../../lib/session.ts'
import { SendButton } from '../../ui/act-button.tsx'
import { Form, FormActions } from '../../ui/form.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useForm } from '../../ui/use-form.ts'
import { LimitFields } from './limit-fields.tsx'
import { endOf, limitFields, noLimits } from './limits.ts'
import { ScopeBoxes, scopesField } from './scope-boxes.tsx'
import { createServiceAccount } from './service-accounts.api.ts'
import classes from './service-accounts.module.css'

export type PasswordChoicePart = {
  /** A generated password, or one of one's own. */
  readonly PasswordChoice: ComponentType<{
    readonly id: string
    readonly label: string
    readonly error: string | undefined
    readonly value: string | null
    readonly onChange: (password: string | null) => void
  }>
}

type Props = PasswordChoicePart & {
  readonly contract: OwnContract
  readonly onMade: (account: ServiceAccountWithPassword) => void
}

/** What is it for, which data, what may it do, which password; the rest is folded. */
export function NewServiceAccountForm({ PasswordChoice, contract, onMade }: Props) {
  const { say, language } = useText()
  const [isOpen, setOpen] = useState(false)
  const possible = usePossibleContracts()
  const intoOf = (picked: string) => possible.find(({ id }) => id === picked) ?? contract
  const form = useForm({
    fields: {
      name: field({ label: say('serviceAccounts.new.name'), id: 'account-name', first: '' }),
      contract: field<string>({
        label: say('serviceAccounts.columns.contract'),
        id: 'account-contract',
        first: contract.id,
      }),
      scopes: scopesField(say, ['leads:read']),
      password: chosenPasswordField(say, 'account-password'),
      ...limitFields(noLimits, { say, language, timeZone: contract.time_zone, nameOf: String }),
    },
    body: ({ contract: picked, password, ...settings }, { expires_at: lastDay }) => ({
      ...settings,
      expires_at: endOf(lastDay, intoOf(picked).time_zone),
      ...(password !== undefined && { password }),
    }),
    schema: createSchema,
    send: (body) => createServiceAccount(into.id, body),
    // The page with the password has the focus on its title.
    said: null,
    onSent: onMade,
    onRefused: (error) => {
      if (faultsIn(error).some(({ field: at = '' }) => /^(segments|networks|expires_at)\b/.test(at)))
        setOpen(true)
    },
  })
  const into = intoOf(form.values.contract)
  return (
    <div className={classes['form']}>
      <Form label={say('serviceAccounts.new.title')} of={form}>
        <Question number={1} title={say('serviceAccounts.new.whatFor')}>
          <TextInput
            {...form.field('name')}
            description={say('serviceAccounts.new.nameHelp')}
            required
            maxLength={100}
          />
        </Question>
        <Question number={2} title={say('serviceAccounts.new.which')}>
          {possible.length === 1 ? (
            <p>{possible[0]?.name}</p>
          ) : (
            <Select
              {...form.field('contract')}
              data={possible.map(({ id, name }) => ({ value: id, label: name }))}
              allowDeselect={false}
            />
          )}
        </Question>
        <Question number={3} title={say('serviceAccounts.new.may')}>
          <ScopeBoxes isAsked {...form.field('scopes')} />
        </Question>
        <Question number={4} title={say('serviceAccounts.new.password')}>
          <PasswordChoice {...form.field('password')} />
        </Question>
        <section className={classes['question']}>
          <Button
            variant="subtle"
            aria-expanded={isOpen}
            aria-controls="account-limits"
            leftSection={<Icon name={isOpen ? 'chevronDown' : 'chevronRight'} />}
            onClick={() => setOpen(!isOpen)}
          >
            {say('serviceAccounts.limits.title')}
          </Button>
          <Collapse expanded={isOpen} id="account-limits">
            <LimitFields contract={into.id} timeZone={into.time_zone} form={form} />
          </Collapse>
        </section>
        <FormActions>
          <SendButton of={form}>{say('serviceAccounts.create')}</SendButton>
          <Button
            variant="default"
            renderRoot={(props) => (
              <Link {...props} to="/c/$contract/service-accounts" params={{ contract: contract.id }} />
            )}
          >
            {say('ui.cancel')}
          </Button>
        </FormActions>
      </Form>
    </div>
  )
}

type QuestionProps = {
  readonly number: number
  readonly title: string
  readonly children: ReactNode
}

function Question({ number, title, children }: QuestionProps) {
  return (
    <section className={classes['question']}>
      <h2>
        <span className={classes['number']}>{number}</span>
        {title}
      </h2>
      {children}
    </section>
  )
}

/** The contracts in which this user may make service accounts. */
function usePossibleContracts(): readonly OwnContract[] {
  return useSession().contracts.filter(
    ({ permissions, features }) =>
      permissions.includes('manage_service_accounts') && features.includes('service_accounts'),
  )
}
