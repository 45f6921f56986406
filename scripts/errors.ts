import { writeFile } from 'node:fs/promises'
import { describeErrors } from '../tests/support/describe-errors.ts'

/** Writes docs/errors.md from the catalogues of errors. */
await writeFile(new URL('../docs/errors.md', import.meta.url), describeErrors())
