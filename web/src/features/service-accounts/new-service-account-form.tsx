import { Button, Collapse, Select, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type ComponentType, type ReactNode } from 'react'
import type { ContractId } from '@catalytics/contract/ids.ts'
import { scopes, type Scope } from '@catalytics/contract/scopes.ts'
import type { ServiceAccountWithPassword } from '@catalytics/contract/service-accounts.ts'
import { useText } from '../../i18n/texts.ts'
import { useSession, type OwnContract } from '../../lib/session.ts'
import { Form, FormActions } from '../../ui/form.tsx'
import { Icon } from '../../ui/icon.tsx'
import { errorOf, ProblemSummary } from '../../ui/problem-summary.tsx'
import { LimitFields, useLimitPlaces } from './limit-fields.tsx'
import { emptyLimits, limitsInput, type Limits } from './limits.ts'
import { ScopeBoxes } from './scope-boxes.tsx'
import { createServiceAccount } from './service-accounts.api.ts'
import classes from './service-accounts.module.css'

export type PasswordChoicePart = {
  /** A generated password, or one of one's own. */
  readonly PasswordChoice: ComponentType<{
    readonly id: string
    readonly error: string | undefined
    readonly password: string | undefined
    readonly onChange: (password: string | undefined) => void
  }>
}

type Props = PasswordChoicePart & {
  readonly contract: OwnContract
  readonly onMade: (account: ServiceAccountWithPassword) => void
}

/** What is it for, which data, what may it do, which password; the rest is folded. */
export function NewServiceAccountForm({ PasswordChoice, contract, onMade }: Props) {
  const { say } = useText()
  const [name, setName] = useState('')
  const [dataSet, setDataSet] = useState<ContractId>(contract.id)
  const [allowed, setAllowed] = useState<readonly Scope[]>(['leads:read'])
  const [password, setPassword] = useState<string>()
  const [limits, setLimits] = useState<Limits>(emptyLimits)
  const [isOpen, setOpen] = useState(false)
  const { contracts } = useSession()
  const timeZone = contracts.find(({ id }) => id === dataSet)?.time_zone ?? contract.time_zone
  const doing = useMutation({
    mutationFn: () =>
      createServiceAccount(dataSet, {
        name,
        scopes: [...allowed],
        ...limitsInput(limits, timeZone),
        ...(password !== undefined && { password }),
      }),
    onSuccess: onMade,
  })
  const limitPlaces = useLimitPlaces(limits)
  const fields = {
    name: { label: say('serviceAccounts.new.name'), id: 'account-name' },
    scopes: { label: say('serviceAccounts.new.may'), id: `account-${scopes[0]}` },
    password: { label: say('serviceAccounts.new.password'), id: 'account-password' },
    ...limitPlaces,
  }
  return (
    <div className={classes['form']}>
      <Form label={say('serviceAccounts.new.title')} onSubmit={() => doing.mutate()}>
        <ProblemSummary error={doing.error} fields={fields} />
        <Question number={1} title={say('serviceAccounts.new.whatFor')}>
          <TextInput
            {...fields.name}
            description={say('serviceAccounts.new.nameHelp')}
            required
            maxLength={100}
            error={errorOf(doing.error, 'name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </Question>
        <Question number={2} title={say('serviceAccounts.new.which')}>
          <DataSet picked={dataSet} onPick={setDataSet} />
        </Question>
        <Question number={3} title={say('serviceAccounts.new.may')}>
          <ScopeBoxes
            isAsked
            allowed={allowed}
            onChange={setAllowed}
            error={errorOf(doing.error, 'scopes')}
          />
        </Question>
        <Question number={4} title={say('serviceAccounts.new.password')}>
          <PasswordChoice
            id={fields.password.id}
            error={errorOf(doing.error, 'password')}
            password={password}
            onChange={setPassword}
          />
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
            <LimitFields
              contract={dataSet}
              timeZone={timeZone}
              limits={limits}
              onChange={(changed) => setLimits((now) => ({ ...now, ...changed }))}
              error={doing.error}
            />
          </Collapse>
        </section>
        <FormActions>
          <Button type="submit" loading={doing.isPending}>
            {say('serviceAccounts.create')}
          </Button>
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

type DataSetProps = { readonly picked: ContractId; readonly onPick: (contract: ContractId) => void }

/** The contracts in which this user may make service accounts; with one, there is nothing to pick. */
function DataSet({ picked, onPick }: DataSetProps) {
  const { say } = useText()
  const possible = useSession().contracts.filter(
    ({ permissions, features }) =>
      permissions.includes('manage_service_accounts') && features.includes('service_accounts'),
  )
  if (possible.length === 1) return <p>{possible[0]?.name}</p>
  return (
    <Select
      label={say('serviceAccounts.columns.contract')}
      data={possible.map(({ id, name }) => ({ value: id, label: name }))}
      allowDeselect={false}
      value={picked}
      onChange={(id) => {
        const found = possible.find((contract) => contract.id === id)
        if (found !== undefined) onPick(found.id)
      }}
    />
  )
}
