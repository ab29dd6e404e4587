import { describe, expect, test } from 'vitest'
import { languages } from '@catalytics/contract/languages.ts'
import { noticeLetter, resetLetter } from './users.letters.ts'

const at = new Date('2026-11-22T23:30:00Z')

describe.each(languages)('in %s', (language) => {
  test('the link to a new password says how long it works', () => {
    const letter = resetLetter(language, { link: 'https://x.example/reset#t', minutes: 60 })

    expect(letter.action?.url).toBe('https://x.example/reset#t')
    expect(letter.smallPrint[0]).toContain('60')
  })

  test.each([
    'password_changed',
    'second_factor_added',
    'second_factor_removed',
    'recovery_code_used',
    'address_proved',
  ] as const)('%s says what, when and from where', (notice) => {
    const letter = noticeLetter(language, { notice, at, address: '203.0.113.7' })
    const byOperator = noticeLetter(language, { notice, at, address: null })

    expect(letter.paragraphs[0]).toMatch(/\w{5}.*\.$/)
    expect(letter.paragraphs[1]).toMatch(/22.*2026.*\b(23:30|11:30\sPM)\b.*UTC.*203\.0\.113\.7/)
    expect(byOperator.paragraphs[1]).toMatch(/2026.*UTC$/)
  })
})

test('no two languages say the same', () => {
  const all = languages.map((language) =>
    noticeLetter(language, { notice: 'password_changed', at, address: null }),
  )

  expect(new Set(all.flatMap(({ subject, paragraphs }) => [subject, ...paragraphs])).size).toBe(9)
})
