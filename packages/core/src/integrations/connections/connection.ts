import type { EventMapping } from '../sources/event-source.ts'

export const connectionKinds = ['shopify'] as const
export type ConnectionKind = (typeof connectionKinds)[number]

export const connectionStates = ['active', 'degraded', 'needs_reauth', 'paused', 'revoked'] as const
type ConnectionState = (typeof connectionStates)[number]

/** What a kind needs to know, as `shop`. */
export type ConnectionSettings = Readonly<Record<string, string>>

/** Secrets of a connection, which are stored sealed. */
export type Credentials = Readonly<Record<string, string>>

/** How far records were read. */
export interface SyncCursor {
  /** Records that changed at or after it are to be read; null: all. */
  since: string | null
  /** Where the vendor's own paging stands within that; null: at its beginning. */
  after: string | null
  /** The latest change that was stored. */
  latest: string | null
  /** The run that reads; null: none is under way. */
  runId: string | null
}

export interface Connection {
  id: string
  accountId: string
  kind: ConnectionKind
  name: string
  state: ConnectionState
  problem: string | null
  settings: ConnectionSettings
  credentialsCipher: Buffer
  mapping: EventMapping
  cursor: SyncCursor | null
  sourceId: string
  failures: number
  lastOkAt: string | null
  createdAt: string
  updatedAt: string
}

export const noSyncCounts = { read: 0, created: 0, updated: 0, unchanged: 0, failed: 0, gone: 0 }
export type SyncCounts = typeof noSyncCounts

export interface SyncRun {
  id: string
  connectionId: string
  kind: 'full' | 'incremental'
  state: 'running' | 'completed' | 'failed'
  counts: SyncCounts
  problem: string | null
  startedAt: string
  endedAt: string | null
}

export interface SyncError {
  remoteId: string
  code: string
  detail: string
  at: string
}

export const maxConnections = 20
export const credentialsAad = (accountId: string, id: string): string => `connection|${accountId}|${id}|credentials`
