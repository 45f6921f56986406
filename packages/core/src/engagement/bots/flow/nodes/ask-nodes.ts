import { choice, list, object, optional } from '@dawk/cloud-api/content/schema.ts'
import Type from 'typebox'
import { exitName, nodeKind, or, pattern, seconds, templated, to, variable, whole } from './node-kind.ts'

const answerTypes = [
  ...['text', 'number', 'email', 'phone', 'date', 'yes_no'],
  ...['media', 'location', 'contacts', 'order', 'form'],
] as const

const common = {
  retries: optional(whole(0, 10, 'How often it is asked again after an answer that does not fit; 2 unless given.')),
  retryText: optional(templated(1024, 'What is said then; the question again unless given.')),
  timeoutSeconds: optional(seconds('After so long it leaves by timeout; a day unless given.')),
  escape: optional(
    Type.Boolean({ description: 'Whether the words by which a flow is left count here; true unless given.' }),
  ),
}

const leaving = [or('invalid', 'end:failed'), or('timeout', 'end:expired'), or('escape', 'as:flow')]

const option = object({
  id: exitName('Names the exit.'),
  title: templated(200, 'Up to 20 characters fit on a button, 24 in a list; longer ones make it a numbered text.'),
  description: optional(templated(72, 'Shown in a list.')),
})

export const askNodes = {
  ask: nodeKind('ask', 'Asks a question and waits for the answer', {
    data: {
      text: templated(4096, 'The question.'),
      answer: choice(answerTypes),
      saveAs: optional(variable('The answer becomes this value of the session.')),
      min: optional(whole(-1_000_000_000, 1_000_000_000, 'Of a number, or of how many characters a text has.')),
      max: optional(whole(-1_000_000_000, 1_000_000_000, 'Of a number, or of how many characters a text has.')),
      pattern: optional(pattern('Of a text: an expression of RE2 that has to be found in it.')),
      redact: optional(Type.Boolean({ description: 'Keeps the answer out of traces and logs.' })),
      ...common,
    },
    exits: () => [to('ok'), ...leaving],
  }),
  choice: nodeKind(
    'ask',
    'Lets the person choose: up to three short choices are buttons, up to ten a list, more a numbered text',
    {
      data: {
        text: templated(1024, 'The question.'),
        header: optional(templated(60, 'A bold line above.')),
        footer: optional(templated(60, 'A small line below.')),
        button: optional(templated(20, 'Opens the list; Choose unless given.')),
        choices: list(option, 1, 50),
        saveAs: optional(variable('The id of the choice becomes this value of the session.')),
        ...common,
      },
      exitsBy: { list: 'choices', member: 'id' },
      exits: ({ choices }) => [...choices.map(({ id }) => to(id)), ...leaving],
    },
  ),
}
