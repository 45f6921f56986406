interface More {
  /** Absent: the one 2xx status that the operation declares. */
  status?: number
  /** The request repeats an earlier one by its `Idempotency-Key`, and this is the first answer. */
  replayed?: boolean
}

/** A body and what goes with it. */
export class Answer<Body = unknown> {
  readonly body: Body
  readonly status: number | undefined
  readonly replayed: boolean

  constructor(body: Body, { status, replayed = false }: More) {
    this.body = body
    this.status = status
    this.replayed = replayed
  }
}

/** For handlers that answer with more than a body. @public */
export const answer = <Body>(body: Body, more: More): Answer<Body> => new Answer(body, more)
