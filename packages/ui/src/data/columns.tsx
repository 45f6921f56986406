import styles from './columns.module.css'

type ColumnTone = 'strong' | 'medium' | 'soft' | 'danger' | 'neutral'

interface Series {
  name: string
  tone: ColumnTone
}

interface ColumnsProps {
  /** What is drawn, with its figures: it is read out. A table of the same figures belongs beside it. */
  label: string
  series: readonly Series[]
  /** In the order of time; `parts` in the order of `series`, `title` as it is shown on the column. */
  columns: readonly { key: string; title: string; parts: readonly number[] }[]
  first: string
  last: string
  most: string
}

const height = 100

/** Parts over time, as columns on one another. Time runs in the direction of the page. */
export function Columns({ label, series, columns, first, last, most }: ColumnsProps) {
  const whole = Math.max(1, ...columns.map(({ parts }) => sum(parts)))
  return (
    <figure className={styles['figure']}>
      <div className={styles['most']}>{most}</div>
      <svg
        className={styles['plot']}
        role="img"
        aria-label={label}
        viewBox={`0 0 ${Math.max(1, columns.length)} ${height}`}
        preserveAspectRatio="none"
      >
        {columns.map(({ key, title, parts }, at) => (
          <g key={key}>
            <title>{title}</title>
            <rect className={styles['room']} x={at} y={0} width={1} height={height} />
            {parts.map((part, index) => (
              <rect
                key={series[index]?.name}
                className={styles[series[index]?.tone ?? 'neutral']}
                x={at + 0.1}
                width={0.8}
                y={height - (sum(parts.slice(0, index + 1)) / whole) * height}
                height={(part / whole) * height}
              />
            ))}
          </g>
        ))}
      </svg>
      <div className={styles['axis']}>
        <span>{first}</span>
        <span>{last}</span>
      </div>
      <ul className={styles['legend']}>
        {series.map(({ name, tone }) => (
          <li key={name} className={styles['name']}>
            <svg className={styles['mark']} viewBox="0 0 1 1" aria-hidden="true">
              <rect className={styles[tone]} width={1} height={1} />
            </svg>
            {name}
          </li>
        ))}
      </ul>
    </figure>
  )
}

const sum = (parts: readonly number[]) => parts.reduce((all, part) => all + part, 0)
