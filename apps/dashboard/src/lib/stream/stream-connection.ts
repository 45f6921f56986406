/** What the stream says, as every tab gets it. */
export interface StreamEvent {
  type: string
  data: Record<string, unknown>
}

export interface StreamListener {
  onEvent(event: StreamEvent): void
  /** Events may have been missed: what is on the screen has to be read anew. */
  onReset(): void
  onState(isLive: boolean): void
}

type Notice =
  | { kind: 'event'; id: string; event: StreamEvent }
  | { kind: 'reset'; id: string }
  | { kind: 'state'; live: boolean }

const firstPauseMs = 1000
const longestPauseMs = 30_000
/** The server sends something each 20 seconds; a line that is silent for longer is dead, whatever the browser thinks. */
const deadAfterMs = 45_000

/**
 * One line for all tabs of this browser: whoever holds the lock connects and tells the others. When that tab closes, the
 * next one goes on after the last event that was shared. Where the browser has no locks, each tab has its own line.
 */
export function followStream(account: string, listener: StreamListener): () => void {
  const end = new AbortController()
  const channel = new BroadcastChannel(`dawk.stream.${account}`)
  let cursor: string | null = null
  const handle = (notice: Notice) => {
    if (notice.kind !== 'state') cursor = notice.id
    if (notice.kind === 'event') listener.onEvent(notice.event)
    if (notice.kind === 'reset') listener.onReset()
    if (notice.kind === 'state') listener.onState(notice.live)
  }
  channel.onmessage = ({ data }: MessageEvent<Notice>) => handle(data)
  const share = (notice: Notice) => {
    handle(notice)
    channel.postMessage(notice)
  }
  const lead = () => keepConnected(() => cursor, share, end.signal)
  if (navigator.locks)
    navigator.locks.request(`dawk.stream.${account}`, { signal: end.signal }, lead).catch(() => {}) // ended while waiting
  else void lead()
  return () => {
    end.abort()
    channel.close()
  }
}

async function keepConnected(
  after: () => string | null,
  share: (notice: Notice) => void,
  end: AbortSignal,
): Promise<void> {
  let pauseMs = firstPauseMs
  while (!end.aborted) {
    const wasLive = await connect(after(), share, end)
    share({ kind: 'state', live: false })
    pauseMs = wasLive ? firstPauseMs : Math.min(pauseMs * 2, longestPauseMs)
    await rest(pauseMs * (0.7 + Math.random() * 0.6), end)
  }
}

/** Until the line breaks. @returns whether it worked at all */
function connect(after: string | null, share: (notice: Notice) => void, end: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const source = new EventSource(`/v1/stream${after === null ? '' : `?after=${encodeURIComponent(after)}`}`)
    let wasLive = false
    let silence = setTimeout(stop, deadAfterMs)
    function stop() {
      clearTimeout(silence)
      source.close()
      end.removeEventListener('abort', stop)
      window.removeEventListener('online', stop)
      resolve(wasLive)
    }
    const alive = () => {
      clearTimeout(silence)
      silence = setTimeout(stop, deadAfterMs)
    }
    end.addEventListener('abort', stop)
    window.addEventListener('online', stop) // the line from before is gone, though nobody has said so
    source.onerror = stop
    source.addEventListener('ready', ({ lastEventId }) => {
      wasLive = true
      alive()
      if (after === null) share({ kind: 'reset', id: lastEventId }) // what was read before the line stood may be old
      share({ kind: 'state', live: true })
    })
    source.addEventListener('reset', ({ lastEventId }) => {
      wasLive = true
      alive()
      share({ kind: 'reset', id: lastEventId })
      share({ kind: 'state', live: true })
    })
    for (const type of eventTypes)
      source.addEventListener(type, ({ data, lastEventId }: MessageEvent<string>) => {
        alive()
        const { data: content } = JSON.parse(data) as StreamEvent
        share({ kind: 'event', id: lastEventId, event: { type, data: content } })
      })
  })
}

const rest = (ms: number, end: AbortSignal) =>
  new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer)
      end.removeEventListener('abort', done)
      document.removeEventListener('visibilitychange', awake)
      resolve()
    }
    const awake = () => document.visibilityState === 'visible' && done()
    const timer = setTimeout(done, ms)
    end.addEventListener('abort', done)
    document.addEventListener('visibilitychange', awake)
  })

/** `EventSource` hands over only the events that are asked for by name. */
const eventTypes = [
  ...['message.received', 'message.received.unknown', 'message.edited', 'message.deleted', 'message.echo'],
  ...['message.status.sent', 'message.status.delivered', 'message.status.read', 'message.status.failed'],
  ...['message.status.canceled', 'media.stored', 'media.lost', 'conversation.updated', 'contact.merged'],
  ...['note.created', 'note.deleted', 'presence'],
  ...['contact.number_changed', 'contact.user_id_changed', 'contact.marketing_preference_changed'],
  ...['template.created', 'template.pending', 'template.approved', 'template.rejected', 'template.paused'],
  ...['template.disabled', 'template.status_changed', 'template.category_changed', 'template.deleted'],
  ...['number.quality_changed', 'number.limit_changed', 'number.throughput_changed', 'number.status_changed'],
  ...['number.name_changed', 'number.account_changed', 'endpoint.disabled', 'history.synced'],
]
