import type { Readable, Writable } from 'node:stream'
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util'
import { readConfig, type Config } from '../config.ts'
import { OperatorError } from '../lib/errors.ts'
import { visibleLines } from './visible.ts'

/** The command line was used wrongly: exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** What a command is connected to: the process, or a stand-in of the same form. */
export type Terminal = {
  readonly stdin: Readable
  readonly stdout: Writable
  readonly stderr: Writable
  readonly env: NodeJS.ProcessEnv
}

export type Context = {
  /** Read when it is asked for. @throws AppError `invalid` with all problems in one message */
  readonly config: Config
  /** Prints the result: as one JSON document with --json, else for people. */
  readonly print: (result: unknown, text: string) => void
  /** Progress and remarks, on standard error. */
  readonly note: (text: string) => void
  /** All of standard input, without the line break at its end. @throws OperatorError when there is nothing */
  readonly readInput: () => Promise<string>
}

export type Command = {
  readonly usage: string
  readonly summary: string
  readonly run: (args: readonly string[], terminal: Terminal) => Promise<void>
}

const everywhere = {
  json: { type: 'boolean' },
  data: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

/** Defines a command; `--json`, `--data` and `--help` are understood by all of them. */
export function defineCommand<const Options extends ParseArgsOptionsConfig>(spec: {
  readonly usage: string
  readonly summary: string
  readonly options: Options
  /** How many words follow the command. */
  readonly words?: number
  readonly run: (context: Context, values: ValuesOf<Options>, words: readonly string[]) => Promise<void>
}): Command {
  return {
    usage: spec.usage,
    summary: spec.summary,
    async run(args, terminal) {
      // Standard input is opened by who asks for it, and stays closed where nobody reads it.
      const { stdout, stderr, env } = terminal
      const { values, positionals } = parse(args, { ...spec.options, ...everywhere })
      if (values['help'] === true) {
        stdout.write(`${spec.summary}\n\n  ./catalytics ${spec.usage}\n`)
        return
      }
      if (positionals.length !== (spec.words ?? 0)) throw new UsageError(`./catalytics ${spec.usage}`)
      const data = values['data']
      const json = values['json'] === true
      await spec.run(
        {
          get config() {
            return readConfig(typeof data === 'string' ? { DATA_DIR: data } : {}, env)
          },
          print: (result, text) =>
            stdout.write(json ? `${JSON.stringify(result)}\n` : `${visibleLines(text)}\n`),
          note: (text) => stderr.write(`${visibleLines(text)}\n`),
          readInput: () => textOf(terminal.stdin),
        },
        // parseArgs has checked the values against the same options; its types do not survive the spread.
        values as ValuesOf<Options>, // oxlint-disable-line typescript/no-unsafe-type-assertion -- checked by parseArgs
        positionals,
      )
    },
  }
}

type ValueOf<Option> = Option extends { multiple: true }
  ? readonly string[] | undefined
  : Option extends { type: 'boolean' }
    ? boolean | undefined
    : string | undefined
export type ValuesOf<Options> = { readonly [Name in keyof Options]: ValueOf<Options[Name]> }

function parse(args: readonly string[], options: ParseArgsOptionsConfig) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'wrong arguments')
  }
}

/** @throws UsageError when the option is missing */
export function required(value: string | undefined, option: string): string {
  if (value !== undefined && value !== '') return value
  const where = option === 'contract' ? ': ./catalytics contract list shows the ids' : ''
  throw new UsageError(`--${option} is needed${where}`)
}

/** A path under a contract, with what the user typed made safe. */
export function contractPath(contract: string, rest = ''): string {
  return `/api/v1/contracts/${encodeURIComponent(contract)}${rest}`
}

async function textOf(input: Readable): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of input) chunks.push(Buffer.from(chunk as Uint8Array)) // oxlint-disable-line typescript/no-unsafe-type-assertion -- no encoding is set
  const text = Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '')
  if (text === '')
    throw new OperatorError('invalid', 'Standard input was empty; the password is expected there.')
  return text
}
