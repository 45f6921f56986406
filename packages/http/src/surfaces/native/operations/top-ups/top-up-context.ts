import type { TopUpContext } from '@dawk/core/commerce/payments/top-ups/start-top-up.ts'
import type { OperationContext } from '#context.ts'

export const topUpContext = ({
  core,
  vendors,
  publicUrl,
}: Pick<OperationContext, 'core' | 'publicUrl' | 'vendors'>): TopUpContext => ({
  ...core,
  vendors,
  publicUrl,
})
