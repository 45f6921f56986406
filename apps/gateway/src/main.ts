// Everything else is imported after the look at the version: an older Node would fail on it without saying why.
if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(`Dawk runs on Node 24 or later; this is ${process.version}. \`npm start\` uses the right one.`)
  process.exit(1)
}
const { run } = await import('./run.ts')
await run()

export {}
