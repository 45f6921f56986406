import { wabaEdge } from './graph-edges.ts'

export const getTemplateAnalytics = wabaEdge('template_analytics', {
  scope: 'templates:read',
  summary: 'Get the analytics of templates',
})
