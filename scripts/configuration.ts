import { writeFile } from 'node:fs/promises'
import { describeSettings } from '../apps/gateway/src/settings.ts'

/** Writes docs/configuration.md from the table of settings. */
await writeFile(new URL('../docs/configuration.md', import.meta.url), describeSettings())
