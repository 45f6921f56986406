import type { ErrorCode } from '@dawk/core/platform/errors.ts'
import type { Scope } from '@dawk/core/tenancy/access/scopes.ts'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Static, TSchema } from 'typebox'
import type { Answer } from './answer.ts'
import type { Call } from './call.ts'
import type { IdKind } from './known-id.ts'

export type Route = `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`

/** The schemas of a response by its status; in place of a schema, what the OpenAPI document shows for another media type. */
export type Replies = Readonly<Record<number, TSchema | { description: string; content: object }>>

/** JSON Schemas of the parts of a request and of its responses by status. */
export interface Shown {
  params?: object
  query?: object
  headers?: object
  body?: object
  /** Content types of the body; absent: JSON. */
  consumes?: string[]
  reply?: Record<number, object>
}

/** What an operation is, apart from what it does. */
interface Declaration {
  /** Method and path below the prefix of the surface, as Fastify writes it: `PATCH /api-keys/:id`. */
  route: Route
  /** One of the tags in the surface's description. */
  tag: string
  /** A few words, without a full stop. */
  summary: string
  /** What it promises and when it refuses; Markdown. */
  description?: string
  /** What a key or a role needs; null: any valid key. `'open'`: neither key nor session, limited by address. */
  scope: Scope | null | 'open'
  /** As how many requests it counts against the burst limit, because it reads or computes far more than others; absent: one. */
  cost?: number
  /** Only for a member who has signed in; a key will not do. For the document: the handler calls `memberOf`. */
  membersOnly?: true
  /** Also for an account that waits for its erasure. */
  inactiveToo?: boolean
  /** Honours `Idempotency-Key` by itself, in the transaction of what it does. */
  idempotent?: true
  /** Each item of the body is checked by itself, so a text that cannot be stored rejects its item and not the request. */
  itemsApart?: true
  /** Error codes beyond those that every operation of the surface may answer with; 416 is the transport's own. */
  refuses?: readonly (ErrorCode | 416)[]
  /** The largest body in bytes; absent: 1 MiB. */
  bodyLimit?: number
  /** Prepares the scope of the route for bodies other than JSON. */
  parseBody?: (scope: FastifyInstance) => void | Promise<void>
  /** Schemas that the document shows and nobody enforces, because the handler checks in the vendor's own words. */
  shown?: Shown
}

/** The parts of a request and the responses that are checked against a schema. */
interface Schemas {
  params?: TSchema | undefined
  query?: TSchema | undefined
  headers?: TSchema | undefined
  body?: TSchema | undefined
  reply?: Replies
}

/** One operation of a surface, ready to be mounted. */
export interface Operation extends Declaration, Schemas {
  /** What `:id` of the path names. */
  of?: string | IdKind | undefined
  handle(call: Call): Promise<unknown>
}

/** The operations of a surface in the order of its document, by `operationId`: SDKs name their functions after it. */
type Operations = Readonly<Record<string, Operation>>

/** The operations of a surface, and what they have in common. */
export interface OperationRules {
  /** Stands before the path of each operation; absent: nothing. */
  base?: string
  operations: Operations
  /** For the document: the refusals that an operation may answer with, by status. */
  refusals(declared: Operation): Record<number, unknown>
  /** Every POST honours `Idempotency-Key`: its answer is remembered and given to repetitions. */
  remembersAnswers?: true
  /** What of an answer the caller may see; absent: everything. */
  veil?(call: Call, body: unknown): Promise<unknown>
  /** How many requests a minute an address may make to operations that need no key, all of them together. */
  openLimit?: { name: string; perMinute: number }
}

/** The names in a path, which without a schema are texts. */
type PathParams<Path extends string> = Path extends `${string}/:${infer Name}/${infer Rest}`
  ? { [Key in Name]: string } & PathParams<`/${Rest}`>
  : Path extends `${string}/:${infer Name}`
    ? { [Key in Name]: string }
    : unknown

type StaticOr<Schema, Otherwise> = Schema extends TSchema ? Static<Schema> : Otherwise

type SuccessOf<R extends Replies> = {
  [Status in keyof R]: `${Status & number}` extends `2${string}`
    ? R[Status] extends TSchema
      ? Status extends 204
        ? // biome-ignore lint/suspicious/noConfusingVoidType: what a handler returns that returns nothing
          void
        : Static<R[Status]>
      : never
    : never
}[keyof R]

type AnswerOf<R extends Replies> = Answer<
  {
    [Status in keyof R]: R[Status] extends TSchema ? Static<R[Status]> : never
  }[keyof R]
>

interface Typed<
  Path extends Route,
  Params extends TSchema | undefined,
  Query extends TSchema | undefined,
  Body extends TSchema | undefined,
  R extends Replies,
> extends Declaration {
  route: Path
  /**
   * What `:id` of the path names, in the words of the 404: `API key`. The handler then gets it as `id`, checked to have the
   * shape of an id.
   */
  of?: string | IdKind
  params?: Params
  query?: Query
  headers?: TSchema
  body?: Body
  /** The one 2xx status is that of the answer; 204 has no body. Absent: 200, and the answer is sent as it is. */
  reply?: R
  /** Returns the body of the answer, `answer(body, …)` for more than a body, or the reply that it has sent itself. */
  handle(
    call: Call<StaticOr<Params, PathParams<Path>>, StaticOr<Query, Record<string, unknown>>, StaticOr<Body, unknown>>,
  ): Promise<SuccessOf<R> | AnswerOf<R> | FastifyReply>
}

/**
 * Declares an operation of a surface. Its name is that of the exported constant and of its file, and becomes the
 * `operationId`; registration, OpenAPI, scope check, id parsing and the status of the answer follow from it in `mount.ts`.
 */
export function operation<
  const Path extends Route,
  R extends Replies = Record<200, TSchema>,
  Params extends TSchema | undefined = undefined,
  Query extends TSchema | undefined = undefined,
  Body extends TSchema | undefined = undefined,
>(declared: Typed<Path, Params, Query, Body, R>): Operation {
  return declared as unknown as Operation
}
