import type { Actor } from '#tenancy/audit/actor.ts'
import type { FlowSpec } from './flow/flow-spec.ts'

/** A flow with its draft. Instants are ISO 8601. */
export interface Flow {
  id: string
  name: string
  folder: string | null
  /** Whether its triggers start it. Sessions that run go on. */
  enabled: boolean
  /** A document; it may have problems. */
  draft: unknown
  /** Counts the changes of the draft. */
  draftRevision: number
  liveVersionId: string | null
  liveNumber: number | null
  /** Why it was disabled by itself; null: it was not. */
  disabledReason: string | null
  createdAt: string
  updatedAt: string
  archivedAt: string | null
}

/** What its tests gave, and what was noticed. */
export interface PublishReport {
  warnings: readonly { field: string; message: string }[]
  tests: readonly { name: string; passed: boolean; problem: string | null }[]
}

/** A document as it was published; it never changes. */
export interface FlowVersion {
  id: string
  flowId: string
  number: number
  spec: FlowSpec
  checksum: string
  message: string | null
  report: PublishReport
  publishedBy: Pick<Actor, 'kind' | 'id' | 'name'>
  publishedAt: string
}
