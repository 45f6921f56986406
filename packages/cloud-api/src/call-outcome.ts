import type { ErrorPolicy, GraphErrorBody } from './error-policy.ts'

export interface Refusal {
  readonly httpStatus: number
  readonly error: GraphErrorBody
  readonly policy: ErrorPolicy
  /** What the answer holds beside the error: where a part of a list failed, what became of the others. */
  readonly beside?: Readonly<Record<string, unknown>>
  /** How long Meta asked to wait, from `Retry-After` or its usage header. */
  readonly retryAfterMs: number | null
}

export type CallOutcome<Data> =
  | { readonly ok: true; readonly data: Data }
  | ({ readonly ok: false; readonly unreachable: false } & Refusal)
  /** No readable answer; every one of these calls may be repeated. */
  | { readonly ok: false; readonly unreachable: true; readonly cause: string }
