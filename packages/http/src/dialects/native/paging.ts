import { GatewayError } from '@dawk/core/errors.ts'
import type { SecretBox } from '@dawk/core/secrets.ts'

/** Where a list goes on: the sort key of the last item shown. */
export type Position = string

export interface Page<Item> {
  data: Item[]
  nextCursor: string | null
  hasMore: boolean
}

/**
 * What is listed, of whom and by which filters. A cursor opens only for the same list: with other filters it would skip
 * or repeat.
 */
export interface ListName {
  operationId: string
  accountId: string
  filters?: Record<string, unknown>
}

/** Sealed, so that nobody makes one up, and that it tells nothing of other accounts. */
export const writeCursor = (secrets: SecretBox, list: ListName, position: Position): string =>
  secrets.seal(position, toAad(list)).toString('base64url')

/** Null: the first page. @throws GatewayError `invalid_request` when it is not a cursor of this list */
export function readCursor(secrets: SecretBox, list: ListName, cursor: string | undefined): Position | null {
  if (cursor === undefined) return null
  try {
    return secrets.open(Buffer.from(cursor, 'base64url'), toAad(list))
  } catch (cause) {
    const message = 'must be the nextCursor of a page of this list, with the same filters'
    throw new GatewayError('invalid_request', 'The cursor cannot be used.', {
      details: [{ field: 'cursor', message }],
      cause,
    })
  }
}

/**
 * A page out of `limit + 1` rows: the one too many tells whether there are more.
 * @param positionOf the sort key of an item, by which the next page goes on
 */
export function toPage<Row, Item>(
  secrets: SecretBox,
  list: ListName,
  limit: number,
  rows: readonly Row[],
  { positionOf, view }: { positionOf(row: Row): Position; view(row: Row): Item },
): Page<Item> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const hasMore = rows.length > limit
  return {
    data: shown.map(view),
    nextCursor: hasMore && last !== undefined ? writeCursor(secrets, list, positionOf(last)) : null,
    hasMore,
  }
}

/** Filters in one order and without what was left out, so that the same filters always give the same text. */
function toAad({ operationId, accountId, filters = {} }: ListName): string {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined)
  return `cursor|${operationId}|${accountId}|${JSON.stringify(given.toSorted(([a], [b]) => (a < b ? -1 : 1)))}`
}
