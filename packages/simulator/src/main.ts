import { once } from 'node:events'
import { startSimulator } from './simulator.ts'

const simulator = await startSimulator({
  port: Number(process.env['SIMULATOR_PORT'] ?? 4001),
  host: process.env['HOST'] ?? '127.0.0.1',
  log: process.env['SIMULATOR_LOG'] === '1',
})
console.log(`WhatsApp Cloud API simulator: ${simulator.url}`)
await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')])
await simulator.close()
