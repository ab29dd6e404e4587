import { AppError } from '../lib/errors.ts'
import { ownVersion } from '../lib/version.ts'
import { backup } from './backup.ts'
import { UsageError, type Command, type Terminal } from './command.ts'
import * as contract from './contract.ts'
import { demo } from './demo.ts'
import { doctor } from './doctor.ts'
import * as imports from './import.ts'
import * as mail from './mail.ts'
import * as person from './person.ts'
import { restore } from './restore.ts'
import { serve } from './serve.ts'
import * as serviceAccount from './service-account.ts'
import * as support from './support.ts'
import * as user from './user.ts'
import { visibleLines } from './visible.ts'

const commands: Readonly<Record<string, Command>> = {
  serve,
  demo,
  'import undo': imports.undo,
  import: imports.importFile,
  'contract create': contract.create,
  'contract list': contract.list,
  'contract set': contract.set,
  'service-account create': serviceAccount.create,
  'service-account list': serviceAccount.list,
  'service-account regenerate': serviceAccount.regenerate,
  'service-account disable': serviceAccount.disable,
  'service-account enable': serviceAccount.enable,
  'service-account delete': serviceAccount.remove,
  'user create': user.create,
  'user list': user.list,
  'user password-link': user.passwordLink,
  'user reset': user.reset,
  'user set-up-link': user.setUp,
  'person show': person.show,
  'person withdraw': person.withdraw,
  'person erase': person.erase,
  'support list': support.list,
  'support done': support.done,
  'mail test': mail.test,
  'mail list': mail.list,
  backup,
  restore,
  doctor,
}

/** Runs the command that the arguments name. Gives the exit status: 0, 1 (failed, says why), 2 (wrong use). */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const { stdout, stderr } = terminal
  const name = [args.slice(0, 2).join(' '), args[0] ?? ''].find((words) => Object.hasOwn(commands, words))
  const command = name === undefined ? undefined : commands[name]
  if (name === undefined || command === undefined) {
    if (args[0] === undefined || args[0] === '--help' || args[0] === 'help') {
      stdout.write(overview())
      return 0
    }
    if (args[0] === '--version' || args[0] === 'version') {
      stdout.write(`${ownVersion()}\n`)
      return 0
    }
    stderr.write(`There is no command ${JSON.stringify(unknownIn(args))}.\n\n${overview()}`)
    return 2
  }
  try {
    await command.run(args.slice(name.split(' ').length), terminal)
    return 0
  } catch (error) {
    if (error instanceof UsageError) {
      stderr.write(`${error.message}\n\nUsage: ./catalytics ${command.usage}\n`)
      return 2
    }
    if (error instanceof AppError) stderr.write(`${visibleLines(error.message)}\n`)
    else stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : 'unknown fault'}\n`)
    return 1
  }
}

/** The words that name no command: the second one where the first begins some. */
function unknownIn([first = '', second]: readonly string[]): string {
  const begins = Object.keys(commands).some((name) => name.startsWith(`${first} `))
  return begins && second !== undefined ? `${first} ${second}` : first
}

function overview(): string {
  const lines = Object.values(commands).map(
    (command) => `  ./catalytics ${command.usage}\n      ${command.summary}`,
  )
  return `Catalytics: analytics and lead delivery for 3D part catalogs\n\n${lines.join('\n')}\n\nEvery command takes --json and --data DIR. --version says which version this is.\n`
}
