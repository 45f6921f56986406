/** Server-sent events, as https://html.spec.whatwg.org/multipage/server-sent-events.html writes them. */

interface Frame {
  /** Where a client goes on that lost the line here. */
  id: string
  event: string
  /** On one line: JSON has no other. */
  data: object
}

export const toFrame = ({ id, event, data }: Frame): string =>
  `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`

/** Of what is kept nowhere: a client goes on where it was. */
export const toPassingFrame = (event: string, data: object): string =>
  `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`

/** How long a browser waits before it connects again by itself. */
export const openingFrame = (retryMs: number): string => `retry: ${retryMs}\n\n`

/** Keeps proxies from ending a line on which nothing happens. */
export const heartbeat = ': still here\n\n'
