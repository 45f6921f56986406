import { createReadStream } from 'node:fs'
import { parse } from 'csv-parse'
import pg from 'pg'

/** What `pg` hands to a query that drives the connection itself. */
interface CopyConnection {
  query(text: string): void
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  stream: NodeJS.WritableStream & { writableNeedDrain: boolean }
}

/** A `copy … from stdin` as a query of `pg`, which has none of its own. */
class CopyIn {
  readonly done: Promise<void>
  #connection: CopyConnection | null = null
  readonly #text: string
  readonly #chunks: () => AsyncIterable<Buffer>
  #settle: { resolve(): void; reject(error: unknown): void }

  constructor(text: string, chunks: () => AsyncIterable<Buffer>) {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    this.done = promise
    this.#settle = { resolve, reject }
    this.#text = text
    this.#chunks = chunks
  }

  submit(connection: CopyConnection): void {
    this.#connection = connection
    connection.query(this.#text)
  }

  handleCopyInResponse(): void {
    this.#send().catch(this.#settle.reject)
  }

  async #send(): Promise<void> {
    const connection = this.#connection
    if (!connection) return
    for await (const chunk of this.#chunks()) {
      connection.sendCopyFromChunk(chunk)
      if (connection.stream.writableNeedDrain) await new Promise((resolve) => connection.stream.once('drain', resolve))
    }
    connection.endCopyFrom()
  }

  handleCommandComplete(): void {}
  handleReadyForQuery(): void {
    this.#settle.resolve()
  }
  handleError(error: Error): void {
    this.#settle.reject(error)
  }
}

/** Reads a CSV file with `csv-parse` and copies it into a table without indexes; returns the rows a second. */
export async function copyBare(serverUrl: string, path: string, columns: number, rows: number): Promise<number> {
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  try {
    const names = Array.from({ length: columns }, (_, at) => `c${at}`)
    await client.query(`create temporary table bare (${names.map((name) => `${name} text`).join(', ')})`)
    const startedAt = performance.now()
    const copy = new CopyIn(`copy bare (${names.join(', ')}) from stdin`, () => linesOf(path))
    client.query(copy as unknown as pg.Submittable)
    await copy.done
    const perSecond = rows / ((performance.now() - startedAt) / 1000)
    const { rows: counted } = await client.query('select count(*)::int as count from bare')
    if (counted[0].count !== rows) throw new Error(`${counted[0].count} of ${rows} rows were copied`)
    return perSecond
  } finally {
    await client.end()
  }
}

const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

async function* linesOf(path: string): AsyncGenerator<Buffer> {
  const parser = createReadStream(path).pipe(parse({ from_line: 2 }))
  let lines: string[] = []
  for await (const cells of parser as AsyncIterable<string[]>) {
    lines.push(cells.map((cell) => cell.replaceAll(/[\\\t\n\r]/g, (one) => escapes[one] ?? one)).join('\t'))
    if (lines.length < 1000) continue
    yield Buffer.from(`${lines.join('\n')}\n`)
    lines = []
  }
  if (lines.length > 0) yield Buffer.from(`${lines.join('\n')}\n`)
}
