import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useRef } from 'react'
import styles from './virtual-list.module.css'

interface VirtualListProps<Item> {
  label: string
  items: readonly Item[]
  keyOf(item: Item): string
  /** Of a row that has not been measured. */
  estimatedRows: number
  render(item: Item, index: number): ReactNode
  /** The last rows come into sight. */
  onEnd?(): void
}

const rem = 16
const overscan = 8

/** A list of any length: what is not in sight is not in the page. */
export function VirtualList<Item>({ label, items, keyOf, estimatedRows, render, onEnd }: VirtualListProps<Item>) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => estimatedRows * rem,
    getItemKey: (index) => keyOf(items[index] as Item),
    overscan,
  })
  const rows = virtualizer.getVirtualItems()
  const last = rows.at(-1)?.index ?? -1
  useEffect(() => {
    if (items.length > 0 && last >= items.length - overscan) onEnd?.()
  }, [last, items.length, onEnd])
  return (
    <div ref={scroller} className={styles['scroller']}>
      {/* biome-ignore lint/a11y/useSemanticElements: its items are placed by their offset */}
      <div role="list" aria-label={label} className={styles['sizer']} style={{ height: virtualizer.getTotalSize() }}>
        {rows.map((row) => (
          // biome-ignore lint/a11y/useSemanticElements: see above
          <div
            key={row.key}
            ref={virtualizer.measureElement}
            role="listitem"
            data-index={row.index}
            aria-setsize={items.length}
            aria-posinset={row.index + 1}
            className={styles['item']}
            style={{ transform: `translateY(${row.start}px)` }}
          >
            {render(items[row.index] as Item, row.index)}
          </div>
        ))}
      </div>
    </div>
  )
}
