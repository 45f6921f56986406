import type { ReactNode } from 'react'
import { Hidden } from '../layout/layout.tsx'
import styles from './table.module.css'

interface Column<Item> {
  /** Empty: the column needs no head, as that of the actions. */
  head: string
  cell(item: Item): ReactNode
  end?: boolean
}

interface TableProps<Item> {
  /** What is listed, for those who do not see it. */
  label: string
  items: readonly Item[]
  columns: readonly Column<Item>[]
  keyOf(item: Item): string
  /** Its cells are numbers, which say nothing by themselves: where rows are blocks, each stands beside its head. */
  figures?: boolean
  /** A click anywhere on the row; by keyboard its first cell is a button. */
  onOpen?(item: NoInfer<Item>): void
}

/** Rows of one kind. On a narrow screen each row becomes a block. */
export function Table<Item>({ label, items, columns, keyOf, figures, onOpen }: TableProps<Item>) {
  return (
    <div className={styles['frame']}>
      <table className={styles['table']} aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ head, end }, index) => (
              <th key={head || index} scope="col" className={`${styles['head']} ${end ? styles['end'] : ''}`}>
                {head || <Hidden>{label}</Hidden>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr
              key={keyOf(item)}
              className={`${styles['row']} ${onOpen ? styles['clickable'] : ''}`}
              {...(onOpen && { onClick: () => onOpen(item) })}
            >
              {columns.map((column, index) => (
                <td
                  key={column.head || index}
                  className={`${styles['cell']} ${column.end ? styles['end'] : ''}`}
                  {...(figures && index > 0 && { 'data-head': column.head })}
                >
                  {index === 0 && onOpen ? (
                    <button type="button" className={styles['open']}>
                      {column.cell(item)}
                    </button>
                  ) : (
                    column.cell(item)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Names and values of one thing; what has no value is left out. */
export const Pairs = ({ pairs }: { pairs: readonly (readonly [string, ReactNode])[] }) => (
  <dl className={styles['pairs']}>
    {pairs
      .filter(([, value]) => value !== null && value !== undefined && value !== '')
      .map(([name, value]) => (
        <PairView key={name} name={name} value={value} />
      ))}
  </dl>
)

const PairView = ({ name, value }: { name: string; value: ReactNode }) => (
  <>
    <dt className={styles['name']}>{name}</dt>
    <dd className={styles['value']} dir="auto">
      {value}
    </dd>
  </>
)
