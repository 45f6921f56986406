// The health check of the images: ends with 0 when the address answers within four seconds, with anything below 500.
const answer = await fetch(process.argv[2], { signal: AbortSignal.timeout(4000) }).catch(() => null)
process.exit(answer !== null && answer.status < 500 ? 0 : 1)
