import {
  type LaneOverview,
  listFailingEndpoints,
  listLanes,
  listTableSizes,
  listUnconfirmed,
  listWorkers,
} from '@dawk/core/operations/overview-store.ts'
import { resumeLane, stopLane } from '@dawk/core/operations/stop-lane.ts'
import { operator } from '@dawk/core/tenancy/audit/actor.ts'
import { operatorCommand } from './command.ts'
import { laneId, optional, text } from './options.ts'

const maxListed = 100

const lines = (rows: readonly string[], none: string) => (rows.length === 0 ? none : rows.join('\n'))

const lanes = operatorCommand({
  name: 'lanes',
  summary: `Lists lanes of numbers and endpoints that have something due, are paused or were stopped, those that have waited longest first, at most ${maxListed}. --kind number|endpoint shows one kind.`,
  options: { kind: optional(text('number|endpoint')) },
  async run({ db }, { kind = null }) {
    const lanes = await listLanes(db.worker, { kind: kind ?? null, limit: maxListed })
    return lines(lanes.map(describeLane), 'Nothing waits, and no lane is paused or stopped.')
  },
})

function describeLane(lane: LaneOverview): string {
  const { id, kind, destination, accountName, waiting, oldestSeconds, worker } = lane
  const state =
    lane.stoppedAt !== null
      ? `stopped since ${lane.stoppedAt}: ${lane.stopReason}`
      : lane.pausedUntil !== null
        ? `paused until ${lane.pausedUntil}: ${lane.pauseReason}`
        : worker === null
          ? 'served by nobody'
          : 'runs'
  return `${id}  ${kind} ${destination ?? 'gone'} of ${accountName}  ${waiting} waiting, oldest ${Math.round(oldestSeconds)} s  ${state}`
}

const laneStop = operatorCommand({
  name: 'lane-stop',
  summary: 'Stops a lane: what is accepted waits, and nothing leaves until lane-resume. Restarts change nothing.',
  options: { lane: laneId, reason: text('<text>') },
  async run(ctx, { lane, reason }) {
    await stopLane(ctx, lane, reason, operator)
    return `Lane ${lane} is stopped; what is under way ends.`
  },
})

const laneResume = operatorCommand({
  name: 'lane-resume',
  summary: 'Lets a stopped lane go on.',
  options: { lane: laneId },
  async run(ctx, { lane }) {
    await resumeLane(ctx, lane, operator)
    return `Lane ${lane} goes on.`
  },
})

const unconfirmed = operatorCommand({
  name: 'unconfirmed',
  summary: `Lists messages that have left and of which nothing was heard yet, the oldest ${maxListed}.`,
  options: {},
  async run({ db }) {
    const items = await listUnconfirmed(db.worker, maxListed)
    const rows = items.map(
      ({ messageId, accountId, startedAt, attempts }) =>
        `${messageId} of account ${accountId}  left at ${startedAt}, attempt ${attempts}`,
    )
    return lines(rows, 'Nothing waits for an answer of Meta.')
  },
})

const failingEndpoints = operatorCommand({
  name: 'failing-endpoints',
  summary: `Lists endpoints of customers that have failed since their last success, at most ${maxListed}.`,
  options: {},
  async run({ db }) {
    const endpoints = await listFailingEndpoints(db.worker, maxListed)
    const rows = endpoints.map(
      ({ endpointId, accountId, url, failures, failingSince, enabled }) =>
        `${endpointId} of account ${accountId}  ${url}  ${failures} failures since ${failingSince}${enabled ? '' : ', disabled'}`,
    )
    return lines(rows, 'No endpoint fails.')
  },
})

const workers = operatorCommand({
  name: 'workers',
  summary: 'Lists the processes that serve lanes at this moment.',
  options: {},
  async run({ db }) {
    const rows = (await listWorkers(db.worker)).map(
      ({ id, numbers, endpoints, leasedUntil }) =>
        `${id}  ${numbers} numbers, ${endpoints} endpoints, leased until ${leasedUntil}`,
    )
    return lines(rows, 'No process serves a lane.')
  },
})

const tables = operatorCommand({
  name: 'tables',
  summary: 'Lists the tables by size, with their months.',
  options: {},
  async run({ db }) {
    const rows = (await listTableSizes(db.worker)).map(
      ({ name, partitions, bytes, rows: count }) =>
        `${name}  ${Math.ceil(Number(bytes) / 1024)} KiB, about ${count} rows${partitions > 0 ? `, ${partitions} partitions` : ''}`,
    )
    return lines(rows, 'There are no tables.')
  },
})

export const overviewCommands = [lanes, laneStop, laneResume, unconfirmed, failingEndpoints, workers, tables]
