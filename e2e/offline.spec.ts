import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { download } from '../server/test/factories.ts'
import { act as doAct } from './act.ts'
import { inDialogue, onPage, press } from './buttons.ts'
import { sendEvents } from './calls.ts'
import { hold } from './held-call.ts'
import { ownContract, type OwnContract } from './own-contract.ts'
import { openVisitor, type Visitor } from './visitor.ts'

const person = 'ann@offline.example'
let own: OwnContract
let visitor: Visitor
beforeAll(async () => {
  own = await ownContract('Offline')
  visitor = await openVisitor({ as: own.root })
  await sendEvents(visitor, own.id, [download(person)])
  await sendEvents(visitor, own.id, [{ ...download(person), catalog: '' }]).catch(() => undefined)
})

/** What a page can do: where it is, the way to the button that does it, and that button. */
type Act = {
  readonly at: () => string
  readonly prepare?: (page: Page) => Promise<void>
  readonly button: (page: Page) => ReturnType<Page['getByRole']>
}

const settings = () => `/c/${own.id}/settings`
const accounts = () => `/c/${own.id}/service-accounts`
const members = () => `/c/${own.id}/members`
function pick(row: string, item: string) {
  return async (page: Page) => {
    await page.getByRole('row', { name: row }).getByRole('button').last().click()
    await page.getByRole('menuitem', { name: item }).click()
  }
}

const acts: Readonly<Record<string, Act>> = {
  'make a service account': {
    at: () => `${accounts()}/new`,
    prepare: (page) => page.getByLabel('Name').fill('Ghost'),
    button: onPage('Create service account'),
  },
  'change a service account': {
    at: () => `${accounts()}/${own.account}/edit`,
    prepare: (page) => page.locator('#account-owner').fill('Nobody'),
    button: onPage('Save'),
  },
  'give a service account a new password': {
    at: () => `${accounts()}/${own.account}`,
    prepare: press('New password'),
    button: inDialogue('Create password'),
  },
  'end a password': {
    at: () => `${accounts()}/${own.account}`,
    prepare: press(/^Revoke/),
    button: inDialogue('Revoke password'),
  },
  'disable a service account': {
    at: () => `${accounts()}/${own.account}`,
    prepare: press('Disable'),
    button: inDialogue('Disable'),
  },
  'delete a service account': {
    at: () => `${accounts()}/${own.account}`,
    prepare: async (page) => {
      await press('Delete')(page)
      await page.getByRole('dialog').getByRole('textbox').fill('CRM')
    },
    button: inDialogue('Delete'),
  },
  'invite somebody': {
    at: () => `${members()}/invite`,
    prepare: (page) => page.getByLabel('E-mail').fill('ghost@offline.example'),
    button: onPage('Invite'),
  },
  'make a new link for an invitation': {
    at: members,
    prepare: (page) => pick(own.invited, 'New link')(page),
    button: inDialogue('New link'),
  },
  'delete an invitation': {
    at: members,
    prepare: (page) => pick(own.invited, 'Delete')(page),
    button: inDialogue('Delete the invitation'),
  },
  'change a role': {
    at: members,
    prepare: async (page) => {
      await pick('Viktor', 'Change the role')(page)
      await page.getByRole('dialog').getByLabel('Role', { exact: true }).selectOption('Analyst')
    },
    button: inDialogue('Save the role'),
  },
  'remove a member': {
    at: members,
    prepare: async (page) => {
      await pick('Viktor', 'Remove')(page)
      await page.getByRole('dialog').getByRole('textbox').fill(own.other.email)
    },
    button: inDialogue('Remove'),
  },
  'save the settings': {
    at: settings,
    prepare: (page) => page.getByLabel('E-mail domains').fill('ghost.example'),
    button: onPage('Save'),
  },
  'shorten the retention': {
    at: settings,
    prepare: async (page) => {
      await page.getByRole('radio', { name: 'For a number of months' }).check()
      await press('Change retention')(page)
      await page.getByRole('dialog').getByRole('textbox').fill(own.name)
    },
    button: inDialogue('Remove what is older'),
  },
  'require a second factor': {
    at: settings,
    prepare: async (page) => {
      await page.getByRole('radio', { name: 'Required of everybody' }).check()
      await press('Change the requirement')(page)
    },
    button: inDialogue('Require it'),
  },
  'add a catalog': {
    at: () => `${settings()}/catalogs`,
    prepare: async (page) => {
      await press('Add')(page)
      await page.getByRole('dialog').getByLabel('Key').fill('ghost')
    },
    button: inDialogue('Add'),
  },
  'rename a catalog': {
    at: () => `${settings()}/catalogs`,
    prepare: async (page) => {
      await press('Rename Bolts')(page)
      await page.getByRole('dialog').getByLabel('Name').fill('Ghosts')
    },
    button: inDialogue('Save'),
  },
  'add a site': {
    at: () => `${settings()}/sites`,
    prepare: async (page) => {
      await press('Add site')(page)
      await page.getByRole('dialog').getByLabel('Key').fill('ghost')
    },
    button: inDialogue('Add site'),
  },
  'change a site': {
    at: () => `${settings()}/sites/www`,
    prepare: (page) => page.locator('#site-name').fill('Ghost'),
    button: onPage('Save'),
  },
  'give a site a new key': {
    at: () => `${settings()}/sites/www`,
    prepare: press('New key'),
    button: inDialogue('Revoke the current key'),
  },
  'withdraw a consent': {
    at: () => `${settings()}/people`,
    prepare: async (page) => {
      await findPerson(page)
      await press('Withdraw consent')(page)
    },
    button: inDialogue('Withdraw consent'),
  },
  'erase a person': {
    at: () => `${settings()}/people`,
    prepare: async (page) => {
      await findPerson(page)
      await press('Erase')(page)
      await page.getByRole('dialog').getByRole('textbox').fill(person)
    },
    button: inDialogue('Erase'),
  },
  'try refused events again': {
    at: () => `${settings()}/quarantine`,
    button: (page) => page.getByRole('button', { name: /^Try .*again/ }),
  },
  'change one’s name': {
    at: () => '/account',
    prepare: (page) => page.getByLabel('Name').fill('Ghost'),
    button: onPage('Save'),
  },
  'change one’s password': {
    at: () => '/account',
    prepare: async (page) => {
      await page.getByRole('textbox', { name: 'Current password' }).fill(own.root.password)
      await page.getByRole('textbox', { name: 'New password' }).fill('white gravel beside a lake')
    },
    button: onPage('Change the password'),
  },
  'set up a second factor': {
    at: () => '/account',
    prepare: async (page) => {
      await press('Set up a second factor')(page)
      await page.locator('#second-factor').getByRole('textbox').last().fill(own.root.password)
    },
    button: (page) => page.locator('#second-factor').locator('button[type="submit"]'),
  },
  'contact support': {
    at: () => '/support',
    prepare: (page) => page.getByLabel('Message').fill('A ghost.'),
    button: onPage('Send'),
  },
}

