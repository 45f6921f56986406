import { numberEdge } from './graph-edges.ts'

export const getCommerceSettings = numberEdge('whatsapp_commerce_settings', {
  scope: 'numbers:read',
  summary: 'Get the commerce settings',
})
