import type { Tone } from '@dawk/ui/overlays/feedback.tsx'
import { useLingui } from '@lingui/react/macro'
import type { IncomingState } from './api/incoming.ts'

export const stateTones: Record<IncomingState, Tone> = {
  pending: 'info',
  waiting: 'info',
  applied: 'success',
  skipped: 'neutral',
  unmapped: 'warning',
  failed: 'danger',
}

export function useIncomingStates(): Record<IncomingState, string> {
  const { t } = useLingui()
  return {
    pending: t`About to be acted upon`,
    waiting: t`Waits`,
    applied: t`Acted upon`,
    skipped: t`Nothing followed`,
    unmapped: t`Not understood`,
    failed: t`Failed`,
  }
}

/** Why nothing followed, in words; what is not known here is shown as the API names it. */
export function useReasons(): (reason: string) => string {
  const { t } = useLingui()
  const known: Record<string, string> = {
    no_phone: t`It names no person`,
    no_recipient: t`The contact has no phone number`,
    no_actions: t`No action is for it`,
    already_sent: t`It was done before`,
    too_late: t`It came too late`,
    opted_out: t`The person has opted out`,
    no_conversation: t`The person has no conversation yet`,
    template_not_approved: t`The template is not approved`,
    param_missing: t`A value of the template is missing`,
    insufficient_balance: t`The wallet does not reach`,
    source_paused: t`The source was paused`,
  }
  return (reason) => known[reason] ?? reason.replaceAll('_', ' ')
}
