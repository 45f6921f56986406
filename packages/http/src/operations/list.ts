import Type, { type Static, type TObject, type TProperties, type TSchema } from 'typebox'
import type { Call } from './call.ts'
import type { IdKind } from './known-id.ts'
import type { Operation, Route } from './operation.ts'
import { answerPage, type ListName, PageQuery, type PageToRead, pageOf, readCursor, toPlacedPage } from './paging.ts'

type ListQuery<Filters extends TProperties> = Static<TObject<typeof PageQuery>> & Static<TObject<Filters>>
type ListCall<Filters extends TProperties> = Call<unknown, ListQuery<Filters>>
type Given<Filters extends TProperties> = Static<TObject<Filters>>

type Declared = Pick<
  Operation,
  'tag' | 'summary' | 'description' | 'scope' | 'cost' | 'membersOnly' | 'inactiveToo' | 'refuses'
> & {
  route: Route & `GET ${string}`
  of?: string | IdKind
  params?: TSchema
}

/** A list whose rows go on by their `id`, forwards or backwards. */
interface RowList<Filters extends TProperties, Item extends TSchema, Row extends { id: string }> extends Declared {
  /** Members of the query beside `limit` and `cursor`. */
  filters?: Filters
  item: Item
  /** The rows after `after` in the order of the list, at most `limit` of them. */
  read(call: ListCall<Filters>, page: PageToRead, filters: Given<Filters>): Promise<readonly Row[]>
  view(row: Row, call: ListCall<Filters>): Static<Item>
}

/**
 * Declares a list: `{ data, nextCursor, hasMore }`, a page for each request. The cursor is sealed for this list, its account
 * and its filters.
 */
export const list = <
  Item extends TSchema,
  Row extends { id: string },
  Filters extends TProperties = Record<never, never>,
>({
  filters,
  item,
  read,
  view,
  ...declared
}: RowList<Filters, Item, Row>): Operation =>
  listOperation(declared, { filters, item }, (call: ListCall<Filters>) =>
    answerPage(call.ctx.core, nameOf(call), call.query, {
      read: (page) => read(call, page, filtersOf(call)),
      view: (row: Row) => view(row, call),
    }),
  )

/** A list whose reader says itself where the next page begins. */
interface PlacedList<Filters extends TProperties, Item extends TSchema> extends Declared {
  filters?: Filters
  item: Item
  /** @returns `next` where the next page begins; null: this is the last */
  read(
    call: ListCall<Filters>,
    page: PageToRead,
    filters: Given<Filters>,
  ): Promise<{ items: Static<Item>[]; next: string | null }>
}

/** As `list`, for what is not in the order of its ids. @public */
export const placedList = <Item extends TSchema, Filters extends TProperties = Record<never, never>>({
  filters,
  item,
  read,
  ...declared
}: PlacedList<Filters, Item>): Operation =>
  listOperation(declared, { filters, item }, async (call: ListCall<Filters>) => {
    const { secrets } = call.ctx.core
    const name = nameOf(call)
    const { limit = 50, cursor } = call.query
    const { items, next } = await read(call, { after: readCursor(secrets, name, cursor), limit }, filtersOf(call))
    return toPlacedPage(secrets, name, items, next)
  })

function listOperation<Filters extends TProperties>(
  declared: Declared,
  { filters, item }: { filters: Filters | undefined; item: TSchema },
  handle: (call: ListCall<Filters>) => Promise<unknown>,
): Operation {
  const query = Type.Object({ ...PageQuery, ...filters }, { additionalProperties: false })
  return { ...declared, query, reply: { 200: pageOf(item) }, handle: handle as Operation['handle'] }
}

/** What is listed: with other filters or below another object it is another list. */
function nameOf<Filters extends TProperties>(call: ListCall<Filters>): ListName {
  const { operationId, accountId, params } = call
  return { operationId, accountId, filters: { ...(params as object), ...(filtersOf(call) as object) } }
}

function filtersOf<Filters extends TProperties>({ query }: ListCall<Filters>): Given<Filters> {
  const { limit: _limit, cursor: _cursor, ...filters } = query as { limit?: number; cursor?: string }
  return filters as Given<Filters>
}
