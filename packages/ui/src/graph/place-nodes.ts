export interface Point {
  x: number
  y: number
}

interface Placed {
  id: string
  /** Ids of those that follow. */
  targets: readonly string[]
}

const columnWidth = 300
const rowHeight = 200

/**
 * Where nodes stand that nobody has placed: a column for each step from the start, below one another in the order in which they are
 * reached. What is not reached comes last, in a column of its own.
 */
export function placeNodes(nodes: readonly Placed[], start: string): ReadonlyMap<string, Point> {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const columns: string[][] = []
  const seen = new Set<string>()
  const visit = (ids: readonly string[]): string[] => ids.filter((id) => byId.has(id) && !seen.has(id) && seen.add(id))
  for (let column = visit([start]); column.length > 0; ) {
    columns.push(column)
    column = visit([...new Set(column.flatMap((id) => byId.get(id)?.targets ?? []))])
  }
  columns.push(visit(nodes.map(({ id }) => id)))
  return new Map(
    columns.flatMap((column, x) =>
      column.map((id, y): [string, Point] => [id, { x: x * columnWidth, y: y * rowHeight }]),
    ),
  )
}
