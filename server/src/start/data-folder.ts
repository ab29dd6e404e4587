import type { Config } from '../config.ts'
import { openDiskReserve } from '../lib/disk-reserve.ts'
import { lockFolder } from '../lib/folder-lock.ts'
import type { Log } from '../lib/log.ts'

/**
 * With both stores elsewhere the folder holds only files that may be shared, so any number of processes may run on it;
 * the one that holds the lock answers the operator for all of them.
 */
export function takeFolder(config: Config, log: Log): ReturnType<typeof lockFolder> | undefined {
  try {
    return lockFolder(config.dataDir)
  } catch (error) {
    if (!hasStoresElsewhere(config)) throw error
    log.info({ data: config.dataDir }, 'another process on this data folder answers the operator')
    return undefined
  }
}

/** Keeps space on the disk under the stores; undefined where neither store is on it, as there is nothing to keep then. */
export function keepReserve(config: Config, log: Log): ReturnType<typeof openDiskReserve> | undefined {
  if (hasStoresElsewhere(config)) return undefined
  return openDiskReserve({
    folder: config.dataDir,
    onChange: (hasRoom, space) =>
      hasRoom
        ? log.info(space, 'space on the disk is kept back for what must be written')
        : log.error(space, 'the disk is full: no new events are taken until there is room again'),
  })
}

function hasStoresElsewhere({ databaseUrl, clickhouseUrl }: Config): boolean {
  return databaseUrl !== undefined && clickhouseUrl !== undefined
}
