import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#lib/client/client.ts'
import { after } from '#lib/data/use-pages.ts'

type Page = Awaited<ReturnType<typeof readPage>>
export type Figures = Page['data'][number]

export interface Span {
  from: string
  to: string
}

interface Asked extends Span {
  granularity: 'hour' | 'day' | 'total'
  timeZone: string
  groupBy?: 'template' | 'number' | 'category' | 'type' | 'errorCode'
  direction?: 'outbound'
}

const readPage = (asked: Asked, cursor: string | null) =>
  take(api.GET('/analytics/messages', { params: { query: { ...asked, limit: 100, ...after(cursor) } } }))

/** All rows: an hour of a day or a day of three months each, or what a business groups by. */
export const figuresQuery = (asked: Asked) =>
  queryOptions({
    queryKey: ['analytics', 'messages', asked],
    queryFn: async () => {
      const rows: Figures[] = []
      for (let cursor: string | null = null, isMore = true; isMore; ) {
        const page: Page = await readPage(asked, cursor)
        rows.push(...page.data)
        cursor = page.nextCursor
        isMore = cursor !== null
      }
      return rows
    },
  })
