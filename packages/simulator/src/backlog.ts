import type { SimulatorContext } from './context.ts'

/** Statuses that are not due yet, and webhooks that are not answered with 200 yet: of one simulator, all numbers together. */
export const usualMaxPending = 200_000

/** Subscribers are too slow, or away: nothing more is accepted for now, so that all that was accepted can be told. */
export class Overloaded extends Error {
  readonly statusCode = 503

  constructor() {
    super('Too many webhooks wait for their subscribers')
  }
}

export const countPending = ({
  publisher,
  statuses,
  reviews,
}: Pick<SimulatorContext, 'publisher' | 'reviews' | 'statuses'>): number =>
  publisher.pending() + statuses.scheduled() + reviews.scheduled()

/** @throws Overloaded */
export function assertRoom(ctx: SimulatorContext): void {
  if (countPending(ctx) >= ctx.maxPending) throw new Overloaded()
}
