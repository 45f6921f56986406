/** One line of the report. */
export interface Result {
  name: string
  unit: string
  ours: number
  /** What is compared with: measured in the same run, or a fixed figure; null: there is none. */
  yardstick: number | null
  ratio: number | null
  goal: string
  floor: string
  met: 'goal' | 'floor' | 'missed' | 'reported'
  note?: string
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const high = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? high) + high) / 2
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

interface Compared {
  name: string
  unit?: string
  ours: readonly number[]
  yardstick: readonly number[]
  /** Least ratios to be met; without them the ratio is only reported, as where a yardstick that does no work is too unsteady. */
  aims?: { goal: number; floor: number }
  note?: string
}

/** Medians of rounds that alternated, and their ratio. */
export function compare({ name, unit = '1/s', ours, yardstick, aims, note }: Compared): Result {
  const [left, right] = [median(ours), median(yardstick)]
  const ratio = left / right
  const values = { name, unit, ours: left, yardstick: right, ratio, ...(note && { note }) }
  if (!aims) return { ...values, goal: '', floor: '', met: 'reported' }
  const met = ratio >= aims.goal ? 'goal' : ratio >= aims.floor ? 'floor' : 'missed'
  return { ...values, goal: `≥ ${aims.goal}`, floor: `≥ ${aims.floor}`, met }
}

/** A figure that has to stay at or under a limit. */
export function atMost(name: string, unit: string, ours: number, limit: number, note?: string): Result {
  const met = ours <= limit ? 'goal' : 'missed'
  const limits = { goal: `≤ ${limit}`, floor: `≤ ${limit}` }
  return { name, unit, ours, yardstick: limit, ratio: ours / limit, ...limits, met, ...(note && { note }) }
}

const digits = (value: number | null): string => {
  if (value === null) return ''
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toFixed(value < 10 ? 2 : 1)
}

/** A Markdown table: it is read in the terminal and pasted into the docs. */
export function renderTable(results: readonly Result[]): string {
  const head = ['measure', 'unit', 'ours', 'yardstick', 'ratio', 'goal', 'floor', 'met', 'note']
  const rows = results.map((one) => [
    one.name,
    one.unit,
    digits(one.ours),
    digits(one.yardstick),
    one.ratio === null ? '' : one.ratio.toFixed(2),
    one.goal,
    one.floor,
    one.met,
    one.note ?? '',
  ])
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}
