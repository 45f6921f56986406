/**
 * Many rows as one parameter. The columns are named once, in camelCase with their SQL types:
 *
 * ```ts
 * const input = recordset({ id: 'uuid', accountId: 'uuid', runAt: 'timestamptz' })
 * tx.run(`insert into jobs (${input.columns}) select ${input.columns} from ${input.from('$1')}`, [input.json(jobs)])
 * ```
 */
export interface Recordset<Name extends string> {
  /** `id, account_id, run_at`, each behind `of.` where an alias is given. */
  readonly columns: string
  columnsOf(alias: string): string
  /** `json_to_recordset($1::json) as x(id uuid, account_id uuid, run_at timestamptz)` */
  from(parameter: string, alias?: string): string
  /** The parameter: only the named members, under the names of the columns. */
  json(rows: readonly Readonly<Record<Name, unknown>>[]): string
}

export function recordset<Name extends string>(types: Readonly<Record<Name, string>>): Recordset<Name> {
  const names = (Object.keys(types) as Name[]).map((name) => [name, snakeCase(name)] as const)
  const columnsOf = (alias: string) => names.map(([, column]) => `${alias}.${column}`).join(', ')
  const typed = names.map(([name, column]) => `${column} ${types[name]}`).join(', ')
  return {
    columns: names.map(([, column]) => column).join(', '),
    columnsOf,
    from: (parameter, alias = 'x') => `json_to_recordset(${parameter}::json) as ${alias}(${typed})`,
    json: (rows) =>
      JSON.stringify(
        rows.map((row) => {
          const named: Record<string, unknown> = {}
          for (const [name, column] of names) named[column] = row[name]
          return named
        }),
      ),
  }
}

const snakeCase = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