async function findPerson(page: Page): Promise<void> {
  await page.getByLabel('E-mail of the person').fill(person)
  await doAct(page, () => page.keyboard.press('Enter'))
  await page.getByRole('button', { name: 'Erase' }).waitFor()
}

describe('without a connection, nothing waits in secret', () => {
  test.each(Object.entries(acts))('%s', async (_, { at, prepare, button }) => {
    const { page, go } = visitor
    await go(at())
    await prepare?.(page)
    const sent: string[] = []
    const note = (request: { method(): string; url(): string }) => {
      // How good a password is, is only asked.
      if (request.method() === 'GET' || request.url().endsWith('/password-checks')) return
      sent.push(`${request.method()} ${request.url()}`)
    }
    try {
      await page.context().setOffline(true)
      await doAct(page, () => button(page).click())
      const alert = page.getByRole('alert').filter({ hasText: 'Nothing was sent and nothing will be' })
      await alert.waitFor({ timeout: 10_000 })
      expect(await alert.textContent()).toContain('No connection')
      page.on('request', note)
      await page.context().setOffline(false)
      // As long as what waited used to take to leave.
      await page.waitForTimeout(700)
    } finally {
      await page.context().setOffline(false)
      page.off('request', note)
    }

    expect(sent).toEqual([])
    expect(await button(page).isEnabled()).toBe(true)
  })
})

describe('without a connection, the menus say so too', () => {
  test.each([
    ['Sign out', 'menuitem', 'Nothing was sent and nothing will be'],
    ['Dark', 'menuitemradio', 'Nothing was sent and nothing will be'],
  ] as const)('%s', async (name, role, words) => {
    const { page, go } = visitor
    await go('/account')
    try {
      await page.context().setOffline(true)
      await page.getByRole('button', { name: /Signed in as/ }).click()
      await doAct(page, () => page.getByRole(role, { name, exact: true }).click())
      await page.getByRole('alert').filter({ hasText: words }).waitFor()
    } finally {
      await page.context().setOffline(false)
    }

    await page.reload()
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(page.url()).toContain('/account')
    expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('light')
  })

  test('a language whose texts are not there', async () => {
    const { page, go } = visitor
    await go('/account')
    try {
      await page.context().setOffline(true)
      await page.getByRole('button', { name: /Language: / }).click()
      await page.getByRole('menuitemradio', { name: 'Deutsch' }).click()
      await page.getByRole('alert').filter({ hasText: 'The server cannot be reached' }).waitFor()
      await page.getByRole('alert').getByRole('button', { name: 'Close' }).click()
      expect(await page.getByRole('alert').count()).toBe(0)
    } finally {
      await page.context().setOffline(false)
    }
  })

  test('a page that was never opened, which comes with the connection', async () => {
    const { page, go } = visitor
    await go('/account')
    try {
      await page.context().setOffline(true)
      await page.getByRole('button', { name: 'Help' }).click()
      await page.getByRole('menuitem', { name: 'Glossary' }).click()
      await page.getByRole('heading', { name: 'No connection' }).waitFor()
      expect(await page.getByText('The fault is ours').count()).toBe(0)
    } finally {
      await page.context().setOffline(false)
    }
    await page.getByRole('heading', { name: 'Glossary' }).waitFor()
  })
})

