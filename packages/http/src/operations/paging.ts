import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { SecretBox } from '@dawk/core/platform/secrets.ts'
import Type, { type TSchema } from 'typebox'

/** Where a list goes on: the sort key of the last item shown. */
type Position = string

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

/** How a list is asked for a page. */
export const PageQuery = {
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 100, default: 50, description: 'How many to answer with, 1 to 100.' }),
  ),
  cursor: Type.Optional(
    Type.String({ maxLength: 2048, description: '`nextCursor` of the page before; left out: the first page.' }),
  ),
}

/** What every list answers with. */
export const pageOf = <Item extends TSchema>(item: Item) =>
  Type.Object({
    data: Type.Array(item),
    nextCursor: Type.Unsafe<string | null>({
      type: ['string', 'null'],
      description: 'Give it as `cursor` to get the next page; null: this is the last.',
    }),
    hasMore: Type.Boolean(),
  })

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

/** What a list is asked for: the rows after this one in its order (null: from its beginning), at most so many. */
export interface PageToRead {
  after: Position | null
  limit: number
}

/**
 * Answers a request for a page of rows that are in the order of their ids, or against it: opens its cursor, and reads
 * one row too many, which tells whether there are more.
 * @throws GatewayError `invalid_request` when the cursor is not one of this list
 */
export async function answerPage<Row extends { id: string }, Item>(
  { secrets }: { secrets: SecretBox },
  list: ListName,
  { limit = 50, cursor }: { limit?: number | undefined; cursor?: string | undefined },
  { read, view }: { read(page: PageToRead): Promise<readonly Row[]>; view(row: Row): Item },
): Promise<Page<Item>> {
  const rows = await read({ after: readCursor(secrets, list, cursor), limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const place = rows.length > limit ? (shown.at(-1)?.id ?? null) : null
  return toPlacedPage(secrets, list, shown.map(view), place)
}

/** @param place where the next page goes on, sealed for this list; null: this is the last */
export function toPlacedPage<Item>(
  secrets: SecretBox,
  list: ListName,
  data: Item[],
  place: Position | null,
): Page<Item> {
  const nextCursor = place === null ? null : writeCursor(secrets, list, place)
  return { data, nextCursor, hasMore: nextCursor !== null }
}

/** Filters in one order and without what was left out, so that the same filters always give the same text. */
function toAad({ operationId, accountId, filters = {} }: ListName): string {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined)
  return `cursor|${operationId}|${accountId}|${JSON.stringify(given.toSorted(([a], [b]) => (a < b ? -1 : 1)))}`
}
