import { crc32, deflateSync, inflateSync } from 'node:zlib'

const signatureBytes = 8

/** The same picture, packed as tightly as zlib can: a browser packs for speed (ISO/IEC 15948, sections 5.3 and 11.2.3). */
export function repacked(png: Buffer): Buffer {
  const chunks = chunksOf(png)
  const pixels = inflateSync(
    Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)),
  )
  const kept = (type: string) => chunks.filter((chunk) => chunk.type === type)
  const data = deflateSync(pixels, { level: 9, memLevel: 9 })
  const packed = [...kept('IHDR'), { type: 'IDAT', data }, ...kept('IEND')]
  return Buffer.concat([png.subarray(0, signatureBytes), ...packed.map(written)])
}

type Chunk = { readonly type: string; readonly data: Buffer }

function chunksOf(png: Buffer): readonly Chunk[] {
  const chunks: Chunk[] = []
  for (let at = signatureBytes; at < png.length;) {
    const length = png.readUInt32BE(at)
    const data = png.subarray(at + 8, at + 8 + length)
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data })
    at += length + 12
  }
  return chunks
}

function written({ type, data }: Chunk): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}