test('what went wrong in a dialogue is not told when it is opened anew', async () => {
  const { page, go } = visitor
  const act = acts['disable a service account']
  await go(`${accounts()}/${own.account}`)
  await act?.prepare?.(page)
  const dialogue = page.getByRole('dialog')
  try {
    await page.context().setOffline(true)
    await doAct(page, async () => await act?.button(page).click())
    await dialogue.getByRole('alert').waitFor()
  } finally {
    await page.context().setOffline(false)
  }
  await dialogue.getByRole('button', { name: 'Cancel' }).click()
  await dialogue.waitFor({ state: 'detached' })

  await act?.prepare?.(page)
  await dialogue.getByRole('button', { name: 'Cancel' }).waitFor()
  expect(await dialogue.getByRole('alert').count()).toBe(0)
})

describe('while a change is under way', () => {
  test('who leaves it from its dialogue is asked above it, and is not fetched back by the answer', async () => {
    const { page, go } = visitor
    await go(`${accounts()}/${own.account}/edit`)
    await page.locator('#account-owner').fill('Late')
    const held = await hold(page, 'PATCH')
    await onPage('Save')(page).click()
    await held.sent
    await page.getByRole('link', { name: 'Catalytics' }).click()
    await inDialogue('Leave all the same')(page).click()
    await page.waitForURL((url) => !url.pathname.endsWith('/edit'))
    await page.getByRole('heading', { level: 1 }).waitFor()
    const left = page.url()
    await held.letGo()
    await page.waitForTimeout(500)
    expect(page.url()).toBe(left)

    await go(accounts())
    await page.getByRole('link', { name: 'CRM' }).click()
    await acts['disable a service account']?.prepare?.(page)
    const second = await hold(page, 'POST')
    await inDialogue('Disable')(page).click()
    await second.sent
    await page.evaluate(() => history.back())
    // A click that something else would catch fails.
    await inDialogue('Wait for the answer')(page).click()
    await second.breakOff()
  })

  test('its dialogue stays, and says why', async () => {
    const { page, go } = visitor
    await go(`${accounts()}/${own.account}`)
    await acts['delete a service account']?.prepare?.(page)
    const held = await hold(page, 'DELETE')

    await inDialogue('Delete')(page).click()
    await held.sent
    const dialogue = page.getByRole('dialog')
    await dialogue.getByText('It cannot be called off any more.').waitFor()
    expect(await dialogue.getByRole('button', { name: 'Cancel' }).isDisabled()).toBe(true)
    await page.keyboard.press('Escape')
    await page.mouse.click(5, 5)
    expect(await dialogue.count()).toBe(1)

    await held.breakOff()
    await dialogue.getByText('It may have happened all the same').waitFor()
    await dialogue.getByRole('button', { name: 'Cancel' }).click()
    await dialogue.waitFor({ state: 'detached' })
  })

  test('whoever leaves the page learns that it may still happen, and can wait', async () => {
    const { page, go } = visitor
    await go(`${accounts()}/new`)
    await page.getByLabel('Name').fill('Slow')
    const held = await hold(page, 'POST')

    await onPage('Create service account')(page).click()
    await held.sent
    await page.getByRole('link', { name: 'Cancel' }).click()
    const dialogue = page.getByRole('dialog')
    await dialogue.getByText('it may still happen').waitFor()
    await dialogue.getByRole('button', { name: 'Wait for the answer' }).click()
    await dialogue.waitFor({ state: 'detached' })
    expect(page.url()).toContain('/service-accounts/new')

    await page.getByRole('link', { name: 'Cancel' }).click()
    await dialogue.getByText('it may still happen').waitFor()
    await held.letGo()
    await page.getByRole('heading', { name: 'Slow is ready.' }).waitFor()
    expect(await dialogue.count()).toBe(0)
  })
})
