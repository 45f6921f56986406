import type { ConversationSteps } from './conversation-steps.ts'

/** Steps that a team takes again and again, under a name. */
export interface Macro {
  id: string
  name: string
  steps: ConversationSteps
  createdAt: string
  updatedAt: string
}

export const maxMacros = 200
export const longestMacroName = 64
