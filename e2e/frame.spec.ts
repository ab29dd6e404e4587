import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { at, expectEveryLook } from './every-look.ts'
import { ownInstallation } from './own-installation.ts'
import { openVisitor, stands } from './visitor.ts'

const { claire } = ownInstallation()
const mostBytes = 250 * 1024

test('the glossary, for everybody', async () => {
  await expectEveryLook(await openVisitor(), 'glossary', at('/glossary'))
})

test('the first page needs at most 250 kB of scripts', async () => {
  const { page, go } = await openVisitor({ as: claire })
  const scripts = new Set<string>()
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) scripts.add(basename(response.url()))
  })

  await go('/')

  const assets = fileURLToPath(new URL('../web/dist/assets/', import.meta.url))
  const bytes = [...scripts].map((name) => readFileSync(join(assets, `${name}.gz`)).length)
  expect(bytes.length).toBeGreaterThan(0)
  expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(mostBytes)
})

describe('by keyboard alone', () => {
  test('a page is found by typing a part of its name', async () => {
    const { page, go } = await openVisitor({ as: claire })
    await go('/')

    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('combobox').fill('gloss')
    await page.keyboard.press('Enter')

    await page.waitForURL('**/glossary')
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
  })

  test('the keys are told, and single ones can be switched off', async () => {
    const { page, go } = await openVisitor({ as: claire })
    await go('/glossary')
    const dialogue = page.getByRole('dialog')

    await page.keyboard.press('/')
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('type'))).toBe('search')
    await page.keyboard.press('Tab')
    await page.keyboard.press('?')
    await dialogue.waitFor()
    await page.getByRole('switch').press('Space')
    await page.keyboard.press('Escape')
    await dialogue.waitFor({ state: 'detached' })
    await page.keyboard.press('?')

    expect(await dialogue.count()).toBe(0)
  })

  test('the content is one step from the top', async () => {
    const { page, go } = await openVisitor()
    await go('/glossary')

    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')

    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content')
  })
})

test('language and appearance change at once and are remembered', async () => {
  const { page, go } = await openVisitor()
  await go('/glossary')

  await page.getByRole('button', { name: 'Language: English' }).click()
  await page.getByRole('menuitemradio', { name: 'Deutsch' }).click()
  await page.getByRole('heading', { name: 'Glossar', level: 1 }).waitFor()
  await page.getByRole('button', { name: /^Darstellung/ }).click()
  await page.getByRole('menuitemradio', { name: 'Dunkel' }).click()
  await page.reload()
  await stands(page)

  expect(await page.locator('html').getAttribute('lang')).toBe('de')
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(15, 21, 27)')
})

test('an address that leads nowhere says so', async () => {
  const { page, go, faults } = await openVisitor({ as: claire })

  await go('/nothing')

  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('There is no such page')
  expect(faults).toEqual([])
})
