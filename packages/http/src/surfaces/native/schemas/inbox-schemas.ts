import { longestNote, mostMentions } from '@dawk/core/engagement/inbox/notes/note.ts'
import { maxCapacity, maxCloseReasons } from '@dawk/core/engagement/inbox/settings/inbox-settings.ts'
import { weekdays } from '@dawk/core/engagement/inbox/sla/business-hours.ts'
import { maxTeamMembers } from '@dawk/core/engagement/inbox/teams/team.ts'
import { longestViewName } from '@dawk/core/engagement/inbox/views/view.ts'
import { conversationStatuses } from '@dawk/core/messaging/conversations/conversation.ts'
import { priorityNames } from '@dawk/core/messaging/conversations/conversation-priority.ts'
import { type Role, roles } from '@dawk/core/tenancy/access/roles.ts'
import Type, { type Static } from 'typebox'
import { Id, Instant, NullableString, nullable, strict } from '#resources/schemas.ts'
import { oneOf } from './conversation-schemas.ts'
import { MessageView, SendEnvelope } from './message-schemas.ts'

/** NUL and halves of pairs cannot be stored. */
export const storable = '^[^\\u0000\\ud800-\\udfff]*$'
const exampleId = '019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4'

const Author = Type.Object({
  kind: Type.String({ description: '`member`, `api_key`, `operator` or `system`.' }),
  id: nullable(Id),
  name: NullableString,
})
interface AuthorView {
  kind: string
  id: string | null
  name: string | null
}
const NullableAuthor = Type.Unsafe<AuthorView | null>({
  ...Author,
  type: ['object', 'null'],
  description: 'Who answered in the inbox; null: it came in, or was sent in another way.',
})

export const ThreadMessageView = Type.Object(
  { ...MessageView.properties, sentBy: NullableAuthor },
  { title: 'ThreadMessage' },
)

const { from: _from, to: _to, toUserId: _toUserId, ...answer } = SendEnvelope.properties

export const ReplyBody = Type.Object(
  {
    ...answer,
    seenUpTo: Type.Optional(
      Type.Unsafe<string>({
        ...Id,
        description:
          'Our id of the last message that you have seen: somebody else’s answer after it is a 409. Left out: it does not matter.',
      }),
    ),
  },
  { ...strict, title: 'Reply', examples: [{ type: 'text', text: { body: 'It is on its way.' }, seenUpTo: exampleId }] },
)

export const PresenceBody = Type.Object(
  { state: oneOf(['viewing', 'typing', 'gone'], 'must be viewing, typing or gone') },
  { ...strict, examples: [{ state: 'typing' }] },
)

export const NewNote = Type.Object(
  {
    body: Type.String({
      minLength: 1,
      maxLength: longestNote,
      pattern: storable,
      description: 'must be a text for the team',
    }),
    mentions: Type.Optional(Type.Array(Id, { maxItems: mostMentions, description: 'must be ids of members' })),
  },
  { ...strict, examples: [{ body: 'Have you seen the invoice?', mentions: [exampleId] }] },
)

export const NoteView = Type.Object(
  {
    id: Id,
    conversationId: Id,
    author: Author,
    body: Type.String(),
    mentions: Type.Array(Id),
    createdAt: Type.String({ format: 'date-time' }),
  },
  { title: 'Note' },
)

export const DraftBody = Type.Object(
  {
    body: Type.String({
      maxLength: 65_536,
      pattern: storable,
      description: 'must be what is being written; empty: nothing is',
    }),
  },
  { ...strict, examples: [{ body: 'Dear Asha, ' }] },
)
export const DraftView = Type.Object(
  { body: Type.String(), updatedAt: nullable(Type.String({ format: 'date-time' })) },
  { title: 'Draft', examples: [{ body: 'Dear Asha, ', updatedAt: '2026-11-21T08:00:00.000Z' }] },
)

export const Name = (max: number) =>
  Type.String({ minLength: 1, maxLength: max, pattern: storable, description: `must have 1 to ${max} characters` })
const Colour = nullable(Type.String({ pattern: '^#[0-9a-fA-F]{6}$', description: 'must be a colour such as #1f6feb' }))

