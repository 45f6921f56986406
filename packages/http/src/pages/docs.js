// Every default of the explorer that would speak to its maker is off; the page's policy forbids the rest.
const first = ['native', 'whatsapi']
const order = ({ name }) => (first.includes(name) ? first.indexOf(name) : first.length)

async function start() {
  const { surfaces } = await (await fetch('/openapi/index.json')).json()
  window.Scalar.createApiReference('#explorer', {
    sources: surfaces.sort((a, b) => order(a) - order(b)).map(({ name, url }) => ({ title: name, slug: name, url })),
    baseServerURL: location.origin,
    proxyUrl: '',
    telemetry: false,
    withDefaultFonts: false,
    agent: { disabled: true },
    mcp: { disabled: true },
    hideClientButton: true,
    showDeveloperTools: 'never',
  })
}

void start()
