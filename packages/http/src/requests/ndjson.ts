/** The first item is read before the answer begins: a store that is away is told as such. */
export async function begun<T>(items: AsyncGenerator<T>): Promise<AsyncIterable<T>> {
  const first = await items.next()
  return (async function* () {
    if (first.done) return
    yield first.value
    yield* items
  })()
}

/** One JSON object on each line. */
export async function* toNdjson<T>(items: AsyncIterable<T>, view: (item: T) => unknown): AsyncGenerator<string> {
  for await (const item of items) yield `${JSON.stringify(view(item))}\n`
}
