/** In the order of their numbers in the database, which begin with -1. */
export const priorityNames = ['low', 'normal', 'high', 'urgent'] as const
export type Priority = (typeof priorityNames)[number]
