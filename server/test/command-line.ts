import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { run } from '../src/cli/cli.ts'

/** How a command ended and what it wrote. */
export type Run = { readonly status: number | null; readonly out: string; readonly err: string }

type Given = {
  /** On standard input. */
  readonly input?: string
  /** All of its environment. */
  readonly env?: Readonly<Record<string, string>>
}

/** A command in this process, for tests of what it does and says; as a process of its own it takes seconds to start. */
export async function commandLine(
  args: readonly string[],
  { input = '', env = {} }: Given = {},
): Promise<Run> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const written = Promise.all([text(stdout), text(stderr)])
  const status = await run(args, { stdin: Readable.from([Buffer.from(input)]), stdout, stderr, env })
  for (const stream of [stdout, stderr]) stream.end()
  const [out, err] = await written
  return { status, out, err }
}
