import { once } from 'node:events'
import { createMcpServer } from '@dawk/mcp/server.ts'
import type { ToolKind } from '@dawk/mcp/tool.ts'
import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { type Command, UsageError } from '../command.ts'

const mostSends = 20

export const mcpCommand: Command = {
  name: 'mcp',
  summary:
    'serve the Model Context Protocol on stdin and stdout, for an assistant on this machine; it only reads unless allowed more',
  positionals: [],
  flags: {
    'allow-write': { summary: 'drafts, notes and templates too' },
    'allow-send': { summary: 'messages to people too, each after a confirmation' },
    'max-sends': { placeholder: '<number>', summary: `how many messages it may send at most; left out: ${mostSends}` },
  },
  async run(ctx, given) {
    const { apiKey, url: baseUrl } = ctx.profile
    if (apiKey === null) throw new UsageError('there is no API key: run dawk login, or set DAWK_API_KEY')
    const count = Number(given.flag('max-sends') ?? mostSends)
    if (!Number.isSafeInteger(count) || count < 0) throw new UsageError('--max-sends must be a whole number')
    const allowed = new Set<ToolKind>()
    if (given.flag('allow-write') !== undefined) allowed.add('write')
    if (given.flag('allow-send') !== undefined) allowed.add('send')
    let left = count
    const countSend = () => {
      if (left-- <= 0) throw new Error('This server has sent as many messages as it may.')
    }
    const server = serveStdio(() => createMcpServer({ apiKey, baseUrl, allowed, countSend }))
    ctx.say(`serving ${baseUrl} on stdin and stdout`)
    await Promise.race([once(process.stdin, 'end'), once(ctx.signal, 'abort')])
    await server.close()
  },
}
