import type { Actor } from '#tenancy/audit/actor.ts'

export const exportFormats = ['csv', 'xlsx', 'ndjson'] as const
export type ExportFormat = (typeof exportFormats)[number]

export const exportStates = ['queued', 'running', 'completed', 'failed', 'canceled', 'expired'] as const
export type ExportState = (typeof exportStates)[number]

/** How long the file of an export is kept, and its link is good for. */
export const exportHours = 24

/** Fields of every contact that may be exported; attributes are named `attributes.<key>`. */
export const exportFields = [
  'id',
  'name',
  'phone',
  'userId',
  'username',
  'language',
  'timezone',
  'country',
  'tags',
  'externalIds',
  'lastInboundAt',
  'createdAt',
  'updatedAt',
] as const
type ExportField = (typeof exportFields)[number]

/** Instants are ISO 8601. */
export interface ContactExport {
  id: string
  state: ExportState
  format: ExportFormat
  /** Null: everybody. */
  filter: unknown
  columns: readonly string[]
  createdBy: Pick<Actor, 'kind' | 'id' | 'name'>
  /** Written so far. */
  rowsWritten: number
  mediaId: string | null
  sizeBytes: number | null
  error: string | null
  createdAt: string
  finishedAt: string | null
  expiresAt: string | null
}
