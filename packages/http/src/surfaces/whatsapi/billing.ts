import type { OperationContext } from '#context.ts'

/** What the payment provider is asked with; it sends the user back to the page of developers. */
export const billingOf = ({
  core,
  payments,
  publicUrl,
}: Pick<OperationContext, 'core' | 'payments' | 'publicUrl'>) => ({
  ...core,
  payments,
  returnUrl: `${publicUrl()}/developers`,
})
