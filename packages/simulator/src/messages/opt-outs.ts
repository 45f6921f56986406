import { createHash } from 'node:crypto'
import type { SimulatorContext } from '../context.ts'
import { isUserId } from '../people.ts'
import { acceptInbound } from './accept-inbound.ts'
import type { Life } from './statuses.ts'

/** Whether a person is among the share of all who answer: the same people each time, whatever order messages come in. */
export function isAmong(user: string, share: number): boolean {
  return share > 0 && createHash('sha256').update(user).digest().readUInt32BE(0) / 2 ** 32 < share
}

/** A person to whom marketing was delivered writes what the rule says, to the number it came from. */
export function answerMarketing(ctx: SimulatorContext, { record: { to, phoneNumberId }, category }: Life): void {
  const { share, text } = ctx.faults.optOuts
  if (category !== 'marketing' || !isAmong(to, share)) return
  const from = isUserId(to) ? { userId: to } : { from: to }
  acceptInbound(ctx, { phoneNumberId, ...from, type: 'text', text: { body: text } })
}
