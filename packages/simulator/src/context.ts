import { type Clock, createClock } from './clock.ts'
import { createEvents, type Events } from './events.ts'
import { type Faults, noFaults } from './faults.ts'
import { createRateLimits, type RateLimits } from './limits.ts'
import { createMessages, type Messages } from './messages.ts'
import { createNumbers, type Numbers } from './numbers.ts'
import { createPeople, type People } from './people.ts'
import { createStatuses, type Statuses } from './statuses.ts'
import { createPublisher, type Publisher } from './webhooks/publisher.ts'
import { createWindows, type Windows } from './windows.ts'

export interface SimulatorContext {
  clock: Clock
  numbers: Numbers
  faults: Faults
  limits: RateLimits
  windows: Windows
  messages: Messages
  people: People
  events: Events
  publisher: Publisher
  statuses: Statuses
}

export function createContext(): SimulatorContext {
  const clock = createClock()
  const numbers = createNumbers()
  const faults = noFaults()
  const messages = createMessages()
  const people = createPeople()
  const events = createEvents()
  const publisher = createPublisher(numbers, faults)
  const statuses = createStatuses({ clock, faults, messages, people, events, publisher })
  const limits = createRateLimits(clock)
  const windows = createWindows(clock)
  return { clock, numbers, faults, limits, windows, messages, people, events, publisher, statuses }
}

/** Back to a fresh start; the registered numbers and their subscriptions stay. */
export function resetContext(ctx: SimulatorContext): void {
  ctx.statuses.reset()
  ctx.publisher.reset()
  ctx.messages.reset()
  ctx.people.reset()
  ctx.limits.reset()
  ctx.windows.reset()
  ctx.clock.reset()
  Object.assign(ctx.faults, noFaults())
}
