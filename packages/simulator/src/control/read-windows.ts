import type { SimulatorContext } from '../context.ts'
import { ControlError, readMembers } from './control-error.ts'

/** Who wrote to a number, and when last: what a simulator that was started anew cannot know. Nothing is changed when one is wrong. */
export function putWindows(ctx: SimulatorContext, values: readonly unknown[]): void {
  const windows = values.map((value, index) => readWindow(ctx, value, `windows[${index}]`))
  for (const { phoneNumberId, user, at } of windows) ctx.windows.remember(phoneNumberId, user, at)
}

function readWindow({ numbers }: SimulatorContext, value: unknown, where: string) {
  const { phoneNumberId, user, lastInboundAt } = readMembers(value, ['phoneNumberId', 'user', 'lastInboundAt'], where)
  if (typeof phoneNumberId !== 'string' || !numbers.get(phoneNumberId))
    throw new ControlError(`${where}.phoneNumberId must be the id of a registered number`)
  if (typeof user !== 'string' || user === '') throw new ControlError(`${where}.user must be a phone number or user id`)
  const at = typeof lastInboundAt === 'string' ? Date.parse(lastInboundAt) : Number.NaN
  if (Number.isNaN(at)) throw new ControlError(`${where}.lastInboundAt must be an instant such as 2026-11-29T12:00:00Z`)
  return { phoneNumberId, user, at }
}
