import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { Principal } from '@dawk/core/tenancy/access/principal.ts'
import { usableNumbers } from '#auth/usable-numbers.ts'
import type { OperationContext } from '#context.ts'

/** Of the number that the key sends from, unless one is named. */
export function wabaOf({ number }: Principal, named: string | undefined): string {
  const wabaId = named ?? number?.wabaId
  if (wabaId) return wabaId
  throw new GatewayError(
    'number_not_connected',
    'The WhatsApp Business Account of the number is not known yet: name it as wabaId.',
  )
}

/** What speaks to Meta about templates, by the numbers that the caller may use. */
export const templateDeps = ({ core, numbers }: Pick<OperationContext, 'core' | 'numbers'>, principal: Principal) => ({
  ...core,
  numbers: usableNumbers(numbers, principal),
})
