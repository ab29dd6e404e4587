import { rm } from 'node:fs/promises'
import { startEngine } from '../src/stores/events/engine/engine-process.ts'
import { newFolder, quiet } from '../src/stores/events/engine/engine.fixture.ts'
import { engineEventStore, type EventStore } from '../src/stores/events/event-store.ts'
import { atEnd } from './at-end.ts'
import { eventDatabase, sharedChild } from './shared-engines.ts'

/** An event store in a database of its own, on an engine that other tests use as well. */
export async function sharedEvents(): Promise<EventStore> {
  const events = await engineEventStore(sharedChild(eventDatabase()))
  atEnd(() => events.close())
  return events
}

/** An event store on an engine of its own; both go when the test file ends. */
export async function newEvents(): Promise<EventStore> {
  const folder = await newFolder()
  atEnd(() => rm(folder, { recursive: true, force: true }))
  const engine = await startEngine({ folder, log: quiet })
  atEnd(() => engine.stop())
  const events = await engineEventStore(engine)
  atEnd(() => events.close())
  return events
}
