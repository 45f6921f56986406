import type { Message, SendMessageBody } from '@dawk/sdk/generated/types.ts'
import { type Command, type Given, UsageError } from '../command.ts'

const send: Command = {
  name: 'send',
  summary: 'send a text, a template, or any message as JSON',
  positionals: ['TO', 'TEXT?'],
  flags: {
    from: { placeholder: '<number>', summary: 'the number to send from; left out: the default one' },
    template: { placeholder: '<name>', summary: 'a template in place of a text' },
    language: { placeholder: '<code>', summary: 'of the template; left out: en_US' },
    param: { placeholder: '<value>', summary: "the values of the template's body, one flag each", isList: true },
    data: { placeholder: '<json>', summary: 'the members of the message, as POST /v1/messages takes them' },
    key: { placeholder: '<key>', summary: 'an idempotency key: the same one sends once' },
    'dry-run': { summary: 'print the request, and send nothing' },
  },
  async run(ctx, given) {
    const body = readMessage(given)
    if (given.flag('dry-run') !== undefined) return { dryRun: true, method: 'POST', path: '/v1/messages', body }
    const idempotencyKey = given.flag('key')
    return ctx.client().messages.send(body, idempotencyKey === undefined ? {} : { idempotencyKey })
  },
}

function readMessage(given: Given): SendMessageBody {
  const [to = '', text] = given.positionals
  const from = given.flag('from')
  const base = { to, ...(from !== undefined && { from }) }
  const template = given.flag('template')
  const data = given.flag('data')
  const ways = [text, template, data].filter((way) => way !== undefined).length
  if (ways !== 1) throw new UsageError('give one of TEXT, --template and --data')
  if (data !== undefined) return { ...base, ...parseData(data) } as SendMessageBody
  if (text !== undefined) return { ...base, type: 'text', text: { body: text } }
  const parameters = given.list('param').map((value) => ({ type: 'text' as const, text: value }))
  return {
    ...base,
    type: 'template',
    template: {
      name: template ?? '',
      language: { code: given.flag('language') ?? 'en_US' },
      ...(parameters.length > 0 && { components: [{ type: 'body' as const, parameters }] }),
    },
  } as SendMessageBody
}

function parseData(text: string): object {
  try {
    return Object(JSON.parse(text)) as object
  } catch (error) {
    throw new UsageError(`--data is no JSON: ${(error as Error).message}`)
  }
}

const show: Command = {
  name: 'message',
  summary: 'a message with its timeline',
  positionals: ['ID'],
  flags: {},
  run: (ctx, { positionals: [id = ''] }) => ctx.client().messages.get(id),
  render: ({ id, status, timeline }: Message) =>
    [`${id} ${status}`, ...timeline.map((entry) => `  ${JSON.stringify(entry)}`)].join('\n'),
}

const resend: Command = {
  name: 'resend',
  summary: 'queue a failed message once more',
  positionals: ['ID'],
  flags: {},
  run: (ctx, { positionals: [id = ''] }) => ctx.client().messages.retry(id),
}

const trigger: Command = {
  name: 'trigger',
  summary: 'let a person write to you on the simulator',
  positionals: ['message.inbound'],
  flags: {
    to: { placeholder: '<phone number id>', summary: 'which of your numbers is written to' },
    from: { placeholder: '<phone>', summary: 'who writes; left out: +1 415 555 0123' },
    text: { placeholder: '<text>', summary: 'left out: "Hello"' },
    simulator: { placeholder: '<url>', summary: 'left out: http://127.0.0.1:4001' },
  },
  async run(ctx, given) {
    if (given.positionals[0] !== 'message.inbound') throw new UsageError('only message.inbound can be triggered')
    const reply = await fetch(`${given.flag('simulator') ?? 'http://127.0.0.1:4001'}/_simulator/inbound`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        phoneNumberId: given.flag('to') ?? (await firstNumber(ctx.client())),
        from: (given.flag('from') ?? '14155550123').replace(/\D/g, ''),
        type: 'text',
        text: { body: given.flag('text') ?? 'Hello' },
        profile: { name: 'Asha' },
      }),
    })
    if (!reply.ok) throw new Error(`the simulator refused it: ${await reply.text()}`)
    return reply.json()
  },
}

async function firstNumber(client: {
  numbers: { list(): AsyncIterable<{ phoneNumberId?: unknown }> }
}): Promise<string> {
  for await (const { phoneNumberId } of client.numbers.list()) return String(phoneNumberId)
  throw new Error('this account has no number')
}

const api: Command = {
  name: 'api',
  summary: 'any request: dawk api GET /v1/numbers',
  positionals: ['METHOD', 'PATH'],
  flags: { data: { placeholder: '<json>', summary: 'the body' } },
  async run(ctx, given) {
    const [method = '', path = ''] = given.positionals
    const data = given.flag('data')
    const reply = await ctx
      .client()
      .request(method.toUpperCase(), path, data === undefined ? {} : { body: parseData(data) })
    const text = await reply.text()
    return text === '' ? undefined : (JSON.parse(text) as unknown)
  },
}

export const messageCommands: readonly Command[] = [send, show, resend, trigger, api]
