import type { Page } from 'playwright-core'

export const inDialogue = (name: string) => (page: Page) =>
  page.getByRole('dialog').getByRole('button', { name, exact: true })
export const onPage = (name: string) => (page: Page) => page.getByRole('button', { name, exact: true })

export function press(name: string | RegExp) {
  return (page: Page) =>
    page
      .getByRole('button', { name, exact: typeof name === 'string' })
      .first()
      .click()
}
