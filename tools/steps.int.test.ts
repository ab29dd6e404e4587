import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { root } from './plan.ts'
import { processesMarked, remaining } from './processes.ts'
import { type Outcome, type Step, runSteps, sum } from './steps.ts'

const planted = join(root, '.tsbuild/planted')
mkdirSync(planted, { recursive: true })
const folder = mkdtempSync(join(planted, 'steps-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a command', () => {
  test('that ends well counts as one test passed', async () => {
    expect(await run(shell('echo fine'))).toMatchObject({ passed: 1, failed: 0, output: 'fine' })
  })

  test('that fails counts as one test failed, and all that it said is kept', async () => {
    const { passed, failed, output } = await run(shell('echo out; echo problem >&2; exit 7'))

    expect({ passed, failed }).toEqual({ passed: 0, failed: 1 })
    expect(output).toMatch(/out/)
    expect(output).toMatch(/problem/)
    expect(output).toMatch(/exit status 7$/)
  })

  test('that does not exist counts as failed', async () => {
    expect(await run({ name: 'x', command: [join(folder, 'nothing')], limitMs: 1000 })).toMatchObject({
      passed: 0,
      output: expect.stringContaining('ENOENT'),
    })
  })

  test('past its time limit is ended with all its children', async () => {
    const { failed, output, durationMs } = await run({ ...shell('sleep 4713 & sleep 4714'), limitMs: 300 })

    expect(failed).toBeGreaterThan(0)
    expect(output).toContain('ended after its time limit of 0.3 s')
    expect(output).not.toContain('left processes behind')
    expect(durationMs).toBeLessThan(30_000)
  })

  test('that leaves a process behind fails, even when that one has left the process group', async () => {
    const { failed, output } = await run(shell('setsid sleep 4715 >/dev/null 2>&1 & exit 0'))

    expect(failed).toBe(1)
    expect(output).toMatch(/left processes behind:\s+\d+ sleep 4715/)
  })

  test('gets no standard input to wait for', async () => {
    expect(await run(shell('read -r line || echo "end of input"'))).toMatchObject({ output: 'end of input' })
  })
})

test('steps run as many at a time as asked for, and their counts add up', async () => {
  const steps = [shell('sleep 2'), shell('sleep 2'), shell('sleep 2; exit 1')]
  const ended: string[] = []
  const began = performance.now()

  const outcomes = await runSteps(steps, { width: 3, cwd: folder, done: ({ step }) => ended.push(step.name) })

  expect(performance.now() - began).toBeLessThan(5900)
  expect(ended).toHaveLength(3)
  expect(sum(outcomes)).toEqual({ passed: 2, failed: 1 })
})

describe('processes of the product', () => {
  const child = 'server/src/stores/events/engine/engine-child.ts'
  beforeEach(() => {
    for (const path of [child, 'server/src/main.ts']) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), 'setTimeout(() => {}, 1500)')
    }
  })

  test.each([
    ['as many as may be', { engines: 1, servers: 2 }, []],
    ['more than may be', { engines: 0, servers: 1 }, ['1 engines; at most 0', '2 servers; at most 1']],
  ])('are counted: %s', async (_what, mostStarts, said) => {
    const node = process.execPath
    const servers = `"${node}" ${folder}/server/src/main.ts serve & "${node}" ${folder}/server/src/main.ts doctor`
    // Another tree's.
    const others = `"${node}" -e 'setTimeout(() => {}, 1500)' /elsewhere/${child}`
    const script = `"${node}" ${join(folder, child)} & ${servers} & ${others}; wait`

    const { starts, problems } = await run({ ...shell(script), mostStarts })

    expect(starts).toEqual({ engines: 1, servers: 2 })
    expect(problems).toEqual(said.map((words) => expect.stringContaining(words)))
  })
})

