import { numberEdge } from './graph-edges.ts'

export const listBlockedUsers = numberEdge('block_users', { scope: 'contacts:read', summary: 'List blocked users' })
