import { describe, expect, test } from 'vitest'
import { returnPath } from '@catalytics/contract/return-path.ts'

const own = 'https://catalytics.example'

/** What a browser makes of a redirection to it. */
const landing = (to: string) => new URL(returnPath(to, own, URL), `${own}/openid/callback`)

describe('where to lead on to', () => {
  test.each([
    ['/', '/'],
    ['/c/ct_x/members?a=1&b=%2F%2Fx', '/c/ct_x/members?a=1&b=%2F%2Fx'],
    ['/account#secret', '/account'],
    ['https://catalytics.example/c/x', '/c/x'],
    ['https://ann:secret@catalytics.example/c/x', '/c/x'],
    ['/a/../c/x', '/c/x'],
    ['/c/x?to=https://evil.example/', '/c/x?to=https://evil.example/'],
  ])('%j is ours', (to, path) => {
    expect(returnPath(to, own, URL)).toBe(path)
  })

  test.each([
    'https://evil.example/',
    'http://catalytics.example/',
    'https://catalytics.example:8443/',
    'https://catalytics.example.evil.example/',
    'https://catalytics.example@evil.example/',
    '//evil.example',
    '///evil.example',
    '////evil.example/a',
    '/.//evil.example',
    '/..//evil.example',
    '/a/..//evil.example',
    '/a/%2e%2e//evil.example',
    '/%2e//evil.example',
    '/./\\evil.example',
    '/.\\/evil.example',
    'https://catalytics.example//evil.example',
    'https:catalytics.example',
    'https:evil.example',
    'https:/evil.example',
    'https:///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '\\/evil.example',
    '/\t/evil.example',
    '\t//evil.example',
    '/\n/evil.example',
    ' //evil.example',
    '/\r\n/evil.example',
    '/.\t//evil.example',
    '/%2f/evil.example',
    '/%2f%2fevil.example',
    '/%5cevil.example',
    '/%09/evil.example',
    'javascript:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,x',
    'blob:https://catalytics.example/x',
    'ftp://catalytics.example/',
    '//user@evil.example',
    '//[::1]/',
    '/／evil.example',
    '//evil。example',
    'http://',
    '',
    '\0//evil.example',
  ])('%j leads nobody elsewhere', (to) => {
    const { origin, pathname } = landing(to)
    expect(origin).toBe(own)
    expect(returnPath(to, own, URL)).not.toMatch(/^\/[/\\]/)
    expect(pathname).not.toMatch(/^\/\//)
  })
})
