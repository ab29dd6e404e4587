import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { personData } from '@catalytics/contract/people.ts'
import { action, download } from '../server/test/factories.ts'
import { act } from './act.ts'
import { change, sendEvents } from './calls.ts'
import { expectEveryLook } from './every-look.ts'
import { ownInstallation } from './own-installation.ts'
import { openVisitor, type Visitor } from './visitor.ts'

const { claire, jonas, contracts } = ownInstallation()
const people = `/c/${contracts.acme}/settings/people`

const anna = {
  first_name: 'Anna',
  last_name: 'Eriksson',
  company: 'Norrland Hydraulik AB',
  country: 'SE',
  city: 'Umeå',
  phone: '+46 90 123 45 67',
  fax: '+46 90 123 45 68',
  language: 'sv',
}

describe('every look of', () => {
  test('a person who was found', async () => {
    const visitor = await openVisitor({ as: claire })
    await sendPerson(visitor, 'anna@norrland.example')
    await expectEveryLook(visitor, 'person', async ({ page, go }) => {
      await go(people)
      await page.locator('#person-email').fill('anna@norrland.example')
      await act(page, () => page.keyboard.press('Enter'))
      await page.locator('article').waitFor()
    })
  })

  test('an erasure that is done', async () => {
    const visitor = await openVisitor({ as: claire })
    const found = await change(visitor, 'POST', contracts.acme, '/people/find', {
      email: 'greta.brandt@brandt.example',
    })
    const { lead_id: lead } = personData.parse(found)
    await change(visitor, 'POST', contracts.acme, '/people/erase', { lead_id: lead })
    await expectEveryLook(visitor, 'erasure', async ({ page, go }) => {
      await go(`${people}?erasure=${lead}`)
      await page.locator('main [data-meaning="good"]').waitFor()
      await page.getByText('CRM sync').first().waitFor()
    })
  })
})

test('a person is found, handed over, withdrawn and erased, and no address ever names them', async () => {
  const visitor = await openVisitor({ as: claire })
  const { page, go, faults } = visitor
  const email = 'bo@norrland.example'
  await sendPerson(visitor, email)
  const addresses: string[] = []
  page.on('request', (request) => addresses.push(request.url()))
  await go(people)
  await find(visitor, email)
  await page.getByText('Norrland Hydraulik AB').waitFor()
  expect(await page.getByText('Sweden').count()).toBe(1)
  expect(await page.getByText('+46 90 123 45 68').count()).toBe(1)

  const [file] = await Promise.all([
    page.waitForEvent('download'),
    act(page, () => page.getByRole('button', { name: 'Download' }).click()),
  ])
  expect(personData.parse(JSON.parse(await text(await file.createReadStream())))).toMatchObject({
    email,
    profile: { fax: { value: anna.fax } },
    actions: [{ action: 'cad_download' }, { action: 'quote_request', quote_message: 'Ten, please.' }],
  })

  await page.getByRole('button', { name: 'Withdraw consent' }).click()
  await act(page, () => page.getByRole('dialog').getByRole('button', { name: 'Withdraw consent' }).click())
  await page.getByText('not given: never leaves as a lead').waitFor()

  await page.getByRole('button', { name: 'Erase' }).click()
  const dialogue = page.getByRole('dialog')
  expect(await dialogue.getByRole('button', { name: 'Erase' }).isDisabled()).toBe(true)
  await dialogue.getByRole('textbox').fill(email)
  await act(page, () => dialogue.getByRole('button', { name: 'Erase' }).click())
  await page.getByText('Nothing of the person is left').waitFor()
  await page.getByText('No delivery has contained this person.').waitFor()
  await page.getByRole('button', { name: 'Find another person' }).click()
  await find(visitor, email)

  expect(await page.getByRole('alert').textContent()).toContain('Nobody in this contract is known by that.')
  expect([...addresses, page.url()].filter((address) => /norrland|%40|@/.test(address))).toEqual([])
  expect(faults).toEqual([])
})

test('what is no e-mail says so beside the field', async () => {
  const visitor = await openVisitor({ as: claire })
  await visitor.go(people)

  await find(visitor, 'nobody')
  await visitor.page.getByText('It must be an e-mail address').first().waitFor()

  expect(await visitor.page.getByLabel('E-mail of the person').getAttribute('aria-invalid')).toBe('true')
})

test('whoever may not sees who may', async () => {
  const { page, go } = await openVisitor({ as: jonas })

  await go(people)

  expect(await page.getByRole('alert').textContent()).toContain('Not for your role')
})

async function find({ page }: Visitor, email: string): Promise<void> {
  await page.getByLabel('E-mail of the person').fill(email)
  await act(page, () => page.keyboard.press('Enter'))
}

async function sendPerson(visitor: Visitor, email: string): Promise<void> {
  const answer = await sendEvents(visitor, contracts.acme, [
    download(email, {
      part: { number: '00123', family: 'Ball bearing' },
      format: 'STEP AP214',
      person: { email, ...anna },
    }),
    action('quote_request', email, { quote: { quantity: 10, message: 'Ten, please.' } }),
  ])
  expect(answer.rejected).toEqual([])
}
