import { expect, test } from 'vitest'
import { ApiError } from './api.ts'
import { changesIn, differing, sendOnLatest, withLater, withOwn } from './edit.ts'

const account = { version: 'v1', owner: 'Sales', networks: ['10.0.0.0/8'] }

function stale() {
  return new ApiError({
    type: 'urn:catalytics:problem:precondition_failed',
    title: '',
    status: 412,
    code: 'precondition_failed',
    detail: '',
    request_id: 'r1',
    changed_by: 'ben@acme.example',
    changed_at: '2026-11-22T12:00:00Z',
  })
}

test('only what differs is sent', () => {
  const before = { owner: 'Sales', networks: ['10.0.0.0/8'], expires_at: null }

  expect(changesIn(before, { ...before, networks: ['10.0.0.0/8'] })).toEqual({})
  expect(changesIn(before, { ...before, owner: 'Purchasing' })).toEqual({ owner: 'Purchasing' })
  expect(differing(before, { owner: 'Sales', networks: [], expires_at: null })).toEqual(['networks'])
})

test('one’s own changes stay on top of what somebody else has left', () => {
  const theirs = { owner: 'Support', networks: [] as string[] }

  expect(withOwn(theirs, { owner: 'Purchasing', networks: ['10.0.0.0/8'] }, ['owner'])).toEqual({
    owner: 'Purchasing',
    networks: [],
  })
})

test('what is typed while an answer is awaited stays on top of it', () => {
  const asked = { name: 'Acme', domains: ['acme.example'] }
  const saved = { name: 'Acme Ltd', domains: ['acme.example'] }

  expect(withLater(saved, asked, { ...asked, domains: ['acme.test'] })).toEqual({
    name: 'Acme Ltd',
    domains: ['acme.test'],
  })
  expect(withLater(saved, asked, asked)).toEqual(saved)
})

test('a change goes on to the later version where nothing of the form was changed', async () => {
  const later = { ...account, version: 'v2' }
  const sent: string[] = []

  const result = await sendOnLatest({
    base: account,
    send: ({ version }) => {
      sent.push(version)
      return version === 'v1' ? Promise.reject(stale()) : Promise.resolve({ ...later, version: 'v3' })
    },
    reread: () => Promise.resolve(later),
    isSame: (a, b) => a.owner === b.owner,
  })

  expect(sent).toEqual(['v1', 'v2'])
  expect(result).toMatchObject({ kind: 'saved', answer: { version: 'v3' } })
})

test('where the same was changed, nothing is sent again, and it is told who was faster', async () => {
  const later = { ...account, version: 'v2', owner: 'Support' }
  let calls = 0

  const result = await sendOnLatest({
    base: account,
    send: () => {
      calls += 1
      return Promise.reject(stale())
    },
    reread: () => Promise.resolve(later),
    isSame: (a, b) => a.owner === b.owner,
  })

  expect(calls).toBe(1)
  expect(result).toEqual({
    kind: 'stale',
    found: later,
    by: 'ben@acme.example',
    at: '2026-11-22T12:00:00Z',
  })
})

test('any other refusal is one', async () => {
  const sending = sendOnLatest({
    base: account,
    send: () => Promise.reject(new ApiError('may_have_happened')),
    reread: () => Promise.reject(new Error('not asked for')),
    isSame: () => true,
  })

  await expect(sending).rejects.toMatchObject({ unanswered: 'may_have_happened' })
})
