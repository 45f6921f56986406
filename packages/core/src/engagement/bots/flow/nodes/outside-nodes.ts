import { choice, list, object, openObject, optional, text } from '@dawk/cloud-api/content/schema.ts'
import { valueTypes } from './data-nodes.ts'
import { next, nodeKind, or, templated, to, variable, whole } from './node-kind.ts'

export const outsideNodes = {
  http: nodeKind('outside', 'Calls an address over HTTP', {
    data: {
      method: choice(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
      url: templated(2000, 'With https; addresses within the network of the installation are refused.'),
      headers: optional(list(object({ name: text(100), value: templated(2000, 'May hold {{ … }}.') }), 0, 20)),
      body: optional(templated(65_536, 'As it is sent.')),
      bodyType: optional(choice(['json', 'form', 'text'])),
      timeoutSeconds: optional(whole(1, 30, 'How long an answer may take; 10 unless given.')),
      success: optional(
        list(whole(100, 599, 'A status.'), 1, 20, {
          description: 'Statuses that count as ok; 200 to 299 unless given.',
        }),
      ),
      map: optional(
        list(
          object({
            path: text(200, { description: 'Into the JSON of the answer, such as order.status.' }),
            into: variable('The value of the session.'),
            type: optional(choice(valueTypes)),
          }),
          0,
          30,
        ),
      ),
      retries: optional(whole(0, 5, 'After 429, 5xx and broken connections; 2 unless given.')),
      mock: optional(
        object({
          status: whole(100, 599, 'Answers in the simulator.'),
          body: optional(openObject('The JSON of that answer.')),
        }),
      ),
    },
    exits: () => [
      to('ok'),
      or('http_error', 'end:failed'),
      or('timeout', 'as:http_error'),
      or('bad_body', 'as:http_error'),
      or('blocked', 'as:http_error'),
    ],
  }),
  signal: nodeKind('outside', "Tells the account's webhook endpoints", {
    data: {
      name: text(100, { description: 'Of the signal, such as lead.qualified.' }),
      values: optional(openObject('What is told; texts may hold {{ … }}.')),
    },
    exits: next,
  }),
}
