#!/usr/bin/env node
import { once } from 'node:events'
import { createControlApi } from './client/control-api.ts'
import { sampleNumber } from './client/sample-number.ts'
import { readCommandLine, usage } from './command-line.ts'
import { type Simulator, startSimulator } from './simulator.ts'

async function start(): Promise<Simulator | null> {
  const { options, callbackUrl, wantsHelp } = readCommandLine(process.env, process.argv.slice(2))
  if (wantsHelp) {
    console.log(usage)
    return null
  }
  const simulator = await startSimulator(options)
  console.log(`WhatsApp Cloud API simulator: ${simulator.url}`)
  if (callbackUrl === null) return simulator
  const { token } = options
  const { putNumbers } = createControlApi(simulator.url, token === undefined ? {} : { token })
  await putNumbers({ ...sampleNumber, callbackUrl })
  console.log(JSON.stringify({ url: simulator.url, ...sampleNumber, callbackUrl }))
  return simulator
}

try {
  const simulator = await start()
  if (simulator !== null) {
    await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')])
    await simulator.close()
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
