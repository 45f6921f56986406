import { Text } from '../../shapes.ts'
import { numberChange } from './number-change.ts'
import { boolean, object } from './write-shapes.ts'

export const updateAutomation = numberChange('conversational_automation', {
  method: 'POST',
  scope: 'numbers:write',
  summary: 'Change commands and ice breakers',
  action: 'number.settings_changed',
  body: {
    properties: {
      enable_welcome_message: boolean,
      commands: { type: 'array', items: object },
      prompts: { type: 'array', items: Text },
    },
  },
  example: { prompts: ['Book a flight'] },
})
