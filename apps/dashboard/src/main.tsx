import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { activateLanguage, preferredLanguage } from './lib/i18n.ts'

// A chunk that is gone: a new version was put in place under this tab.
window.addEventListener('vite:preloadError', (event) => {
  event.preventDefault()
  window.dispatchEvent(new Event('dawk:new-version'))
})

const language = preferredLanguage()
await activateLanguage(language)
const root = document.getElementById('root')
if (root) createRoot(root).render(<App language={language} />)
