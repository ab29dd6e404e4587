import { expect, test } from 'vitest'
import { withoutSecrets } from './redaction.ts'

const secret = 'a1B2'.repeat(10) + 'xyz'

test.each([
  [`my password is cat_pw_${secret}abcdef.`, 'my password is cat_pw_….'],
  [`curl -H "Authorization: Bearer cat_at_${secret}"`, 'curl -H "Authorization: Bearer …"'],
  ['authorization: basic Y2F0X3NhXzpwYXNzd29yZA==', 'authorization: basic …'],
  [`__Host-catalytics=cat_se_${secret}`, '__Host-catalytics=cat_se_…'],
  [`https://cat.example/reset#${secret}`, 'https://cat.example/reset#…'],
  [
    'cat_sa_0123456789abcdef and cat_pk_0123456789abcdefghijkl',
    'cat_sa_0123456789abcdef and cat_pk_0123456789abcdefghijkl',
  ],
  ['Basic knowledge of bearings, part #12345', 'Basic knowledge of bearings, part #12345'],
])('%j', (text, shown) => {
  expect(withoutSecrets(text)).toBe(shown)
})
