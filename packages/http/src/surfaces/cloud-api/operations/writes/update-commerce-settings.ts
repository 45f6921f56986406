import { numberChange } from './number-change.ts'
import { boolean } from './write-shapes.ts'

export const updateCommerceSettings = numberChange('whatsapp_commerce_settings', {
  method: 'POST',
  scope: 'numbers:write',
  summary: 'Change the commerce settings',
  action: 'number.settings_changed',
  body: { properties: { is_cart_enabled: boolean, is_catalog_visible: boolean } },
  example: { is_catalog_visible: true },
})
