import { readFile, writeFile } from 'node:fs/promises'
import { writeEventTables } from '../tests/support/describe-events.ts'

/** Writes the tables of docs/events.md anew from the catalogue of events. */
const page = new URL('../docs/events.md', import.meta.url)
await writeFile(page, writeEventTables(await readFile(page, 'utf8')))
