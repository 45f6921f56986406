import { numberEdge } from './graph-edges.ts'

export const getAutomation = numberEdge('conversational_automation', {
  scope: 'numbers:read',
  summary: 'Get commands and ice breakers',
})
