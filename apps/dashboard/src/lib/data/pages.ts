import type { InfiniteData } from '@tanstack/react-query'

interface Page<Item> {
  data: readonly Item[]
}

/** The rows of all pages; one that moved while they were read is there once. */
export function rowsOf<Item extends { id: string }>(
  data: InfiniteData<Page<Item>, unknown> | undefined,
): readonly Item[] {
  const byId = new Map<string, Item>()
  for (const page of data?.pages ?? []) for (const item of page.data) if (!byId.has(item.id)) byId.set(item.id, item)
  return [...byId.values()]
}
