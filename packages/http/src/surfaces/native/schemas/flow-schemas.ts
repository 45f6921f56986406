import { sessionStates } from '@dawk/core/engagement/bots/engine/session.ts'
import { sessionFates } from '@dawk/core/engagement/bots/publish-flow.ts'
import Type from 'typebox'
import { AnyObject, Id, NullableInstant, NullableString, nullable, strict } from '#resources/schemas.ts'
import { oneOf } from './conversation-schemas.ts'

const Name = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S', description: 'must have 1 to 100 characters' })
const Folder = nullable(Type.String({ minLength: 1, maxLength: 100, description: 'must have 1 to 100 characters' }))

/** Checked by core, which names every problem with its path. */
const Document = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  additionalProperties: true,
  description:
    'The flow as a document: `spec`, `start`, `nodes`, `triggers` and more, as docs/bots.md describes it. A draft may have problems.',
})

const exampleDocument = {
  spec: 'dawk.flow/1',
  start: 'hello',
  triggers: [{ kind: 'keyword', words: ['hi'] }],
  nodes: { hello: { kind: 'send_text', data: { text: 'Hello {{ contact.name }}' }, exits: { ok: null } } },
}

export const NewFlowBody = Type.Object(
  { name: Name, folder: Type.Optional(Folder), spec: Type.Optional(Document) },
  { ...strict, examples: [{ name: 'Welcome', spec: exampleDocument }] },
)

export const FlowPatch = Type.Object(
  {
    name: Type.Optional(Name),
    folder: Type.Optional(Folder),
    enabled: Type.Optional(Type.Boolean({ description: 'Whether it starts. Sessions that run go on.' })),
    archived: Type.Optional(Type.Boolean({ description: 'An archived flow starts no more and is listed apart.' })),
    spec: Type.Optional(Document),
    ifRevision: Type.Optional(
      Type.Integer({ minimum: 1, description: 'Only while the draft has this revision; else 412.' }),
    ),
  },
  { ...strict, minProperties: 1, examples: [{ enabled: false }] },
)

const Summary = {
  id: Id,
  name: Type.String(),
  folder: NullableString,
  enabled: Type.Boolean(),
  liveVersion: nullable(
    Type.Integer({ description: 'The number of the version by which sessions start; null: none was published.' }),
  ),
  draftRevision: Type.Integer({ description: 'Counts the changes of the draft.' }),
  disabledReason: NullableString,
  createdAt: Type.String({ format: 'date-time' }),
  updatedAt: Type.String({ format: 'date-time' }),
  archivedAt: NullableInstant,
}

export const FlowSummaryView = Type.Object(Summary, { title: 'FlowSummary' })
export const FlowView = Type.Object({ ...Summary, spec: AnyObject }, { title: 'Flow' })

const Finding = Type.Object({
  field: Type.String({ description: 'Its path, as nodes.ask.data.text.' }),
  message: Type.String(),
})
const TestResult = Type.Object({ name: Type.String(), passed: Type.Boolean(), problem: NullableString })

export const ValidationView = Type.Object(
  {
    errors: Type.Array(Finding, { description: 'What keeps it from being published.' }),
    warnings: Type.Array(Finding, { description: 'What runs, but hardly as it was meant.' }),
    tests: Type.Array(TestResult),
  },
  {
    title: 'FlowValidation',
    examples: [
      {
        errors: [{ field: 'nodes.hello.exits.ok', message: 'leads to the node thanks, which is not there' }],
        warnings: [],
        tests: [{ name: 'says hello', passed: true, problem: null }],
      },
    ],
  },
)

export const DocumentBody = Type.Object({ spec: Document }, { ...strict, examples: [{ spec: exampleDocument }] })

export const PublishBody = Type.Object(
  {
    message: Type.Optional(Type.String({ maxLength: 500, description: 'What has changed, in your words.' })),
    sessions: Type.Optional(
      oneOf(
        sessionFates,
        'keep: running sessions end in their version; move: those whose node is still there go on in this one; end: all end',
      ),
    ),
  },
  { ...strict, examples: [{ message: 'Asks for the city', sessions: 'keep' }] },
)

