// Loaded into a gateway under test: writes down, again and again, how many bytes are alive after a collection.
import { appendFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { isMainThread } from 'node:worker_threads'

const path = process.env['LIVE_MEMORY_FILE']
if (isMainThread && path) {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc')
  const sample = () => {
    const start = performance.now()
    collect()
    collect() // what the first one found is swept when the second begins
    const { heapUsed, external } = process.memoryUsage()
    appendFileSync(path, `${heapUsed + external}\n`)
    setTimeout(sample, Math.max(20, performance.now() - start)).unref() // half the time at most
  }
  sample()
}
