import type pg from 'pg'

export interface Listener {
  listen(channel: string, onPayload: (payload: string) => void): Promise<() => Promise<void>>
  close(): Promise<void>
}

const retryMs = { first: 250, most: 15_000 }
const pingMs = 30_000

/**
 * Keeps one connection for LISTEN. It connects with the first listener and comes back by itself with growing pauses,
 * listening to the same channels again; failures go to `onError`, never to a listener.
 */
export function createListener(createClient: () => pg.Client, onError: (error: Error) => void): Listener {
  const channels = new Map<string, Set<(payload: string) => void>>()
  let client: pg.Client | null = null
  let connecting: Promise<void> | null = null
  let timer: NodeJS.Timeout | undefined
  let retryInMs = retryMs.first
  let closed = false

  const ping = setInterval(() => {
    client?.query('select 1').catch(lost) // a half-open connection shows only when written to
  }, pingMs)
  ping.unref()

  async function connect(): Promise<void> {
    const next = createClient()
    next.on('error', (error) => (next === client ? lost(error) : undefined))
    next.on('end', () => (next === client ? lost(new Error('The connection for LISTEN ended')) : undefined))
    next.on('notification', ({ channel, payload }) => {
      for (const onPayload of channels.get(channel) ?? []) deliver(onPayload, payload ?? '')
    })
    try {
      await next.connect()
      client = next
      for (const channel of channels.keys()) await next.query(`listen ${channel}`)
      retryInMs = retryMs.first
    } catch (error) {
      if (client === next) return lost(error)
      discard(next)
      retry(error)
    }
  }

  function deliver(onPayload: (payload: string) => void, payload: string): void {
    try {
      onPayload(payload)
    } catch (error) {
      onError(toError(error))
    }
  }

  function lost(error: unknown): void {
    if (client === null || closed) return
    discard(client)
    client = null
    retry(error)
  }

  function retry(error: unknown): void {
    if (closed) return
    onError(toError(error))
    clearTimeout(timer)
    timer = setTimeout(() => void connectOnce(), retryInMs * (0.8 + Math.random() * 0.4))
    retryInMs = Math.min(retryInMs * 2, retryMs.most)
  }

  function connectOnce(): Promise<void> {
    connecting ??= connect().finally(() => {
      connecting = null
    })
    return connecting
  }

  return {
    async listen(channel, onPayload) {
      const handlers = channels.get(channel) ?? new Set()
      const known = handlers.size > 0
      channels.set(channel, handlers.add(onPayload))
      if (connecting !== null) await connecting
      else if (client === null && timer === undefined) await connectOnce()
      if (!known) await client?.query(`listen ${channel}`).catch(lost) // repeating it does no harm
      return async () => {
        if (!handlers.delete(onPayload) || handlers.size > 0 || closed) return
        channels.delete(channel)
        await client?.query(`unlisten ${channel}`).catch(lost)
      }
    },
    async close() {
      closed = true
      clearInterval(ping)
      clearTimeout(timer)
      await connecting
      const last = client
      client = null
      await last?.end().catch(() => {})
    },
  }
}

function discard(client: pg.Client): void {
  client.end().catch(() => {})
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