const Version = {
  id: Id,
  flowId: Id,
  number: Type.Integer(),
  checksum: Type.String({ description: 'SHA-256 of what runs: positions and tests leave it as it is.' }),
  message: NullableString,
  warnings: Type.Array(Finding),
  tests: Type.Array(TestResult),
  publishedBy: Type.Object({ kind: Type.String(), id: NullableString, name: NullableString }),
  publishedAt: Type.String({ format: 'date-time' }),
}
export const FlowVersionSummary = Type.Object(Version, { title: 'FlowVersionSummary' })
export const FlowVersionView = Type.Object({ ...Version, spec: AnyObject }, { title: 'FlowVersion' })

export const SimulateBody = Type.Object(
  {
    spec: Document,
    transcript: Type.String({
      maxLength: 20_000,
      description: 'Lines such as `> hi`, `< Hello`, `@ +2h`; docs/bots.md has them all.',
    }),
  },
  { ...strict, examples: [{ spec: exampleDocument, transcript: '> hi\n< Hello *' }] },
)

const Step = {
  node: NullableString,
  kind: Type.String({ description: 'The kind of node, or decision.… for a decision that no node made.' }),
  exit: nullable(Type.String({ description: 'The way by which the node was left; null: it waits.' })),
  output: Type.Unsafe<Record<string, unknown> | null>({ type: ['object', 'null'], additionalProperties: true }),
  error: NullableString,
}

export const SimulationView = Type.Object(
  {
    passed: Type.Boolean(),
    problems: Type.Array(
      Type.Object({
        line: Type.Integer(),
        message: Type.String(),
        unexpected: Type.Boolean({
          description:
            'The bot has said more than was expected: a conversation that is only played has no other problems.',
        }),
      }),
    ),
    lines: Type.Array(
      Type.Object({
        line: Type.Integer(),
        sends: Type.Array(AnyObject, { description: "Meta's objects, exactly as they would leave." }),
        steps: Type.Array(Type.Object(Step)),
      }),
    ),
    session: Type.Unsafe<{ state: string; node: string; vars: Record<string, unknown>; result: string | null } | null>({
      type: ['object', 'null'],
      properties: {
        state: { type: 'string' },
        node: { type: 'string' },
        vars: { type: 'object', additionalProperties: true },
        result: { type: ['string', 'null'] },
      },
    }),
  },
  {
    title: 'FlowSimulation',
    examples: [
      {
        passed: true,
        problems: [],
        lines: [
          {
            line: 1,
            sends: [{ type: 'text', text: { body: 'Hello' } }],
            steps: [{ node: 'hello', kind: 'send_text', exit: 'ok', output: null, error: null }],
          },
        ],
        session: { state: 'completed', node: 'hello', vars: {}, result: null },
      },
    ],
  },
)

const Values = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  additionalProperties: true,
  description: 'Values of the session.',
})

export const StartBody = Type.Object(
  {
    contactId: Id,
    numberId: Type.Optional(Id),
    values: Type.Optional(Values),
    force: Type.Optional(
      Type.Boolean({
        description: 'Ends the session in which the conversation is, and starts also where people have it.',
      }),
    ),
  },
  { ...strict, examples: [{ contactId: '019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4', values: { orderId: '42' } }] },
)
export const StartedView = Type.Object({ sessionId: Id, conversationId: Id })

export const EventBody = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100, description: 'must have 1 to 100 characters' }),
    values: Type.Optional(Values),
  },
  { ...strict, examples: [{ name: 'order.paid', values: { total: 500 } }] },
)

export const StopBody = Type.Object(
  { reason: Type.Optional(Type.String({ maxLength: 200, description: 'For the trace.' })) },
  { ...strict, examples: [{ reason: 'asked by phone' }] },
)

