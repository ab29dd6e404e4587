import { expect, test } from 'vitest'
import { lastUuidByte, uuidFromRowBinary, uuidToRowBinary } from './uuid-bytes.ts'

test('each half of a UUID stands with its lowest byte first', () => {
  const uuid = '00112233-4455-6677-8899-aabbccddeeff'

  const bytes = uuidToRowBinary(uuid)

  expect(bytes.toString('hex')).toBe('7766554433221100ffeeddccbbaa9988')
  expect(uuidFromRowBinary(Buffer.concat([Buffer.from('xx'), bytes]), 2)).toBe(uuid)
  expect(lastUuidByte(uuidToRowBinary('00112233-4455-6677-8899-aabbccddeefa'), 0)).toBe(0xfa)
})
