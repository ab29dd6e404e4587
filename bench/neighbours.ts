import type { WireEvent } from '../contract/src/events.ts'
import { asLead } from './csv-export.ts'
import { sendAll } from './ingest.ts'
import type { Product } from './product.ts'
import { median, whole, type Figure } from './report.ts'
import { misbehave, rudeWays, type RudeWay } from './rude-neighbour.ts'
import { p95, steadyCalls } from './steady-calls.ts'

const warmUpMs = 2000

/** Small calls of one contract, in quiet and beside another that misbehaves in each way and in all at once. */
export async function neighbours(options: {
  readonly product: Product
  readonly events: readonly WireEvent[]
  readonly seconds: number
}): Promise<readonly Figure[]> {
  const { product, events, seconds } = options
  const rude = await product.contract('rude')
  const small = await product.contract('small')
  await sendAll(product, rude, events.map(asLead))
  await sendAll(product, small, events.slice(0, 5000).map(asLead))
  const caller = { url: product.url, authorization: `Bearer ${small}` }
  const measured = async (prefix: string) => p95(await steadyCalls(caller, { forMs: seconds * 1000, prefix }))
  await measured('w')
  const quiet = [await measured('q')]
  const figures: Figure[] = []
  const ways: (readonly RudeWay[])[] = [...rudeWays.map((way) => [way]), rudeWays]
  for (const [index, some] of ways.entries()) {
    const before = await product.memoryMb()
    const neighbour = await misbehave({ url: product.url, accounts: [`Bearer ${rude}`], ways: some })
    await steadyCalls(caller, { forMs: warmUpMs, prefix: `u${index}-` })
    const beside = await measured(`n${index}-`)
    const after = await product.memoryMb()
    const tally = await neighbour.stop()
    process.stderr.write(`${some.join()} ${JSON.stringify(tally)}\n`)
    await steadyCalls(caller, { forMs: 3 * warmUpMs, prefix: `r${index}-` })
    quiet.push(await measured(`b${index}-`))
    const calm = median(quiet)
    figures.push({
      what: `small calls beside ${some.length === 1 ? some.join() : 'all of these'}, p95`,
      ours: `${beside.toFixed(1)} ms; server ${whole(before)} -> ${whole(after)} MB`,
      beside: `in quiet ${calm.toFixed(1)} ms`,
      ratio: `${(beside / calm).toFixed(2)} x`,
      bar: 'below 2 x',
    })
  }
  return figures
}
