import type { CloudApiClient } from '@dawk/cloud-api/client.ts'
import type { Logger } from 'pino'
import type { DueWatch } from './platform/background-loop.ts'
import type { Database } from './platform/database/database.ts'
import type { SecretBox } from './platform/secrets.ts'
import type { UnitsOfWork } from './tenancy/unit-of-work.ts'

/** What the core needs from its surroundings, wired once by the application. */
export interface CoreContext extends UnitsOfWork {
  db: Database
  /** Tells loops when something of theirs is due. Absent: each asks the database by itself. */
  due?: DueWatch
  log: Logger
  secrets: SecretBox
  /** The client for a number: the simulator for sandbox numbers, Meta for the rest. */
  graph(sandbox: boolean): CloudApiClient
  /** Tells the lane engines of this process that items were added. Other processes find them by polling and NOTIFY. */
  wakeLanes(laneIds: readonly string[]): void
  /** Fingerprint of the operator's Meta app; null when none is configured. */
  operatorAppFingerprint: string | null
}
