import { useLingui } from '@lingui/react/macro'
import type { Conversation } from './api/conversations.ts'

export function usePriorityNames(): Record<Conversation['priority'], string> {
  const { t } = useLingui()
  return { low: t`Low priority`, normal: t`Normal priority`, high: t`High priority`, urgent: t`Urgent` }
}
