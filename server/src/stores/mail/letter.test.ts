import { describe, expect, test } from 'vitest'
import { languages } from '@catalytics/contract/languages.ts'
import { renderLetter, type Letter } from './letter.ts'

const letter: Letter = {
  subject: 'You are invited to Acme Bearings',
  paragraphs: ['Ann Lee invites you.', 'One line\nand another.'],
  action: { label: 'Accept', url: 'https://cat.example/invitation#a&b' },
  smallPrint: ['The link works until Friday.'],
}
const home = 'https://cat.example'

test('the plain text has everything that the HTML has, the link on a line of its own', () => {
  const { text } = renderLetter(letter, 'en', home)

  expect(text).toBe(`Ann Lee invites you.

One line
and another.

Accept:
https://cat.example/invitation#a&b

The link works until Friday.

-- 
Sent by Catalytics at https://cat.example. Nobody reads answers to this message.
`)
})

test('the HTML names its language, has one link, and loads nothing from anywhere', () => {
  const { html } = renderLetter(letter, 'en', home)

  expect(html).toMatch(/^<!doctype html>\n<html lang="en">/)
  expect(html.match(/<a href="[^"]*"/g)).toEqual(['<a href="https://cat.example/invitation#a&#38;b"'])
  expect(html).toContain('One line<br>\nand another.')
  expect(html).not.toMatch(/<img|<link|<script|src=|url\(|@import/i)
})

test.each(languages)('%s: what is around the letter is in its language', (language) => {
  const { text, html } = renderLetter(letter, language, home)
  expect(html).toContain(`lang="${language}"`)
  expect(text).toContain(home)
  const others = languages.filter((other) => other !== language)
  for (const other of others)
    expect(renderLetter(letter, other, home).text).not.toContain(text.split('-- \n')[1])
})

test('a letter that somebody waits for an answer to does not say that nobody reads answers', () => {
  const { text } = renderLetter({ ...letter, answerTo: 'ann@one.example' }, 'en', home)
  expect(text).toMatch(/-- \nSent by Catalytics at https:\/\/cat\.example\.\n$/)
})

test('French puts a space before the colon', () => {
  expect(renderLetter(letter, 'fr', home).text).toContain('Accept\u00a0:\nhttps://')
})

describe('what people have typed', () => {
  const markup = `<img src=x onerror=alert(1)> "Müller" & 'Söhne' </p><script>`

  test.each(['paragraphs', 'smallPrint'] as const)('in %s is shown as it is, and is no markup', (field) => {
    const { html, text } = renderLetter({ ...letter, [field]: [markup] }, 'de', home)

    expect(html).toContain('&#60;img src=x onerror=alert(1)&#62; &#34;Müller&#34; &#38; &#39;Söhne&#39;')
    expect(html).not.toMatch(/<img|<script/)
    expect(text).toContain(markup)
  })

  test('in the label, the address and the subject is no markup either', () => {
    const action = { label: markup, url: 'https://cat.example/"><script>' }
    const { html } = renderLetter({ ...letter, subject: markup, action }, 'en', home)

    expect(html).not.toMatch(/<img|<script/)
    expect(html.match(/<a href="[^"]*" style="[^"]*">/g)).toHaveLength(1)
  })

  test('is one line where a line is meant, and turns no text around', () => {
    const name = 'Acme\r\nBcc: eve@evil.example\u0000\u0007 \u202efdp.exe\u2066'
    const { subject, text, html } = renderLetter({ ...letter, subject: name, paragraphs: [name] }, 'en', home)

    expect(subject).toBe('Acme Bcc: eve@evil.example fdp.exe')
    expect(text).toContain('Acme\nBcc: eve@evil.example fdp.exe')
    for (const shown of [text, html]) expect(shown).not.toMatch(/(?!\n)\p{Cc}|[\u202e\u2066]/u)
  })
})
