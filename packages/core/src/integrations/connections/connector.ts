import type { Egress } from '#platform/egress.ts'
import type { FieldProblem } from '#platform/errors.ts'
import type { EventMapping, SourceAuth, SourceDedupe } from '../sources/event-source.ts'
import type { ConnectionKind, ConnectionSettings, Credentials } from './connection.ts'

/** A record of another system. */
export interface RemoteRecord {
  id: string
  /** ISO 8601. */
  updatedAt: string
  body: Readonly<Record<string, unknown>>
}

export interface RecordPage {
  records: readonly RemoteRecord[]
  /** Where the next page begins; null: this is the last. */
  next: string | null
}

/** Why another system did not do what was asked of it. */
export class ConnectorFailure extends Error {
  override readonly name = 'ConnectorFailure'
  /** `auth`: the credentials do not hold any more. `throttled` and `unavailable` pass by themselves. */
  readonly kind: 'auth' | 'throttled' | 'unavailable' | 'rejected'
  readonly retryAfterMs: number | null
  constructor(kind: ConnectorFailure['kind'], message: string, retryAfterMs: number | null = null) {
    super(message)
    this.kind = kind
    this.retryAfterMs = retryAfterMs
  }
}

export interface OpenConnection {
  id: string
  settings: ConnectionSettings
  credentials: Credentials
  /** Keeps credentials that were renewed. */
  save(credentials: Credentials): Promise<void>
  signal: AbortSignal
}

export interface ConnectorDeps {
  egress: Pick<Egress, 'agent' | 'checkUrl'>
  /** Another host than the vendor's, by kind; absent: the vendor's. */
  hosts: Partial<Readonly<Record<ConnectionKind, string>>>
}

/** What may be asked of another system. Each throws ConnectorFailure. */
export interface ConnectorSession {
  /** Proves that the credentials hold; how the system calls itself. */
  test(): Promise<{ name: string }>
  /** Records by the time of their change, those of equal times in a fixed order. */
  readPage(query: { since: string | null; after: string | null; limit: number }): Promise<RecordPage>
  /** Has what happens there reported to this address; repeating it changes nothing. */
  subscribe(url: string): Promise<void>
}

/** What a report means beside the event that it is. */
export type Hint = 'event' | 'sync' | 'revoked' | 'ignore'

/** One kind of system. */
export interface Connector {
  kind: ConnectionKind
  /** Members of settings and of credentials, all of them texts. */
  settings: readonly string[]
  credentials: readonly string[]
  validate(settings: ConnectionSettings, credentials: Credentials): FieldProblem[]
  /** Of records, and of the events that are reported. */
  recordMapping: EventMapping
  eventMapping: EventMapping
  /** How reports are signed, with which of the credentials. */
  eventAuth: SourceAuth
  eventSecret(credentials: Credentials): string
  eventDedupe: SourceDedupe
  /** Pages of so many records. */
  pageSize: number
  open(deps: ConnectorDeps, connection: OpenConnection): ConnectorSession
  hintOf(headers: Readonly<Record<string, string>>): Hint
}
