import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { median, whole, type Figure } from './report.ts'

const writer = fileURLToPath(new URL('./xlsx-writer.ts', import.meta.url))
const result = z.object({ ms: z.number(), peakMb: z.number() })

/** Our XLSX writer beside hucre's stream writer on the same rows, each in a process of its own. */
export async function xlsxWriting({
  rows,
  rounds,
}: {
  readonly rows: number
  readonly rounds: number
}): Promise<readonly Figure[]> {
  const ours: z.infer<typeof result>[] = []
  const hucre: z.infer<typeof result>[] = []
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await run('ours', rows))
    hucre.push(await run('hucre', rows))
  }
  const ratio = median(ours.map(({ ms }, round) => ms / (hucre[round]?.ms ?? Number.NaN)))
  return [
    {
      what: `XLSX, ${whole(rows)} rows of 20 columns`,
      ours: `${(median(ours.map(({ ms }) => ms)) / 1000).toFixed(1)} s, ${whole(median(ours.map(({ peakMb }) => peakMb)))} MB`,
      beside: `hucre ${(median(hucre.map(({ ms }) => ms)) / 1000).toFixed(1)} s, ${whole(median(hucre.map(({ peakMb }) => peakMb)))} MB`,
      ratio: `${ratio.toFixed(2)} x the time`,
      bar: 'no slower, below 200 MB',
    },
  ]
}

async function run(which: 'ours' | 'hucre', rows: number): Promise<z.infer<typeof result>> {
  const child = fork(writer, [which, String(rows)], { execArgv: ['--max-semi-space-size=16'] })
  const [message] = z
    .tuple([z.unknown()])
    .rest(z.unknown())
    .parse(await once(child, 'message'))
  await once(child, 'exit')
  return result.parse(message)
}
