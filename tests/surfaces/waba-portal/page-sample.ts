import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { compileFunction } from 'node:vm'

const require = createRequire(import.meta.url)
const fixtures = new URL('../../../packages/http/src/surfaces/waba-portal/fixtures/', import.meta.url)

type App = RequestListener & { listen(port: number): unknown }
type Express = { (): App; json(): unknown }

export interface Sample {
  url: string
  /** What it wrote to the console, a line for each call. */
  lines: string[]
  /** The statuses it answered with. */
  statuses: number[]
}

/** The page's own code, of which only the placeholder of the secret and the port are ours. */
export async function runSample(
  t: { onTestFinished(fn: () => void): void },
  name: 'verify-signature' | 'webhook-handler',
  secret = '',
): Promise<Sample> {
  const page = await readFile(new URL(`${name}.js.txt`, fixtures), 'utf8')
  const sample: Sample = { url: '', lines: [], statuses: [] }
  let app: App | null = null
  const express = require('express') as Express
  const watched = Object.assign(() => {
    app = express()
    app.listen = () => undefined
    return app
  }, express)
  const write = (...words: unknown[]) => void sample.lines.push(words.map(String).join(' '))
  const code = page.replace("'your-webhook-secret'", JSON.stringify(secret))
  // the first sample stands on the page without the lines that make an app
  const whole = code.includes('express()')
    ? code
    : `const express = require('express');\nconst app = express();\n${code}`
  const load = (id: string) => (id === 'express' ? watched : require(id))
  compileFunction(whole, ['require', 'console'])(load, { log: write, error: write })
  if (!app) throw new Error('the sample has made no app')
  const server = createServer(app)
  server.on('request', (_request, reply) => reply.on('finish', () => sample.statuses.push(reply.statusCode)))
  sample.url = `http://127.0.0.1:${await listen(server)}/webhook`
  t.onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return sample
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}
