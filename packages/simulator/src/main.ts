import { once } from 'node:events'
import { readOptions } from './guard/options.ts'
import { type Simulator, startSimulator } from './simulator.ts'

async function start(): Promise<Simulator> {
  try {
    return await startSimulator(readOptions(process.env))
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
}

const simulator = await start()
console.log(`WhatsApp Cloud API simulator: ${simulator.url}`)
await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')])
await simulator.close()
