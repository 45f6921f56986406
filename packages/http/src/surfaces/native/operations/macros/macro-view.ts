import type { ConversationSteps } from '@dawk/core/engagement/inbox/macros/conversation-steps.ts'
import type { Macro } from '@dawk/core/engagement/inbox/macros/macro.ts'
import type { Static } from 'typebox'
import type { MacroView } from '../../schemas/macro-schemas.ts'

type StepsBody = Static<typeof MacroView>['steps']

export const toMacroView = ({ steps, ...macro }: Macro) => ({ ...macro, steps: toStepsView(steps) })

const toStepsView = ({ addLabelIds, removeLabelIds, ...steps }: ConversationSteps): StepsBody => ({
  ...steps,
  ...(addLabelIds && { addLabelIds: [...addLabelIds] }),
  ...(removeLabelIds && { removeLabelIds: [...removeLabelIds] }),
})

/** Ids are compared as they are stored. */
export const toSteps = ({ addLabelIds, removeLabelIds, ...steps }: StepsBody): ConversationSteps => ({
  ...steps,
  ...(addLabelIds && { addLabelIds: addLabelIds.map((id) => id.toLowerCase()) }),
  ...(removeLabelIds && { removeLabelIds: removeLabelIds.map((id) => id.toLowerCase()) }),
})
