import type { Dispatcher } from 'undici'

/** Asked right before the first byte of a request is written: between the call and that moment lie queues and handshakes. */
export type MayLeave = () => boolean

export interface ExchangeLimits {
  /** From now to the last byte of the answer. */
  readonly timeoutMs: number
  /** What is read of an answer; what comes after it is not waited for. */
  readonly maxBytes: number
  readonly mayLeave?: MayLeave | undefined
}

export interface RawAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  /** At most `maxBytes`. */
  readonly body: Buffer
  /** Why there is no more of the body than this: it was too long, broke off, or its time was over. Null: it is whole. */
  readonly brokenBy: Error | null
}

/** The answer did not begin within the time allowed. */
export class ExchangeTimeout extends Error {
  readonly code = 'EXCHANGE_TIMEOUT'
  /** Whether a byte of the request may have left. */
  readonly left: boolean

  constructor(left: boolean) {
    super(left ? 'no answer within the time allowed' : 'the time was over before the request could leave')
    this.left = left
  }
}

/** The request did not leave: it was not allowed to when its turn came. */
export class HeldBack extends Error {
  override readonly name = 'HeldBack'
}

type Settle = { resolve(answer: RawAnswer): void; reject(error: unknown): void }

/**
 * One request and its answer over undici's `dispatch`: no stream, signal or timer of its own for each of thousands a
 * second. Once a status was read the promise resolves, with as much of the body as came; it rejects when none came.
 */
export function exchange(
  dispatcher: Dispatcher,
  options: Dispatcher.DispatchOptions,
  limits: ExchangeLimits,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const handler = new ExchangeHandler({ resolve, reject }, limits)
    dispatcher.dispatch(options, handler)
  })
}

class ExchangeHandler implements Dispatcher.DispatchHandler {
  readonly deadline: number
  readonly #settle: Settle
  readonly #maxBytes: number
  readonly #mayLeave: MayLeave | undefined
  #controller: Dispatcher.DispatchController | null = null
  #status = 0
  #headers: RawAnswer['headers'] = {}
  #chunks: Buffer[] = []
  #bytes = 0
  #over = false

  constructor(settle: Settle, { timeoutMs, maxBytes, mayLeave }: ExchangeLimits) {
    this.#settle = settle
    this.#maxBytes = maxBytes
    this.#mayLeave = mayLeave
    this.deadline = performance.now() + timeoutMs
    watch(this)
  }

  /** undici calls it synchronously before it writes, and not at all before that. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.#over) controller.abort(new ExchangeTimeout(false))
    else if (this.#mayLeave?.() === false) controller.abort(new HeldBack('The request may not leave any more'))
    else this.#controller = controller
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: RawAnswer['headers']): void {
    if (status < 200) return
    this.#status = status
    this.#headers = headers
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.#over) return
    this.#chunks.push(chunk)
    this.#bytes += chunk.length
    if (this.#bytes <= this.#maxBytes) return
    const tooLong = new Error(`the answer has more than ${this.#maxBytes} bytes`)
    this.#answer(tooLong)
    controller.abort(tooLong)
  }

  onResponseEnd(): void {
    this.#answer(null)
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    if (this.#status > 0) this.#answer(error)
    else this.#fail(error)
  }

  expire(): void {
    const timeout = new ExchangeTimeout(this.#controller !== null)
    if (this.#status > 0) this.#answer(timeout)
    else this.#fail(timeout)
    this.#controller?.abort(timeout)
  }

  #answer(brokenBy: Error | null): void {
    if (this.#end()) return
    const [first] = this.#chunks
    const body = first && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks)
    this.#settle.resolve({
      status: this.#status,
      headers: this.#headers,
      body: body.subarray(0, this.#maxBytes),
      brokenBy,
    })
  }

  #fail(error: unknown): void {
    if (!this.#end()) this.#settle.reject(error)
  }

  /** True when it was over before. */
  #end(): boolean {
    const wasOver = this.#over
    this.#over = true
    underWay.delete(this)
    return wasOver
  }
}

const sweepMs = 250
const underWay = new Set<ExchangeHandler>()
let sweeping: NodeJS.Timeout | null = null

/** One timer for all: an exchange ends at most `sweepMs` after its time. */
function watch(handler: ExchangeHandler): void {
  underWay.add(handler)
  sweeping ??= setInterval(sweep, sweepMs).unref()
}

function sweep(): void {
  const now = performance.now()
  for (const handler of underWay) if (handler.deadline <= now) handler.expire()
  if (underWay.size > 0 || sweeping === null) return
  clearInterval(sweeping)
  sweeping = null
}