test('a run that is told to end takes its steps with it', async () => {
  const module = JSON.stringify(new URL('steps.ts', import.meta.url).href)
  const script = `
    const { runSteps } = await import(${module})
    const step = { name: 'x', command: ['/bin/sh', '-c', 'echo begun; sleep 4716'], limitMs: 60_000 }
    setTimeout(() => process.kill(process.pid, 'SIGTERM'), 300)
    await runSteps([step], { width: 1, cwd: '.', done: () => {} })`
  const env = { ...process.env, STEPS_TEST: folder }
  const runner = spawn(process.execPath, ['--input-type=module', '-e', script], { env, stdio: 'ignore' })

  const [status] = await once(runner, 'exit')

  expect(status).toBe(130)
  expect(await remaining(1000, () => processesMarked('STEPS_TEST', folder))).toEqual([])
})

describe('vitest', () => {
  beforeEach(() => {
    rmSync(join(folder, 'suite'), { recursive: true, force: true })
    mkdirSync(join(folder, 'suite'))
  })

  test('has its tests counted', async () => {
    suite(
      'a.test.ts',
      `test('one', () => {}); test('two', () => {}); test('three', () => { throw new Error('no') })`,
    )
    suite('b.test.ts', `test('four', () => {})`)

    expect(await run(vitest())).toMatchObject({
      passed: 3,
      failed: 1,
      problems: [],
      failures: ['suite/a.test.ts: three: Error: no'],
    })
  })

  test.each([
    [
      'a skipped test',
      `test('one', () => {}); test.skip('two', () => {})`,
      'skipped, which counts as failed: two',
    ],
    [
      'a test that skips itself',
      `test('one', () => {}); test('two', (t) => t.skip())`,
      'skipped, which counts',
    ],
    [
      'a test still to be written',
      `test('one', () => {}); test.todo('two')`,
      'skipped, which counts as failed: two',
    ],
    [
      'a file that cannot be loaded',
      `test('one', () => {}); throw new Error('no')`,
      'failed outside of its tests',
    ],
    [
      'a failing hook',
      `test('one', () => {}); afterAll(() => { throw new Error('no') })`,
      'failed outside of its tests',
    ],
    [
      'an error outside of tests',
      `test('one', () => { void Promise.reject(new Error('no')) })`,
      'although its tests passed',
    ],
    ['a worker that dies', `test('one', () => { process.kill(process.pid, 'SIGKILL') })`, 'vitest'],
  ])('fails with %s', async (_, body, problem) => {
    suite('a.test.ts', body)

    const { failed, output } = await run(vitest())

    expect(failed).toBe(1)
    expect(output).toContain(problem)
  })

  test('that ends without a report fails, also when an older report lies there', async () => {
    suite('a.test.ts', `test('one', () => {})`)
    await run(vitest())

    const step = { ...vitest(), command: ['/bin/sh', '-c', 'exit 0'] } as const

    expect(await run(step)).toMatchObject({
      passed: 0,
      failed: 1,
      output: expect.stringContaining('left no report'),
    })
  })
})

function shell(script: string): Step {
  return { name: script, command: ['/bin/sh', '-c', script], limitMs: 10_000 }
}

function suite(name: string, body: string): void {
  writeFileSync(
    join(folder, 'suite', name),
    `import { afterAll, test } from 'vitest'\nvoid afterAll\n${body}\n`,
  )
  writeFileSync(join(folder, 'suite/vitest.config.ts'), `export default { test: { pool: 'forks' } }\n`)
}

function vitest(): Step {
  const report = join(folder, 'report.json')
  const options = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const command = [process.execPath, join(root, 'node_modules/vitest/vitest.mjs')] as const
  return {
    name: 'vitest',
    command: [...command, 'run', '--root', join(folder, 'suite'), ...options],
    limitMs: 30_000,
    report,
  }
}

async function run(step: Step): Promise<Outcome> {
  const [outcome] = await runSteps([step], { width: 1, cwd: folder, done: () => undefined })
  if (outcome === undefined) throw new Error('a step without an outcome')
  return outcome
}
