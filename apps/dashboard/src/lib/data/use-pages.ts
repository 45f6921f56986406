import { keepPreviousData, type QueryKey, useInfiniteQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { rowsOf } from './pages.ts'

export interface ListPage<Item> {
  data: Item[]
  nextCursor: string | null
}

/** A list of the API: how it is kept, and how one page of it is read. */
export interface PagedQuery<Item> {
  queryKey: QueryKey
  readPage(cursor: string | null): Promise<ListPage<Item>>
  /** Of what moves by itself: it is read again while it is looked at. */
  everyMs?: number
}

export const pagedQuery = <Item>(
  queryKey: QueryKey,
  readPage: (cursor: string | null) => Promise<ListPage<Item>>,
): PagedQuery<Item> => ({ queryKey, readPage })

/** The cursor as the member of a query; the first page has none. */
export const after = (cursor: string | null) => (cursor === null ? {} : { cursor })

/** A list as rows, with what reads its next page. */
export function usePages<Item extends { id: string }>({ queryKey, readPage, everyMs }: PagedQuery<Item>) {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => readPage(pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    ...(everyMs !== undefined && { refetchInterval: everyMs }),
    placeholderData: keepPreviousData, // rows do not vanish under the pointer while others are read
  })
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = query
  const readMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [fetchNextPage, hasNextPage, isFetchingNextPage])
  return { ...query, rows: rowsOf(query.data), readMore }
}
