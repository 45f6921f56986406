import { wabaEdge } from './graph-edges.ts'

export const listSubscribedApps = wabaEdge('subscribed_apps', {
  scope: 'numbers:read',
  summary: 'List the apps that get the webhooks of an account',
})
