import { pino, type Logger } from 'pino'

export type Log = Logger

/** Structured log on standard error, so that standard output stays free for what a command prints. */
export function openLog(level: string): Log {
  return pino({ level, base: null, redact: { paths: secretPaths, censor: '…' } }, process.stderr)
}

// What must never be printed, wherever somebody adds it to a log call.
const secretPaths = [
  'password',
  'token',
  'email',
  'authorization',
  '*.password',
  '*.token',
  '*.email',
  '*.authorization',
  'req.headers',
  'headers',
]
