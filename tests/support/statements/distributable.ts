import { parse } from 'libpg-query'
import { distributed, reference } from './table-plan.ts'

type Tree = Readonly<Record<string, unknown>>
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value)

const spread: ReadonlySet<string> = new Set(distributed)
const planned: ReadonlySet<string> = new Set([...distributed, ...reference])

/** What keeps a statement from running where tables are spread by account; none: nothing does. `isForAll`: it is meant for all accounts. */
export async function findProblems(sql: string, isForAll = false): Promise<string[]> {
  const { stmts = [] } = (await parse(sql)) as { stmts?: { stmt?: unknown }[] }
  const problems = new Set<string>()
  for (const { stmt } of stmts) visit(stmt, (kind, node) => checkNode(kind, node, problems))
  return [...problems].filter((problem) => !isForAll || !problem.endsWith(untied))
}

function checkNode(kind: string, node: Tree, problems: Set<string>): void {
  if (kind === 'SelectStmt') checkScope(listOf(node['fromClause']), node['whereClause'], problems)
  if (kind === 'UpdateStmt' || kind === 'DeleteStmt') {
    const from = [{ RangeVar: node['relation'] }, ...listOf(node['fromClause'] ?? node['usingClause'])]
    checkScope(from, node['whereClause'], problems)
  }
  if (kind === 'InsertStmt') checkInsert(node, problems)
  if (['InsertStmt', 'UpdateStmt', 'DeleteStmt'].includes(kind) && planned.has(nameOf(node['relation'])))
    checkClock(node, problems)
}

const untied = 'is not tied to an account'

interface Scope {
  /** Names of tables by how the statement calls them. */
  tables: Map<string, string>
  /** Each an expression that must be true. */
  conditions: unknown[]
}

/** Each spread table among these is tied to an account: by a value, or by the account of another table. */
function checkScope(from: readonly unknown[], where: unknown, problems: Set<string>): void {
  const scope: Scope = { tables: new Map(), conditions: conjuncts(where) }
  for (const item of from) readFrom(item, scope)
  const inScope = [...scope.tables]
  for (const [alias, table] of inScope) {
    if (!spread.has(table)) continue
    const isTied = scope.conditions.some((condition) =>
      tiesAccount(condition, alias, inScope.length === 1 || undefined),
    )
    if (!isTied) problems.add(`${table} (${alias}) ${untied}`)
  }
}

function readFrom(item: unknown, scope: Scope): void {
  if (!isTree(item)) return
  const { RangeVar: table, JoinExpr: join } = item
  if (isTree(table)) scope.tables.set(aliasOf(table), nameOf(table))
  if (!isTree(join)) return
  readFrom(join['larg'], scope)
  readFrom(join['rarg'], scope)
  scope.conditions.push(...conjuncts(join['quals']))
  if (listOf(join['usingClause']).some((name) => stringOf(name) === 'account_id')) scope.conditions.push('using')
}

const tiesAccount = (condition: unknown, alias: string, isAlone: true | undefined): boolean => {
  if (condition === 'using') return true
  const expression = isTree(condition) ? condition['A_Expr'] : undefined
  if (!isTree(expression) || expression['kind'] !== 'AEXPR_OP' || stringOf(listOf(expression['name'])[0]) !== '=')
    return false
  return [expression['lexpr'], expression['rexpr']].some((side) => isAccountOf(side, alias, isAlone))
}

function isAccountOf(side: unknown, alias: string, isAlone: true | undefined): boolean {
  const column = isTree(side) ? side['ColumnRef'] : undefined
  if (!isTree(column)) return false
  const names = listOf(column['fields']).map(stringOf)
  return names.at(-1) === 'account_id' && (names.length === 1 ? isAlone === true : names.at(-2) === alias)
}

function conjuncts(expression: unknown): unknown[] {
  const bool = isTree(expression) ? expression['BoolExpr'] : undefined
  if (isTree(bool) && bool['boolop'] === 'AND_EXPR') return listOf(bool['args']).flatMap(conjuncts)
  return expression === undefined ? [] : [expression]
}

function checkInsert(node: Tree, problems: Set<string>): void {
  const table = nameOf(node['relation'])
  if (!spread.has(table)) return
  const columns = listOf(node['cols']).map((column) =>
    isTree(column) && isTree(column['ResTarget']) ? column['ResTarget']['name'] : null,
  )
  if (!columns.includes('account_id')) problems.add(`an insert into ${table} names no account`)
  const conflict = node['onConflictClause']
  const infer = isTree(conflict) ? conflict['infer'] : undefined
  if (!isTree(infer)) return
  const target = listOf(infer['indexElems']).map((item) =>
    isTree(item) && isTree(item['IndexElem']) ? item['IndexElem']['name'] : null,
  )
  if (target[0] !== 'account_id') problems.add(`the conflict target of ${table} does not begin with the account`)
}

/** Nothing whose value is only known while the statement runs, where each node would have a value of its own. */
function checkClock(node: Tree, problems: Set<string>): void {
  const table = nameOf(node['relation'])
  const places: [string, unknown][] = [
    ['returning', node['returningClause']],
    ['do update', isTree(node['onConflictClause']) ? node['onConflictClause']['targetList'] : undefined],
  ]
  visit(node['targetList'], (kind, inner) => {
    if (kind === 'CaseExpr' || kind === 'CoalesceExpr') places.push(['case', inner])
  })
  for (const [place, tree] of places)
    visit(withoutTimeZones(tree), (kind, inner) => {
      const word = clockOf(kind, inner)
      if (word !== null) problems.add(`${table}: ${word} in ${place}`)
    })
}

/** What is reckoned in a named time zone is the same in every session. */
function withoutTimeZones(tree: unknown): unknown {
  if (Array.isArray(tree)) return tree.map(withoutTimeZones)
  if (!isTree(tree)) return tree
  const call = tree['FuncCall']
  if (isTree(call) && stringOf(listOf(call['funcname']).at(-1)) === 'timezone') return {}
  return Object.fromEntries(Object.entries(tree).map(([name, value]) => [name, withoutTimeZones(value)]))
}

const clocks = new Set([
  'now',
  'clock_timestamp',
  'statement_timestamp',
  'transaction_timestamp',
  'random',
  'to_char',
  'date_trunc',
])

function clockOf(kind: string, node: Tree): string | null {
  if (kind === 'SQLValueFunction') return 'current_timestamp'
  if (kind === 'FuncCall') {
    const name = stringOf(listOf(node['funcname']).at(-1))
    return clocks.has(name) ? `${name}()` : null
  }
  const type =
    kind === 'TypeCast' && isTree(node['typeName']) ? stringOf(listOf(node['typeName']['names']).at(-1)) : null
  return type === 'interval' ? 'interval' : null
}

/** Every node below, each once, with its kind. */
function visit(tree: unknown, look: (kind: string, node: Tree) => void): void {
  if (Array.isArray(tree)) for (const item of tree) visit(item, look)
  if (!isTree(tree)) return
  for (const [kind, node] of Object.entries(tree)) {
    if (isTree(node) && /^[A-Z]/.test(kind)) look(kind, node)
    visit(node, look)
  }
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const stringOf = (value: unknown): string =>
  isTree(value) && isTree(value['String']) && typeof value['String']['sval'] === 'string' ? value['String']['sval'] : ''
const nameOf = (table: unknown): string =>
  isTree(table) && typeof table['relname'] === 'string' ? table['relname'] : ''

function aliasOf(table: Tree): string {
  const alias = table['alias']
  return isTree(alias) && typeof alias['aliasname'] === 'string' ? alias['aliasname'] : nameOf(table)
}
