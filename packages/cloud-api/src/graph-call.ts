import type { Readable } from 'node:stream'
import type { CallOutcome } from './call-outcome.ts'

/** One call of the Graph API that is not a send. `path` has no leading slash; undefined members of `query` are left out. */
export interface GraphRequest {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  /** Null: the call carries what it needs in its query. */
  readonly token: string | null
  readonly query?: Readonly<Record<string, string | number | undefined>>
  /** Written as JSON. */
  readonly body?: unknown
  /** Sent as they are, in place of `body`. */
  readonly bytes?: { readonly data: Uint8Array | Readable; readonly headers: Readonly<Record<string, string>> }
  /** The resumable upload alone wants `OAuth`. */
  readonly scheme?: 'Bearer' | 'OAuth'
  /** For calls whose body takes long to leave. */
  readonly headersTimeoutMs?: number
}

export interface SuccessReply {
  readonly success: boolean
}

export interface NumberAccess {
  readonly phoneNumberId: string
  readonly token: string
}

/** Never throws: every failure is a value. */
export type GraphCall = <Data>(request: GraphRequest) => Promise<CallOutcome<Data>>

/** `path` with its query, the values encoded. */
export function pathWithQuery({ path, query = {} }: Pick<GraphRequest, 'path' | 'query'>): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) params.set(name, String(value))
  const text = params.toString()
  if (text === '') return path
  return `${path}${path.includes('?') ? '&' : '?'}${text}`
}
