import { transformAsync } from '@babel/core'
import { lingui } from '@lingui/vite-plugin'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/**
 * Lingui's macros by Babel. Its own native transform is faster, but npm leaves that out on Node 20, with which a newcomer may
 * install; Babel runs everywhere, and only sees the files that use a macro.
 */
const macros: Plugin = {
  name: 'dawk-lingui-macros',
  enforce: 'pre',
  transform: {
    filter: { id: /\/src\/.*\.tsx?$/, code: /@lingui\/(react|core)\/macro/ },
    async handler(code, filename) {
      const done = await transformAsync(code, {
        filename,
        babelrc: false,
        configFile: false,
        sourceMaps: true,
        parserOpts: { plugins: ['typescript', 'jsx'] },
        plugins: ['@lingui/babel-plugin-lingui-macro'],
      })
      return done?.code ? { code: done.code, map: done.map ?? null } : null
    },
  },
}

/** @public */
export default defineConfig({
  base: '/app/',
  plugins: [macros, lingui({ failOnMissing: true, failOnCompileError: true }), react()],
  build: {
    target: 'es2023',
    assetsInlineLimit: 0, // the content security policy takes files alone
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/v1': 'http://127.0.0.1:4000', '/pages': 'http://127.0.0.1:4000' } },
})