export const NewLabel = Type.Object(
  { name: Name(64), colour: Type.Optional(Colour) },
  { ...strict, examples: [{ name: 'refund', colour: '#1f6feb' }] },
)
export const LabelPatch = Type.Object(
  { name: Type.Optional(Name(64)), colour: Type.Optional(Colour) },
  { ...strict, minProperties: 1, examples: [{ name: 'refunds' }] },
)
export const LabelView = Type.Object(
  { id: Id, name: Type.String(), colour: NullableString, createdAt: Type.String({ format: 'date-time' }) },
  { title: 'Label' },
)

const MemberIds = Type.Array(Id, { maxItems: maxTeamMembers, description: 'must be ids of members' })
export const NewTeam = Type.Object(
  { name: Name(64), memberIds: Type.Optional(MemberIds) },
  { ...strict, examples: [{ name: 'Returns', memberIds: [exampleId] }] },
)
export const TeamPatch = Type.Object(
  { name: Type.Optional(Name(64)), memberIds: Type.Optional(MemberIds) },
  { ...strict, minProperties: 1, examples: [{ memberIds: [] }] },
)
export const TeamView = Type.Object(
  { id: Id, name: Type.String(), memberIds: Type.Array(Id), createdAt: Type.String({ format: 'date-time' }) },
  { title: 'Team' },
)

export const AgentView = Type.Object(
  {
    memberId: Id,
    available: Type.Boolean({ description: 'Takes conversations.' }),
    availableChangedAt: Instant,
    capacity: Type.Integer({ description: 'Open conversations at once.' }),
    load: Type.Integer({ description: 'Open conversations that they have.' }),
  },
  { title: 'InboxAgent' },
)
export const AgentPatch = Type.Object(
  {
    available: Type.Optional(Type.Boolean()),
    capacity: Type.Optional(
      Type.Integer({ minimum: 0, maximum: maxCapacity, description: `must be 0 to ${maxCapacity}` }),
    ),
  },
  { ...strict, minProperties: 1, examples: [{ available: true }] },
)

const Hours = Type.Object(
  {
    timeZone: Type.String({ maxLength: 64, description: 'must be an IANA time zone, such as Asia/Kolkata' }),
    spans: Type.Array(
      Type.Object(
        {
          day: oneOf(weekdays, 'must be mon, tue, wed, thu, fri, sat or sun'),
          from: Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', description: 'must be a local time as HH:MM' }),
          to: Type.String({
            pattern: '^(([01]\\d|2[0-3]):[0-5]\\d|24:00)$',
            description: 'must be a local time as HH:MM, or 24:00',
          }),
        },
        strict,
      ),
      { maxItems: 50, description: 'must be spans of days that do not overlap' },
    ),
  },
  strict,
)

const settings = {
  assignment: oneOf(
    ['manual', 'round_robin', 'least_loaded'],
    'must be manual (nobody gets anything by itself), round_robin or least_loaded',
  ),
  capacity: Type.Integer({
    minimum: 1,
    maximum: maxCapacity,
    description: 'must be how many open conversations an agent has at once who has no capacity of their own',
  }),
  returnAfterMinutes: nullable(
    Type.Integer({
      minimum: 1,
      maximum: 10_080,
      description: 'must be after how many minutes away what waits is taken back from an agent; null: never',
    }),
  ),
  onlyAssigneeSends: Type.Boolean({ description: 'Only the assignee answers; owners and admins may, too.' }),
  closeReasons: Type.Array(
    Type.Object(
      {
        key: Type.String({ pattern: '^[a-z0-9_-]{1,64}$', description: 'must be lower-case letters, digits, - and _' }),
        label: Name(64),
      },
      strict,
    ),
    { maxItems: maxCloseReasons, description: `must be ${maxCloseReasons} reasons at most` },
  ),
  requireCloseReason: Type.Boolean({ description: 'Closing takes one of the reasons.' }),
  agentsSee: oneOf(
    ['all', 'team', 'assigned'],
    'must be what members with the role agent see: all conversations, those of their teams and of nobody, or their own',
  ),
  firstResponseMinutes: nullable(
    Type.Integer({
      minimum: 1,
      maximum: 43_200,
      description: 'must be within how many minutes of business a person is answered; null: nothing is promised',
    }),
  ),
  resolutionMinutes: nullable(
    Type.Integer({
      minimum: 1,
      maximum: 43_200,
      description: 'must be within how many minutes of business a conversation is closed; null: nothing is promised',
    }),
  ),
  businessHours: Type.Unsafe<Static<typeof Hours> | null>({
    ...Hours,
    type: ['object', 'null'],
    description: 'must be when the team works; null: every hour counts',
  }),
  maskPhonesFor: Type.Array(Type.Unsafe<Role>({ type: 'string', enum: [...roles] }), {
    maxItems: roles.length,
    uniqueItems: true,
    description: 'must be roles that see phone numbers without their last digits',
  }),
}
const exampleSettings = {
  assignment: 'round_robin',
  capacity: 10,
  returnAfterMinutes: 15,
  onlyAssigneeSends: false,
  closeReasons: [{ key: 'solved', label: 'Solved' }],
  requireCloseReason: true,
  agentsSee: 'all',
  firstResponseMinutes: 30,
  resolutionMinutes: null,
  businessHours: { timeZone: 'Asia/Kolkata', spans: [{ day: 'mon' as const, from: '09:00', to: '18:00' }] },
  maskPhonesFor: ['agent'],
}

