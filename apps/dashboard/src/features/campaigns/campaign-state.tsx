import { Badge, type Tone } from '@dawk/ui/overlays/feedback.tsx'
import { useLingui } from '@lingui/react/macro'

const tones: Record<string, Tone> = {
  running: 'info',
  planning: 'info',
  completed: 'success',
  paused: 'warning',
  failed: 'danger',
}

export function CampaignState({ state }: { state: string }) {
  const words = useStateWords()
  return <Badge tone={tones[state] ?? 'neutral'}>{words[state] ?? state}</Badge>
}

function useStateWords(): Record<string, string> {
  const { t } = useLingui()
  return {
    draft: t`Draft`,
    scheduled: t`Scheduled`,
    planning: t`Being planned`,
    running: t`Running`,
    paused: t`Paused`,
    completed: t`Completed`,
    canceling: t`Being canceled`,
    canceled: t`Canceled`,
    failed: t`Failed`,
  }
}
