import styles from './bars.module.css'

export interface Bar {
  name: string
  value: number
  /** As it is read: `1,204 (62 %)`. */
  shown: string
}

/** Parts of a whole as bars. It is a table too, so that what is drawn is read out with its numbers. */
export const Bars = ({ label, bars, whole }: { label: string; bars: readonly Bar[]; whole: number }) => (
  <table className={styles['bars']} aria-label={label}>
    <tbody>
      {bars.map(({ name, value, shown }) => (
        <tr key={name}>
          <th scope="row">{name}</th>
          <td className={styles['track']}>
            <meter className={styles['bar']} value={value} max={Math.max(whole, 1)} aria-label={name} />
          </td>
          <td className={styles['value']}>{shown}</td>
        </tr>
      ))}
    </tbody>
  </table>
)
