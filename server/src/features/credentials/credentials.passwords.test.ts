import { describe, expect, test } from 'vitest'
import { checkPassword } from './credentials.passwords.ts'

const ann = {
  words: ['ann.miller@acme-bearings.example', 'Ann Miller', 'Acme Bearings'],
  secondFactor: false,
}

describe('a password is refused', () => {
  test.each([
    ['fourteen chars', ['too_short']],
    ['correct horse\nbattery', ['not_text']],
    ['correct horse \ud800 battery', ['not_text']],
    [`correct horse battery ${'staple '.repeat(26)}`, ['too_long']],
    ['qwertyuiopasdfgh', ['common']],
    ['Tr0ub4dour', ['too_short']],
    ['aaaaaaaaaaaaaaaaaaa', ['few_characters']],
    ['hunter2hunter2hunter2', ['repeated']],
    ['Administrator!99', ['sequences']],
    ['Acme-Bearings 2026!', ['names']],
    ['ann.miller@acme-bearings', ['names']],
    ['Catalytics-2026-Login!', ['sequences']],
    ['', ['too_short', 'few_characters']],
  ])('%j', async (password, codes) => {
    const answer = await checkPassword(password, ann)

    expect(answer.problems.map(({ code }) => code)).toEqual(codes)
    expect(answer.acceptable).toBe(false)
  })
})

test.each([
  'correct horse battery staple',
  'Überraschung im Ölfass 7',
  'パスワードではない長い文です。よ',
  'xK9#mQ2$vL7@nR4!w',
  'Acme Bearings runs on olive oil',
  `${'correct horse battery staple '.repeat(6)} and one`,
])('%s will do', async (password) => {
  expect(await checkPassword(password, ann)).toMatchObject({
    acceptable: true,
    score: expect.toBeOneOf([3, 4]),
  })
})

test('with a second factor eight characters will do, if nobody guesses them', async () => {
  const withFactor = { ...ann, secondFactor: true }

  expect(await checkPassword('vK9#mQ2$', withFactor)).toMatchObject({ problems: [{ code: 'easy_to_guess' }] })
  expect(await checkPassword('vK9#mQ2$x', withFactor)).toMatchObject({ acceptable: true })
  expect(await checkPassword('vK9#mQ2', withFactor)).toMatchObject({ problems: [{ code: 'too_short' }, {}] })
  expect(await checkPassword('sommer2026', withFactor)).toMatchObject({ acceptable: false })
})

test('the longest and worst takes no time that others would notice', async () => {
  await checkPassword('to load the lists', ann)
  const began = performance.now()

  await checkPassword('p@$$w0rd'.repeat(25), ann)
  await checkPassword('19'.repeat(100), ann)

  expect(performance.now() - began).toBeLessThan(1000)
})
