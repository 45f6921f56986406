import * as modules from 'node:module'
import { fileURLToPath } from 'node:url'

// Plain JavaScript, and everything else is imported after the look at the version: an older Node would fail on the first
// line of TypeScript without saying why, and on a name that its own modules do not export yet.
if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(`Dawk runs on Node 24 or later; this is ${process.version}. \`npm start\` uses the right one.`)
  process.exit(1)
}
// From the second start on, files come as they were compiled. Beside the dependencies and not in the system's temporary
// directory, where others could write; where it cannot be written, nothing is kept.
modules.enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/dawk', import.meta.url)))
const { run } = await import('./run.ts')
await run()
