import { describe, expect, test } from 'vitest'
import { languages } from '@catalytics/contract/languages.ts'
import { roles } from '@catalytics/contract/permissions.ts'
import { invitationLetter } from './members.letters.ts'

const facts = { contract: 'Acme Bearings', link: 'https://cat.example/invitation#x', days: 7 }

describe.each(languages)('an invitation in %s', (language) => {
  const letterFor = (role: (typeof roles)[number], invitedBy: string | null = 'ann@acme.example') =>
    invitationLetter(language, { ...facts, role, invitedBy })

  test('says who invites whom to what, for how long, and what to do', () => {
    const letter = letterFor('viewer')

    expect(letter.subject).toContain('Acme Bearings')
    expect(letter.paragraphs[0]).toContain('ann@acme.example')
    expect(letter.paragraphs[0]).toContain('Acme Bearings')
    expect(letter.action?.url).toBe(facts.link)
    expect(letter.smallPrint[0]).toContain('7')
    expect(letterFor('viewer', null).paragraphs[0]).not.toMatch(/null|undefined/)
  })

  test('has a name of its own for each role', () => {
    expect(new Set(roles.map((role) => letterFor(role).paragraphs[1])).size).toBe(roles.length)
  })
})
