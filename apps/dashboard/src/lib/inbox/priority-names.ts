import { useLingui } from '@lingui/react/macro'
import type { Schemas } from '#lib/client/client.ts'

export function usePriorityNames(): Record<Schemas['Conversation']['priority'], string> {
  const { t } = useLingui()
  return { low: t`Low priority`, normal: t`Normal priority`, high: t`High priority`, urgent: t`Urgent` }
}
