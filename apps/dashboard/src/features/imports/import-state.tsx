import { Badge, type Tone } from '@dawk/ui/overlays/feedback.tsx'
import { useLingui } from '@lingui/react/macro'
import type { Import } from './api/imports.ts'

const tones: Partial<Record<Import['state'], Tone>> = {
  completed: 'success',
  completed_with_errors: 'warning',
  failed: 'danger',
  running: 'info',
  checking: 'info',
  undoing: 'info',
}

export function ImportState({ state }: { state: Import['state'] }) {
  const { t } = useLingui()
  const words: Record<Import['state'], string> = {
    uploaded: t`is being read`,
    analysed: t`waits for its columns`,
    ready: t`ready`,
    checking: t`trial run`,
    running: t`running`,
    completed: t`done`,
    completed_with_errors: t`done, with errors`,
    failed: t`failed`,
    canceled: t`canceled`,
    undoing: t`is being undone`,
    undone: t`undone`,
  }
  return <Badge tone={tones[state] ?? 'neutral'}>{words[state]}</Badge>
}
