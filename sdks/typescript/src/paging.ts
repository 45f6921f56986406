export interface Page<T> {
  data: T[]
  /** Null: this is the last page. */
  nextCursor: string | null
  hasMore: boolean
  /** The page after this one; null: there is none. */
  next(): Promise<Page<T> | null>
}

export function createPage<T>(
  { data, nextCursor }: { data: T[]; nextCursor: string | null },
  load: (cursor: string) => Promise<Page<T>>,
): Page<T> {
  return {
    data,
    nextCursor,
    hasMore: nextCursor !== null,
    next: async () => (nextCursor === null ? null : load(nextCursor)),
  }
}
