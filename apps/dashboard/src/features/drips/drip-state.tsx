import { Badge, type Tone } from '@dawk/ui/overlays/feedback.tsx'
import type { DripState as State } from './api/drips.ts'
import { useDripStates } from './drip-words.ts'

const tones: Record<State, Tone> = { draft: 'neutral', active: 'success', paused: 'warning', archived: 'neutral' }

export function DripState({ state }: { state: State }) {
  return <Badge tone={tones[state]}>{useDripStates()[state]}</Badge>
}
