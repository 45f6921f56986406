import { choice, optional, text } from '@dawk/cloud-api/content/schema.ts'
import { next, nodeKind, or, templated, to, whole } from './node-kind.ts'

const whom = {
  assignee: optional(text(100, { description: 'Our id of a member.' })),
  teamId: optional(text(100, { description: 'Our id of a team.' })),
}

export const peopleNodes = {
  conversation: nodeKind('people', 'Assigns, opens or closes the conversation', {
    data: {
      ...whom,
      status: optional(choice(['open', 'pending', 'closed'])),
      priority: optional(choice(['low', 'normal', 'high', 'urgent'])),
      closeReason: optional(text(100, { description: 'One of the reasons of the account.' })),
    },
    exits: () => [to('ok'), or('error', 'as:ok')],
  }),
  note: nodeKind('people', 'Writes a private note beside the conversation', {
    data: { text: templated(2000, 'The note.') },
    exits: next,
  }),
  handover: nodeKind(
    'people',
    'Hands the conversation to people: the bot is off until it is closed or the time is over',
    {
      data: {
        ...whom,
        hours: optional(whole(1, 720, 'How long the bot stays off; 24 unless given.')),
        note: optional(templated(2000, 'A private note for whoever takes it.')),
      },
      exits: () => [],
    },
  ),
}
