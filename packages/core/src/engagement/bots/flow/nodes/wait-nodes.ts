import { choice, list, object, optional, scalar, text } from '@dawk/cloud-api/content/schema.ts'
import { weekdays } from '#engagement/inbox/sla/business-hours.ts'
import { isTimeZone } from '#platform/time-zones.ts'
import { next, nodeKind, or, seconds, templated, to, variable } from './node-kind.ts'

const timePattern = /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/

const time = scalar<string>(
  { type: 'string', pattern: timePattern.source, description: 'Local, as 09:30.' },
  (value) =>
    typeof value === 'string' && timePattern.test(value)
      ? null
      : { message: 'must be a time of the day, such as 09:30' },
)

const zone = scalar<string>(
  { type: 'string', description: 'IANA, such as Asia/Kolkata; that of the contact: contact.' },
  (value) =>
    typeof value === 'string' && (value === 'contact' || isTimeZone(value))
      ? null
      : { message: 'must be an IANA time zone, such as Asia/Kolkata, or contact' },
)

export const hours = {
  timeZone: zone,
  spans: list(object({ day: choice(weekdays), from: time, to: time }), 1, 50, {
    description: 'When it is open; days that are not named are closed.',
  }),
}

export const waitNodes = {
  wait: nodeKind('wait', 'Waits for a time, or until an instant', {
    data: {
      seconds: optional(seconds('How long.')),
      until: optional(
        templated(200, 'An instant, such as {{ session.appointment }}; one that is past waits for nothing.'),
      ),
      time: optional(time),
      timeZone: optional(zone),
    },
    exits: next,
  }),
  wait_reply: nodeKind('wait', 'Waits for whatever the person writes next', {
    data: {
      saveAs: optional(variable('What was written becomes this value of the session.')),
      timeoutSeconds: optional(seconds('After so long it leaves by timeout; a day unless given.')),
    },
    exits: () => [to('ok'), or('timeout', 'end:expired')],
  }),
  wait_event: nodeKind('wait', 'Waits until the API tells the session of an event', {
    data: {
      name: text(100, { description: 'Of the event, such as order.paid.' }),
      saveAs: optional(variable('The values of the event become this value of the session.')),
      timeoutSeconds: optional(seconds('After so long it leaves by timeout; a week unless given.')),
    },
    exits: () => [to('ok'), or('timeout', 'end:expired')],
  }),
  wait_status: nodeKind('wait', 'Waits until the last message of the session was delivered or read', {
    data: {
      status: choice(['delivered', 'read']),
      timeoutSeconds: optional(seconds('After so long it leaves by timeout; a day unless given.')),
    },
    exits: () => [to('ok'), or('failed', 'end:failed'), or('timeout', 'as:ok')],
  }),
  wait_hours: nodeKind('wait', 'Waits until it is open', { data: hours, exits: next }),
}
