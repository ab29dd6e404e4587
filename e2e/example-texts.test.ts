import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { clientId } from '@catalytics/contract/ids.ts'
import {
  environmentFile,
  exampleKinds,
  exampleText,
} from '../web/src/features/service-passwords/example-texts.ts'

const account: Parameters<typeof exampleText>[1] = {
  client_id: clientId.parse('cat_sa_0123456789abcdef'),
  // All that means something to a shell or a language, and what is not ASCII.
  password: `it's "a" $HOME \`b\` \\n #(lf) 100% ü`,
  token_url: 'https://catalytics.acme.example/oauth/token',
  api_url: 'https://catalytics.acme.example/api/v1',
  scopes: ['leads:read'],
}

describe('a program for this account', () => {
  test.each(exampleKinds)('in %s calls what the account may read', (kind) => {
    expect(exampleText(kind, account)).toContain('leads?limit=25')
    expect(exampleText(kind, { ...account, scopes: ['events:write'] })).toContain('whoami')
  })

  test('has the password in one piece, for a shell', () => {
    const echo = exampleText('curl', account).replace(/^curl -u/, 'printf %s')

    expect(execFileSync('sh', ['-c', echo], { encoding: 'utf8' })).toContain(
      `${account.client_id}:${account.password}`,
    )
  })

  test('has the password in one piece, for Python', () => {
    const program = exampleText('python', account).split('\n').slice(0, 3).join('\n')
    const printed = `${program}\nprint(base64.b64decode(login).decode())`

    expect(execFileSync('python3', ['-c', printed], { encoding: 'utf8' })).toBe(
      `${account.client_id}:${account.password}\n`,
    )
  })

  test('has the password in one piece, for TypeScript', () => {
    const [, literal = ''] = /client_secret: (".*"),/.exec(exampleText('typescript', account)) ?? []

    expect(JSON.parse(literal)).toBe(account.password)
  })

  test('doubles quotes and hides escapes, for Power Query', () => {
    expect(exampleText('powerquery', account)).toContain(`it's ""a"" $HOME \`b\` \\n #(#)(lf) 100% ü`)
  })
})

test('a shell reads the settings from the file as they are', () => {
  const read = `${environmentFile(account)}printf %s "$CATALYTICS_PASSWORD"`

  expect(execFileSync('sh', ['-c', read], { encoding: 'utf8' })).toBe(account.password)
})
