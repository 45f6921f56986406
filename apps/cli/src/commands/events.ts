import { randomBytes } from 'node:crypto'
import { followEvents, type StreamedEvent } from '@dawk/sdk/stream.ts'
import { signWebhook } from '@dawk/sdk/testing.ts'
import { type Command, type CommandContext, type Given, UsageError } from '../command.ts'

const eventFlags = {
  events: { placeholder: '<types>', summary: 'only these, with commas between; message.* for all of a kind' },
  after: { placeholder: '<cursor>', summary: 'from this one on; left out: from now on' },
}

/** The events that the flags ask for, until the command is ended. */
async function* eventTypes(ctx: CommandContext, given: Given): AsyncGenerator<StreamedEvent> {
  const patterns = given.flag('events')?.split(',')
  const isWanted = (type: string) =>
    patterns?.some((one) => (one.endsWith('*') ? type.startsWith(one.slice(0, -1)) : one === type)) ?? true
  const after = given.flag('after')
  for await (const event of followEvents(ctx.client(), { signal: ctx.signal, ...(after !== undefined && { after }) })) {
    if (event.type === 'reset') ctx.say('more than a thousand events were missed; what follows is new')
    if (event.type === 'ready') ctx.say('ready')
    const isEvent = event.type !== 'reset' && event.type !== 'ready' && event.cursor !== null
    if (isEvent && isWanted(event.type)) yield event
  }
}

const tail: Command = {
  name: 'tail',
  summary: 'print events as they happen, one a line',
  positionals: [],
  flags: eventFlags,
  async run(ctx, given) {
    for await (const { type, data } of eventTypes(ctx, given))
      ctx.line(ctx.isJson ? JSON.stringify(data) : `${data['timestamp']} ${type} ${JSON.stringify(data['data'])}`)
  },
}

const listen: Command = {
  name: 'listen',
  summary: 'hand events to a server on this machine as webhooks: no tunnel, no public address',
  positionals: [],
  flags: {
    forward: { placeholder: '<url>', summary: 'such as http://localhost:3000/hook' },
    secret: { placeholder: '<secret>', summary: 'to sign with; left out: one is made and printed' },
    ...eventFlags,
  },
  async run(ctx, given) {
    const url = given.flag('forward')
    if (url === undefined || !URL.canParse(url))
      throw new UsageError('--forward needs a URL, such as http://localhost:3000/hook')
    const secret = given.flag('secret') ?? `whsec_${randomBytes(24).toString('base64')}`
    ctx.say(`forwarding to ${url}, signed with ${secret}`)
    for await (const { data, cursor } of eventTypes(ctx, given)) {
      const outcome = await forward({ url, secret, event: data })
      ctx.line(ctx.isJson ? JSON.stringify({ ...outcome, cursor }) : `${outcome.type} ${outcome.id} ${outcome.answer}`)
    }
  },
}

interface Forwarding {
  url: string
  secret: string
  event: Record<string, unknown>
}

/** One attempt: a developer who restarts a server asks for it again with --after. */
async function forward({ url, secret, event }: Forwarding) {
  const { headers, body } = await signWebhook(event, secret, { id: String(event['id']) })
  const answer = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(15_000) }).then(
    ({ status }) => String(status),
    (error: Error) => `not reached: ${(error.cause as Error | undefined)?.message ?? error.message}`,
  )
  return { id: event['id'], type: event['type'], answer }
}

export const eventCommands: readonly Command[] = [listen, tail]
