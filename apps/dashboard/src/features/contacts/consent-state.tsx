import { Badge, type Tone } from '@dawk/ui/overlays/feedback.tsx'
import { useLingui } from '@lingui/react/macro'
import type { Consent } from './api/consent.ts'

const tones: Record<Consent['state'], Tone> = {
  unknown: 'neutral',
  implied: 'info',
  pending: 'warning',
  opted_in: 'success',
  opted_out: 'danger',
  blocked: 'danger',
}

export function ConsentState({ state }: { state: Consent['state'] }) {
  const { t } = useLingui()
  const words: Record<Consent['state'], string> = {
    unknown: t`unknown`,
    implied: t`implied`,
    pending: t`asked`,
    opted_in: t`opted in`,
    opted_out: t`opted out`,
    blocked: t`blocked`,
  }
  return <Badge tone={tones[state]}>{words[state]}</Badge>
}
