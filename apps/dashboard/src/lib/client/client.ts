import createClient, { type Middleware } from 'openapi-fetch'
import type { components, paths } from '#native-api'
import { ApiError, readProblem } from './api-error.ts'
import { noteRequest } from './curl.ts'
import { noteServerTime } from './server-clock.ts'

export type Schemas = components['schemas']

/** Called when the session has ended; the page that asked stays as it is, with what was written in it. */
let onSignedOut: () => void = () => {}
export const whenSignedOut = (listener: () => void) => {
  onSignedOut = listener
}

const askedAt = new WeakMap<Request, number>()

const watch: Middleware = {
  onRequest({ request }) {
    askedAt.set(request, Date.now())
    void noteRequest(request)
  },
  onResponse({ request, response }) {
    noteServerTime(response.headers.get('date'), askedAt.get(request) ?? Date.now())
    const isSignIn = /\/v1\/session(\/|$)/.test(new URL(request.url).pathname)
    if (response.status === 401 && !isSignIn) onSignedOut()
  },
}

/** The native API, as any customer would call it; the session's cookie goes along. */
export const api = createClient<paths>({ baseUrl: '/v1', credentials: 'same-origin' })
api.use(watch)

type Reply<Data> = Promise<{ data?: Data; error?: unknown; response: Response }>

/** The body of a good answer. @throws ApiError for every other, also when nobody answered */
export async function take<Data>(reply: Reply<Data>): Promise<Data> {
  const { data, error, response } = await reply.catch((cause: unknown) => {
    throw new ApiError(
      { status: 0, code: 'unreachable', reason: null, detail: '', errors: [], requestId: null },
      { cause },
    )
  })
  if (!response.ok) throw new ApiError(readProblem(response, error))
  return data as Data
}

/** One file, in the form in which the API takes uploads. */
export async function takeUpload<Data>(path: string, file: File): Promise<Data> {
  const body = new FormData()
  body.append('file', file)
  const reply = fetch(`/v1${path}`, { method: 'POST', body, credentials: 'same-origin' })
  return take<Data>(
    reply.then(async (response) => {
      const parsed: unknown = await response.json().catch(() => null)
      return { response, ...(response.ok ? { data: parsed as Data } : { error: parsed }) }
    }),
  )
}
