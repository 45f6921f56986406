import type { FieldProblem } from '#platform/errors.ts'

/**
 * How a value meets the one that is there: `set` replaces it, `setIfEmpty` leaves it, `append` and `remove` change tags and
 * multi_select attributes. A null clears in each of them.
 */
export const writeModes = ['set', 'setIfEmpty', 'append', 'remove'] as const
export type WriteMode = (typeof writeModes)[number]

export interface ExternalId {
  /** The system: `api`, `shopify:acme`. */
  source: string
  externalId: string
}

/** What is written to one contact, as it was given. What is absent stays as it is; null clears. */
export interface ContactWrite {
  /** Our id of the contact, where it is known. */
  id?: string
  phone?: string
  userId?: string
  externalIds?: readonly ExternalId[]
  name?: string | null
  language?: string | null
  timezone?: string | null
  attributes?: Readonly<Record<string, unknown>>
  tags?: readonly string[] | null
  /** Of fields that `modes` does not name. */
  mode?: WriteMode
  /** By field: `name`, `tags`, `attributes.city`. */
  modes?: Readonly<Record<string, WriteMode>>
}

/** What to do when different keys of one write belong to different contacts. */
export const conflictRules = ['fail', 'preferExternalId', 'merge'] as const
export type ConflictRule = (typeof conflictRules)[number]

export interface WriteOptions {
  /** Who says so: `api`, `agent`, `import`, `shopify:acme`. What a source says that is believed more is not replaced. */
  source: string
  /** Our id of the key, member or import. */
  by: string | null
  onConflict: ConflictRule
  /** Contacts that are there: `update` them, or `refuse` to. */
  known: 'update' | 'refuse'
  /** Contacts that are not there yet. */
  unknown: 'create' | 'refuse'
  /** Most of them are probably new, so the lock for adding somebody is taken at once, and they are looked up once. */
  expectsNew?: boolean
  /** Absent: later writes to a contact change what earlier ones have written. */
  once?: OncePerContact | undefined
}

/**
 * Of a list in which each contact may appear once: whoever was written by an earlier write, in this batch or before it, is a
 * conflict. What a write finds then does not depend on those before it.
 */
interface OncePerContact {
  /** How a write of this batch is called, by its place: the number of its row. */
  labelOf(place: number): number
  /** Which earlier write had this key, or met this contact; null: none. */
  earlier(key: string): number | null
}

export type WriteStatus = 'created' | 'updated' | 'unchanged' | 'conflict' | 'invalid' | 'not_found'

export interface WriteOutcome {
  status: WriteStatus
  /** Null: nothing was written, and nobody is meant. */
  contactId: string | null
  problems: readonly FieldProblem[]
  /** Of a conflict: the contacts to which the keys belong. */
  contactIds: readonly string[]
  /** Fields that keep what a source has said that is believed more. */
  withheld: readonly string[]
  /** Of a list in which each contact may appear once: the earlier write that had the same; null: none. */
  repeats: number | null
  /** Of such a list: what later writes must not have. */
  taken: readonly string[]
}
