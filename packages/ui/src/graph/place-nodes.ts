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
 * Where nodes stand that nobody has placed: each to the right of all that lead to it, but for what leads back; below one another in the
 * order in which they are reached. What is not reached comes last, in a column of its own.
 */
export function placeNodes(nodes: readonly Placed[], start: string): ReadonlyMap<string, Point> {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const order = orderFrom(byId, start)
  const rank = new Map(order.map((id, at) => [id, at]))
  const columns = new Map(order.map((id) => [id, 0]))
  for (const id of order)
    for (const target of byId.get(id)?.targets ?? [])
      if ((rank.get(target) ?? -1) > (rank.get(id) ?? 0))
        columns.set(target, Math.max(columns.get(target) ?? 0, (columns.get(id) ?? 0) + 1))
  const last = Math.max(-1, ...columns.values()) + 1
  const rows = new Map<number, number>()
  return new Map(
    [...order, ...nodes.map(({ id }) => id).filter((id) => !rank.has(id))].map((id): [string, Point] => {
      const column = columns.get(id) ?? last
      const row = rows.get(column) ?? 0
      rows.set(column, row + 1)
      return [id, { x: column * columnWidth, y: row * rowHeight }]
    }),
  )
}

/** What is reached from the start, each before all that it leads to, but for what leads back. */
function orderFrom(byId: ReadonlyMap<string, Placed>, start: string): string[] {
  const seen = new Set<string>()
  const done: string[] = []
  const open: { id: string; left: string[] }[] = []
  const enter = (id: string) => {
    const node = byId.get(id)
    if (!node || seen.has(id)) return
    seen.add(id)
    open.push({ id, left: [...node.targets] }) // the last first: the first ends up on top
  }
  enter(start)
  for (let top = open.at(-1); top; top = open.at(-1)) {
    const next = top.left.pop()
    if (next !== undefined) enter(next)
    else done.push(open.pop()?.id ?? '')
  }
  return done.reverse()
}