export const InboxSettingsView = Type.Object(settings, { title: 'InboxSettings', examples: [exampleSettings] })
export const InboxSettingsChange = Type.Object(
  {
    assignment: Type.Optional(settings.assignment),
    capacity: Type.Optional(settings.capacity),
    returnAfterMinutes: Type.Optional(settings.returnAfterMinutes),
    onlyAssigneeSends: Type.Optional(settings.onlyAssigneeSends),
    closeReasons: Type.Optional(settings.closeReasons),
    requireCloseReason: Type.Optional(settings.requireCloseReason),
    agentsSee: Type.Optional(settings.agentsSee),
    firstResponseMinutes: Type.Optional(settings.firstResponseMinutes),
    resolutionMinutes: Type.Optional(settings.resolutionMinutes),
    businessHours: Type.Optional(settings.businessHours),
    maskPhonesFor: Type.Optional(settings.maskPhonesFor),
  },
  { ...strict, minProperties: 1, examples: [{ assignment: 'least_loaded' }] },
)

export const ViewFiltersBody = Type.Object(
  {
    status: Type.Optional(oneOf(conversationStatuses, 'must be a status')),
    assignee: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        pattern: storable,
        description: 'must be a member’s id, `me` or `nobody`',
      }),
    ),
    teamId: Type.Optional(Id),
    labelId: Type.Optional(Id),
    priority: Type.Optional(oneOf(priorityNames, 'must be a priority')),
    unread: Type.Optional(Type.Boolean()),
    numberId: Type.Optional(Id),
  },
  strict,
)
const exampleFilters = { status: 'open', assignee: 'me', priority: 'urgent' } as const

export const NewView = Type.Object(
  {
    name: Name(longestViewName),
    filters: ViewFiltersBody,
    shared: Type.Optional(Type.Boolean({ description: 'Everybody’s rather than your own; a key makes no others.' })),
  },
  { ...strict, examples: [{ name: 'Urgent', filters: exampleFilters }] },
)
export const ViewPatch = Type.Object(
  { name: Type.Optional(Name(longestViewName)), filters: Type.Optional(ViewFiltersBody) },
  { ...strict, minProperties: 1, examples: [{ name: 'Very urgent' }] },
)
export const ViewView = Type.Object(
  {
    id: Id,
    name: Type.String(),
    ownerId: nullable(Id),
    filters: ViewFiltersBody,
    createdAt: Type.String({ format: 'date-time' }),
  },
  { title: 'InboxView' },
)

export const ClocksView = Type.Object(
  {
    data: Type.Array(
      Type.Object({
        kind: oneOf(['first_response', 'resolution'], 'What is promised.'),
        startedAt: Instant,
        dueAt: Instant,
        breachedAt: nullable(
          Type.String({ format: 'date-time', description: 'When it was found not kept; null: it was not.' }),
        ),
      }),
    ),
  },
  { title: 'ConversationClocks' },
)

export const CountersView = Type.Object(
  {
    data: Type.Array(
      Type.Object({
        view: Type.String({
          description: '`open`, `unread`, `mine`, `unassigned`, `pending`, `snoozed`, or the id of a view.',
        }),
        count: Type.Integer({ description: 'Exact up to 999; 1000 stands for more.' }),
      }),
    ),
  },
  {
    title: 'InboxCounters',
    examples: [
      {
        data: [
          { view: 'open', count: 12 },
          { view: exampleId, count: 1000 },
        ],
      },
    ],
  },
)
