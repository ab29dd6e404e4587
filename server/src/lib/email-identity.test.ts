import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { domain, email, isEmailIdentity, isPlainEmail } from '@catalytics/contract/email.ts'

describe('one identity', () => {
  test.each([
    ['as it is', 'bob@example.com', 'bob@example.com'],
    ['capitals and white space', ' \tBob@EXAMPLE.com\u00a0', 'bob@example.com'],
    ['a zero-width space', 'bob\u200b@example.com', 'bob@example.com'],
    ['a zero-width joiner in the domain', 'bob@exam\u200dple.com', 'bob@example.com'],
    ['a byte order mark', '\ufeffbob@example.com', 'bob@example.com'],
    ['bidirectional marks', '\u202abob@example.com\u202c\u200e', 'bob@example.com'],
    ['isolates', '\u2066bob@example.com\u2069', 'bob@example.com'],
    ['a soft hyphen', 'bo\u00adb@exam\u00adple.com', 'bob@example.com'],
    ['a word joiner', 'bob\u2060@example.com', 'bob@example.com'],
    ['a variation selector', 'bob\ufe0f@example.com', 'bob@example.com'],
    ['a combining grapheme joiner', 'bob\u034f@example.com', 'bob@example.com'],
    ['a tag character', 'bob\u{e0041}@example.com', 'bob@example.com'],
    ['NFD before the @', 'anna.mu\u0308ller@example.com', 'anna.m\u00fcller@example.com'],
    ['a capital that composes', 'A\u030a@example.com', '\u00e5@example.com'],
    ['an internationalised domain', 'eva@m\u00fcller.example', 'eva@xn--mller-kva.example'],
    ['the same in NFD', 'eva@mu\u0308ller.example', 'eva@xn--mller-kva.example'],
    ['the same in capitals', 'EVA@M\u00dcLLER.EXAMPLE', 'eva@xn--mller-kva.example'],
    ['its A-label', 'eva@xn--mller-kva.example', 'eva@xn--mller-kva.example'],
    ['its A-label in capitals', 'eva@XN--MLLER-KVA.example', 'eva@xn--mller-kva.example'],
    ['a sharp s, which is a letter of its own', 'eva@stra\u00dfe.example', 'eva@xn--strae-oqa.example'],
    ['the dot of the root', 'bob@example.com.', 'bob@example.com'],
    ['the dot of the root behind an A-label', 'eva@xn--mller-kva.example.', 'eva@xn--mller-kva.example'],
    ['an ideographic full stop at the end', 'bob@example.com\u3002', 'bob@example.com'],
    ['full-width letters in the domain', 'bob@\uff45xample.com', 'bob@example.com'],
    ['an ideographic full stop', 'bob@example\u3002com', 'bob@example.com'],
    [
      'a domain in Greek',
      'a@\u03c0\u03b1\u03c1\u03ac\u03b4\u03b5\u03b9\u03b3\u03bc\u03b1.example',
      'a@xn--hxajbheg2az3al.example',
    ],
    // From the table of deviations in UTS 46, section 4.
    [
      'a domain with a non-joiner that its script needs',
      'a@\u0646\u0627\u0645\u0647\u200c\u0627\u06cc.example',
      'a@xn--mgba3gch31f060k.example',
    ],
    [
      'the same without it, another domain',
      'a@\u0646\u0627\u0645\u0647\u0627\u06cc.example',
      'a@xn--mgba3gch31f.example',
    ],
    [
      'a domain with a joiner that its script needs',
      'a@\u0dc1\u0dca\u200d\u0dbb\u0dd3.example',
      'a@xn--10cl1a0b660p.example',
    ],
    [
      'a domain with two joiners that its script needs',
      'a@\u0dc1\u0dca\u200d\u0dbb\u0dca\u200d\u0dbb\u0dd3.example',
      'a@xn--10caq0bb9c835rca.example',
    ],
    [
      'other invisible characters beside it',
      'a@\u0dc1\u0dca\u200d\u0dbb\u200b\u0dd3.exam\u200cple',
      'a@xn--10cl1a0b660p.example',
    ],
  ])('of %s', (_what, sent, identity) => {
    expect(email.parse(sent)).toBe(identity)
    expect(isEmailIdentity(identity)).toBe(true)
  })

  test.each([
    'bob',
    'bob@',
    '@example.com',
    'bob@example',
    'a@b@example.com',
    'bob@example..com',
    'bob@.example.com',
    'bob@example.com..',
    'bob@xn--a.example',
    'bob@XN--A.example',
    'bob@xn--zzzz.example',
    'bob@xn--0.example.',
    'bob@xn--xn--a--gua.example',
    'bob@m\u00fcller.xn--a.example',
    'bob@-example.com',
    'bob@example-.com',
    'bob@exam_ple.com',
    'bob@exam ple.com',
    'bob@127.0.0.1',
    'bob@[127.0.0.1]',
    'bob@1.2',
    'bob@example.com:25',
    'bob@example.com/x',
    'bob@exam%70le.com',
    'bob@exam\uff05ple.com',
    'bob@xn--zz--.example',
    'bob@xn--.example',
    `bob@${'a'.repeat(64)}.com`,
    `bob@${'m\u00fc'.repeat(30)}.example`,
    `bob@${'a.'.repeat(126)}com`,
    `${'a'.repeat(65)}@example.com`,
    'b\u0000b@example.com',
    'b\ud800b@example.com',
    '\u200b@example.com',
    // Joiners where no script needs one.
    'bob@m\u00fc\u200dller.example',
    'bob@\u0646\u0627\u0645\u0647\u200d\u0627\u06cc.example',
    'bob@\u200c\u0646\u0627\u0645\u0647.example',
    // A right one first, then one that is not.
    'bob@\u0646\u0627\u0645\u0647\u200c\u200c\u0627\u06cc.example',
    'bob@\u0646\u0627\u0645\u0647\u200c\u064e\u200c\u0627\u06cc.example',
    'bob@\u0646\u0627\u0645\u0647\u200c\u0627\u06cc\u200c.example',
    'bob@\u0dc1\u0dca\u200d\u0dbb\u200d\u0dd3.example',
    'bob@\u0dc1\u0dca\u200d\u200d\u0dbb.example',
  ])('%j is nobody’s', (sent) => {
    expect(email.safeParse(sent).success).toBe(false)
  })

  test('is its own, whatever it was made of', () => {
    const part = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(part, part, (local, host) => {
        const made = email.safeParse(`${local}@${host}.example`)
        if (!made.success) return
        expect(email.parse(made.data)).toBe(made.data)
        expect(isEmailIdentity(made.data)).toBe(true)
      }),
    )
  })

  test('is seen at once where the address is plain', () => {
    expect(['bob@example.com', "o'neil+x@a-b.example"].map(isPlainEmail)).toEqual([true, true])
    expect(['Bob@example.com', 'a@xn--mller-kva.example', 'a@1.2', 'a@b'].map(isPlainEmail)).toEqual([
      false,
      false,
      false,
      false,
    ])
  })
})

test.each([
  [' Rival.EXAMPLE ', 'rival.example'],
  ['m\u00fcller.example', 'xn--mller-kva.example'],
  ['riv\u200bal.example', 'rival.example'],
])('the domain %j is %s', (sent, identity) => {
  expect(domain.parse(sent)).toBe(identity)
})

test.each(['nodot', '', 'a b.example', '@a.example', '-a.example'])('%j is no domain', (sent) => {
  expect(domain.safeParse(sent).success).toBe(false)
})
