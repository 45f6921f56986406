import { GraphError } from '../graph-error.ts'
import type { Json } from '../json.ts'
import { select } from './fields.ts'

type Query = Readonly<Record<string, string | undefined>>

/** One page of a list; cursors are positions, wrapped so that nobody reads them. `next` is there if more follows and `url` is known. */
export function collection(all: readonly object[], query: Query, url?: string): Json {
  const from = query['after'] === undefined ? 0 : readCursor(query['after'])
  const size = Math.max(1, Number(query['limit'] ?? 25) || 25)
  const data = all.slice(from, from + size).map((node) => select({ ...node }, query['fields']))
  if (data.length === 0) return { data }
  const after = cursor(from + data.length)
  const isLast = from + data.length >= all.length
  return {
    data,
    paging: {
      cursors: { before: cursor(from), after },
      ...(isLast || url === undefined ? {} : { next: withAfter(url, after) }),
    },
  }
}

function withAfter(url: string, after: string): string {
  const next = new URL(url)
  next.searchParams.set('after', after)
  return next.href
}

const cursor = (position: number) => Buffer.from(`at:${position}`).toString('base64url')

function readCursor(text: string): number {
  const position = /^at:(\d+)$/.exec(Buffer.from(text, 'base64url').toString())?.[1]
  if (position === undefined)
    throw new GraphError(400, { message: '(#131059) Invalid cursor', type: 'OAuthException', code: 131059 })
  return Number(position)
}
