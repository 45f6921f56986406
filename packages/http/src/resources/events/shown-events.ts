import type { GatewayEvent } from '@dawk/core/events/event.ts'
import { eventsOfNumbers } from '@dawk/core/messaging/numbers/events-of-numbers.ts'
import type { Principal } from '@dawk/core/tenancy/access/principal.ts'
import type { OperationContext } from '#context.ts'

/** Of these events those of the numbers that the caller is restricted to; for everybody else all of them. */
export const shownTo = async <Event extends GatewayEvent>(
  { core }: Pick<OperationContext, 'core'>,
  { account, numberIds }: Principal,
  events: readonly Event[],
): Promise<readonly Event[]> =>
  numberIds === null ? events : eventsOfNumbers(core, { accountId: account.id }, numberIds, events)
