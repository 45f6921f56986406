import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, test } from 'vitest'
import { type RunningGateway, startGateway } from '../support/gateway.ts'
import { root, until } from '../support/processes.ts'

let gateway: RunningGateway
let env: Record<string, string>
beforeAll(async () => {
  gateway = await startGateway(null)
  const template = await until('the templates are read', async () => {
    const { body } = await gateway.call('GET', '/api/v1/templates')
    return body.data.find(({ name }: { name: string }) => name === 'hello_world')
  })
  const { url: URL, apiKey: KEY, phoneNumberId: NUMBER } = gateway
  env = { PATH: process.env['PATH'] ?? '', URL, KEY, NUMBER, TEMPLATE: String(template.id) }
})
afterAll(() => gateway.close())

const folder = join(root, 'docs')
const pages = readdirSync(folder).filter((name) => name.startsWith('migrate-'))
const commandsOf = (page: string) =>
  [...readFileSync(join(folder, page), 'utf8').matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text)

/** As a reader pastes it; a refusal of any request ends it. */
const paste = (commands: string) =>
  promisify(execFile)(
    'bash',
    [
      '-euo',
      'pipefail',
      '-c',
      `curl() { command curl --silent --show-error --fail-with-body "$@"; echo; }\n${commands}`,
    ],
    { env },
  )

test('there is a page for each origin, and the index names them all', () => {
  const index = readFileSync(join(folder, 'migrate.md'), 'utf8')
  assert.equal(pages.length, 8)
  for (const page of pages) assert.ok(index.includes(`](${page})`), page)
})

test.each(pages)('the commands of %s run as they stand', async (page) => {
  const commands = commandsOf(page)
  assert.ok(commands.length > 0)
  for (const text of commands) {
    const { stdout } = await paste(text).catch((error: { stdout: string; message: string }) => {
      throw new Error(`${text}\n${error.stdout}\n${error.message}`)
    })
    const requests = text.match(/^curl /gm)?.length ?? 0
    assert.equal(stdout.trim().split('\n').length, requests, stdout)
    for (const line of stdout.trim().split('\n')) assert.doesNotThrow(() => JSON.parse(line), line)
  }
})
