import { list, object, optional, text } from '@dawk/cloud-api/content/schema.ts'
import { exitName, nodeKind, or, templated, to, variable, whole } from './node-kind.ts'

const model = {
  provider: optional(text(64, { description: 'The name of a provider of the account; default unless given.' })),
  prompt: templated(8000, 'What the model is to do. What the person writes is data and never part of it.'),
  history: optional(whole(0, 20, 'How many messages of the conversation it sees; 10 unless given.')),
  maxTokens: optional(whole(1, 4096, 'Of the answer; 500 unless given.')),
  temperature: optional(whole(0, 2, '0 unless given.')),
}

const failing = [or('limit', 'as:error'), or('error', 'end:failed')]

export const aiNodes = {
  ai_reply: nodeKind('ai', 'Lets a model answer the person', {
    data: { ...model, maxMessages: optional(whole(1, 3, 'A long answer becomes so many messages; 3 unless given.')) },
    exits: () => [to('ok'), or('handover', 'as:error'), ...failing],
  }),
  ai_classify: nodeKind('ai', 'Lets a model choose the way', {
    data: {
      ...model,
      classes: list(
        object({ exit: exitName('Names the exit.'), means: text(300, { description: 'What belongs here.' }) }),
        2,
        20,
      ),
    },
    exitsBy: { list: 'classes', member: 'exit' },
    exits: ({ classes }) => [...classes.map(({ exit }) => to(exit)), or('none', 'as:error'), ...failing],
  }),
  ai_extract: nodeKind('ai', 'Lets a model read values from what was written', {
    data: {
      ...model,
      fields: list(
        object({ name: variable('The value of the session.'), means: text(300, { description: 'What it is.' }) }),
        1,
        20,
      ),
    },
    exits: () => [to('ok'), or('missing', 'as:ok'), ...failing],
  }),
}
