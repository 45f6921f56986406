import type { ControlApi, SentMessage } from './control-api.ts'

/** What a message has to be. Members that are left out do not count. */
export interface MessageMatch {
  /** Digits of the recipient, with or without a plus. */
  to?: string
  phoneNumberId?: string
  type?: string
  /** The text of a text message, or of the body that the person sees of a template. */
  text?: string | RegExp
  /** Name of a template. */
  template?: string
  /** Has been reported, at least: `delivered` is also true of a message that was read. */
  status?: 'accepted' | 'sent' | 'delivered' | 'read' | 'failed'
  where?: (message: SentMessage) => boolean
}

export interface WaitOptions {
  /** 5,000 unless said otherwise. */
  timeoutMs?: number
}

const pollMs = 20
const order = ['accepted', 'sent', 'delivered', 'read']
const shown = 10

/** Assertions about what a business sent. Each message fulfils one expectation, so two equal ones want two messages. */
export function createExpectations(control: ControlApi) {
  const used = new Set<string>()

  async function find(match: MessageMatch): Promise<SentMessage | undefined> {
    for (let after = '0'; ; ) {
      const { messages, next } = await control.listMessages(after)
      const unused = messages.find((message) => !used.has(message.wamid) && findMismatches(message, match).length === 0)
      if (unused || messages.length === 0) return unused
      after = next
    }
  }

  return {
    /**
     * Waits until a message fits that no expectation has taken yet, and returns it.
     * @throws Error after `timeoutMs`, with the last messages and why each did not fit
     */
    async expectMessage(match: MessageMatch = {}, { timeoutMs = 5000 }: WaitOptions = {}): Promise<SentMessage> {
      for (const deadline = Date.now() + timeoutMs; ; await pause(pollMs)) {
        const message = await find(match)
        if (message) {
          used.add(message.wamid)
          return message
        }
        if (Date.now() > deadline) throw new Error(await explain(control, used, match, timeoutMs))
      }
    },
    /** Waits that long, 300 ms unless said otherwise. @throws Error when a message fits all the same */
    async expectNoMessage(match: MessageMatch = {}, { timeoutMs = 300 }: WaitOptions = {}): Promise<void> {
      await pause(timeoutMs)
      const message = await find(match)
      if (message)
        throw new Error(`No message was expected to fit ${describe(match)}, and this one does: ${show(message)}`)
    },
    /** Waits until every status was reported and every webhook answered. @throws Error after `timeoutMs` */
    async waitUntilQuiet({ timeoutMs = 10_000 }: WaitOptions = {}): Promise<void> {
      for (const deadline = Date.now() + timeoutMs; ; await pause(pollMs)) {
        const pending = await control.countPending()
        if (pending === 0) return
        if (Date.now() > deadline) throw new Error(`${pending} statuses or webhooks are not done after ${timeoutMs} ms`)
      }
    },
    forget: () => used.clear(),
  }
}

/** The names of what does not fit. */
function findMismatches(message: SentMessage, match: MessageMatch): string[] {
  const digits = (text: string) => text.replace(/\D/g, '')
  const { to, phoneNumberId, type, text, template, status, where } = match
  const fits: Record<string, boolean> = {
    to: to === undefined || digits(to) === digits(message.to),
    phoneNumberId: phoneNumberId === undefined || phoneNumberId === message.phoneNumberId,
    type: type === undefined || type === message.type,
    text: text === undefined || fitsText(textOf(message), text),
    template: template === undefined || template === nameOfTemplate(message),
    status: status === undefined || hasReached(message.status, status),
    where: where === undefined || where(message),
  }
  return Object.keys(fits).filter((name) => !fits[name])
}

const fitsText = (given: string | undefined, expected: string | RegExp): boolean =>
  given !== undefined && (typeof expected === 'string' ? given === expected : expected.test(given))

const hasReached = (status: string | undefined, expected: string): boolean =>
  expected === 'failed'
    ? status === 'failed'
    : status !== 'failed' && order.indexOf(status ?? '') >= order.indexOf(expected)

type Loose = Record<string, unknown> | undefined
const member = (value: unknown, name: string): unknown => (value as Loose)?.[name]

function textOf({ type, content, rendered }: SentMessage): string | undefined {
  const text = type === 'text' ? member(content, 'body') : member(rendered, 'body')
  return typeof text === 'string' ? text : undefined
}

const nameOfTemplate = ({ type, content }: SentMessage): unknown =>
  type === 'template' ? (member(content, 'name') ?? null) : null

async function explain(control: ControlApi, used: Set<string>, match: MessageMatch, afterMs: number): Promise<string> {
  const count = await control.countMessages()
  const { messages } = await control.listMessages(String(Math.max(0, count - shown)))
  const lines = messages.map((message) => {
    const why = used.has(message.wamid) ? 'taken by an earlier expectation' : findMismatches(message, match).join(', ')
    return `  ${show(message)}: ${why}`
  })
  const seen = lines.length === 0 ? 'No message was sent at all.' : `The last of ${count}, with what does not fit:`
  return [`No message fits ${describe(match)} after ${afterMs} ms. ${seen}`, ...lines].join('\n')
}

const describe = (match: MessageMatch) =>
  JSON.stringify(match, (_name, value) =>
    value instanceof RegExp ? String(value) : typeof value === 'function' ? 'a function' : value,
  )

const show = (message: SentMessage) =>
  [
    message.type,
    'to',
    message.to,
    message.status ?? '',
    JSON.stringify(textOf(message) ?? nameOfTemplate(message)),
  ].join(' ')

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
