import { open } from './shapes.ts'

export const components = { type: 'array', items: open }
export const draft = {
  name: 'order_ready',
  language: 'en_US',
  category: 'UTILITY',
  components: [{ type: 'BODY', text: 'Hi {{1}}, your order is ready!', example: { body_text: [['Sarah']] } }],
}
