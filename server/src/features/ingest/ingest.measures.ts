import { Counter, Gauge, Histogram, type Metric } from 'prom-client'
import { rejectReasons, type IngestAnswer } from '@catalytics/contract/events.ts'
import type { StepTimer } from '../../lib/steps.ts'

/** What one process counts of the events that come in. No label names a contract: `/metrics` is open to everybody. */
export type Measures = {
  readonly onStep: StepTimer
  readonly answered: (answer: Pick<IngestAnswer, 'accepted' | 'duplicates' | 'rejected'>) => void
  readonly metrics: readonly Metric[]
}

/** @param waiting how many events wait to be stored */
export function openMeasures(steps: readonly string[], waiting: () => number): Measures {
  const seconds = new Histogram({
    name: 'catalytics_ingest_step_seconds',
    help: 'Time of a step of incoming events, for a request or for a group of requests',
    labelNames: ['step'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [],
  })
  const taken = new Counter({
    name: 'catalytics_ingest_events_total',
    help: 'Events by what became of them',
    labelNames: ['outcome'],
    registers: [],
  })
  const refused = new Counter({
    name: 'catalytics_ingest_refused_events_total',
    help: 'Refused events by reason',
    labelNames: ['reason'],
    registers: [],
  })
  const waitingEvents = new Gauge({
    name: 'catalytics_ingest_waiting_events',
    help: 'Events that wait to be stored',
    registers: [],
    collect() {
      this.set(waiting())
    },
  })
  // Each is there from the beginning, so that a rate over it is right for the first one too.
  for (const step of steps) seconds.zero({ step })
  const timers = new Map(steps.map((step) => [step, seconds.labels({ step })]))
  for (const outcome of ['accepted', 'duplicate', 'refused']) taken.inc({ outcome }, 0)
  for (const reason of rejectReasons) refused.inc({ reason }, 0)
  return {
    onStep: (step, s) => timers.get(step)?.observe(s),
    answered({ accepted, duplicates, rejected }) {
      taken.inc({ outcome: 'accepted' }, accepted)
      taken.inc({ outcome: 'duplicate' }, duplicates)
      taken.inc({ outcome: 'refused' }, rejected.length)
      for (const { reason } of rejected) refused.inc({ reason })
    },
    metrics: [seconds, taken, refused, waitingEvents],
  }
}
