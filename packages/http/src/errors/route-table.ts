import type { FastifyInstance } from 'fastify'

/** Remembers which methods each path has, so that a wrong method is told apart from a wrong path. */
export function createRouteTable(app: FastifyInstance): { methodsAt(path: string): string[] } {
  const routes: { segments: string[]; methods: string[] }[] = []
  app.addHook('onRoute', ({ url, method }) => {
    routes.push({ segments: url.split('/'), methods: [method].flat() })
  })
  return {
    methodsAt(path) {
      const segments = path.split('/')
      const methods = routes.filter((route) => matches(route.segments, segments)).flatMap((route) => route.methods)
      return [...new Set(methods)].sort()
    },
  }
}

function matches(pattern: readonly string[], path: readonly string[]): boolean {
  return (
    pattern.length === path.length &&
    pattern.every((segment, at) => (segment.startsWith(':') ? path[at] !== '' : segment === path[at]))
  )
}

/** The address without its query. */
export function pathOf(url: string): string {
  const end = url.indexOf('?')
  return end === -1 ? url : url.slice(0, end)
}
