import { type Clock, type ClockStart, createClock } from './clock.ts'
import { createEvents, type Events } from './events.ts'
import { type Faults, noFaults } from './faults/faults.ts'
import { createMediaLibrary, type MediaLibrary } from './media/media-library.ts'
import { createUploads, type Uploads } from './media/uploads.ts'
import { createRateLimits, type RateLimits } from './messages/limits.ts'
import { createMessages, type Messages } from './messages/messages.ts'
import { createStatuses, type Statuses } from './messages/statuses.ts'
import { createWindows, type Windows } from './messages/windows.ts'
import { type BusinessTokens, createBusinessTokens } from './numbers/business-tokens.ts'
import { createNumberSettings, type NumberSettings } from './numbers/number-settings.ts'
import { createNumbers, type Numbers } from './numbers/numbers.ts'
import { createPeople, type People } from './people.ts'
import { createRandom, type Random } from './random.ts'
import { type Announcements, createAnnouncements } from './templates/announce.ts'
import { createReviews, type Reviews } from './templates/review.ts'
import { createTemplateStore, type TemplateStore } from './templates/template-store.ts'
import { createPublisher, type Publisher } from './webhooks/publisher.ts'

export interface SimulatorContext {
  clock: Clock
  random: Random
  /** Seals the links to media. */
  linkKey: Buffer
  numbers: Numbers
  faults: Faults
  limits: RateLimits
  windows: Windows
  messages: Messages
  media: MediaLibrary
  uploads: Uploads
  tokens: BusinessTokens
  settings: NumberSettings
  people: People
  events: Events
  publisher: Publisher
  statuses: Statuses
  /** How others reach the simulator; known once it listens. */
  origin: string
  templates: TemplateStore
  announce: Announcements
  reviews: Reviews
  /** See `backlog.ts`. */
  maxPending: number
  /** See `guard/addresses.ts`. */
  allowedCallbacks: readonly string[]
}

export function createContext({
  maxPending,
  allowedCallbacks,
  seed,
  ...start
}: Pick<SimulatorContext, 'maxPending' | 'allowedCallbacks'> & ClockStart & { seed?: string }): SimulatorContext {
  const clock = createClock(start)
  const random = createRandom(seed)
  const numbers = createNumbers()
  const faults = noFaults()
  const messages = createMessages()
  const media = createMediaLibrary(clock, random)
  const people = createPeople()
  const events = createEvents()
  const publisher = createPublisher(numbers, faults, random)
  const statuses = createStatuses({ clock, faults, messages, people, events, publisher })
  const limits = createRateLimits(clock)
  const windows = createWindows(clock)
  const templates = createTemplateStore(clock, random)
  const announce = createAnnouncements({ numbers, publisher })
  const reviews = createReviews({ clock, faults, templates, announce })
  return {
    clock,
    random,
    linkKey: Buffer.from(random.bytes(32)),
    numbers,
    faults,
    limits,
    windows,
    messages,
    media,
    uploads: createUploads(clock, random),
    tokens: createBusinessTokens(clock, random),
    settings: createNumberSettings(numbers),
    people,
    events,
    publisher,
    statuses,
    origin: '',
    templates,
    announce,
    reviews,
    maxPending,
    allowedCallbacks,
  }
}

/** Back to a fresh start; the registered numbers and their subscriptions stay. */
export function resetContext(ctx: SimulatorContext): void {
  ctx.statuses.reset()
  ctx.reviews.reset()
  ctx.templates.reset()
  ctx.publisher.reset()
  ctx.messages.reset()
  ctx.media.reset()
  ctx.uploads.reset()
  ctx.tokens.reset()
  ctx.settings.reset()
  ctx.people.reset()
  ctx.limits.reset()
  ctx.windows.reset()
  ctx.clock.reset()
  Object.assign(ctx.faults, noFaults())
}
