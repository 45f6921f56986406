const longestName = 64

/** The known name that a caller probably meant; null: none is near. */
function nearestName(given: string, names: readonly string[]): string | null {
  if (given.length === 0 || given.length > longestName) return null
  const plain = plainName(given)
  let nearest: string | null = null
  let least = Math.max(1, Math.floor(plain.length / 4)) + 1
  for (const name of names) {
    const distance = distanceBetween(plain, plainName(name), least)
    if (distance < least) {
      least = distance
      nearest = name
    }
  }
  return nearest
}

/** The end of a sentence; empty when no name is near. */
export function didYouMean(given: string, names: readonly string[]): string {
  const nearest = nearestName(given, names)
  return nearest === null ? '' : `: did you mean ${nearest}?`
}

/** `fileName`, `file_name` and `filename` are the same word. */
const plainName = (name: string) => name.replace(/[_\-\s]/g, '').toLowerCase()

/** Letters to add, drop, change or swap with their neighbour, or `limit` when there are as many. */
function distanceBetween(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1]
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (isSame ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1)
      row.push(cost)
    }
    beforeLast = last
    last = row
  }
  return last[b.length] ?? limit
}