export const SessionFilters = {
  flowId: Type.Optional(Id),
  conversationId: Type.Optional(Id),
  contactId: Type.Optional(Id),
  state: Type.Optional(oneOf(sessionStates, 'must be a state of sessions')),
}

export const FlowSessionView = Type.Object(
  {
    id: Id,
    flowId: Id,
    versionId: Id,
    conversationId: Id,
    contactId: Id,
    contactName: nullable(Type.String({ description: 'As it is now; null: none is known.' })),
    numberId: Id,
    state: oneOf(sessionStates, 'waiting, or how it ended'),
    node: Type.String({ description: 'Where it stands, or stood last.' }),
    waitsFor: nullable(Type.String({ description: 'answer, reply, time, event, status or effect.' })),
    waitsUntil: NullableInstant,
    values: Values,
    event: Type.Unsafe<Record<string, unknown>>({
      type: 'object',
      additionalProperties: true,
      description: 'What started it.',
    }),
    result: NullableString,
    turns: Type.Integer(),
    startedAt: Type.String({ format: 'date-time' }),
    updatedAt: Type.String({ format: 'date-time' }),
    endedAt: NullableInstant,
  },
  { title: 'FlowSession' },
)

export const FlowStepView = Type.Object(
  { id: Id, turn: Type.Integer(), versionId: nullable(Id), ...Step, at: Type.String({ format: 'date-time' }) },
  { title: 'FlowStep' },
)

export const StatsQuery = Type.Object({ versionId: Type.Optional(Id) }, { ...strict })

export const StatsView = Type.Object(
  {
    nodes: Type.Array(
      Type.Object({
        node: Type.String(),
        exit: NullableString,
        count: Type.Integer(),
        people: Type.Integer(),
        errors: Type.Integer(),
      }),
      { description: 'How often each node was left by each exit, counted from the traces of the last 30 days.' },
    ),
    waiting: Type.Array(Type.Object({ versionId: Id, node: Type.String(), count: Type.Integer() }), {
      description: 'Where open sessions stand.',
    }),
  },
  { title: 'FlowStats' },
)

export const NodeKindsView = Type.Object(
  {
    data: Type.Array(
      Type.Object({
        kind: Type.String(),
        group: Type.String(),
        title: Type.String(),
        schema: AnyObject,
        exits: Type.Array(
          Type.Object({
            name: Type.String(),
            required: Type.Boolean({ description: 'Whether it has to lead somewhere, or to null: the end.' }),
          }),
          { description: 'The ways out that it always has.' },
        ),
        exitsBy: Type.Unsafe<{ list: string; member: string } | null>({
          type: ['object', 'null'],
          properties: { list: { type: 'string' }, member: { type: 'string' } },
          required: ['list', 'member'],
          description: 'The list of its data whose items each name one more exit, by this member.',
        }),
      }),
    ),
    operators: Type.Array(
      Type.Object({
        name: Type.String(),
        to: oneOf(
          ['anything', 'nothing', 'text', 'number', 'list', 'pair', 'instant'],
          'What it compares with; pair: two numbers.',
        ),
      }),
      { description: 'Of the comparisons of conditions.' },
    ),
  },
  {
    examples: [
      {
        data: [
          {
            ...{ kind: 'send_text', group: 'send', title: 'Sends a text', schema: { type: 'object' } },
            ...{ exits: [{ name: 'ok', required: true }], exitsBy: null },
          },
        ],
        operators: [{ name: 'at_least', to: 'number' }],
      },
    ],
  },
)

export const TriggerKindsView = Type.Object(
  {
    data: Type.Array(Type.Object({ kind: Type.String(), schema: AnyObject })),
  },
  { examples: [{ data: [{ kind: 'keyword', schema: { type: 'object' } }] }] },
)

export const BotPauseBody = Type.Object(
  {
    pausedUntil: nullable(
      Type.String({
        format: 'date-time',
        pattern: '^20',
        description: 'must be an instant; null: bots may speak again',
      }),
    ),
  },
  { ...strict, examples: [{ pausedUntil: null }] },
)
