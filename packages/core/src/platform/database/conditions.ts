/** The `where` of a statement whose conditions depend on what was asked for. */
export interface Conditions {
  /** What the statement's parameters are so far; more may be bound until it runs. */
  readonly params: readonly unknown[]
  /** The name of a parameter with this value: `$3`. */
  bind(value: unknown): string
  /**
   * One more condition, with a `?` where each of the values goes; left out when a value is undefined:
   * `where.add('m.created_at >= ?::timestamptz', filter.from)`.
   */
  add(condition: string, ...values: readonly unknown[]): void
  /** All of them, joined by `and`; `true` when there are none. */
  readonly sql: string
}

/** `params`: those of the statement that come before, as `$1` and so on. */
export function conditions(...params: unknown[]): Conditions {
  const all: string[] = []
  const bind = (value: unknown) => `$${params.push(value)}`
  return {
    params,
    bind,
    add(condition, ...values) {
      if (values.includes(undefined)) return
      const parts = condition.split('?')
      if (parts.length !== values.length + 1)
        throw new Error(`A condition takes ${parts.length - 1} values: ${condition}`)
      const sql = parts.reduce((before, part, index) => before + bind(values[index - 1]) + part)
      all.push(/ or /i.test(sql) ? `(${sql})` : sql)
    },
    get sql() {
      return all.length === 0 ? 'true' : all.join(' and ')
    },
  }
}
