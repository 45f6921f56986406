import type { SendChoices } from '#lib/templates/send-choices.ts'
import type { Step, StepKind, StepOf } from '../drip-draft.ts'

/** What the fields of a step need to know. */
export interface StepFormProps<Kind extends StepKind> {
  step: StepOf<Kind>
  /** All of the drip, for where it may lead. */
  steps: readonly Step[]
  choices: SendChoices
  /** What the API has answered, and under which path it names this step. */
  error: unknown
  path: string
  onChange(step: StepOf<Kind>): void
}
