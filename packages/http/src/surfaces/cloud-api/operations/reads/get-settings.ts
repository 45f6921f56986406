import { numberEdge } from './graph-edges.ts'

export const getSettings = numberEdge('settings', { scope: 'numbers:read', summary: 'Get the settings of a number' })
