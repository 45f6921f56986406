import type { FastifyPluginAsync } from 'fastify'
import { mountOperations } from '#operations/mount.ts'
import type { Dialect, DialectOptions } from '../surface.ts'
import { description } from './description.ts'
import { renderError } from './errors.ts'
import { renderEvent } from './events.ts'
import { operationRules } from './operation-rules.ts'
import { operations } from './operations/index.ts'

const routes: FastifyPluginAsync<DialectOptions> = (app, options) =>
  mountOperations(app, operationRules, operations, options)

/** Dawk's own voice: what the dashboard and the SDKs speak. */
export const native: Dialect = {
  name: 'native',
  prefix: '/v1',
  routes,
  description,
  takesSessions: true,
  renderError,
  renderEvent,
  eventTypes: ['*'],
}
