import { statements } from './statements.ts'

export interface Result<Row> {
  rows: Row[]
  /** Rows returned, or rows written by a statement that returns none. */
  rowCount: number
}

type Query = <Row = Record<string, unknown>>(sql: string, params?: readonly unknown[]) => Promise<Result<Row>>

/**
 * Runs statements. `Row` names columns in camelCase, whatever their case in the statement; `bigint` is a decimal string, `timestamptz` an
 * ISO instant, `uuid` a string, `date` YYYY-MM-DD, `int` and `float8` numbers, `bytea` a Buffer (see `rows.ts`).
 */
export interface Queryable {
  query: Query
  /** The only row. @throws Error when there is none, or more than one */
  one<Row>(sql: string, params?: readonly unknown[]): Promise<Row>
  /** The only row; null: there is none. @throws Error when there is more than one */
  maybe<Row>(sql: string, params?: readonly unknown[]): Promise<Row | null>
  /** Every row. */
  many<Row>(sql: string, params?: readonly unknown[]): Promise<Row[]>
  /** How many rows were written. */
  run(sql: string, params?: readonly unknown[]): Promise<number>
}

export function toQueryable(send: Query): Queryable {
  const query: Query = (sql, params) => {
    if (statements.hasSubscribers) statements.publish(sql)
    return send(sql, params)
  }

  async function maybe<Row>(sql: string, params?: readonly unknown[]): Promise<Row | null> {
    const { rows } = await query<Row>(sql, params)
    if (rows.length > 1) throw new Error(`A statement returned ${rows.length} rows where at most one was expected`)
    return rows[0] ?? null
  }

  return {
    query,
    maybe,
    async one<Row>(sql: string, params?: readonly unknown[]) {
      const row = await maybe<Row>(sql, params)
      if (row === null) throw new Error('A statement returned no row where one was expected')
      return row
    },
    many: async <Row>(sql: string, params?: readonly unknown[]) => (await query<Row>(sql, params)).rows,
    run: async (sql, params) => (await query(sql, params)).rowCount,
  }
}
