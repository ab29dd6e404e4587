import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openClosing } from './closing.ts'

test('what was opened last is closed first, one after the other, and once', async () => {
  const order: string[] = []
  const closing = openClosing()
  closing.add(() => order.push('folder'))
  closing.add(async () => {
    await pause(5)
    order.push('stores')
  })
  closing.add(() => order.push('socket'))

  await closing.run()
  await closing.run()

  expect(order).toEqual(['socket', 'stores', 'folder'])
})
