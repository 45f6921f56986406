import type { Dawk } from './client.ts'
import { DawkConnectionError, DawkError, DawkTimeoutError } from './errors.ts'
import { pause } from './transport.ts'

/** What `GET /v1/stream` tells. */
export interface StreamedEvent {
  /** Where to go on: `after` of the next call. Null for what is kept nowhere, such as presence. */
  cursor: string | null
  /** The type of the event; `ready` and `reset` say where the stream stands. */
  type: string
  data: Record<string, unknown>
}

export interface FollowOptions {
  /** The cursor of the last event that you have handled; left out: from now on. */
  after?: string
  signal?: AbortSignal
}

const reconnectMs = 1000
/** The server says something every 20 seconds; a line on which nothing came for longer is dead. */
const longestMs = 30 * 60_000

/** Events as they happen. The stream connects again by itself and goes on where it was, so each event comes once. */
export async function* followEvents(
  client: Pick<Dawk, 'events'>,
  { after, signal }: FollowOptions = {},
): AsyncGenerator<StreamedEvent> {
  let cursor = after
  while (!signal?.aborted) {
    try {
      const response = await client.events.stream(cursor === undefined ? {} : { after: cursor }, {
        timeoutMs: longestMs,
        ...(signal && { signal }),
      })
      for await (const event of readFrames(response)) {
        cursor = event.cursor ?? cursor
        yield event
      }
    } catch (error) {
      if (signal?.aborted) return
      if (!isPassing(error)) throw error
    }
    await pause(reconnectMs, signal).catch(() => undefined)
  }
}

/** A broken line ends the reading with an error of the platform; a refusal is one of ours. */
const isPassing = (error: unknown): boolean =>
  !(error instanceof DawkError) ||
  error instanceof DawkConnectionError ||
  error instanceof DawkTimeoutError ||
  error.status === 429 ||
  (error.status ?? 0) >= 500

async function* readFrames(response: Response): AsyncGenerator<StreamedEvent> {
  if (!response.body) return
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let waiting = ''
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return
    waiting += value
    const frames = waiting.split('\n\n')
    waiting = frames.pop() ?? ''
    for (const frame of frames) {
      const event = parseFrame(frame)
      if (event) yield event
    }
  }
}

function parseFrame(frame: string): StreamedEvent | null {
  const fields = new Map(
    frame.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  )
  const type = fields.get('event')
  const data = fields.get('data')
  return type && data !== undefined ? { cursor: fields.get('id') ?? null, type, data: JSON.parse(data) } : null
}
